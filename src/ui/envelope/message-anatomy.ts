/** The parts of a message, by its first bytes. Loaded on first use: it contains the parser. */
import { parseMessageLayout } from '../../envelope/inspect.ts';
import { FINAL_FRAME_MARKER, IV_BYTES } from '../../envelope/limits.ts';
import { indexOfBytes, type EnvelopeRun } from './envelope-run.ts';
import { SHOWN_BYTES } from './message-head.ts';

/**
 * Locates the parts of a message of `total` bytes by its first bytes. Throws EnvelopeError if they are not a message.
 */
export function anatomy(
  head: Uint8Array,
  total: number,
): Required<Pick<EnvelopeRun, 'header' | 'fields' | 'parts' | 'edk' | 'iv' | 'bodyHead'>> {
  const { header, headerLength, fields } = parseMessageLayout(head);
  const edk = header.encryptedDataKeys[0]?.ciphertext ?? new Uint8Array();
  const mark = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const single = headerLength + 4 <= head.length && mark.getUint32(headerLength) === FINAL_FRAME_MARKER;
  // Before the content: sequence number and IV. A final frame also has its marker and its length.
  const bodyAt = headerLength + 4 + IV_BYTES + (single ? 8 : 0);
  const ivAt = headerLength + 4 + (single ? 4 : 0);
  return {
    header,
    fields: fields
      .filter(({ offset }) => offset < headerLength)
      .map(({ name, offset, length }) => ({ name, bytes: head.slice(offset, offset + length) })),
    iv: head.slice(ivAt, ivAt + IV_BYTES),
    parts: { total, header: headerLength, bodyAt, edkAt: indexOfBytes(head, edk), edkLength: edk.length },
    edk,
    bodyHead: head.slice(bodyAt, bodyAt + SHOWN_BYTES),
  };
}
