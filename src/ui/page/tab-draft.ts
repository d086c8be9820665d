/** What is typed and not sent yet, kept in this tab until it is closed: leaving a page or loading it again loses nothing. */

const PREFIX = 'strongroom.draft.';

/** The tab's own storage, or undefined where the browser blocks it. */
function storage(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}

/** The draft of `name`; undefined when there is none, or none that `isDraft` accepts. */
export function readDraft<T>(name: string, isDraft: (value: unknown) => value is T): T | undefined {
  try {
    const value: unknown = JSON.parse(storage()?.getItem(PREFIX + name) ?? 'null');
    return isDraft(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps `value` as the draft of `name`; undefined removes it. Where the browser keeps nothing, nothing is kept. */
export function keepDraft(name: string, value: unknown): void {
  try {
    if (value === undefined) storage()?.removeItem(PREFIX + name);
    else storage()?.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // A full or blocked storage: the draft lives as long as the page.
  }
}
