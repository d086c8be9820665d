/** Describes, names and filters grants. */
import type { GrantListEntry } from '../../model/sdk.ts';
import { granteeOf, retiringOf } from '../page/grant-principals.ts';
import { callerNameFrom } from '../page/principal-names.ts';
import { TEXTS } from './grants-texts.ts';

const pairs = (context: Readonly<Record<string, string>>): string =>
  Object.entries(context)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');

/** The constraints of a grant, one sentence each. */
export function constraintWords(constraints: GrantListEntry['Constraints']): readonly string[] {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset, SourceArn: source } = constraints ?? {};
  const { contextEquals, contextContains, sourceArn } = TEXTS.list;
  return [
    ...(equals ? [contextEquals(pairs(equals))] : []),
    ...(subset ? [contextContains(pairs(subset))] : []),
    ...(source ? [sourceArn(source)] : []),
  ];
}

/** Whether the name, id, principals, operations or constraints of `grant` contain `wanted`, in any letter case. */
export function grantFits(grant: GrantListEntry, wanted: string): boolean {
  const { Name = '', GrantId = '', Operations = [] } = grant;
  const words = [
    Name,
    GrantId,
    granteeOf(grant),
    retiringOf(grant) ?? '',
    ...Operations,
    ...constraintWords(grant.Constraints),
  ];
  return words.join('\n').toLowerCase().includes(wanted.trim().toLowerCase());
}

/** A grant by its name, or by its grantee as seen from account `here`. */
export const grantName = (grant: GrantListEntry, here: string): string =>
  grant.Name ? TEXTS.named(grant.Name) : TEXTS.unnamed(callerNameFrom(here, granteeOf(grant)));

/** Seconds until the grant takes effect without its token; 0 once it has. */
export function secondsUntil({ CreationDate }: GrantListEntry, now: number, delaySeconds: number): number {
  if (CreationDate === undefined || delaySeconds === 0) return 0;
  return Math.max(0, Math.ceil((CreationDate.getTime() - now) / 1000 + delaySeconds));
}
