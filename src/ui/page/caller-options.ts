/** Who can be chosen as the caller: the directory's principals by kind, those of this account first, and some AWS services. */
import { accountForPeople } from '../../model/arn.ts';
import type { PrincipalView } from '../../model/contract.ts';
import type { SwitchOption } from '../kit/strong-switch.ts';
import { callerKind, callerWords, type CallerKind } from './principal-names.ts';

const HEADINGS: Readonly<Partial<Record<CallerKind, string>>> = {
  user: 'Users',
  role: 'Roles',
  session: 'Role sessions',
  federated: 'Federated users',
  root: 'Root user',
};

/** Services that call KMS themselves, with no account: any other name can be typed. */
const SERVICES = ['s3', 'ec2', 'lambda', 'dynamodb', 'logs'].map((name) => `${name}.amazonaws.com`);

/** The choices, in the order in which they are shown; `here` is the account whose principals stand first. */
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
      group: `Account ${accountForPeople(account)}`,
    })),
    ...SERVICES.map((name) => ({ value: name, label: name, group: 'AWS services, in no account' })),
  ];
}
