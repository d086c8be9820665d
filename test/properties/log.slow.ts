import { createMemoryDatabase } from '../../src/storage/memory.ts';
import { logSuite } from './log-suite.ts';

logSuite('memory', 1_200, () => Promise.resolve(createMemoryDatabase()));
