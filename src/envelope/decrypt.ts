/** Decrypts: the options and their contract. What does the work is loaded when there is some. */
import { ByteSource, type EnvelopeInput } from './byte-source.ts';
import type { KmsTarget } from './data-key.ts';
import type { EncryptionContext } from './encryption-context.ts';
import type { MessageResult } from './header.ts';
import type { EnvelopeDependencies } from './envelope-kms.ts';
import { FrameBudget } from './frame-budget.ts';
import { frameStream, type EnvelopeRun, type OperationOptions } from './frame-stream.ts';
import type { DecryptJob } from './read-message.ts';

/** Which suites may be read. Source: Developer Guide, "Setting your commitment policy". Both last ones read the same; they differ in writing. */
export type CommitmentPolicy =
  'REQUIRE_ENCRYPT_REQUIRE_DECRYPT' | 'REQUIRE_ENCRYPT_ALLOW_DECRYPT' | 'FORBID_ENCRYPT_ALLOW_DECRYPT';

const ALLOWS_UNCOMMITTED: Readonly<Record<CommitmentPolicy, boolean>> = {
  REQUIRE_ENCRYPT_REQUIRE_DECRYPT: false,
  REQUIRE_ENCRYPT_ALLOW_DECRYPT: true,
  FORBID_ENCRYPT_ALLOW_DECRYPT: true,
};

/** What `decrypt` takes beside the input. */
export interface DecryptOptions extends OperationOptions, KmsTarget {
  /** Pairs that the message's context must hold; it may hold more. */
  readonly encryptionContext?: EncryptionContext | undefined;
  /** By default only suites that commit to their key are read. */
  readonly commitmentPolicy?: CommitmentPolicy | undefined;
  /** The most encrypted data keys that a message may have; by default as many as its header can hold. */
  readonly maxEncryptedDataKeys?: number | undefined;
  /** ARNs of the KMS keys that may be asked; by default every key that the message names. */
  readonly keyIds?: readonly string[] | undefined;
  /** With multi-Region keys: the Region whose replica is asked. Other keys are asked in the Region of their ARN. */
  readonly region?: string | undefined;
}

/**
 * Decrypts `input`. Frames are released as they verify; the last one only when the whole message has: no byte is missing or left over, and the
 * signature, if the suite has one, verifies. Throws TypeError for options that break the contract; everything else comes through the stream.
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
    throw new TypeError('maxEncryptedDataKeys must be a whole number above 0.');
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
