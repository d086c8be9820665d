/** MACs for the attack on key material, which compares them with those of the bytes that it obtained. */
import type { Strongroom } from '../../client/strongroom.ts';
import { parseArn } from '../../model/arn.ts';
import type { MacOf } from './verdict.ts';

/**
 * Calls GenerateMac as the root user of the key's account, as a script of this page could. Resolves with undefined if
 * KMS rejects it.
 */
export function macOfKey(strongroom: Strongroom): MacOf {
  return async (KeyId, message) => {
    const { region, account } = parseArn(KeyId) ?? {};
    if (!account) return undefined;
    const reply = await strongroom
      .kms(region, `arn:aws:iam::${account}:root`)
      .call('GenerateMac', { KeyId, Message: message, MacAlgorithm: 'HMAC_SHA_224' });
    return reply.ok ? reply.output.Mac : undefined;
  };
}
