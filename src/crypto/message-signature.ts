/**
 * ECDSA signatures over the hashes of messages that arrive in pieces: SubtleCrypto signs whole messages only. Curves by @noble/curves.
 * Loaded only where a message is signed.
 */
import { p256, p384 } from '@noble/curves/nist.js';
import type { Bytes } from '../base/bytes.ts';

/** The curves; each is used with the hash of its own size. */
export type SignatureCurve = 'P-256' | 'P-384';

const CURVES = { 'P-256': p256, 'P-384': p384 } as const satisfies Record<SignatureCurve, unknown>;

// The signatures of other writers may have a high s; DER is read strictly.
const FORMAT = { prehash: false, lowS: false, format: 'der' } as const;

/** Signs one message with a new key pair that is used once. */
export interface MessageSigner {
  /** The public key as a compressed point: 33 or 49 bytes. */
  readonly publicKey: Bytes;
  /** The DER signature of the message with that hash. The private key is overwritten: once only. */
  sign(hash: Bytes): Bytes;
  /** Overwrites the private key without signing. */
  discard(): void;
}

/** A signer with a new key pair. */
export function createMessageSigner(name: SignatureCurve): MessageSigner {
  const curve = CURVES[name];
  const secretKey = curve.utils.randomSecretKey();
  return {
    publicKey: curve.getPublicKey(secretKey, true),
    sign(hash) {
      const signature = curve.sign(hash, secretKey, FORMAT);
      secretKey.fill(0);
      return signature;
    },
    discard: () => void secretKey.fill(0),
  };
}

/** Whether `signature` (DER) is one of the message with that hash. Anything malformed is false. */
export type VerifyMessage = (hash: Bytes, signature: Bytes) => boolean;

/** A verifier under `publicKey`, a compressed or uncompressed point; undefined when it is no point of the curve. */
export function createMessageVerifier(name: SignatureCurve, publicKey: Bytes): VerifyMessage | undefined {
  const curve = CURVES[name];
  if (!curve.utils.isValidPublicKey(publicKey)) return undefined;
  return (hash, signature) => {
    try {
      return curve.verify(signature, hash, publicKey, FORMAT);
    } catch {
      return false;
    }
  };
}
