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

/** Signs one message with a new, single-use key pair. */
export interface MessageSigner {
  /** Public key as a compressed point: 33 or 49 bytes. */
  readonly publicKey: Bytes;
  /** Signs the hash of the message. Returns DER. Overwrites the private key, so call it once. */
  sign(hash: Bytes): Bytes;
  /** Overwrites the private key without signing. */
  discard(): void;
}

/** Creates a signer with a new key pair. */
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
