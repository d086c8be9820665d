/** The keys that a question can be about, by alias and by ARN. */
import type { KmsClient } from '../../client/strongroom.ts';
import type { KeyChoice } from '../operation-form/key-choice.ts';
import { ends } from '../kit/format.ts';

/** The first hundred keys and aliases that the caller of `kms` may list; nothing of what it may not. Aliases stand first, those of AWS managed keys last. */
export async function keyChoices(kms: KmsClient): Promise<readonly KeyChoice[]> {
  const [keys, aliases] = await Promise.all([
    kms.call('ListKeys', { Limit: 100 }),
    kms.call('ListAliases', { Limit: 100 }),
  ]);
  const found = keys.ok ? (keys.output.Keys ?? []) : [];
  const named = aliases.ok ? (aliases.output.Aliases ?? []).filter(({ TargetKeyId }) => TargetKeyId !== undefined) : [];
  const isAws = (name: string): boolean => name.startsWith('alias/aws/');
  const names = named
    .map(({ AliasName = '' }) => AliasName)
    .toSorted((one, other) => Number(isAws(one)) - Number(isAws(other)) || one.localeCompare(other));
  const arnOf = new Map(found.map(({ KeyId = '', KeyArn = '' }) => [KeyId, KeyArn]));
  const behind = new Map(named.map(({ AliasName = '', TargetKeyId = '' }) => [AliasName, arnOf.get(TargetKeyId)]));
  const aliasOf = new Map(named.map(({ TargetKeyId = '', AliasName = '' }) => [TargetKeyId, AliasName]));
  return [
    ...names.map((name) => {
      const arn = behind.get(name);
      return { value: name, label: name, group: 'By alias', ...(arn ? { arn } : {}) };
    }),
    ...found.map(({ KeyId = '', KeyArn = '' }) => ({
      value: KeyArn,
      label: `${aliasOf.get(KeyId) ? `${aliasOf.get(KeyId)}, ` : ''}key ${ends(KeyId)}`,
      group: 'By ARN, also for other accounts',
    })),
  ];
}
