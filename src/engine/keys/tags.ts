/** Tags of keys. Source of the texts: recorded answers. */
import type { Tag } from '../../model/sdk.ts';
import { KmsError } from '../../model/errors.ts';
import { QUOTAS } from '../../model/quotas.ts';

function refuseReserved(key: string): void {
  if (/^aws:/i.test(key)) throw new KmsError('TagException', 'Tags beginning with aws: are reserved');
}

/** `tags` with those of a call added. Throws TagException: duplicate keys, reserved keys, more than 50. */
export function withTags(tags: Readonly<Record<string, string>>, added: readonly Tag[]): Readonly<Record<string, string>> {
  const seen = new Set<string>();
  for (const { TagKey = '' } of added) {
    if (seen.has(TagKey)) throw new KmsError('TagException', 'Duplicate tag keys');
    seen.add(TagKey);
    refuseReserved(TagKey);
  }
  const all = Object.fromEntries([...Object.entries(tags), ...added.map(({ TagKey = '', TagValue = '' }): [string, string] => [TagKey, TagValue])]);
  if (Object.keys(all).length > QUOTAS.tagsPerKey) throw new KmsError('TagException', 'Too many tags');
  return all;
}

/** `tags` without those of a call; unknown keys are no error. */
export function withoutTags(tags: Readonly<Record<string, string>>, removed: readonly string[]): Readonly<Record<string, string>> {
  removed.forEach(refuseReserved);
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !removed.includes(key)));
}
