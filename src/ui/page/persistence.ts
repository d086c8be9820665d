/** Persistent storage. It is requested after the first key is created, not before. */

/** `kept`: persistent. `may go`: the browser may clear it when space runs low. `unknown`: the browser does not say. */
export type Persistence = 'kept' | 'may go' | 'unknown';

const said = (kept: boolean): Persistence => (kept ? 'kept' : 'may go');

/** Whether storage is persistent now. Requests nothing. */
export async function persistence(): Promise<Persistence> {
  try {
    return said(await navigator.storage.persisted());
  } catch {
    return 'unknown';
  }
}

/** Requests persistent storage; some browsers then ask the visitor. */
export async function askToKeep(): Promise<Persistence> {
  try {
    return said((await navigator.storage.persisted()) || (await navigator.storage.persist()));
  } catch {
    return 'unknown';
  }
}

/** Bytes that are stored for this origin, and the quota; undefined where the browser does not say. */
export async function storedBytes(): Promise<{ readonly used: number; readonly most: number } | undefined> {
  try {
    const { usage, quota } = await navigator.storage.estimate();
    return usage === undefined || quota === undefined ? undefined : { used: usage, most: quota };
  } catch {
    return undefined;
  }
}
