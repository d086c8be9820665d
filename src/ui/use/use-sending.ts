/**
 * What Sign and Verify receive: the message, or a digest or mu of it. One row per signing algorithm.
 * Source: MessageType in https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html; mu: FIPS 204, algorithm 7,
 * with the empty context.
 */
import type { Bytes } from '../../base/bytes.ts';
import type { HashName } from '../../base/incremental-hash.ts';
import { TEXTS } from './use-texts.ts';

/** MessageType of the API. */
type MessageType = 'RAW' | 'DIGEST' | 'EXTERNAL_MU';

/** One way. `raw`: the message; `made`: its digest or mu, computed in this page; `given`: a digest or mu is entered. */
export interface Sending {
  readonly way: 'raw' | 'made' | 'given';
  readonly type: MessageType;
  readonly hash?: HashName;
  /** Length of what is sent, where it is fixed. */
  readonly bytes?: number;
  readonly words: string;
}

const RAW: Sending = { way: 'raw', type: 'RAW', words: TEXTS.sending.raw };

function digests(hash: HashName, bytes: number): readonly Sending[] {
  return [
    {
      way: 'made',
      type: 'DIGEST',
      hash,
      bytes,
      words: TEXTS.sending.madeDigest(hash),
    },
    { way: 'given', type: 'DIGEST', bytes, words: TEXTS.sending.givenDigest(hash, bytes) },
  ];
}

const SHA_256 = [RAW, ...digests('SHA-256', 32)];
const SHA_384 = [RAW, ...digests('SHA-384', 48)];
const SHA_512 = [RAW, ...digests('SHA-512', 64)];

const SENDINGS: Readonly<Record<string, readonly Sending[]>> = {
  RSASSA_PKCS1_V1_5_SHA_256: SHA_256,
  RSASSA_PKCS1_V1_5_SHA_384: SHA_384,
  RSASSA_PKCS1_V1_5_SHA_512: SHA_512,
  RSASSA_PSS_SHA_256: SHA_256,
  RSASSA_PSS_SHA_384: SHA_384,
  RSASSA_PSS_SHA_512: SHA_512,
  ECDSA_SHA_256: SHA_256,
  ECDSA_SHA_384: SHA_384,
  ECDSA_SHA_512: SHA_512,
  ED25519_SHA_512: [RAW],
  ED25519_PH_SHA_512: digests('SHA-512', 64),
  // SM2DSA hashes the signer's identity, the public key and the message with SM3, which this page does not compute.
  SM2DSA: [
    RAW,
    {
      way: 'given',
      type: 'DIGEST',
      bytes: 32,
      words: TEXTS.sending.givenSm3(32),
    },
  ],
  ML_DSA_SHAKE_256: [
    RAW,
    {
      way: 'made',
      type: 'EXTERNAL_MU',
      hash: 'SHAKE256',
      bytes: 64,
      words: TEXTS.sending.madeMu,
    },
    { way: 'given', type: 'EXTERNAL_MU', bytes: 64, words: TEXTS.sending.givenMu(64) },
  ],
};

/** The ways of `algorithm`, the default first. */
export function sendingsOf(algorithm: string): readonly Sending[] {
  return SENDINGS[algorithm] ?? [RAW];
}

/** The way `way` of `algorithm`, or its default where it does not have that one. */
export function sendingOf(algorithm: string, way: Sending['way']): Sending {
  const ways = sendingsOf(algorithm);
  return ways.find((sending) => sending.way === way) ?? ways[0] ?? RAW;
}

/** Bytes of the SPKI of an ML-DSA public key before the key itself. Source: RFC 9881. */
export const ML_DSA_SPKI_HEADER = 22;

/** Progress and cancellation of a digest. */
export interface DigestWatch {
  readonly signal?: AbortSignal;
  /** Called now and then with the number of bytes done. */
  onProgress?(done: number): void;
}

/** How long hashing may block the page, in milliseconds. */
const MAX_BLOCK_MS = 8;

/** Yields to the event loop. A message is faster than a timer, which waits a second in background pages. */
function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}

/**
 * The digest of `message` by `hash`, or its mu for the ML-DSA key whose public key (SPKI) is given. Reads in chunks.
 * Throws the signal's reason when it is aborted, DOMException when a file no longer exists.
 */
export async function digestOf(
  message: Blob,
  hash: HashName,
  { publicKey, signal, onProgress }: DigestWatch & { readonly publicKey?: Uint8Array } = {},
): Promise<Bytes> {
  const { createIncrementalHash } = await import('../../base/incremental-hash.ts');
  const state = createIncrementalHash(hash);
  if (publicKey) {
    const tr = createIncrementalHash('SHAKE256');
    tr.update(publicKey.subarray(ML_DSA_SPKI_HEADER));
    state.update(tr.digest());
    state.update(Uint8Array.of(0, 0));
  }
  let done = 0;
  let since = performance.now();
  const reader = message.stream().getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      signal?.throwIfAborted();
      state.update(next.value);
      done += next.value.length;
      if (performance.now() - since < MAX_BLOCK_MS) continue;
      onProgress?.(done);
      await yieldToEventLoop();
      since = performance.now();
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
  return state.digest();
}
