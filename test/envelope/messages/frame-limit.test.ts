/**
 * The limit of 256 MiB of content per frame or block. It is checked by the number of bytes that a message declares,
 * before any of them is read, and before KMS is asked to encrypt.
 */
import { expect } from 'chai';
import { concatBytes, encodeUint32, type Bytes } from '../../../src/base/bytes.ts';
import { parseMessageLayout } from '../../../src/envelope/inspect.ts';
import { MAX_FRAME_CONTENT_BYTES } from '../../../src/envelope/limits.ts';
import { createTestEnvelope } from '../keyrings/sandbox.ts';
import { pattern, readAll, rejection } from '../streams.ts';
import { writeNonFramed } from './non-framed-writer.ts';

const AES = { type: 'raw-aes', keyNamespace: 'tests', keyName: 'one', wrappingKey: pattern(32) } as const;
const CHUNK_BYTES = 64 * 1024;
const LARGEST_FRAME = 0xffffffff;
/** What the reader takes at once, and what a stream holds ready. */
const MAX_READ_AHEAD_BYTES = 2 * 2 ** 20;

/** A stream that begins with `start` and goes on for ever. Notes how many bytes were taken. */
function endless(start: Bytes) {
  const taken = { bytes: 0 };
  let isFirst = true;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = isFirst ? start : new Uint8Array(CHUNK_BYTES);
      isFirst = false;
      taken.bytes += chunk.length;
      controller.enqueue(chunk);
    },
  });
  return { stream, taken };
}

describe('envelope: content of a frame', () => {
  const { encrypt, decrypt, envelope, strongroom, createKey } = createTestEnvelope();

  /** A message with the largest frame length, whose content is a few bytes. */
  const message = () => encrypt(pattern(5), { keyrings: [AES], frameLength: LARGEST_FRAME });
  const headerLengthOf = (bytes: Bytes) => parseMessageLayout(bytes).headerLength;

  async function expectRefused(start: Bytes): Promise<void> {
    const { stream, taken } = endless(start);
    const error = await rejection(readAll(envelope.decrypt(stream, { keyrings: [AES] }).stream));
    expect(error.code).to.equal('LimitExceeded');
    expect(taken.bytes).to.be.lessThan(start.length + MAX_READ_AHEAD_BYTES);
  }

  it('may be far below the largest frame length', async () => {
    expect(await decrypt(await message(), { keyrings: [AES] })).to.deep.equal(pattern(5));
  });

  it('of a regular frame is refused before it is read', async () => {
    const bytes = await message();
    await expectRefused(concatBytes(bytes.slice(0, headerLengthOf(bytes)), encodeUint32(1)));
  });

  it('of a final frame is refused before it is read, by one byte above the limit', async () => {
    const bytes = await message();
    // Marker, sequence number, IV.
    const at = headerLengthOf(bytes) + 4 + 4 + 12;
    const changed = bytes.slice();
    changed.set(encodeUint32(MAX_FRAME_CONTENT_BYTES + 1), at);
    await expectRefused(changed);
    // At the limit the reader waits for the content, which does not come.
    changed.set(encodeUint32(MAX_FRAME_CONTENT_BYTES), at);
    const error = await rejection(decrypt(changed, { keyrings: [AES] }));
    expect(error.code).to.equal('TruncatedMessage');
  });

  it('of a single block is refused before it is read', async () => {
    const bytes = await writeNonFramed(0x0478, AES, pattern(5));
    for (const [high, low] of [
      [0, MAX_FRAME_CONTENT_BYTES + 1],
      [1, 0],
      [0xffffffff, 0xffffffff],
    ] as const) {
      const changed = bytes.slice();
      changed.set(concatBytes(encodeUint32(high), encodeUint32(low)), headerLengthOf(bytes) + 12);
      await expectRefused(changed);
    }
  });

  it('is refused on encryption before KMS is asked, if the length of the input is known', async () => {
    const keyId = await createKey();
    const large = new Blob([pattern(5)]);
    Object.defineProperty(large, 'size', { value: MAX_FRAME_CONTENT_BYTES + 1 });
    const { stream } = envelope.encrypt(large, { keyIds: [keyId], frameLength: LARGEST_FRAME });
    expect((await rejection(readAll(stream))).code).to.equal('LimitExceeded');
    const { events } = await strongroom.sandbox.events.query({ operation: 'GenerateDataKey' });
    expect(events).to.deep.equal([]);
  });
});
