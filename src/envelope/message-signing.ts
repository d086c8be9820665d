/**
 * Signs a message while it is written, and verifies the signature of one while it is read. Loaded only for suites with
 * signatures.
 */
import type { Bytes } from '../base/bytes.ts';
import {
  createMessageVerifier,
  signMessageHash,
  type SignatureCurve,
  type SigningKey,
} from '../crypto/message-signature.ts';
import { createMessageHash, type MessageHash, type MessageHashName, type StartHashWorker } from './message-hash.ts';

const HASHES: Readonly<Record<SignatureCurve, MessageHashName>> = { 'P-256': 'SHA-256', 'P-384': 'SHA-384' };

/** Signs a message. Its bytes are added in order. */
export interface MessageSigner extends Pick<MessageHash, 'add' | 'close'> {
  /** Returns the DER signature over all added bytes. Call it once. */
  sign: () => Promise<Bytes>;
}

/** Verifies the signature of a message. Its bytes are added in order. */
export interface MessageVerifier extends Pick<MessageHash, 'add' | 'close'> {
  /** Whether `signature` (DER) over all added bytes is valid. Call it once. */
  verify: (signature: Bytes) => Promise<boolean>;
}

/** How a message is hashed. */
interface HashingOptions {
  /** Length of the input in bytes, if known. */
  readonly total: number | undefined;
  readonly startHashWorker: StartHashWorker | undefined;
}

/** Creates a signer. The caller overwrites the private key after `close`. */
export function createSigner(key: SigningKey, { total, startHashWorker }: HashingOptions): MessageSigner {
  const { add, digest, close } = createMessageHash(HASHES[key.curve], total, startHashWorker);
  return { add, close, sign: async () => signMessageHash(key, await digest()) };
}

/** Creates a verifier for `publicKey`. Returns undefined if that is not a point on the curve. */
export function createVerifier(
  curve: SignatureCurve,
  publicKey: Bytes,
  { total, startHashWorker }: HashingOptions,
): MessageVerifier | undefined {
  const verify = createMessageVerifier(curve, publicKey);
  if (!verify) return undefined;
  const { add, digest, close } = createMessageHash(HASHES[curve], total, startHashWorker);
  return { add, close, verify: async (signature) => verify(await digest(), signature) };
}
