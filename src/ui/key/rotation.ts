/** What can be said of the rotation of a key before any call. Source: the guide's pages on rotating keys and on the special-purpose keys. */
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { KeyMetadata, OriginType, RotationsListEntry } from '../../model/sdk.ts';

/** Days between automatic rotations: what EnableKeyRotation takes, and what it takes for granted. */
export const PERIOD = { least: 90, most: 2560, usual: 365 } as const;

const INSTEAD = 'To have other material, make a new key and move the alias to it.';

/** Why a kind of key has one material for ever. */
const KINDS: Readonly<Record<'asymmetric' | 'hmac', string>> = {
  asymmetric: `Asymmetric keys can not be rotated: others hold the public key, and new material would be another one. ${INSTEAD}`,
  hmac: `HMAC keys can not be rotated: a MAC does not name the material that made it, as a ciphertext does. ${INSTEAD}`,
};

/** Why material that comes from elsewhere does not rotate by itself; no row: it does. */
const ORIGINS: Readonly<Partial<Record<OriginType, string>>> = {
  EXTERNAL:
    'KMS does not have the material of this key made, so it can not rotate it by itself: import new material, then rotate on demand.',
  AWS_CLOUDHSM: `Keys in a custom key store can not be rotated. ${INSTEAD}`,
  EXTERNAL_KEY_STORE: `The key manager outside AWS rotates keys of an external key store; KMS does not. ${INSTEAD}`,
};

/** Why this key can not be rotated at all, or undefined when it can. */
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
