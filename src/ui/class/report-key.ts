/**
 * The key pair by which this browser signs reports, in IndexedDB. The private key cannot be exported. Where the browser
 * stores nothing, each call creates a pair.
 */
import { createReportKey } from '../../services/sign-report.ts';

const DATABASE = 'strongroom-reports';
const STORE = 'keys';
const NAME = 'signing';

const resultOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB refused a request.'));
  });

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return resultOf(request);
}

/** Reads the key pair, and creates it at the first call. */
export async function readReportKey(): Promise<CryptoKeyPair> {
  const created = createReportKey();
  try {
    const database = await open();
    try {
      const pair = await created;
      const store = database.transaction(STORE, 'readwrite').objectStore(STORE);
      const stored = (await resultOf(store.get(NAME))) as CryptoKeyPair | undefined;
      if (stored !== undefined) return stored;
      await resultOf(store.put(pair, NAME));
      return pair;
    } finally {
      database.close();
    }
  } catch {
    return await created;
  }
}
