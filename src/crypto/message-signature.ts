/**
 * ECDSA signatures over messages that arrive in pieces: SubtleCrypto signs whole messages only, so the hash runs here piece by piece.
 * Hashes by @noble/hashes, curves by @noble/curves. Loaded only where a message is signed.
 */
import { p256, p384 } from '@noble/curves/nist.js';
import { sha256, sha384 } from '@noble/hashes/sha2.js';
import type { Bytes } from '../base/bytes.ts';

/** The curves; each is used with the hash of its own size. */
export type SignatureCurve = 'P-256' | 'P-384';

const CURVES = { 'P-256': { curve: p256, hash: sha256 }, 'P-384': { curve: p384, hash: sha384 } } as const satisfies Record<SignatureCurve, unknown>;

// The signatures of other writers may have a high s; DER is read strictly.
const FORMAT = { prehash: false, lowS: false, format: 'der' } as const;

/** Hashes a message and signs it with a new key pair that is used once. */
export interface MessageSigner {
  /** The public key as a compressed point: 33 or 49 bytes. */
  readonly publicKey: Bytes;
  update(piece: Uint8Array): void;
  /** The DER signature over all pieces. The private key is overwritten: once only. */
  sign(): Bytes;
  /** Overwrites the private key without signing. */
  discard(): void;
}

/** A signer with a new key pair. */
export function createMessageSigner(name: SignatureCurve): MessageSigner {
  const { curve, hash } = CURVES[name];
  const secretKey = curve.utils.randomSecretKey();
  const state = hash.create();
  return {
    publicKey: curve.getPublicKey(secretKey, true) as Bytes,
    update: (piece) => void state.update(piece),
    sign() {
      const signature = curve.sign(state.digest(), secretKey, FORMAT);
      secretKey.fill(0);
      return signature as Bytes;
    },
    discard: () => void secretKey.fill(0),
  };
}

/** Hashes a message and verifies a signature over it. */
export interface MessageVerifier {
  update(piece: Uint8Array): void;
  /** Whether `signature` (DER) is one over all pieces. Anything malformed is false. Once only. */
  verify(signature: Uint8Array): boolean;
}

/** A verifier under `publicKey`, a compressed or uncompressed point; undefined when it is no point of the curve. */
export function createMessageVerifier(name: SignatureCurve, publicKey: Uint8Array): MessageVerifier | undefined {
  const { curve, hash } = CURVES[name];
  if (!curve.utils.isValidPublicKey(publicKey)) return undefined;
  const state = hash.create();
  return {
    update: (piece) => void state.update(piece),
    verify(signature) {
      try {
        return curve.verify(signature, state.digest(), publicKey, FORMAT);
      } catch {
        return false;
      }
    },
  };
}
