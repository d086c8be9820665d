/** The key that Home uses: `alias/playground`, made when there is none. */
import type { Recorder } from '../page/call-recorder.ts';

/** The alias of Home and of a fresh playground. */
export const PLAYGROUND_ALIAS = 'alias/playground';

/** Makes the key and its alias where the Region has none; each call is recorded. True when it was made now. Throws AWS's error. */
export async function ensurePlaygroundKey(recorder: Recorder): Promise<boolean> {
  const found = await recorder.reply('DescribeKey', { KeyId: PLAYGROUND_ALIAS });
  if (found.ok) return false;
  if (found.error.name !== 'NotFoundException') await recorder.call('DescribeKey', { KeyId: PLAYGROUND_ALIAS });
  const made = await recorder.call('CreateKey', { Description: 'Made by Home to seal a sample file' });
  await recorder.call('CreateAlias', { AliasName: PLAYGROUND_ALIAS, TargetKeyId: made.KeyMetadata?.KeyId });
  return true;
}
