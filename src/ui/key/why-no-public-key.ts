import { KEY_SPECS } from '../../model/algorithms.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import { TEXTS } from './key-texts.ts';

/** Why this key has no public key; undefined when it has one. */
export function whyNoPublicKey({ KeySpec = 'SYMMETRIC_DEFAULT' }: KeyMetadata): string | undefined {
  const { kind } = KEY_SPECS[KeySpec];
  if (kind === 'asymmetric') return undefined;
  return kind === 'hmac' ? TEXTS.publicKey.noneHmac : TEXTS.publicKey.noneSymmetric;
}
