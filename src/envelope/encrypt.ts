/** Validates the options of encryption. The implementation loads on first use. */
import { ByteSource, type EnvelopeInput } from './byte-source.ts';
import {
  allowsEncryption,
  checkPolicy,
  DEFAULT_POLICY,
  defaultSuiteOf,
  type CommitmentPolicy,
} from './commitment-policy.ts';
import { checkMembers, checkOptions, type Kind } from './check-options.ts';
import { checkUserContext, serializeContext, type EncryptionContext } from './encryption-context.ts';
import type { EnvelopeDependencies } from './envelope-kms.ts';
import { FrameBudget } from './frame-budget.ts';
import {
  frameStream,
  OPERATION_KINDS,
  OPERATION_MEMBERS,
  type EnvelopeRun,
  type OperationOptions,
} from './frame-stream.ts';
import type { MessageResult } from './header.ts';
import { FRAME_LENGTH } from './limits.ts';
import { copyMaterialsSource, SOURCE_MEMBERS, type MaterialsSource } from './materials-source.ts';
import { findSuite, formatSuiteId, type Suite, type SuiteId } from './suites.ts';
import type { EncryptJob } from './write-message.ts';

/** Options of `encrypt`. Exactly one of `keyIds`, `keyrings` and `materialsManager` is required. */
export interface EncryptOptions extends OperationOptions, MaterialsSource {
  readonly encryptionContext?: EncryptionContext | undefined;
  /**
   * Keys of pairs of `encryptionContext` that are authenticated but not stored in the message. To decrypt, the reader
   * must bring them.
   */
  readonly requiredContextKeys?: readonly string[] | undefined;
  /** Algorithm suite. Default: 0x0478, or 0x0178 if the commitment policy forbids key commitment. */
  readonly suite?: SuiteId | undefined;
  /** Which suites are allowed. Default: those with key commitment. */
  readonly commitmentPolicy?: CommitmentPolicy | undefined;
  /** Content bytes per frame: 1 to 4,294,967,295. Default 256 KiB. A frame holds at most 256 MiB. */
  readonly frameLength?: number | undefined;
  /** Maximum number of encrypted data keys. Default: no maximum beyond that of the header format. */
  readonly maxEncryptedDataKeys?: number | undefined;
}

const MEMBERS = [
  ...SOURCE_MEMBERS,
  ...OPERATION_MEMBERS,
  'encryptionContext',
  'commitmentPolicy',
  'maxEncryptedDataKeys',
  'requiredContextKeys',
  'suite',
  'frameLength',
];

/** A text would be read as its characters. An empty key is valid. */
const STRINGS: Kind = {
  what: 'an array of strings',
  accepts: (value) => Array.isArray(value) && value.every((key) => typeof key === 'string'),
};

/**
 * Encrypts `input`. Other errors arrive through the stream.
 * @throws {TypeError} for invalid options
 * @throws {EnvelopeError} InvalidEncryptionContext
 */
export function encrypt(
  ports: EnvelopeDependencies,
  input: EnvelopeInput,
  options: EncryptOptions,
): EnvelopeRun<MessageResult> {
  checkOptions(options, { ...OPERATION_KINDS, requiredContextKeys: STRINGS });
  checkMembers(options, MEMBERS);
  const { encryptionContext: context = {}, requiredContextKeys = [], frameLength = FRAME_LENGTH.default } = options;
  if (!Number.isInteger(frameLength) || frameLength < FRAME_LENGTH.min || frameLength > FRAME_LENGTH.max)
    throw new TypeError(`frameLength must be an integer from ${FRAME_LENGTH.min} to ${FRAME_LENGTH.max}.`);
  const suite = suiteOf(options);
  checkMaximum(options.maxEncryptedDataKeys);
  const keys = sourceOf(options);
  checkUserContext(context);
  serializeContext(context);
  const source = new ByteSource(input);
  const job: EncryptJob = {
    ports,
    source: keys,
    suite,
    frameLength,
    context: { ...context },
    requiredContextKeys: [...requiredContextKeys],
    maxEncryptedDataKeys: options.maxEncryptedDataKeys,
  };
  return frameStream(source, options.budget ?? new FrameBudget(), options, async (sink) =>
    (await import('./write-message.ts')).writeMessage(sink, source, job),
  );
}

/** @throws {TypeError} if `max` is not a maximum number of encrypted data keys */
export function checkMaximum(max: number | undefined): void {
  if (max !== undefined && !(Number.isInteger(max) && max > 0))
    throw new TypeError('maxEncryptedDataKeys must be an integer greater than 0.');
}

function suiteOf(options: EncryptOptions): Suite {
  const { commitmentPolicy: policy = DEFAULT_POLICY } = options;
  checkPolicy(policy);
  const { suite: id = defaultSuiteOf(policy) } = options;
  const suite = findSuite(id);
  if (!suite) throw new TypeError('suite must be the ID of an algorithm suite, such as 0x0478.');
  if (allowsEncryption(policy, suite)) return suite;
  throw new TypeError(
    suite.commits
      ? `Commitment policy ${policy} forbids suite ${formatSuiteId(suite.id)}, which has key commitment.`
      : `Suite ${formatSuiteId(suite.id)} has no key commitment. Use 0x0478 or 0x0578, or commitmentPolicy FORBID_ENCRYPT_ALLOW_DECRYPT.`,
  );
}

function sourceOf(options: EncryptOptions): MaterialsSource {
  const source = copyMaterialsSource(options);
  if (source.keyrings ?? source.materialsManager ?? source.keyIds?.length) return source;
  throw new TypeError('options must have keyIds with at least one key ID, keyrings or materialsManager.');
}
