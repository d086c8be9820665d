import { DEFAULT_ACCOUNT } from '../../model/documented-world.ts';
import { keyRing, type KeyMaterials } from './key-materials.ts';
import type { PictureSource } from './picture-source.ts';

/** Newest events of a key from which its materials and ciphertexts are read. */
const MAX_EVENTS = 1000;

/** Loads the customer managed keys with their materials. Calls no KMS. */
export async function loadKeyMaterials({ strongroom, region }: PictureSource): Promise<KeyMaterials> {
  const { sandbox } = strongroom;
  const [keys, now] = await Promise.all([sandbox.keys.list(DEFAULT_ACCOUNT, region), sandbox.clock.now()]);
  const rings = await Promise.all(
    keys
      .filter(({ manager }) => manager === 'CUSTOMER')
      .map(async (key) => {
        const { events } = await sandbox.events.query({ keyArn: key.arn, limit: MAX_EVENTS });
        return keyRing(key, events.toReversed());
      }),
  );
  return { rings, now: now.getTime() };
}
