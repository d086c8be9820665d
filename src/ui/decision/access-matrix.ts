/** The access matrix of a key as it is shown: principals by operations, the operations in groups, without those that the key can not do. */
import type { AccessCell, Decision, TraceStep } from '../../model/decision.ts';
import { OPERATION_FACTS, type OperationGroup } from '../../model/operation-facts.ts';
import { fitsKey, keyActions } from '../../model/operation-keys.ts';
import type { OperationName } from '../../model/operations.ts';
import type { GrantListEntry, KeyMetadata } from '../../model/sdk.ts';
import { granteeOf } from '../page/grant-principals.ts';
import { callerKind, callerNameFrom, type CallerKind } from '../page/principal-names.ts';

/** The headings of the groups. A group without one does not compile. */
const HEADINGS: Readonly<Record<OperationGroup, string>> = {
  use: 'Use the key',
  grants: 'Grants',
  view: 'Look at it',
  manage: 'Change it',
  import: 'Import',
  'multi-region': 'Multi-Region',
  'key-stores': 'Key stores',
};

/** The columns in the order of the operation facts. */
const COLUMNS = keyActions().map(({ action, operation }) => ({
  operation: action.replace('kms:', ''),
  facts: OPERATION_FACTS[operation],
}));

/** Columns under one heading. */
export interface ColumnGroup {
  readonly name: string;
  readonly operations: readonly string[];
}

/** The operations of `cells` in groups: what no row of the table names stands last. `hidden` are those that `key` can not do. */
export function groupsOf(
  cells: readonly AccessCell[],
  key: KeyMetadata,
): { readonly groups: readonly ColumnGroup[]; readonly hidden: readonly string[] } {
  const present = new Set(cells.map(({ operation }) => operation));
  const { KeySpec = 'SYMMETRIC_DEFAULT', KeyUsage = 'ENCRYPT_DECRYPT' } = key;
  const columns = COLUMNS.filter(({ operation }) => present.has(operation));
  const [fitting = [], unfit = []] = [true, false].map((fits) =>
    columns.filter(({ facts }) => fitsKey(facts, { spec: KeySpec, usage: KeyUsage }) === fits),
  );
  const groups = Object.entries(HEADINGS).map(([group, name]) => ({
    name,
    operations: fitting.filter(({ facts }) => facts.group === group).map(({ operation }) => operation),
  }));
  const rest = [...present].filter((operation) => !columns.some((column) => column.operation === operation));
  return {
    groups: [...groups, { name: 'Other', operations: rest }].filter(({ operations }) => operations.length > 0),
    hidden: unfit.map(({ operation }) => operation),
  };
}

const KIND_ORDER: readonly (CallerKind | undefined)[] = [
  'root',
  'user',
  'role',
  'session',
  'federated',
  'service',
  undefined,
];

/** A row: one principal, with its cells by operation. */
export interface MatrixRow {
  readonly principal: string;
  readonly name: string;
  readonly cells: ReadonlyMap<string, AccessCell>;
}

/** The rows, those of the key's own account first, then by kind and name. */
export function rowsOf(cells: readonly AccessCell[], account: string): readonly MatrixRow[] {
  const rows = [...Map.groupBy(cells, ({ principal }) => principal)].map(([principal, own]) => ({
    principal,
    name: callerNameFrom(account, principal),
    cells: new Map(own.map((cell) => [cell.operation, cell])),
  }));
  const rank = ({ principal }: MatrixRow): number =>
    (principal.includes(`:${account}:`) ? 0 : 10) + KIND_ORDER.indexOf(callerKind(principal));
  return rows.toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
}

const OPERATIONS: ReadonlyMap<string, OperationName> = new Map(
  keyActions().map(({ action, operation }) => [action.replace('kms:', ''), operation]),
);

/** The operation that asks for an action: `ReEncryptFrom` is asked for by ReEncrypt. */
export function operationOf(action: string): OperationName {
  return OPERATIONS.get(action) ?? (action as OperationName);
}

/** The name of a cell, for sets of them. */
export function cellName({ principal, operation }: Pick<AccessCell, 'principal' | 'operation'>): string {
  return `${principal} ${operation}`;
}

/** What a cell says: allowed, denied, or denied as it was asked where another request could meet a condition. */
export type CellLook = 'yes' | 'no' | 'depends';

/** How a cell looks, and in words. `depends`: the names of cells that hang on a condition. */
export function lookOf(
  cell: AccessCell,
  depends: ReadonlySet<string>,
): { readonly look: CellLook; readonly words: string } {
  if (cell.allowed) return { look: 'yes', words: 'allowed' };
  return depends.has(cellName(cell))
    ? { look: 'depends', words: 'depends on the request' }
    : { look: 'no', words: 'denied' };
}

type Members = Readonly<Record<string, unknown>>;

/**
 * A key policy as if every condition of its Allow statements were met, and none of those of its Deny statements. Undefined where it has no condition,
 * or is no policy.
 */
export function withConditionsMet(policy: string): string | undefined {
  let document: Members | null;
  try {
    document = JSON.parse(policy) as Members | null;
  } catch {
    return undefined;
  }
  const list = [document?.['Statement']].flat() as (Members | null | undefined)[];
  if (!list.some((statement) => statement?.['Condition'] !== undefined)) return undefined;
  const met = list.flatMap((whole) => {
    const { Condition, ...statement } = whole ?? {};
    return Condition !== undefined && statement['Effect'] === 'Deny' ? [] : [statement];
  });
  return JSON.stringify({ ...document, Statement: met });
}

/** The names of the cells that are denied although a grant is for them: its constraints were not met, or it does not count yet. */
export function heldByGrants(cells: readonly AccessCell[], grants: readonly GrantListEntry[]): ReadonlySet<string> {
  const given = new Set(
    grants.flatMap((grant) =>
      (grant.Operations ?? []).map((operation) => cellName({ principal: granteeOf(grant), operation })),
    ),
  );
  return new Set(cells.filter((cell) => !cell.allowed && given.has(cellName(cell))).map(cellName));
}

/**
 * What a denied cell hangs on: the statements that would allow the call if their condition was met, those that deny it, and the grants for the operation
 * whose constraints are not met.
 */
export function hangsOn(
  { trace }: Decision,
  { operation }: AccessCell,
  grants: readonly GrantListEntry[],
): readonly TraceStep[] {
  const granting = new Set(
    grants.filter(({ Operations }) => Operations?.some((name) => name === operation)).map(({ GrantId }) => GrantId),
  );
  return trace.filter(({ outcome, element, effect, grant }) => {
    if (grant !== undefined) return outcome === 'no-match' && granting.has(grant);
    return outcome === 'deny' || (outcome === 'no-match' && element === 'Condition' && effect !== 'Deny');
  });
}
