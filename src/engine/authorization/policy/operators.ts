/**
 * Condition operators, one row each: how a value of the policy is compared with a value of the request. A negated
 * operator negates the comparison over all values of the policy. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import ipaddr from 'ipaddr.js';
import { matchesPattern, literalPattern, type Pattern } from './pattern.ts';

/** An operator without prefix and suffix. */
export interface Operator {
  readonly name: string;
  /** True: matches if no value of the policy compares equal. */
  readonly negated?: true;
  /** True: policy variables are replaced in its values. */
  readonly variables?: true;
  /** Whether `wanted` of the policy matches `given` of the request. False if either cannot be parsed. */
  compare(wanted: Pattern, given: string): boolean;
}

type Compare = Operator['compare'];

const exact: Compare = (wanted, given) => literalPattern(wanted) === given;
const folded: Compare = (wanted, given) => literalPattern(wanted).toLowerCase() === given.toLowerCase();
const like: Compare = (wanted, given) => matchesPattern(wanted, given);

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;
const numberOf = (text: string): number => (NUMBER.test(text.trim()) ? Number(text) : NaN);

const W3C_DATE = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?)?)?$/;

/** Converts an ISO 8601 date (W3C profile) or epoch seconds to seconds since 1970. NaN for anything else. */
function dateOf(text: string): number {
  if (W3C_DATE.test(text)) return Date.parse(text) / 1000;
  return numberOf(text);
}

const ordered =
  (read: (text: string) => number, holds: (given: number, wanted: number) => boolean): Compare =>
  (wanted, given) =>
    holds(read(given), read(literalPattern(wanted)));

const ORDERS = {
  Equals: (given: number, wanted: number) => given === wanted,
  LessThan: (given: number, wanted: number) => given < wanted,
  LessThanEquals: (given: number, wanted: number) => given <= wanted,
  GreaterThan: (given: number, wanted: number) => given > wanted,
  GreaterThanEquals: (given: number, wanted: number) => given >= wanted,
};

function orderedRows(prefix: string, read: (text: string) => number): Operator[] {
  const rows: Operator[] = Object.entries(ORDERS).map(([order, holds]) => ({
    name: prefix + order,
    compare: ordered(read, holds),
  }));
  return [...rows, { name: `${prefix}NotEquals`, negated: true, compare: ordered(read, ORDERS.Equals) }];
}

/** Compares the six parts of two ARNs, with wildcards in each part of the wanted one. */
const arnLike: Compare = (wanted, given) => {
  const parts: Pattern[] = [];
  let part: { text: string; literal?: true }[] = [];
  for (const piece of wanted) {
    const [first = '', ...rest] = parts.length === 5 ? [piece.text] : piece.text.split(':');
    part.push({ ...piece, text: first });
    for (const text of rest) {
      if (parts.length === 5) {
        part.push({ ...piece, text: `:${text}` });
        continue;
      }
      parts.push(part);
      part = [{ ...piece, text }];
    }
  }
  parts.push(part);
  const [arn, partition, service, region, account, ...resource] = given.split(':');
  if (parts.length !== 6 || resource.length === 0) return false;
  const has = [arn, partition, service, region, account, resource.join(':')];
  return parts.every((pattern, index) => matchesPattern(pattern, has[index] ?? ''));
};

const inRange: Compare = (wanted, given) => {
  try {
    const range = literalPattern(wanted);
    const address = ipaddr.parse(given);
    const [network, bits] = range.includes('/') ? ipaddr.parseCIDR(range) : ([ipaddr.parse(range), 128] as const);
    if (address.kind() !== network.kind()) return false;
    return address.match(network, address.kind() === 'ipv4' ? Math.min(bits, 32) : bits);
  } catch {
    return false;
  }
};

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const sameBytes: Compare = (wanted, given) => {
  const bytes = literalPattern(wanted).replace(/\s/g, '');
  return BASE64.test(bytes) && bytes.replace(/=+$/, '') === given.replace(/=+$/, '');
};

const OPERATORS: readonly Operator[] = [
  { name: 'StringEquals', variables: true, compare: exact },
  { name: 'StringNotEquals', variables: true, negated: true, compare: exact },
  { name: 'StringEqualsIgnoreCase', variables: true, compare: folded },
  { name: 'StringNotEqualsIgnoreCase', variables: true, negated: true, compare: folded },
  { name: 'StringLike', variables: true, compare: like },
  { name: 'StringNotLike', variables: true, negated: true, compare: like },
  ...orderedRows('Numeric', numberOf),
  ...orderedRows('Date', dateOf),
  { name: 'Bool', compare: folded },
  { name: 'BinaryEquals', compare: sameBytes },
  { name: 'IpAddress', compare: inRange },
  { name: 'NotIpAddress', negated: true, compare: inRange },
  { name: 'ArnEquals', variables: true, compare: arnLike },
  { name: 'ArnLike', variables: true, compare: arnLike },
  { name: 'ArnNotEquals', variables: true, negated: true, compare: arnLike },
  { name: 'ArnNotLike', variables: true, negated: true, compare: arnLike },
];

const byName = new Map(OPERATORS.map((operator) => [operator.name.toLowerCase(), operator]));

/** Finds an operator by name, in any letter case. `Null` is not one: it reads no value. */
export function findOperator(name: string): Operator | undefined {
  return byName.get(name.toLowerCase());
}
