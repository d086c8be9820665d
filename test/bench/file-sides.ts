/**
 * Both sides of B8: a file through the envelope, and its frames through bare SubtleCrypto, from the same input into the
 * same output.
 */
import { createEnvelope } from '../../src/envelope/envelope.ts';
import { FRAME_LENGTH, FRAME_OVERHEAD, IV_BYTES, MAX_FRAMES_IN_FLIGHT } from '../../src/envelope/limits.ts';
import hashWorkerUrl from '../../src/envelope/hash-worker.ts?worker&url';
import { FakeKms, keyArn } from '../envelope/fake-kms.ts';
import { startWorker } from './start-worker.ts';

/** Takes a piece of output. */
export type Take = (piece: Uint8Array<ArrayBuffer>) => void;

/** Frames of the length that is written by default. */
export const FRAME = FRAME_LENGTH.default;

// One call of KMS for a file: a KMS in memory makes no difference, and needs no second worker here.
const { encrypt, decrypt } = createEnvelope(new FakeKms().kmsFor, {
  startHashWorker: () => startWorker(hashWorkerUrl),
});

/** The suites that are written. */
type Suite = 0x0478 | 0x0578;

/** Readers at work: see `reading` in src/envelope/byte-source.ts. */
const reading = new Set<ReadableStreamBYOBReader>();

async function drain(stream: ReadableStream<Uint8Array<ArrayBuffer>>, take: Take): Promise<void> {
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) take(read.value);
}

/** How many frames are read at once. */
const FRAMES = 4;

/** Encrypts `file` by the envelope. */
export function seal(file: Blob, take: Take, suite: Suite = 0x0478): Promise<void> {
  return drain(encrypt(file, { keyIds: [keyArn(1)], suite }).stream, take);
}

/** Decrypts a message of `seal`. */
export function open(message: Blob, take: Take): Promise<void> {
  return drain(decrypt(message).stream, take);
}

/**
 * Reads `file` as fast as is known, into the same memory again and again, in pieces of `size` bytes, the last one
 * shorter. Each is gone when the next one is read.
 */
export async function readAlone(
  file: Blob,
  size: number,
  take: (piece: Uint8Array<ArrayBuffer>) => void | Promise<void>,
): Promise<void> {
  const reader = file.stream().getReader({ mode: 'byob' });
  reading.add(reader);
  const room = size * FRAMES;
  for (let buffer = new ArrayBuffer(room), ended = false; !ended;) {
    const { value, done } = await reader.read(new Uint8Array(buffer), { min: room });
    if (!value) throw new TypeError('Nobody cancels this stream.');
    ({ buffer } = value);
    ended = done || value.length < room;
    for (let at = 0; at < value.length; at += size) await take(value.subarray(at, at + size));
  }
  reading.delete(reader);
}

function bareKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** What AES-GCM is given beside a frame. */
export function parametersOf(sequence: number) {
  const iv = new Uint8Array(IV_BYTES);
  new DataView(iv.buffer).setUint32(IV_BYTES - 4, sequence);
  return { name: 'AES-GCM', iv, additionalData: new Uint8Array(72) };
}

/** The frames of `file` by bare SubtleCrypto. */
export async function sealBare(file: Blob, take: Take): Promise<void> {
  const key = await bareKey();
  let sequence = 0;
  await readAlone(file, FRAME, async (frame) => {
    take(new Uint8Array(await crypto.subtle.encrypt(parametersOf(++sequence), key, frame)));
  });
}

/** Passes results on in order, as many in flight as the envelope has. */
function inOrder(take: Take) {
  const results: Promise<ArrayBuffer>[] = [];
  const takeFirst = async () => {
    const result = await results.shift();
    if (result) take(new Uint8Array(result));
  };
  return {
    async add(result: Promise<ArrayBuffer>): Promise<void> {
      results.push(result);
      if (results.length >= MAX_FRAMES_IN_FLIGHT) await takeFirst();
    },
    async end(): Promise<void> {
      while (results.length > 0) await takeFirst();
    },
  };
}

/** The frames of `file` by bare SubtleCrypto, several in flight: the fastest way that is known. */
export async function sealOverlapped(file: Blob, take: Take): Promise<void> {
  const key = await bareKey();
  const sealed = inOrder(take);
  let sequence = 0;
  await readAlone(file, FRAME, (frame) => sealed.add(crypto.subtle.encrypt(parametersOf(++sequence), key, frame)));
  await sealed.end();
}

/** The same number of frames, each the same bytes of memory: nothing is read. */
export async function sealFromMemory(bytes: number, take: Take): Promise<void> {
  const key = await bareKey();
  const sealed = inOrder(take);
  const frame = new Uint8Array(FRAME);
  for (let sequence = 1; sequence * FRAME <= bytes; sequence++)
    await sealed.add(crypto.subtle.encrypt(parametersOf(sequence), key, frame));
  await sealed.end();
}

/**
 * Bare SubtleCrypto's frames have nothing between them but room for what the envelope's have, so that both read as many
 * bytes.
 */
export interface BareMessage {
  readonly key: CryptoKey;
  readonly file: Blob;
}

const FRONT = FRAME_OVERHEAD - 16;

/** Writes what `openBare` reads, and gives the key. */
export async function writeBare(file: Blob, take: Take): Promise<CryptoKey> {
  const key = await bareKey();
  const front = new Uint8Array(FRONT);
  let sequence = 0;
  await readAlone(file, FRAME, async (frame) => {
    take(front);
    take(new Uint8Array(await crypto.subtle.encrypt(parametersOf(++sequence), key, frame)));
  });
  return key;
}

/** The plaintext of `writeBare`'s frames by bare SubtleCrypto. */
export async function openBare({ key, file }: BareMessage, take: Take): Promise<void> {
  let sequence = 0;
  await readAlone(file, FRAME + FRAME_OVERHEAD, async (frame) => {
    take(new Uint8Array(await crypto.subtle.decrypt(parametersOf(++sequence), key, frame.subarray(FRONT))));
  });
}

/** The same, several in flight. */
export async function openOverlapped({ key, file }: BareMessage, take: Take): Promise<void> {
  const opened = inOrder(take);
  let sequence = 0;
  await readAlone(file, FRAME + FRAME_OVERHEAD, (frame) =>
    opened.add(crypto.subtle.decrypt(parametersOf(++sequence), key, frame.subarray(FRONT))),
  );
  await opened.end();
}
