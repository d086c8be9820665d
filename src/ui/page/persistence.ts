/** Whether the browser promises to keep what it stores for this page. Asked for after the first real work, never before. */

/** `kept`: promised. `may go`: the browser may clear it when space runs short. `unknown`: it does not say. */
export type Persistence = 'kept' | 'may go' | 'unknown';

const said = (kept: boolean): Persistence => (kept ? 'kept' : 'may go');

/** What the browser says now, without asking it for anything. */
export async function persistence(): Promise<Persistence> {
  try {
    return said(await navigator.storage.persisted());
  } catch {
    return 'unknown';
  }
}

/** Asks the browser for its promise; some browsers then ask the visitor. */
export async function askToKeep(): Promise<Persistence> {
  try {
    return said((await navigator.storage.persisted()) || (await navigator.storage.persist()));
  } catch {
    return 'unknown';
  }
}

/** Bytes that the browser stores for this page, and how many it would; undefined where it does not say. */
export async function storedBytes(): Promise<{ readonly used: number; readonly most: number } | undefined> {
  try {
    const { usage, quota } = await navigator.storage.estimate();
    return usage === undefined || quota === undefined ? undefined : { used: usage, most: quota };
  } catch {
    return undefined;
  }
}
