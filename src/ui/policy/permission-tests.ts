/**
 * Permission tests state whether a principal should be allowed to call an operation on a key. They are stored by key.
 */
import type { InputOf, OperationName } from '../../model/operations.ts';
import type { PreviewedCall } from '../../model/policy-check.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { fitsKey, LISTED_OPERATIONS } from '../../model/operation-keys.ts';
import { SHAPES } from '../../model/shapes.ts';
import { KeptByKey } from './per-key-storage.ts';
import { sampleInput } from '../../model/sample-input.ts';

/** The expected decision. */
export type Expected = 'allow' | 'deny';

/** One permission test. */
export interface PermissionTest {
  /** An ARN or a service principal. */
  readonly caller: string;
  readonly operation: OperationName;
  readonly encryptionContext?: Readonly<Record<string, string>>;
  readonly expected: Expected;
}

/** A test with its results. */
export interface TestResult {
  readonly test: PermissionTest;
  /** With the stored policy; undefined while the test runs. */
  readonly stored?: Found;
  /** With the draft policy, if there is one. */
  readonly draft?: Found;
}

/** The result of a test: the decision, or the error of a call that fails before authorization. */
export type Found = Expected | { readonly error: string };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isTest(value: unknown): value is PermissionTest {
  if (!isObject(value)) return false;
  const { caller, operation, expected, encryptionContext } = value;
  const pairs =
    encryptionContext === undefined ||
    (isObject(encryptionContext) && Object.values(encryptionContext).every((one) => typeof one === 'string'));
  const known = typeof operation === 'string' && Object.hasOwn(SHAPES, operation);
  return typeof caller === 'string' && known && (expected === 'allow' || expected === 'deny') && pairs;
}

/** The tests that this browser stores, by key. Invalid ones are left out. */
export function permissionTests(
  storage: Pick<Storage, 'getItem' | 'setItem'> | undefined,
): KeptByKey<readonly PermissionTest[]> {
  const read = (value: unknown) => (Array.isArray(value) ? value.filter(isTest) : undefined);
  return new KeptByKey({ place: 'strongroom.permission-tests', read }, storage);
}

/** Whether a call needs permission for one action on one key only. */
const isOfKeyAlone = (operation: OperationName): boolean =>
  OPERATION_FACTS[operation].resources.every(({ kind, action }) => kind !== 'alias' && action !== undefined);

/** The operations that tests of a key can call. `known` are the columns of its access matrix. */
export function testable(
  key: KeyMetadata,
  known: ReadonlySet<string>,
): { readonly uses: readonly OperationName[]; readonly manages: readonly OperationName[] } {
  const { KeySpec = 'SYMMETRIC_DEFAULT', KeyUsage = 'ENCRYPT_DECRYPT' } = key;
  const isUse = (name: OperationName): boolean => OPERATION_FACTS[name].usage !== undefined;
  const uses = LISTED_OPERATIONS.filter(
    (name) => isUse(name) && fitsKey(OPERATION_FACTS[name], { spec: KeySpec, usage: KeyUsage }),
  );
  const manages = LISTED_OPERATIONS.filter((name) => known.has(name) && !isUse(name) && isOfKeyAlone(name)).toSorted();
  return { uses, manages };
}

/** Whether the operation takes an encryption context. */
export function takesContext(operation: OperationName): boolean {
  return Object.hasOwn(SHAPES[operation], 'EncryptionContext') || operation === 'ReEncrypt';
}

/** The input of the call of a test. */
export function inputOfTest(
  { operation, encryptionContext }: PermissionTest,
  key: KeyMetadata,
): InputOf<OperationName> {
  const sample = sampleInput(operation, { id: key.Arn ?? '', spec: key.KeySpec });
  if (encryptionContext === undefined) return sample;
  const both = { SourceEncryptionContext: encryptionContext, DestinationEncryptionContext: encryptionContext };
  return { ...sample, ...(operation === 'ReEncrypt' ? both : { EncryptionContext: encryptionContext }) };
}

/** The result of a test in a preview. */
export function foundOf(call: PreviewedCall): Found {
  if ('allowed' in call) return call.allowed ? 'allow' : 'deny';
  // The names of AWS's errors are enough. A TypeError of the sandbox explains itself in its message only.
  const { name, message } = call.error;
  return { error: name === 'TypeError' ? message : name };
}
