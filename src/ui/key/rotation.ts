/**
 * Facts about the rotation of a key that need no call. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { KeyMetadata, OriginType, RotationsListEntry } from '../../model/sdk.ts';

/** Days between automatic rotations: what EnableKeyRotation takes, and what it takes for granted. */
export const PERIOD = { least: 90, most: 2560, usual: 365 } as const;

const INSTEAD = 'To use different key material, create a new key and point the alias to it.';

/** Why a kind of key has one material for ever. */
const KINDS: Readonly<Record<'asymmetric' | 'hmac', string>> = {
  asymmetric: `Asymmetric keys cannot be rotated: new key material would have a different public key. ${INSTEAD}`,
  hmac: `HMAC keys cannot be rotated: unlike a ciphertext, a MAC does not identify the key material that generated it. ${INSTEAD}`,
};

/** Why material that comes from elsewhere does not rotate by itself; no row: it does. */
const ORIGINS: Readonly<Partial<Record<OriginType, string>>> = {
  EXTERNAL:
    'KMS did not generate the material of this key and cannot rotate it automatically. Import new key material, then rotate on demand.',
  AWS_CLOUDHSM: `Keys in a custom key store cannot be rotated. ${INSTEAD}`,
  EXTERNAL_KEY_STORE: `KMS does not rotate keys in an external key store. The external key manager does. ${INSTEAD}`,
};

/** Why this key cannot be rotated at all, or undefined when it can. */
export function whyNoRotation({ KeySpec = 'SYMMETRIC_DEFAULT', Origin }: KeyMetadata): string | undefined {
  const { kind } = KEY_SPECS[KeySpec];
  if (kind !== 'symmetric') return KINDS[kind];
  return Origin === 'EXTERNAL' ? undefined : whyNotByItself({ Origin });
}

/** Why this key does not rotate by itself, or undefined when it can. */
export function whyNotByItself({ Origin = 'AWS_KMS' }: Pick<KeyMetadata, 'Origin'>): string | undefined {
  return ORIGINS[Origin];
}

/** How often the key was rotated on demand. `materials`: all of them. */
export function onDemandRotations(materials: readonly RotationsListEntry[]): number {
  return materials.filter(({ RotationType }) => RotationType === 'ON_DEMAND').length;
}
