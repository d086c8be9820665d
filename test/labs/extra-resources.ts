/** Keys, aliases, grants and calls that no lab asks for. */
import type { Strongroom } from '../../src/client/strongroom.ts';

let count = 0;

/** Creates resources beside those of a lab, in two Regions, and uses them. */
export async function addExtras(world: Pick<Strongroom, 'kms'>): Promise<void> {
  for (const region of ['us-east-1', 'eu-west-1']) {
    const kms = world.kms(region);
    const { KeyMetadata } = await kms.createKey({
      Description: 'of no lab',
      Tags: [{ TagKey: 'Purpose', TagValue: 'Other' }],
    });
    const KeyId = KeyMetadata?.Arn ?? '';
    await kms.createAlias({ AliasName: `alias/of-no-lab-${++count}`, TargetKeyId: KeyId });
    await kms.createGrant({
      KeyId,
      GranteePrincipal: 'arn:aws:iam::111122223333:role/Learner',
      Operations: ['Decrypt'],
    });
    const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: Uint8Array.of(1, 2, 3) });
    await kms.decrypt({ CiphertextBlob });
    const { CiphertextBlob: dataKey } = await kms.generateDataKey({ KeyId, KeySpec: 'AES_256' });
    await kms.decrypt({ CiphertextBlob: dataKey });
  }
}
