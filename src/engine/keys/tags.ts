/** Tags of keys. Error texts are recorded (test/conformance/errors.test.ts). */
import { KmsError } from '../../model/errors.ts';
import type { ValidInput } from '../../model/operations.ts';
import { QUOTAS } from '../../model/quotas.ts';
import type { Change, KeyRecord } from '../../model/records.ts';
import { isTagText, TAG_CHARACTERS } from '../../model/tag-text.ts';
import type { CallContext } from '../pipeline/call-context.ts';
import { updateKeyChanges } from './key-changes.ts';

type Tags = Readonly<Record<string, string>>;

function refuseReserved(key: string): void {
  if (/^aws:/i.test(key))
    throw new KmsError('TagException', 'Tags beginning with aws: are reserved').because('reserved-tag');
}

/** Returns the tags of `key` that authorization uses at `now`. */
export function effectiveTags({ tags, earlierTags }: KeyRecord, now: number): Tags {
  return earlierTags !== undefined && now < earlierTags.until ? earlierTags.tags : tags;
}

/** Returns the change of a key's tags. Authorization uses the previous ones until the propagation delay has passed. */
export function updateTags(key: KeyRecord, tags: Tags, { now, settings }: CallContext): Change[] {
  const until = now + settings.propagationDelaySeconds * 1000;
  return updateKeyChanges(key, {
    tags,
    earlierTags: until === now ? undefined : { tags: effectiveTags(key, now), until },
  });
}

/**
 * Adds tags of a call.
 * @throws {KmsError} TagException for duplicate keys, reserved keys, characters that AWS does not accept, or more than
 *   50 tags
 */
export function withTags(tags: Tags, added: ValidInput<'TagResource'>['Tags']): Tags {
  const seen = new Set<string>();
  for (const { TagKey, TagValue } of added) {
    if (seen.has(TagKey)) throw new KmsError('TagException', 'Duplicate tag keys').because('repeated-tag');
    seen.add(TagKey);
    refuseReserved(TagKey);
    if (!isTagText(TagKey) || !isTagText(TagValue)) {
      const note = `Tag ${JSON.stringify(TagKey)}: keys and values can contain ${TAG_CHARACTERS}.`;
      throw new KmsError('TagException', 'Invalid tag', note);
    }
  }
  const all = Object.fromEntries([
    ...Object.entries(tags),
    ...added.map(({ TagKey, TagValue }): [string, string] => [TagKey, TagValue]),
  ]);
  if (Object.keys(all).length > QUOTAS.tagsPerKey)
    throw new KmsError('TagException', 'Too many tags').because('tags-quota');
  return all;
}

/**
 * Removes tags of a call. Unknown keys are ignored, whatever their characters: a sandbox may hold tags from before
 * characters were checked.
 */
export function withoutTags(tags: Tags, removed: readonly string[]): Tags {
  removed.forEach(refuseReserved);
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !removed.includes(key)));
}
