/** Reads the text of a policy that a decision names, and locates its statement. Loaded on first use. */
import type { Sandbox } from '../../client/strongroom.ts';
import type { FixChange } from '../../model/decision.ts';
import { keyPolicyRef } from '../../model/policy-name.ts';
import { wholeOf, type Range } from '../policy-text/policy-places.ts';
import type { PolicyText, WhichPolicy } from './policy-text-request.ts';

/** `range` extended to whole lines, if its first and last line hold nothing else but a comma. */
function wholeLines(text: string, { from, to }: Range): Range {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', to);
  const alone = end >= 0 && text.slice(start, from).trim() === '' && /^\s*,?\s*$/.test(text.slice(to, end));
  return alone ? { from: start, to: end } : { from, to };
}

/** The range of statement `id` (its Sid, or `#1` for the first) in `text`. */
function statementIn(text: string, id: string): Range | undefined {
  try {
    const { Statement } = JSON.parse(text) as { Statement?: unknown };
    const statements = Array.isArray(Statement) ? (Statement as readonly unknown[]) : [Statement];
    const bySid = statements.findIndex((one) => (one as { Sid?: unknown } | null)?.Sid === id);
    const index = bySid < 0 && id.startsWith('#') ? Number(id.slice(1)) - 1 : bySid;
    const range = index < 0 ? undefined : wholeOf(text, ['Statement', index]);
    return range && wholeLines(text, range);
  } catch {
    return undefined;
  }
}

/** The current documents that `change` would replace, in the form of changeJson. Undefined for a grant. */
async function presentOf(sandbox: Sandbox, change: FixChange): Promise<string | undefined> {
  if (change.kind === 'put-key-policy')
    return sandbox.policyVersion(keyPolicyRef(change.keyArn, (await sandbox.policyVersions(change.keyArn)) - 1));
  if (change.kind === 'create-grant') return undefined;
  const { kind, ...documents } = change;
  const found =
    kind === 'put-principal'
      ? await sandbox.principals.get(change.arn)
      : kind === 'put-account'
        ? (await sandbox.accounts.list()).find(({ id }) => id === change.id)
        : kind === 'put-group'
          ? (await sandbox.groups.list()).find(({ arn }) => arn === change.arn)
          : (await sandbox.endpoints.list()).find(({ id }) => id === change.id);
  if (found === undefined) return undefined;
  // A session's ARN finds its role, so the ARN of the change is kept.
  const present: Readonly<Record<string, unknown>> = { ...found, ...('arn' in change ? { arn: change.arn } : {}) };
  return JSON.stringify(Object.fromEntries(Object.keys(documents).map((name) => [name, present[name]])), undefined, 2);
}

/** Reads a policy text; of a past decision the version that decided. Undefined if the policy no longer exists. */
export async function policyText(sandbox: Sandbox, which: WhichPolicy): Promise<PolicyText | undefined> {
  const text = 'change' in which ? await presentOf(sandbox, which.change) : await sandbox.policyVersion(which.policy);
  if (text === undefined) return undefined;
  const range = 'change' in which ? undefined : statementIn(text, which.statement);
  return { text, ...(range ? { statement: range } : {}) };
}
