/** Which case notices that something is broken: the entry of the bundle in which one thing at a time is. */
import { CASES } from './cases.ts';
import type { Case } from './case.ts';
import { KEY_CASES, OPERATION_CASES, OPERATOR_CASES } from './expand.ts';
import { judge } from './judge.ts';

const ALL: readonly Case[] = [...CASES, ...OPERATOR_CASES, ...KEY_CASES, ...OPERATION_CASES];

const nameOf = ({ rule, says }: Case): string => `${rule}: ${says}`;

/** Whether the case comes true that is called `name`. */
export async function comesTrue(name: string): Promise<boolean> {
  const row = ALL.find((each) => nameOf(each) === name);
  if (row === undefined) throw new TypeError(`There is no case ${name}.`);
  try {
    await judge(row);
    return true;
  } catch {
    return false;
  }
}

/** The name of the first case that fails, of those whose rule begins with one of `rules`; undefined when they all come true. */
export async function firstFailure(rules: readonly string[]): Promise<string | undefined> {
  for (const row of ALL.filter(({ rule }) => rules.some((start) => rule.startsWith(start)))) {
    if (!(await comesTrue(nameOf(row)))) return nameOf(row);
  }
  return undefined;
}
