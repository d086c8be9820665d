/**
 * Names of the pairs that encrypted files of this visit do not store. A message does not say which pairs it leaves out,
 * so only its writer knows them.
 */
import { toHex } from '../../base/hex.ts';
import { parseMessageLayout } from '../../envelope/inspect.ts';
import { headOf, MAX_HEAD_BYTES } from './message-head.ts';

const namesByMessage = new Map<string, readonly string[]>();

/** Returns the message ID, or undefined for a file that is no message. */
async function messageIdOf(encrypted: Blob): Promise<string | undefined> {
  try {
    return toHex(parseMessageLayout(await headOf(encrypted, MAX_HEAD_BYTES)).header.messageId);
  } catch {
    return undefined;
  }
}

/** Keeps the names of the pairs that `encrypted` does not store, until the page is closed. */
export async function keepLeftOutPairs(encrypted: Blob, names: readonly string[]): Promise<void> {
  const id = names.length > 0 ? await messageIdOf(encrypted) : undefined;
  if (id !== undefined) namesByMessage.set(id, [...names]);
}

/** Returns the names of the pairs that a reader of `encrypted` must bring, as far as they are known. */
export async function findLeftOutPairs(encrypted: Blob): Promise<readonly string[]> {
  const id = namesByMessage.size > 0 ? await messageIdOf(encrypted) : undefined;
  return (id === undefined ? undefined : namesByMessage.get(id)) ?? [];
}
