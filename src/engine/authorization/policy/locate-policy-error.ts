/** Where in a document a refusal is at home, and the change that mends a slip of the pen. The refusal itself is a sentence: only its note says what it is about. */
import { CONDITION_OPERATORS } from '../../../model/condition-operators.ts';
import type { PolicyFinding, PolicyMend, PolicyPath } from '../../../model/policy-check.ts';
import { nearestName } from './nearest-name.ts';

const IN_POLICY = ['Version', 'Id', 'Statement'];
const IN_STATEMENT = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];
const QUANTIFIERS = ['', 'ForAllValues:', 'ForAnyValue:'];
const OPERATOR_NAMES = QUANTIFIERS.flatMap((quantifier) =>
  CONDITION_OPERATORS.flatMap((name) =>
    name === 'Null' ? [] : [`${quantifier}${name}`, `${quantifier}${name}IfExists`],
  ),
).concat('Null');

type Members = Readonly<Record<string, unknown>>;

const members = (value: unknown): Members => (typeof value === 'object' && value !== null ? (value as Members) : {});

function documentOf(text: string): Members {
  try {
    return members(JSON.parse(text));
  } catch {
    return {};
  }
}

/** The statement of this id: its Sid, or `#1` or `1` for the first. */
function indexOf(statements: readonly unknown[], id: string): number {
  const index = statements.findIndex((statement) => members(statement)['Sid'] === id);
  return index >= 0 ? index : Number(/^#?(\d+)$/.exec(id)?.[1] ?? 0) - 1;
}

function renamed(path: PolicyPath, written: string, names: readonly string[]): { path: PolicyPath; mend?: PolicyMend } {
  const name = nearestName(written, names);
  return {
    path: [...path, written],
    ...(name === undefined ? {} : { mend: { kind: 'rename', path: [...path, written], name } }),
  };
}

/** The place inside a statement, and the mend. */
function inStatement(note: string, statement: Members, path: PolicyPath): { path: PolicyPath; mend?: PolicyMend } {
  const element = /has an unknown element (.+)\.$/.exec(note)?.[1];
  if (element !== undefined && Object.hasOwn(statement, element)) return renamed(path, element, IN_STATEMENT);
  const operator = /there is no condition operator (.+)\.$/.exec(note)?.[1];
  if (operator !== undefined) return renamed([...path, 'Condition'], operator, OPERATOR_NAMES);
  const effect = statement['Effect'];
  if (note.includes(': Effect must be') && effect !== undefined) {
    const value = nearestName(String(effect), ['Allow', 'Deny']);
    const at = [...path, 'Effect'];
    return { path: at, ...(value === undefined ? {} : { mend: { kind: 'replace', path: at, value } }) };
  }
  const named = /^[^:]+: ((?:Not)?(?:Principal|Action|Resource)|Condition)\b/.exec(note)?.[1];
  return { path: named !== undefined && Object.hasOwn(statement, named) ? [...path, named] : path };
}

/** The path in `value` to the string `wanted`; an account is also named by the ARN of its root. */
function pathTo(value: unknown, wanted: string, path: PolicyPath): PolicyPath | undefined {
  if (typeof value === 'string') return value === wanted || value.endsWith(`::${wanted}:root`) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, one] of Object.entries(value)) {
    const found = pathTo(one, wanted, [...path, Array.isArray(value) ? Number(name) : name]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What `note`, of a refusal of `text`, speaks of. */
export function placeOfRefusal(
  text: string,
  note: string | undefined,
): Pick<PolicyFinding, 'path' | 'statement' | 'mend' | 'unknown'> {
  if (note === undefined) return { path: [] };
  const document = documentOf(text);
  const element = /^The policy has an unknown element (.+)\.$/.exec(note)?.[1];
  if (element !== undefined) return renamed([], element, IN_POLICY);
  const version = /^(Version|Id) must be/.exec(note)?.[1];
  if (version !== undefined) {
    return {
      path: [version],
      ...(version === 'Version' ? { mend: { kind: 'replace', path: [version], value: '2012-10-17' } } : {}),
    };
  }
  const id = /^Statement (#?[^:]+?)(?::| has | names | must )/.exec(note)?.[1];
  if (id === undefined) return { path: [] };
  const list = Array.isArray(document['Statement']) ? (document['Statement'] as unknown[]) : [document['Statement']];
  const index = indexOf(list, id);
  if (index < 0) return { path: [], statement: id };
  const unknown = / names (\S+), which is not in /.exec(note)?.[1];
  if (unknown !== undefined) {
    const { Principal, NotPrincipal } = members(list[index]);
    const path = pathTo({ Principal, NotPrincipal }, unknown, ['Statement', index]) ?? ['Statement', index];
    return { path, statement: id, unknown };
  }
  return { ...inStatement(note, members(list[index]), ['Statement', index]), statement: id };
}
