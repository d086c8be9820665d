/**
 * Describes grants. Sources: https://docs.aws.amazon.com/kms/latest/developerguide/grants.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/using-grant-token.html
 */
import type { GrantListEntry } from '../../model/sdk.ts';
import { granteeOf, retiringOf } from '../page/grant-principals.ts';
import { callerNameFrom } from '../page/principal-names.ts';
import { count } from '../kit/format.ts';

const pairs = (context: Readonly<Record<string, string>>): string =>
  Object.entries(context)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');

/** What a grant asks of a call, one sentence each; empty: nothing. */
export function constraintWords(constraints: GrantListEntry['Constraints']): readonly string[] {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset, SourceArn: source } = constraints ?? {};
  return [
    ...(equals ? [`encryption context is exactly ${pairs(equals)}`] : []),
    ...(subset ? [`encryption context has ${pairs(subset)}`] : []),
    ...(source ? [`on behalf of ${source}`] : []),
  ];
}

/** Whether `grant` has `wanted` in its name, its id, its principals, its operations or its constraints; upper and lower case are one. */
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

/** A grant by its name, else by whom it is for. `here`: the account from which it is looked at. */
export const grantName = (grant: GrantListEntry, here: string): string =>
  grant.Name || `the grant to ${callerNameFrom(here, granteeOf(grant))}`;

/** How long a grant takes to count, and what a token is good for. */
export function delayWords(seconds: number): string {
  const here =
    seconds === 0
      ? 'Here a grant counts at once, and ends at once.'
      : `Here a new grant counts after ${count(seconds)} ${seconds === 1 ? 'second' : 'seconds'} of the simulated clock, and one that is revoked or retired counts that long still.`;
  return `${here} On AWS both take some seconds, at most five minutes. Whoever needs it sooner passes the grant token.`;
}

/** Seconds until the grant counts without its token; 0: it does. */
export function secondsUntil({ CreationDate }: GrantListEntry, now: number, delaySeconds: number): number {
  if (CreationDate === undefined || delaySeconds === 0) return 0;
  return Math.max(0, Math.ceil((CreationDate.getTime() - now) / 1000 + delaySeconds));
}
