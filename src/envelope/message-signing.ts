/** Signing a message while it is written, and checking the signature of one while it is read. Loaded only for suites that sign. */
import type { Bytes } from '../base/bytes.ts';
import { createMessageSigner, createMessageVerifier, type SignatureCurve } from '../crypto/message-signature.ts';
import { createMessageHash, type MessageHash, type MessageHashName, type StartHashWorker } from './message-hash.ts';

const HASHES: Readonly<Record<SignatureCurve, MessageHashName>> = { 'P-256': 'SHA-256', 'P-384': 'SHA-384' };

/** A message that is signed: its bytes are added in their order. */
export interface MessageSigner extends Pick<MessageHash, 'add' | 'close'> {
  /** The public key as a compressed point. */
  readonly publicKey: Bytes;
  /** The DER signature over all that was added. Once only. */
  sign: () => Promise<Bytes>;
}

/** A message whose signature is checked: its bytes are added in their order. */
export interface MessageVerifier extends Pick<MessageHash, 'add' | 'close'> {
  /** Whether `signature` (DER) is one over all that was added. Once only. */
  verify: (signature: Bytes) => Promise<boolean>;
}

/** How a message is hashed. */
interface HashingOptions {
  /** Bytes of the input, where they are known. */
  readonly total: number | undefined;
  readonly startHashWorker: StartHashWorker | undefined;
}

/** Begins to sign, with a new key pair. */
export function createSigner(curve: SignatureCurve, { total, startHashWorker }: HashingOptions): MessageSigner {
  const { add, digest, close } = createMessageHash(HASHES[curve], total, startHashWorker);
  const signer = createMessageSigner(curve);
  return {
    publicKey: signer.publicKey,
    add,
    sign: async () => signer.sign(await digest()),
    close() {
      signer.discard();
      close();
    },
  };
}

/** Begins to check the signature under `publicKey`; undefined when that is no point of the curve. */
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
