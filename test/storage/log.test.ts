/** The properties of the log over IndexedDB. */
import { openIndexedDb } from '../../src/storage/indexeddb.ts';
import { logSuite } from '../properties/log-suite.ts';

let names = 0;

logSuite('IndexedDB', 15, () => openIndexedDb(`properties-${names++}`));
