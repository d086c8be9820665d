/** Validates the options of decryption. The implementation loads on first use. */
import { ByteSource, type EnvelopeInput } from './byte-source.ts';
import { checkPolicy, DEFAULT_POLICY, type CommitmentPolicy } from './commitment-policy.ts';
import { checkMembers, checkOptions } from './check-options.ts';
import { checkMaximum } from './encrypt.ts';
import { checkContext, checkUserContext, type EncryptionContext } from './encryption-context.ts';
import type { MessageResult } from './header.ts';
import type { EnvelopeDependencies } from './envelope-kms.ts';
import { FrameBudget } from './frame-budget.ts';
import {
  frameStream,
  OPERATION_KINDS,
  OPERATION_MEMBERS,
  type EnvelopeRun,
  type OperationOptions,
} from './frame-stream.ts';
import { parseKeyArn } from './key-arn.ts';
import { copyMaterialsSource, SOURCE_MEMBERS, type MaterialsSource } from './materials-source.ts';
import type { DecryptJob } from './read-message.ts';

/** Options of `decrypt`. Without `keyIds`, `keyrings` and `materialsManager`, any KMS key of the message is used. */
export interface DecryptOptions extends OperationOptions, MaterialsSource {
  /** Pairs that the stored encryption context of the message must contain. It may contain more. */
  readonly encryptionContext?: EncryptionContext | undefined;
  /** Pairs that the message does not store and the reader must bring. */
  readonly reproducedContext?: EncryptionContext | undefined;
  /** Default: only suites with key commitment. */
  readonly commitmentPolicy?: CommitmentPolicy | undefined;
  /** Maximum number of encrypted data keys. Default: no maximum beyond that of the header format. */
  readonly maxEncryptedDataKeys?: number | undefined;
  /**
   * ARNs of the KMS keys that may be used. Default: every key in the message. Key IDs and aliases are rejected: a
   * message names its keys by ARN.
   */
  readonly keyIds?: readonly string[] | undefined;
  /** Region for multi-Region keys: that of the replica to use. Other keys use the Region of their ARN. */
  readonly region?: string | undefined;
}

const MEMBERS = [
  ...SOURCE_MEMBERS,
  ...OPERATION_MEMBERS,
  'encryptionContext',
  'commitmentPolicy',
  'maxEncryptedDataKeys',
  'reproducedContext',
];

/**
 * Decrypts `input`. Frames are emitted as soon as they are authenticated; the last one only after the whole message is
 * verified, with its signature and nothing missing or left over. Other errors arrive through the stream.
 * @throws {TypeError} for invalid options
 * @throws {EnvelopeError} InvalidEncryptionContext
 */
export function decrypt(
  ports: EnvelopeDependencies,
  input: EnvelopeInput,
  options: DecryptOptions = {},
): EnvelopeRun<MessageResult> {
  checkOptions(options, OPERATION_KINDS);
  checkMembers(options, MEMBERS);
  const { commitmentPolicy = DEFAULT_POLICY, maxEncryptedDataKeys, reproducedContext = {} } = options;
  checkPolicy(commitmentPolicy);
  checkMaximum(maxEncryptedDataKeys);
  const keys = copyMaterialsSource(options);
  const noArn = keys.keyIds?.find((keyId) => !parseKeyArn(keyId));
  if (noArn !== undefined) {
    throw new TypeError(
      `keyIds must contain key ARNs only, and ${JSON.stringify(noArn)} is not one. DescribeKey returns the ARN of an alias or key ID.`,
    );
  }
  checkUserContext(reproducedContext, 'reproducedContext');
  if (options.encryptionContext !== undefined) checkContext(options.encryptionContext, 'encryptionContext');
  const source = new ByteSource(input);
  const job: DecryptJob = {
    ports,
    source: keys,
    maxEncryptedDataKeys,
    commitmentPolicy,
    expected: options.encryptionContext && { ...options.encryptionContext },
    reproducedContext: { ...reproducedContext },
  };
  return frameStream(source, options.budget ?? new FrameBudget(), options, async (sink) =>
    (await import('./read-message.ts')).readMessage(sink, source, job),
  );
}
