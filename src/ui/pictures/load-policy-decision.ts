import { DEFAULT_ACCOUNT } from '../../model/documented-world.ts';
import { keyNames } from './event-parts.ts';
import { loadEvents } from './load-events.ts';
import type { PictureSource } from './picture-source.ts';
import { decidedCalls, type DecisionPicture } from './policy-decision.ts';

/** Loads the newest calls that use a key, each with its decision. */
export async function loadPolicyDecision(source: PictureSource): Promise<DecisionPicture> {
  const { strongroom, region } = source;
  const [keys, events] = await Promise.all([strongroom.sandbox.keys.list(DEFAULT_ACCOUNT, region), loadEvents(source)]);
  return { calls: decidedCalls(events), nameOf: keyNames(keys) };
}
