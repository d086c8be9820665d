/** Describes changes of an input. */
import { bytesExactly, count } from '../kit/format.ts';
import type { ByteChange } from './byte-changes.ts';
import { fieldLabel } from './field-values.ts';
import { TEXTS } from './inspector-texts.ts';

/** A change in words. */
export function changeText(change: ByteChange): string {
  if (change.kind === 'flip') return TEXTS.changes.flipped(count(change.offset), fieldLabel(change.field));
  if (change.kind === 'swap') return TEXTS.changes.swapped(count(change.first), count(change.second));
  const text = change.kind === 'cut' ? TEXTS.changes.cutOff : TEXTS.changes.removed;
  return text(bytesExactly(change.length), fieldLabel(change.field));
}
