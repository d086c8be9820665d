/**
 * The callers to choose from: the principals of the directory by kind, those of this account first, and some AWS
 * services.
 */
import { accountForPeople } from '../../model/arn.ts';
import type { PrincipalView } from '../../model/contract.ts';
import type { SwitchOption } from '../kit/strong-switch.ts';
import { TEXTS } from './caller-texts.ts';
import { callerKind, callerWords, type CallerKind } from './principal-names.ts';

const { user, role, session, federated, root } = TEXTS.groups;
const HEADINGS: Readonly<Partial<Record<CallerKind, string>>> = { user, role, session, federated, root };

/** Services that call KMS themselves, without an account. Other names can be typed. */
const SERVICES = ['s3', 'ec2', 'lambda', 'dynamodb', 'logs'].map((name) => `${name}.amazonaws.com`);

/** The choices, in the order in which they are shown. `here` is the account whose principals come first. */
export function callerOptions(principals: readonly PrincipalView[], here: string): readonly SwitchOption[] {
  const order = Object.keys(HEADINGS);
  const all = principals.flatMap((principal) => [
    principal,
    ...(principal.sessions ?? []).map((arn) => ({ arn, account: principal.account })),
  ]);
  const own = all
    .filter(({ account }) => account === here)
    .toSorted((one, other) => order.indexOf(callerKind(one.arn) ?? '') - order.indexOf(callerKind(other.arn) ?? ''));
  const others = all.filter(({ account }) => account !== here);
  return [
    ...own.map(({ arn }) => ({
      value: arn,
      label: callerWords(arn),
      detail: arn,
      group: HEADINGS[callerKind(arn) ?? 'user'] ?? '',
    })),
    ...others.map(({ arn, account }) => ({
      value: arn,
      label: callerWords(arn),
      detail: arn,
      group: TEXTS.groups.account(accountForPeople(account)),
    })),
    ...SERVICES.map((name) => ({ value: name, label: name, group: TEXTS.groups.services })),
  ];
}
