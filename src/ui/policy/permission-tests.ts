/** Permission tests: what somebody should be able to do with a key, kept with the key and asked of the evaluator whenever its policy changes. */
import type { InputOf, OperationName } from '../../model/operations.ts';
import type { PreviewedCall } from '../../model/policy-check.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { fitsKey, SUPPORTED_OPERATIONS } from '../../model/operation-keys.ts';
import { SHAPES } from '../../model/shapes.ts';
import { KeptByKey } from './per-key-storage.ts';
import { sampleInput } from '../decision/sample-input.ts';

/** What is expected. */
export type Expected = 'allow' | 'deny';

/** One test. */
export interface PermissionTest {
  /** ARN, or the name of a service. */
  readonly caller: string;
  readonly operation: OperationName;
  readonly encryptionContext?: Readonly<Record<string, string>>;
  readonly expected: Expected;
}

/** A test with what it found. */
export interface TestResult {
  readonly test: PermissionTest;
  /** Under the stored policy; undefined while it is on its way. */
  readonly stored?: Found;
  /** Under the draft, where there is one. */
  readonly draft?: Found;
}

/** What a test found: the answer, or the name of the error of a call that fails before it is decided. */
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

/** The tests of this browser, by their key; what cannot be read is left out. */
export function permissionTests(
  storage: Pick<Storage, 'getItem' | 'setItem'> | undefined,
): KeptByKey<readonly PermissionTest[]> {
  const read = (value: unknown) => (Array.isArray(value) ? value.filter(isTest) : undefined);
  return new KeptByKey({ place: 'strongroom.permission-tests', read }, storage);
}

/** Whether one action on one key is all that a call needs: no alias beside it, and no authorization of its own. */
const isOfKeyAlone = (operation: OperationName): boolean =>
  OPERATION_FACTS[operation].resources.every(({ kind, action }) => kind !== 'alias' && action !== undefined);

/** The operations that can be asked about a key: first those that use it, then those that manage it. `known`: the columns of its access matrix. */
export function testable(
  key: KeyMetadata,
  known: ReadonlySet<string>,
): { readonly uses: readonly OperationName[]; readonly manages: readonly OperationName[] } {
  const { KeySpec = 'SYMMETRIC_DEFAULT', KeyUsage = 'ENCRYPT_DECRYPT' } = key;
  const isUse = (name: OperationName): boolean => OPERATION_FACTS[name].usage !== undefined;
  const uses = SUPPORTED_OPERATIONS.filter(
    (name) => isUse(name) && fitsKey(OPERATION_FACTS[name], { spec: KeySpec, usage: KeyUsage }),
  );
  const manages = SUPPORTED_OPERATIONS.filter(
    (name) => known.has(name) && !isUse(name) && isOfKeyAlone(name),
  ).toSorted();
  return { uses, manages };
}

/** Whether an encryption context belongs to the operation. */
export function takesContext(operation: OperationName): boolean {
  return Object.hasOwn(SHAPES[operation], 'EncryptionContext') || operation === 'ReEncrypt';
}

/** The input of the call that a test asks about. */
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
  // AWS's errors have names that say something; the sandbox's own say it in their message: that there is no such caller, for one.
  const { name, message } = call.error;
  return { error: name === 'TypeError' ? message : name };
}
