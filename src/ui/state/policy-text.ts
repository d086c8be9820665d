/** The policy that a step of a decision names, as text, with its statement marked. Loaded when one is looked at. */
import type { Sandbox } from '../../client/strongroom.ts';
import type { FixChange } from '../../model/decision.ts';
import type { PolicyDocument } from '../../model/records.ts';
import { wholeOf, type Range } from './json-tree.ts';
import { countVersions, versionId } from './policy-look.ts';
import type { PolicyText, WhichPolicy } from './policy-wanted.ts';

/** Where the directory has a document, by the words with which decisions name it. */
const DOCUMENTS: Readonly<Record<string, (sandbox: Sandbox, whose: string) => Promise<readonly (PolicyDocument | undefined)[] | undefined>>> = {
  policy: async (sandbox, whose) =>
    whose.includes(':group/')
      ? (await sandbox.groups.list()).find(({ arn }) => arn === whose)?.policies
      : (await sandbox.principals.get(whose))?.policies,
  boundary: async (sandbox, whose) => [(await sandbox.principals.get(whose))?.boundary],
  'session policy': async (sandbox, whose) => [(await sandbox.principals.get(whose))?.sessionPolicy],
  'service control policy': async (sandbox, whose) => (await sandbox.accounts.list()).find(({ id }) => id === whose)?.scps,
  'resource control policy': async (sandbox, whose) => (await sandbox.accounts.list()).find(({ id }) => id === whose)?.rcps,
  '': async (sandbox, whose) => [(await sandbox.endpoints.list()).find(({ id }) => id === whose)?.policy],
};

async function documentOf(sandbox: Sandbox, policy: string): Promise<string | undefined> {
  const [whose = '', ...what] = policy.split(' ');
  const numbered = /^(.*?) ?(\d+)$/.exec(what.join(' '));
  const found = await DOCUMENTS[numbered?.[1] ?? what.join(' ')]?.(sandbox, whose);
  const document = found?.[Number(numbered?.[2] ?? 1) - 1];
  return document && JSON.stringify(document, undefined, 2);
}

/** `range` with all of its first and last line, where nothing but a comma stands beside it there. */
function wholeLines(text: string, { from, to }: Range): Range {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', to);
  const alone = end >= 0 && text.slice(start, from).trim() === '' && /^\s*,?\s*$/.test(text.slice(to, end));
  return alone ? { from: start, to: end } : { from, to };
}

/** Where statement `id` (its Sid, or `#1` for the first) stands in `text`. */
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

/** What stands now where `change` would put something, in the form of changeJson. */
async function presentOf(sandbox: Sandbox, change: FixChange): Promise<string | undefined> {
  if (change.kind === 'put-key-policy') return sandbox.policyVersion(versionId(change.keyArn, (await countVersions(sandbox, change.keyArn)) - 1));
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
  // What names it is the same: a session's ARN finds its role.
  const present: Readonly<Record<string, unknown>> = { ...found, ...('arn' in change ? { arn: change.arn } : {}) };
  return JSON.stringify(Object.fromEntries(Object.keys(documents).map((name) => [name, present[name]])), undefined, 2);
}

/**
 * Reads it; undefined where it is gone. A key policy that was replaced is the text of then; documents of the directory, which keeps no earlier ones, are
 * those of now.
 */
export async function policyText(sandbox: Sandbox, which: WhichPolicy): Promise<PolicyText | undefined> {
  if ('change' in which) {
    const text = await presentOf(sandbox, which.change);
    return text === undefined ? undefined : { text };
  }
  const { policy, statement } = which;
  const kept = policy.includes(':key/');
  const text = kept ? await sandbox.policyVersion(policy) : await documentOf(sandbox, policy);
  if (text === undefined) return undefined;
  const range = statementIn(text, statement);
  return { text, ...(range ? { statement: range } : {}), ...(kept ? { kept: true as const } : {}) };
}
