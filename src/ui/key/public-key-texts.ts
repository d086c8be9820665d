/**
 * Uses of a public key outside KMS, by the usage of its key. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/symmetric-asymmetric.html,
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html
 */
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { KeyMetadata, KeyUsageType } from '../../model/sdk.ts';

/** Why this key has no public key, or undefined when it has one. */
export function whyNoPublicKey({ KeySpec = 'SYMMETRIC_DEFAULT' }: KeyMetadata): string | undefined {
  const { kind } = KEY_SPECS[KeySpec];
  if (kind === 'asymmetric') return undefined;
  return `${kind === 'hmac' ? 'An HMAC key' : 'A symmetric encryption key'} has no public key.`;
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
