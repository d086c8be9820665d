/** The key of Home and of the Playground, `alias/playground`. */
import type { Recorder } from '../page/call-recorder.ts';
import type { PageContext } from '../page/page-context.ts';
import { TEXTS } from './home-texts.ts';

/** Default alias of Home and of the Playground. */
export const PLAYGROUND_ALIAS = 'alias/playground';

/**
 * Creates the key and its alias if the alias does not exist for the caller. Resolves with true if it did. Throws AWS's
 * error. The sandbox answers whether the alias exists, so that the first visit does not begin with a failed call.
 */
export async function ensurePlaygroundKey(
  recorder: Recorder,
  { strongroom, account, region }: Pick<PageContext, 'strongroom' | 'account' | 'region'>,
): Promise<boolean> {
  const found = await strongroom.sandbox.whereIs(PLAYGROUND_ALIAS);
  if (found.some((key) => key.account === account && key.region === region)) return false;
  const made = await recorder.call('CreateKey', { Description: TEXTS.created.keyDescription });
  await recorder.call('CreateAlias', { AliasName: PLAYGROUND_ALIAS, TargetKeyId: made.KeyMetadata?.KeyId });
  return true;
}
