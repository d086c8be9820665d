/** What a public key is good for outside KMS, by the usage of its key. Source: the guide's page on asymmetric keys and the API page of GetPublicKey. */
import { KEY_SPECS, type KeySpecRow } from '../../model/algorithms.ts';
import type { KeyMetadata, KeyUsageType } from '../../model/sdk.ts';

/** Why a kind of key has no public key; no row: it has one. */
const KINDS: Readonly<Partial<Record<KeySpecRow['kind'], string>>> = {
  symmetric: 'A symmetric encryption key has no public key.',
  hmac: 'An HMAC key has no public key.',
};

/** Why this key has no public key, or undefined when it has one. */
export function whyNoPublicKey({ KeySpec = 'SYMMETRIC_DEFAULT' }: KeyMetadata): string | undefined {
  return KINDS[KEY_SPECS[KeySpec].kind];
}

/** What whoever has the public key does with it, and what only KMS does. */
export const OUTSIDE: Readonly<Partial<Record<KeyUsageType, { readonly does: string; readonly counterpart: string }>>> =
  {
    SIGN_VERIFY: { does: 'verify signatures', counterpart: 'Only KMS can sign.' },
    ENCRYPT_DECRYPT: {
      does: 'encrypt data under it',
      counterpart: 'Only KMS can decrypt. Record the encryption algorithm: the ciphertext does not contain it.',
    },
    KEY_AGREEMENT: {
      does: 'derive the same shared secret as DeriveSharedSecret, with their own private key',
      counterpart: 'Only KMS can use the private key of this KMS key.',
    },
    ENCAPSULATE_DECAPSULATE: {
      does: 'establish a new shared secret',
      counterpart: 'Only KMS can decapsulate it.',
    },
  };
