/** Confirmations of changes of a key. */
import { toast, type Undo } from '../kit/toast.ts';
import { TEXTS } from './page-texts.ts';

/**
 * Confirms a change of a key. A toast outlives the page of the key, so it names the key, and so does its Undo.
 * @param key an alias or the key ID
 */
export function toastOfKey(source: EventTarget, key: string, said: string, undo?: Undo): void {
  const named = (text: string): string => TEXTS.ofKey(key, text);
  toast(source, named(said), undo && { ...undo, done: named(undo.done) });
}
