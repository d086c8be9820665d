/** The access matrix of a key as it is shown: principals by operations, the operations in groups, without those that the key can not do. */
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { AccessCell, AccessOutcome } from '../../model/decision.ts';
import type { OperationName } from '../../model/operations.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
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

/** How each outcome of a cell looks, and in words. */
export const OUTCOME_LOOKS = {
  allowed: { look: 'yes', words: 'allowed' },
  conditional: { look: 'depends', words: 'allowed under conditions' },
  denied: { look: 'no', words: 'denied' },
} as const satisfies Readonly<Record<AccessOutcome, { readonly look: string; readonly words: string }>>;

/** The look of a cell. */
export type CellLook = (typeof OUTCOME_LOOKS)[AccessOutcome]['look'];
