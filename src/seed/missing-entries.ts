/** Finds accounts and groups that a document names, and that neither it nor the sandbox has. */
import type { SeedDocument, SeedProblem, SeedPath } from '../model/seed-document.ts';

/** The account of an ARN of IAM, or undefined. */
const accountOf = (arn: string): string | undefined => /^arn:[^:]*:[^:]*::(\d{12}):/.exec(arn)?.[1];

/**
 * Returns the first such name.
 * @param existing IDs of accounts and ARNs of groups of the sandbox
 */
export function findMissingEntry(document: SeedDocument, existing: ReadonlySet<string>): SeedProblem | undefined {
  const { accounts = [], groups = [], principals = [], keys = [], settings } = document;
  const has = new Set([...existing, ...accounts.map(({ id }) => id), ...groups.map(({ arn }) => arn)]);
  const problems: SeedProblem[] = [];
  const missing = (path: SeedPath, what: string, list: string) =>
    problems.push({
      path,
      reason: 'unknown-name',
      message: `${what} is neither in the document nor in the sandbox. Add it to ${list}.`,
    });
  const checkAccount = (id: string | undefined, path: SeedPath) => {
    if (id !== undefined && !has.has(id)) missing(path, `Account ${id}`, 'accounts');
  };
  checkAccount(settings?.defaultAccount, ['settings', 'defaultAccount']);
  groups.forEach(({ arn }, index) => checkAccount(accountOf(arn), ['groups', index, 'arn']));
  principals.forEach(({ arn, groups: names = [] }, index) => {
    const account = accountOf(arn);
    checkAccount(account, ['principals', index, 'arn']);
    names.forEach((name, at) => {
      if (account !== undefined && !has.has(`arn:aws:iam::${account}:group/${name}`))
        missing(['principals', index, 'groups', at], `Group ${name} of account ${account}`, 'groups');
    });
  });
  keys.forEach(({ account }, index) => checkAccount(account, ['keys', index, 'account']));
  return problems[0];
}
