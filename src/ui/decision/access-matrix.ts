/**
 * The access matrix of a key as it is shown: a row per principal, the operations in groups, without those that the key
 * does not support.
 */
import type { AccessCell, AccessOutcome } from '../../model/decision.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { fitsKey, keyActions } from '../../model/operation-keys.ts';
import type { OperationName } from '../../model/operations.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import { TEXTS } from './decision-texts.ts';
import { callerKind, callerNameFrom, type CallerKind } from '../page/principal-names.ts';

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

/**
 * The operations of `cells` in groups; operations without a row in the facts come last. `hidden`: operations that `key`
 * does not support.
 */
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
  const groups = Object.entries(TEXTS.matrix.groups).map(([group, name]) => ({
    name,
    operations: fitting.filter(({ facts }) => facts.group === group).map(({ operation }) => operation),
  }));
  const rest = [...present].filter((operation) => !columns.some((column) => column.operation === operation));
  return {
    groups: [...groups, { name: TEXTS.matrix.otherGroup, operations: rest }].filter(
      ({ operations }) => operations.length > 0,
    ),
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

/** A row: one principal, or one set of its credentials from AWS STS, with its cells by operation. */
export interface MatrixRow {
  readonly principal: string;
  readonly accessKeyId?: string;
  readonly name: string;
  readonly cells: ReadonlyMap<string, AccessCell>;
}

/** The rows, those of the key's own account first, then by kind and name. */
export function rowsOf(cells: readonly AccessCell[], account: string): readonly MatrixRow[] {
  const rows = [...Map.groupBy(cells, rowId).values()].map((own): MatrixRow => {
    const [{ principal, accessKeyId }] = own as [AccessCell];
    const name = callerNameFrom(account, principal);
    return {
      principal,
      ...(accessKeyId === undefined ? { name } : { accessKeyId, name: TEXTS.matrix.credentials(name, accessKeyId) }),
      cells: new Map(own.map((cell) => [cell.operation, cell])),
    };
  });
  const rank = ({ principal }: MatrixRow): number =>
    (principal.includes(`:${account}:`) ? 0 : 10) + KIND_ORDER.indexOf(callerKind(principal));
  return rows.toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
}

const OPERATIONS: ReadonlyMap<string, OperationName> = new Map(
  keyActions().map(({ action, operation }) => [action.replace('kms:', ''), operation]),
);

/** The operation that needs an action: ReEncrypt needs `ReEncryptFrom`. */
export function operationOf(action: string): OperationName {
  return OPERATIONS.get(action) ?? (action as OperationName);
}

/** What identifies a row of the matrix. */
export type RowParts = Pick<AccessCell, 'principal' | 'accessKeyId' | 'endpoint'>;

/** The identifier of the row of a cell. */
export function rowId({ principal, accessKeyId, endpoint }: RowParts): string {
  return [principal, ...[accessKeyId ?? []].flat(), ...[endpoint ?? []].flat()].join(' ');
}

/** The name of a cell, for sets of cells. */
export function cellName(cell: RowParts & Pick<AccessCell, 'operation'>): string {
  return `${rowId(cell)} ${cell.operation}`;
}

/**
 * The name of a row outside of the matrix: the principal as `name` has it, with the access key and the VPC endpoint if
 * it is about one.
 */
export function rowWords({ principal, accessKeyId, endpoint }: RowParts, name: (principal: string) => string): string {
  const who = accessKeyId === undefined ? name(principal) : TEXTS.matrix.credentials(name(principal), accessKeyId);
  return endpoint === undefined ? who : TEXTS.matrix.throughEndpoint(who, endpoint);
}

/** The look of each outcome of a cell, and its text. */
export const OUTCOME_LOOKS = {
  allowed: { look: 'yes', words: TEXTS.matrix.outcomes.allowed },
  conditional: { look: 'depends', words: TEXTS.matrix.outcomes.conditional },
  denied: { look: 'no', words: TEXTS.matrix.outcomes.denied },
} as const satisfies Readonly<Record<AccessOutcome, { readonly look: string; readonly words: string }>>;

/** The look of a cell. */
export type CellLook = (typeof OUTCOME_LOOKS)[AccessOutcome]['look'];
