/** The key of Home and of the Playground, `alias/playground`. */
import type { Recorder } from '../page/call-recorder.ts';
import { TEXTS } from './home-texts.ts';

/** Default alias of Home and of the Playground. */
export const PLAYGROUND_ALIAS = 'alias/playground';

/** Creates the key and its alias if the alias does not exist. Resolves with true if it did. Throws AWS's error. */
export async function ensurePlaygroundKey(recorder: Recorder): Promise<boolean> {
  const found = await recorder.reply('DescribeKey', { KeyId: PLAYGROUND_ALIAS });
  if (found.ok) return false;
  if (found.error.name !== 'NotFoundException') await recorder.call('DescribeKey', { KeyId: PLAYGROUND_ALIAS });
  const made = await recorder.call('CreateKey', { Description: TEXTS.created.keyDescription });
  await recorder.call('CreateAlias', { AliasName: PLAYGROUND_ALIAS, TargetKeyId: made.KeyMetadata?.KeyId });
  return true;
}
