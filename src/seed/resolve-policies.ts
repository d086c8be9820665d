/** Resolves the references to keys in the policies of a document. */
import { keyArn } from '../model/arn.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import type { SeedDocument } from '../model/seed-document.ts';
import { mapTexts, replaceReferences, type NamedKey } from './key-references.ts';
import { POLICY_LISTS, SINGLE_POLICIES } from './policy-members.ts';

/** Returns the lists of a document that have policies, with the ARNs and IDs of the created keys. */
export function resolvePolicies(
  { accounts, groups, principals, endpoints, keys }: SeedDocument,
  named: ReadonlyMap<string, NamedKey>,
): Pick<SeedDocument, 'accounts' | 'groups' | 'principals' | 'endpoints' | 'keys'> {
  const resolveText = (text: string): string =>
    replaceReferences(text, ({ form, name, region }) => {
      const key = named.get(name) as NamedKey;
      return form === 'keyId' ? key.keyId : keyArn(region ?? key.region, key.account, key.keyId);
    });
  const one = (policy: PolicyDocument) => mapTexts(policy, resolveText) as PolicyDocument;
  const resolved = <T extends object>(entry: T): T =>
    Object.fromEntries(
      Object.entries(entry).map(([member, value]: [string, unknown]) => {
        if (POLICY_LISTS.has(member)) return [member, (value as readonly PolicyDocument[]).map(one)];
        if (SINGLE_POLICIES.has(member)) return [member, one(value as PolicyDocument)];
        return [member, member === 'replicas' ? (value as readonly object[]).map(resolved) : value];
      }),
    ) as T;
  return {
    ...(accounts && { accounts: accounts.map(resolved) }),
    ...(groups && { groups: groups.map(resolved) }),
    ...(principals && { principals: principals.map(resolved) }),
    ...(endpoints && { endpoints: endpoints.map(resolved) }),
    ...(keys && { keys: keys.map(resolved) }),
  };
}
