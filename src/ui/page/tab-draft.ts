/** Unsent input, kept in this browser tab until it is closed: leaving or reloading a page loses nothing. */

const PREFIX = 'strongroom.draft.';

/** The session storage of this tab, or undefined where the browser blocks it. */
function storage(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}

/** The draft of `name`; undefined when none exists or `isDraft` rejects it. */
export function readDraft<T>(name: string, isDraft: (value: unknown) => value is T): T | undefined {
  try {
    const value: unknown = JSON.parse(storage()?.getItem(PREFIX + name) ?? 'null');
    return isDraft(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Stores `value` as the draft of `name`; undefined removes it. Does nothing where the browser blocks storage. */
export function keepDraft(name: string, value: unknown): void {
  try {
    if (value === undefined) storage()?.removeItem(PREFIX + name);
    else storage()?.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Storage is full or blocked: the draft lives as long as the page.
  }
}
