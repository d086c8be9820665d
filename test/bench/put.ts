/** One relaxed IndexedDB put, with nothing around it. */

/**
 * A function that stores a value under the next number in database `name`, in one transaction each, and resolves when
 * that is complete.
 */
export function putter(name: string): (value: unknown) => Promise<void> {
  let opening: Promise<IDBDatabase> | undefined;
  let next = 1;

  const open = () =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => void request.result.createObjectStore('values');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('The database does not open.'));
    });

  return async (value) => {
    opening ??= open();
    const transaction = (await opening).transaction('values', 'readwrite', { durability: 'relaxed' });
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('The transaction was aborted.'));
      transaction.objectStore('values').put(value, next++);
      transaction.commit();
    });
  };
}
