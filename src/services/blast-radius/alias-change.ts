/** Moves and deletions of an alias: settings that name it, callers in the log, and ciphertexts of the present key. */
import type { AccessCell } from '../../model/decision.ts';
import type { KeyListing } from '../../model/contract.ts';
import { parseArn } from '../../model/arn.ts';
import type { AuditEvent } from '../../model/audit.ts';
import type { AliasCiphertext, ContinuingDependent, DependentName, StoppingDependent } from './blast-radius-types.ts';
import { stopping } from './decide-key-change.ts';
import type { Dependency } from './dependency.ts';
import { isUsable } from './known-keys.ts';

/** Operations whose input belongs to one key, so that another key behind the alias cannot take it. */
const BOUND_TO_KEY: ReadonlySet<string> = new Set(['Decrypt', 'Verify', 'VerifyMac', 'Decapsulate']);

/** The key that an alias would point to, with the cells of its access matrix. */
export interface AliasTarget {
  readonly key: KeyListing;
  readonly cells: readonly AccessCell[];
}

/** What is decided from. `present`: the key of the alias now. `target`: omitted for a deletion. */
export interface AliasFacts {
  readonly alias: string;
  readonly present: KeyListing;
  readonly target?: AliasTarget;
  readonly dependencies: readonly Dependency[];
  /** Successful calls that named the alias. */
  readonly events: readonly AuditEvent[];
}

/** What stops, what continues, and which ciphertexts the alias no longer fits. */
export interface AliasOutcome {
  readonly stops: readonly StoppingDependent[];
  readonly continues: readonly ContinuingDependent[];
  readonly ciphertexts: readonly AliasCiphertext[];
}

/** Whether no request of a principal for an operation is allowed. False if the matrix does not say so. */
function isDenied(cells: readonly AccessCell[], principal: string, operation: string): boolean {
  const cell = (name: string) =>
    cells.find((one) => one.principal === name && one.accessKeyId === undefined && one.operation === operation);
  const own = cell(principal) ?? cell(roleOf(cells, principal));
  return own?.outcome === 'denied';
}

/** The ARN of the role of a session, which has the role's name and not its path. */
function roleOf(cells: readonly AccessCell[], session: string): string {
  const { account = '', resource = '' } = parseArn(session) ?? {};
  const [kind, name = ''] = resource.split('/');
  if (kind !== 'assumed-role') return '';
  const found = cells.find(({ principal }) => {
    const role = parseArn(principal);
    return role?.account === account && role.resource.startsWith('role/') && role.resource.endsWith(`/${name}`);
  });
  return found?.principal ?? '';
}

/** The callers that named the alias, with the operations of each. */
function callersOf(
  events: readonly AuditEvent[],
): readonly (DependentName & { readonly operations: readonly string[] })[] {
  const rows = new Map<string, Set<string>>();
  for (const { record } of events) {
    const principal = record.userIdentity.arn ?? record.userIdentity.invokedBy;
    if (principal === undefined) continue;
    rows.set(principal, (rows.get(principal) ?? new Set()).add(record.eventName));
  }
  return [...rows].map(([principal, operations]) => ({
    kind: 'caller',
    id: principal,
    name: principal,
    operations: [...operations].toSorted(),
  }));
}

/** Decides about a setting that names the alias. */
function decideSetting(
  dependency: Dependency,
  { present, target }: AliasFacts,
): StoppingDependent | ContinuingDependent {
  const { dependent, alias, caller } = dependency;
  if (alias?.needed === 'never') return { ...dependent, reason: 'alias-not-needed' };
  const isLater = alias?.needed === 'later';
  const reason =
    target === undefined
      ? 'alias-missing'
      : !isUsable(target.key)
        ? 'target-unusable'
        : caller !== undefined && isDenied(target.cells, caller, 'GenerateDataKey')
          ? 'target-denied'
          : undefined;
  if (reason === undefined) return { ...dependent, reason: 'target-key', key: target?.key.arn ?? '' };
  if (isLater) return { ...dependent, key: present.arn, when: 'later', reason: 'alias-needed-later' };
  return stopping(dependency, present.arn, reason);
}

/** Decides what a move or deletion of an alias stops. */
export function decideAliasChange(facts: AliasFacts): AliasOutcome {
  const { alias, present, target, dependencies, events } = facts;
  const stops: StoppingDependent[] = [];
  const continues: ContinuingDependent[] = [];
  const region = parseArn(present.arn)?.region;
  const settings = dependencies.filter(
    (one) => one.alias?.name === alias && (one.keys.includes(present.arn) || one.alias.needed !== 'now'),
  );
  for (const setting of settings) {
    if (setting.dependent.region !== region) continue;
    const decided = decideSetting(setting, facts);
    if ('when' in decided) stops.push(decided);
    else continues.push(decided);
  }
  for (const caller of callersOf(events)) {
    if (target === undefined) {
      stops.push({ ...caller, key: present.arn, when: 'now', reason: 'alias-missing' });
      continue;
    }
    const bound = caller.operations.filter((operation) => BOUND_TO_KEY.has(operation));
    const free = caller.operations.filter((operation) => !BOUND_TO_KEY.has(operation));
    const denied = isUsable(target.key)
      ? free.filter((operation) => isDenied(target.cells, caller.id, operation))
      : free;
    const other = free.filter((operation) => !denied.includes(operation));
    if (bound.length > 0)
      stops.push({ ...caller, key: present.arn, when: 'now', reason: 'other-material', operations: bound });
    if (denied.length > 0) {
      const reason = isUsable(target.key) ? 'target-denied' : 'target-unusable';
      stops.push({ ...caller, key: present.arn, when: 'now', reason, operations: denied });
    }
    const { operations: _all, ...name } = caller;
    if (other.length > 0) continues.push({ ...name, reason: 'target-key', key: target.key.arn });
  }
  const error = target === undefined ? 'NotFoundException' : 'IncorrectKeyException';
  const ciphertexts = dependencies
    .filter(({ edks = [] }) => edks.some(({ key }) => key === present.arn))
    .map(({ dependent }) => ({ ...dependent, error }) satisfies AliasCiphertext);
  return { stops, continues, ciphertexts };
}
