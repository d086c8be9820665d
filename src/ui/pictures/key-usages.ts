/** Data of the picture *key-usages*: the keys of a sandbox by key usage. */
import type { KeyListing } from '../../model/contract.ts';

/** The key usages, in the order of the picture. */
export const USAGES = [
  'ENCRYPT_DECRYPT',
  'SIGN_VERIFY',
  'GENERATE_VERIFY_MAC',
  'KEY_AGREEMENT',
  'ENCAPSULATE_DECAPSULATE',
] as const;

/** One of them. */
export type Usage = (typeof USAGES)[number];

/** A key in the picture. */
export interface PicturedKey {
  readonly keyId: string;
  readonly name: string;
  readonly spec: string;
  /** Whether it has a public key, which can leave KMS. */
  readonly hasPublicKey: boolean;
}

/** Returns the customer managed keys by usage. Usages without a key have an empty list. */
export function keysByUsage(keys: readonly KeyListing[]): ReadonlyMap<Usage, readonly PicturedKey[]> {
  return new Map(
    USAGES.map((usage) => [
      usage,
      keys
        .filter((key) => key.manager === 'CUSTOMER' && key.usage === usage)
        .map(({ keyId, aliases, spec }) => ({
          keyId,
          name: aliases[0] ?? keyId,
          spec,
          hasPublicKey: spec !== 'SYMMETRIC_DEFAULT' && !spec.startsWith('HMAC_'),
        })),
    ]),
  );
}
