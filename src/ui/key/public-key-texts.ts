/** What a public key is good for outside KMS, by the usage of its key. Source: the guide's page on asymmetric keys and the API page of GetPublicKey. */
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { KeyMetadata, KeyUsageType } from '../../model/sdk.ts';

/** Why this key has no public key, or undefined when it has one. */
export function whyNoPublicKey({ KeySpec = 'SYMMETRIC_DEFAULT' }: KeyMetadata): string | undefined {
  const { kind } = KEY_SPECS[KeySpec];
  if (kind === 'asymmetric') return undefined;
  return `${kind === 'hmac' ? 'An HMAC key' : 'A symmetric encryption key'} has no public half: all of it stays in KMS.`;
}

/** What whoever has the public key does with it, and what only KMS does. */
export const OUTSIDE: Readonly<Partial<Record<KeyUsageType, { readonly does: string; readonly counterpart: string }>>> =
  {
    SIGN_VERIFY: { does: 'verify signatures of this key', counterpart: 'Only KMS signs.' },
    ENCRYPT_DECRYPT: {
      does: 'encrypt for this key',
      counterpart: 'Only KMS decrypts; note which algorithm was used, for the ciphertext does not say it.',
    },
    KEY_AGREEMENT: {
      does: 'derive, with a private key of their own, the same secret that DeriveSharedSecret derives from their public key',
      counterpart: 'Only KMS derives it with the private key of this one.',
    },
    ENCAPSULATE_DECAPSULATE: {
      does: 'make a fresh shared secret for this key',
      counterpart: 'Only KMS decapsulates it.',
    },
  };
