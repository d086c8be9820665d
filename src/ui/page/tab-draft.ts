/**
 * Unsent input, kept in this browser tab until it is closed: leaving or reloading a page, or showing another sandbox,
 * loses nothing. Each sandbox has its own.
 */
import { tabStorage } from './browser-storage.ts';
import { placeInSandbox, shownSandbox } from './shown-sandbox.ts';

const PREFIX = 'strongroom.draft.';

const placeOf = (name: string): string => placeInSandbox(PREFIX + name, shownSandbox());

/** The draft of `name`; undefined when none exists or `isDraft` rejects it. */
export function readDraft<T>(name: string, isDraft: (value: unknown) => value is T): T | undefined {
  try {
    const value: unknown = JSON.parse(tabStorage()?.getItem(placeOf(name)) ?? 'null');
    return isDraft(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Stores `value` as the draft of `name`; undefined removes it. Does nothing where the browser blocks storage. */
export function keepDraft(name: string, value: unknown): void {
  try {
    if (value === undefined) tabStorage()?.removeItem(placeOf(name));
    else tabStorage()?.setItem(placeOf(name), JSON.stringify(value));
  } catch {
    // Storage is full or blocked: the draft lives as long as the page.
  }
}
