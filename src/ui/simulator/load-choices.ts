/** Loads what a question of the simulator can name. */
import type { KmsClient, Strongroom } from '../../client/strongroom.ts';
import type { Choices } from './choices.ts';
import type { KeyChoice } from '../operation-form/key-choice.ts';
import { consoleClient } from '../page/console-reads.ts';
import { TEXTS } from './simulator-texts.ts';
import { ends } from '../kit/format.ts';

/**
 * Loads the first hundred keys and aliases, and nothing that the caller of `kms` is not allowed to list. Aliases of AWS
 * managed keys come last.
 */
async function loadKeys(kms: KmsClient): Promise<readonly KeyChoice[]> {
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
      return { value: name, label: name, group: TEXTS.keys.byAlias, ...(arn ? { arn } : {}) };
    }),
    ...found.map(({ KeyId = '', KeyArn = '' }) => {
      const alias = aliasOf.get(KeyId);
      const label = alias ? TEXTS.keys.keyWithAlias(alias, ends(KeyId)) : TEXTS.keys.key(ends(KeyId));
      return { value: KeyArn, label, group: TEXTS.keys.byArn };
    }),
  ];
}

/** Loads the principals and endpoints of the directory, and the keys that `caller` is allowed to list in `region`. */
export async function loadChoices(
  strongroom: Strongroom,
  { region, caller }: { readonly region: string; readonly caller: string },
): Promise<Choices> {
  const [principals, endpoints, keys] = await Promise.all([
    strongroom.sandbox.principals.list(),
    strongroom.sandbox.endpoints.list(),
    loadKeys(consoleClient(strongroom, region, caller)),
  ]);
  return { principals, endpoints: endpoints.map(({ id }) => id), keys };
}
