/** The properties of the index with many logs. */
import { createMemoryDatabase } from '../../src/storage/memory.ts';
import { logIndexSuite } from './log-index-suite.ts';

logIndexSuite('memory', 150, 9000, () => Promise.resolve(createMemoryDatabase()));
