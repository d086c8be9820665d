/** Creates the aliases and grants of a document. */
import { keyArn, rootArn } from '../model/arn.ts';
import type { InputOf } from '../model/operations.ts';
import type { SeedDifference, SeedDocument, SeedGrant } from '../model/seed-document.ts';
import type { CreatedKeys } from './create-keys.ts';
import type { NamedKey } from './key-references.ts';
import type { CallFor } from './seed-target.ts';

/** A principal of a grant: `arn:…` is the ARN of one, anything else the name of a service. */
const principalMember = (name: string | undefined, arn: string, service: string): Readonly<Record<string, string>> =>
  name === undefined ? {} : { [name.startsWith('arn:') ? arn : service]: name };

function grantInput(
  { grantee, retiring, operations, constraints, name }: SeedGrant,
  KeyId: string,
): InputOf<'CreateGrant'> {
  return {
    KeyId,
    ...principalMember(grantee, 'GranteePrincipal', 'GranteeServicePrincipal'),
    ...principalMember(retiring, 'RetiringPrincipal', 'RetiringServicePrincipal'),
    Operations: [...operations],
    ...(constraints === undefined ? {} : { Constraints: constraints }),
    ...(name === undefined ? {} : { Name: name }),
  };
}

/** Creates the aliases and grants of a document, and returns how the grants differ. Throws SeedRefusal. */
export async function createGrants({
  call,
  document,
  keys,
}: {
  readonly call: CallFor;
  readonly document: SeedDocument;
  readonly keys: CreatedKeys;
}): Promise<readonly SeedDifference[]> {
  const differences: SeedDifference[] = [];
  const place = (name: string, given: string | undefined) => {
    const { account, keyId, region } = keys.named.get(name) as NamedKey;
    const at = given ?? region;
    return { KeyId: keyArn(at, account, keyId), region: at, caller: rootArn(account) };
  };
  for (const [index, { name, key, region }] of (document.aliases ?? []).entries()) {
    const { KeyId, ...at } = place(key, region);
    await call(['aliases', index], 'CreateAlias', { AliasName: name, TargetKeyId: KeyId }, at);
  }
  for (const [index, grant] of (document.grants ?? []).entries()) {
    const { KeyId, ...at } = place(grant.key, grant.region);
    const { GrantId = '' } = await call(['grants', index], 'CreateGrant', grantInput(grant, KeyId), at);
    differences.push({ kind: 'new-grant', key: grant.key, region: at.region, grantId: GrantId });
  }
  return differences;
}
