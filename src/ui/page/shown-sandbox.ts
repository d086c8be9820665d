/**
 * The sandbox that this tab shows. Session storage holds it, so a reload keeps it and another tab is not affected. No
 * address has it: a link names a page, and opens it in the sandbox that the tab shows.
 */
import { tabStorage } from './browser-storage.ts';

/** ID of the sandbox that a tab shows first. */
export const DEFAULT_SANDBOX = 'default';

/** What the IDs of the sandboxes of labs begin with. */
export const LAB_PREFIX = 'lab-';

const PLACE = 'strongroom.sandbox';

/** Where the browser blocks session storage: the sandbox of this document. */
let inMemory: string | undefined;

/** Whether pages show the sandbox `id`: that of a lab or of a class. Others exist for programs. */
export const isShownSandbox = (id: string): boolean => /^(lab|class)-[A-Za-z0-9-]{1,60}$/.test(id);

/** The ID of the sandbox that this tab shows. */
export function shownSandbox(): string {
  const id = inMemory ?? tabStorage()?.getItem(PLACE) ?? DEFAULT_SANDBOX;
  return isShownSandbox(id) ? id : DEFAULT_SANDBOX;
}

/** Records which sandbox this tab shows from now on. */
export function recordShownSandbox(id: string): void {
  inMemory = undefined;
  try {
    if (id === DEFAULT_SANDBOX) tabStorage()?.removeItem(PLACE);
    else tabStorage()?.setItem(PLACE, id);
  } catch {
    // Storage is full: checked below.
  }
  if (shownSandbox() !== id) inMemory = id;
}

/** `name` for an item of this sandbox alone. Items of the default sandbox have no suffix. */
export const placeInSandbox = (name: string, id: string): string => (id === DEFAULT_SANDBOX ? name : `${name}@${id}`);

/** The expression for the sandbox that is shown, in code for the browser console, where `strongroom` is the default. */
export function sandboxExpression(): string {
  const id = shownSandbox();
  return id === DEFAULT_SANDBOX ? 'strongroom' : `strongroom.world('${id}')`;
}
