/** Validates the options of decryption. The implementation loads on first use. */
import { ByteSource, type EnvelopeInput } from './byte-source.ts';
import type { KmsTarget } from './data-key.ts';
import type { EncryptionContext } from './encryption-context.ts';
import type { MessageResult } from './header.ts';
import type { EnvelopeDependencies } from './envelope-kms.ts';
import { FrameBudget } from './frame-budget.ts';
import { frameStream, type EnvelopeRun, type OperationOptions } from './frame-stream.ts';
import { parseKeyArn } from './key-arn.ts';
import type { DecryptJob } from './read-message.ts';

/**
 * Commitment policy. The last two are equivalent for decryption. Source:
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/concepts.html
 */
export type CommitmentPolicy =
  'REQUIRE_ENCRYPT_REQUIRE_DECRYPT' | 'REQUIRE_ENCRYPT_ALLOW_DECRYPT' | 'FORBID_ENCRYPT_ALLOW_DECRYPT';

const ALLOWS_UNCOMMITTED: Readonly<Record<CommitmentPolicy, boolean>> = {
  REQUIRE_ENCRYPT_REQUIRE_DECRYPT: false,
  REQUIRE_ENCRYPT_ALLOW_DECRYPT: true,
  FORBID_ENCRYPT_ALLOW_DECRYPT: true,
};

/** Options of `decrypt`. */
export interface DecryptOptions extends OperationOptions, KmsTarget {
  /** Pairs that the encryption context of the message must contain. It may contain more. */
  readonly encryptionContext?: EncryptionContext | undefined;
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

/**
 * Decrypts `input`. Frames are emitted as soon as they are authenticated; the last one only after the whole message is
 * verified, with its signature and nothing missing or left over. Other errors arrive through the stream.
 * @throws {TypeError} for invalid options
 */
export function decrypt(
  ports: EnvelopeDependencies,
  input: EnvelopeInput,
  options: DecryptOptions = {},
): EnvelopeRun<MessageResult> {
  const { commitmentPolicy = 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT', maxEncryptedDataKeys: max } = options;
  if (!Object.hasOwn(ALLOWS_UNCOMMITTED, commitmentPolicy))
    throw new TypeError(`commitmentPolicy must be one of ${Object.keys(ALLOWS_UNCOMMITTED).join(', ')}.`);
  if (max !== undefined && !(Number.isInteger(max) && max > 0))
    throw new TypeError('maxEncryptedDataKeys must be an integer greater than 0.');
  const noArn = options.keyIds?.find((keyId: unknown) => typeof keyId !== 'string' || !parseKeyArn(keyId));
  if (noArn !== undefined) {
    throw new TypeError(
      `keyIds must contain key ARNs only, and ${JSON.stringify(noArn)} is not one. A message names its keys by ARN. DescribeKey returns the ARN of an alias or key ID.`,
    );
  }
  const source = new ByteSource(input);
  const job: DecryptJob = {
    ports,
    maxEncryptedDataKeys: max,
    rejectUncommittedPolicy: ALLOWS_UNCOMMITTED[commitmentPolicy] ? undefined : commitmentPolicy,
    expected: options.encryptionContext ?? {},
    keyIds: options.keyIds,
    at: { region: options.region, caller: options.caller },
  };
  return frameStream(source, options.budget ?? new FrameBudget(), options, async (sink) =>
    (await import('./read-message.ts')).readMessage(sink, source, job),
  );
}
