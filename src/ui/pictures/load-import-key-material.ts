import { DEFAULT_ACCOUNT } from '../../model/documented-world.ts';
import { importKey, type ImportedKeys } from './import-key-material.ts';
import type { PictureSource } from './picture-source.ts';

/** Newest events of a key that are read. */
const MAX_EVENTS = 1000;

/** Loads the keys with imported key material and the events of their imports. Calls no KMS. */
export async function loadImportKeyMaterial({ strongroom, region }: PictureSource): Promise<ImportedKeys> {
  const { sandbox } = strongroom;
  const [listed, time] = await Promise.all([sandbox.keys.list(DEFAULT_ACCOUNT, region), sandbox.clock.now()]);
  const now = time.getTime();
  const keys = await Promise.all(
    listed
      .filter(({ origin, manager }) => origin === 'EXTERNAL' && manager === 'CUSTOMER')
      .map(async (key) => {
        const { events } = await sandbox.events.query({ keyArn: key.arn, limit: MAX_EVENTS });
        return importKey(key, events.toReversed(), now);
      }),
  );
  return { keys, now };
}
