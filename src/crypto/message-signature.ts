/**
 * ECDSA signatures over hashes of messages that arrive in chunks: SubtleCrypto signs only whole messages. Curves by
 * @noble/curves. Loaded only for signed messages.
 */
import { p256, p384 } from '@noble/curves/nist.js';
import type { Bytes } from '../base/bytes.ts';

/** Curves. Each is used with the hash of its size. */
export type SignatureCurve = 'P-256' | 'P-384';

const CURVES = { 'P-256': p256, 'P-384': p384 } as const satisfies Record<SignatureCurve, unknown>;

// Signatures of other implementations may have a high s. DER is parsed strictly.
const FORMAT = { prehash: false, lowS: false, format: 'der' } as const;

/** A key pair that signs messages. */
export interface SigningKey {
  readonly curve: SignatureCurve;
  /** The owner overwrites it after use. */
  readonly privateKey: Bytes;
  /** Compressed point: 33 or 49 bytes. */
  readonly publicKey: Bytes;
}

/** Generates a key pair. */
export function generateSigningKey(curve: SignatureCurve): SigningKey {
  const privateKey = Uint8Array.from(CURVES[curve].utils.randomSecretKey());
  return { curve, privateKey, publicKey: Uint8Array.from(CURVES[curve].getPublicKey(privateKey, true)) };
}

/** Signs the hash of a message. Returns DER. */
export function signMessageHash({ curve, privateKey }: SigningKey, hash: Bytes): Bytes {
  return Uint8Array.from(CURVES[curve].sign(hash, privateKey, FORMAT));
}

/** Whether `signature` (DER) is valid for the hash of the message. False for malformed input. */
export type VerifyMessage = (hash: Bytes, signature: Bytes) => boolean;

/**
 * Creates a verifier for `publicKey`, a compressed or uncompressed point. Returns undefined if it is not a point on the
 * curve.
 */
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
