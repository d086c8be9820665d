/** The first bytes of a file. */
import type { Header } from '../../envelope/header.ts';
import type { MessageLayout } from '../../envelope/inspect.ts';

/** Bytes kept from the beginning of a message, enough for any ordinary header. */
export const MAX_HEAD_BYTES = 64 * 1024;
/** Bytes of a part that are shown. */
export const SHOWN_BYTES = 64;

/** A file to process. */
export interface NamedBlob {
  readonly blob: Blob;
  readonly name: string;
}

/** Reads the first bytes of a file. */
export async function headOf(file: Blob, length = SHOWN_BYTES): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(0, length).arrayBuffer());
}

/**
 * Parses the layout of a message by its first bytes. The parser is not part of the first page.
 * @throws {EnvelopeError} if they are not a message
 */
export async function layoutOf(head: Uint8Array): Promise<MessageLayout> {
  const { parseMessageLayout } = await import('../../envelope/inspect.ts');
  return parseMessageLayout(head);
}

/** Reads the header of an encrypted file. Undefined: it is no message. */
export async function headerOf(encrypted: Blob): Promise<Header | undefined> {
  try {
    return (await layoutOf(await headOf(encrypted, MAX_HEAD_BYTES))).header;
  } catch {
    return undefined;
  }
}
