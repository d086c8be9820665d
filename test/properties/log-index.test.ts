import { createMemoryDatabase } from '../../src/storage/memory.ts';
import { logIndexSuite } from './log-index-suite.ts';

logIndexSuite('memory', 4, 12_000, () => Promise.resolve(createMemoryDatabase()));
