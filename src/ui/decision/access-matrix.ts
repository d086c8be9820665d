/** The access matrix of a key as it is shown: principals by operations, the operations in groups, without those that the key can not do. */
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { AccessCell, Decision, TraceStep } from '../../model/decision.ts';
import type { OperationName } from '../../model/operations.ts';
import type { GrantListEntry, KeyMetadata } from '../../model/sdk.ts';
import { granteeOf } from '../page/grant-principals.ts';
import { callerKind, callerNameFrom, type CallerKind } from '../page/principal-names.ts';

interface Column {
  readonly operation: string;
  /** Whether keys of this kind can do it; absent: every key can. */
  readonly fits?: (key: KeyMetadata) => boolean;
}

const symmetric = ({ KeySpec }: KeyMetadata): boolean => KeySpec === 'SYMMETRIC_DEFAULT';
const usage =
  (wanted: string) =>
  ({ KeyUsage }: KeyMetadata): boolean =>
    KeyUsage === wanted;
const asymmetric = ({ KeySpec }: KeyMetadata): boolean =>
  KeySpec !== undefined && KEY_SPECS[KeySpec].kind === 'asymmetric';

const plain = (...operations: readonly string[]): readonly Column[] => operations.map((operation) => ({ operation }));
const when = (fits: (key: KeyMetadata) => boolean, ...operations: readonly string[]): readonly Column[] =>
  operations.map((operation) => ({ operation, fits }));

/** The groups, in the order of the columns. */
const GROUPS: readonly { readonly name: string; readonly columns: readonly Column[] }[] = [
  {
    name: 'Use the key',
    columns: [
      ...when(usage('ENCRYPT_DECRYPT'), 'Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo'),
      ...when(
        symmetric,
        'GenerateDataKey',
        'GenerateDataKeyWithoutPlaintext',
        'GenerateDataKeyPair',
        'GenerateDataKeyPairWithoutPlaintext',
      ),
      ...when(usage('SIGN_VERIFY'), 'Sign', 'Verify'),
      ...when(usage('GENERATE_VERIFY_MAC'), 'GenerateMac', 'VerifyMac'),
      ...when(usage('KEY_AGREEMENT'), 'DeriveSharedSecret'),
      ...when(usage('ENCAPSULATE_DECAPSULATE'), 'Encapsulate', 'Decapsulate'),
      ...when(asymmetric, 'GetPublicKey'),
    ],
  },
  { name: 'Grants', columns: plain('CreateGrant', 'ListGrants', 'RevokeGrant', 'RetireGrant') },
  {
    name: 'Look at it',
    columns: [
      ...plain('DescribeKey', 'GetKeyPolicy', 'ListKeyPolicies', 'ListResourceTags', 'GetKeyLastUsage'),
      ...when(symmetric, 'GetKeyRotationStatus', 'ListKeyRotations'),
    ],
  },
  {
    name: 'Change it',
    columns: [
      ...plain(
        'PutKeyPolicy',
        'UpdateKeyDescription',
        'TagResource',
        'UntagResource',
        'CreateAlias',
        'UpdateAlias',
        'DeleteAlias',
      ),
      ...when(symmetric, 'EnableKeyRotation', 'DisableKeyRotation', 'RotateKeyOnDemand'),
      ...plain('EnableKey', 'DisableKey', 'ScheduleKeyDeletion', 'CancelKeyDeletion'),
    ],
  },
];

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
  const known = GROUPS.flatMap(({ columns }) => columns);
  const fits = ({ operation, fits: test }: Column): boolean =>
    present.has(operation) && (test === undefined || test(key));
  const groups = GROUPS.map(({ name, columns }) => ({
    name,
    operations: columns.filter(fits).map(({ operation }) => operation),
  }));
  const rest = [...present].filter((operation) => !known.some((column) => column.operation === operation));
  const hidden = known
    .filter((column) => present.has(column.operation) && !fits(column))
    .map(({ operation }) => operation);
  return {
    groups: [...groups, { name: 'Other', operations: rest }].filter(({ operations }) => operations.length > 0),
    hidden,
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

/** The operation that asks for an action: `ReEncryptFrom` is asked for by ReEncrypt. */
export function operationOf(action: string): OperationName {
  return (action.startsWith('ReEncrypt') ? 'ReEncrypt' : action) as OperationName;
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
