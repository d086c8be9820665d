/**
 * Rules of key rotation that need no call.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
import { KEY_SPECS } from '../../model/algorithms.ts';
import { TEXTS } from './key-texts.ts';
import type { KeyMetadata, OriginType, RotationsListEntry } from '../../model/sdk.ts';

/** Days between automatic rotations: the range that EnableKeyRotation accepts, and its default. */
export const PERIOD = { least: 90, most: 2560, usual: 365 } as const;

/** Why keys of an origin do not rotate automatically. Origins without a row do. */
const ORIGINS: Readonly<Partial<Record<OriginType, string>>> = {
  EXTERNAL: TEXTS.rotation.imported,
  AWS_CLOUDHSM: TEXTS.rotation.customKeyStore,
  EXTERNAL_KEY_STORE: TEXTS.rotation.externalKeyStore,
};

/** Why the key material of this key cannot be imported; undefined when it can. */
export function whyNoImport({ Origin }: KeyMetadata): string | undefined {
  return Origin === 'EXTERNAL' ? undefined : TEXTS.notImported;
}

/** Why this key cannot be rotated; undefined when it can. */
export function whyNoRotation({ KeySpec = 'SYMMETRIC_DEFAULT', Origin }: KeyMetadata): string | undefined {
  const { kind } = KEY_SPECS[KeySpec];
  if (kind !== 'symmetric') return TEXTS.rotation[kind];
  return Origin === 'EXTERNAL' ? undefined : whyNotByItself({ Origin });
}

/** Why this key does not rotate automatically; undefined when it can. */
export function whyNotByItself({ Origin = 'AWS_KMS' }: Pick<KeyMetadata, 'Origin'>): string | undefined {
  return ORIGINS[Origin];
}

/** The number of on-demand rotations. `materials`: all materials of the key. */
export function onDemandRotations(materials: readonly RotationsListEntry[]): number {
  return materials.filter(({ RotationType }) => RotationType === 'ON_DEMAND').length;
}
