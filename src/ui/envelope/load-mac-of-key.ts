/** The MAC of an HMAC_224 key that the attack on key material compares its bytes with. */
import type { Strongroom } from '../../client/strongroom.ts';
import { parseArn } from '../../model/arn.ts';
import type { MacOf } from './verdict.ts';

/** Asks KMS as the root user of the key's account, as a script of this page could. Gives undefined where KMS refuses. */
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
