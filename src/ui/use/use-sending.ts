/**
 * What Sign and Verify send for a message: the message itself, or a value that the page or the visitor computed. One
 * row per signing algorithm. mu is that of FIPS 204, algorithm 7, with the empty context. Sources:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html (MessageType),
 * https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
 */
import type { Bytes } from '../../base/bytes.ts';
import type { HashName } from '../../base/incremental-hash.ts';

/** MessageType of the API. */
type MessageType = 'RAW' | 'DIGEST' | 'EXTERNAL_MU';

/** One way. `raw`: the message; `made`: its digest or mu, made in this page; `given`: what is entered is the digest or mu. */
export interface Sending {
  readonly way: 'raw' | 'made' | 'given';
  readonly type: MessageType;
  readonly hash?: HashName;
  /** Length of what is sent, where it is fixed. */
  readonly bytes?: number;
  readonly words: string;
}

const RAW: Sending = { way: 'raw', type: 'RAW', words: 'The message itself, up to 4,096 bytes' };

function digests(hash: HashName, bytes: number): readonly Sending[] {
  return [
    {
      way: 'made',
      type: 'DIGEST',
      hash,
      bytes,
      words: `Its ${hash} digest, made in this page: a message or file of any size`,
    },
    { way: 'given', type: 'DIGEST', bytes, words: `A ${hash} digest that you have: the ${bytes} bytes below` },
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
  // The digest of SM2DSA is SM3 over the signer's identity, public key and message, which this page does not make.
  SM2DSA: [
    RAW,
    {
      way: 'given',
      type: 'DIGEST',
      bytes: 32,
      words: 'An SM3 digest of Z and the message that you have: the 32 bytes below',
    },
  ],
  ML_DSA_SHAKE_256: [
    RAW,
    {
      way: 'made',
      type: 'EXTERNAL_MU',
      hash: 'SHAKE256',
      bytes: 64,
      words: 'Its mu, made in this page with the public key: a message or file of any size',
    },
    { way: 'given', type: 'EXTERNAL_MU', bytes: 64, words: 'A mu that you have: the 64 bytes below' },
  ],
};

/** The ways that `algorithm` has, the plainest first. */
export function sendingsOf(algorithm: string): readonly Sending[] {
  return SENDINGS[algorithm] ?? [RAW];
}

/** The way `way` of `algorithm`, or its plainest where it has no such way. */
export function sendingOf(algorithm: string, way: Sending['way']): Sending {
  const ways = sendingsOf(algorithm);
  return ways.find((sending) => sending.way === way) ?? ways[0] ?? RAW;
}

/** Bytes of the SPKI of an ML-DSA public key before the key itself. Source: RFC 9881. */
export const ML_DSA_SPKI_HEADER = 22;

/** How making a digest is watched, and ended. */
export interface DigestWatch {
  readonly signal?: AbortSignal;
  /** Bytes done, now and then. */
  onProgress?(done: number): void;
}

/** How long the page may be kept from drawing and answering, in milliseconds. */
const SLICE = 8;

/** Lets the page draw and answer. A timer would do as well, but for pages in the background, where it waits a second. */
function breathe(): Promise<void> {
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
 * The digest of `message` by `hash`, or its mu for the ML-DSA key whose public key (SPKI) is given. Reads piece by piece.
 * Throws the signal's reason when it is ended, DOMException when a file is gone.
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
      if (performance.now() - since < SLICE) continue;
      onProgress?.(done);
      await breathe();
      since = performance.now();
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
  return state.digest();
}
