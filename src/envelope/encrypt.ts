/** Validates the options of encryption. The implementation loads on first use. */
import { ByteSource, type EnvelopeInput } from './byte-source.ts';
import type { KmsTarget } from './data-key.ts';
import { checkUserContext, serializeContext, type EncryptionContext } from './encryption-context.ts';
import type { EnvelopeDependencies } from './envelope-kms.ts';
import { FrameBudget } from './frame-budget.ts';
import { frameStream, type EnvelopeRun, type OperationOptions } from './frame-stream.ts';
import type { MessageResult } from './header.ts';
import { FRAME_LENGTH } from './limits.ts';
import { findSuite, type WritableSuiteId } from './suites.ts';
import type { EncryptJob } from './write-message.ts';

/** Options of `encrypt`. */
export interface EncryptOptions extends OperationOptions, KmsTarget {
  /** KMS keys by ID, alias name or ARN. Each can decrypt the message; the first generates the data key. */
  readonly keyIds: readonly string[];
  readonly encryptionContext?: EncryptionContext | undefined;
  /** Algorithm suite. 0x0478 (default): key commitment. 0x0578: key commitment and ECDSA signature. */
  readonly suite?: WritableSuiteId | undefined;
  /** Content bytes per frame: 4 KiB to 1 MiB. Default 256 KiB. */
  readonly frameLength?: number | undefined;
}

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
  if (typeof (options as unknown) !== 'object' || (options as unknown) === null)
    throw new TypeError('options must be an object with keyIds.');
  const {
    encryptionContext: context = {},
    suite: id = 0x0478,
    frameLength = FRAME_LENGTH.default,
    region,
    caller,
  } = options;
  const suite = findSuite(id);
  if (!suite?.commits) throw new TypeError('suite must be 0x0478 or 0x0578 (the suites with key commitment).');
  if (!Number.isInteger(frameLength) || frameLength < FRAME_LENGTH.min || frameLength > FRAME_LENGTH.max) {
    throw new TypeError(`frameLength must be an integer from ${FRAME_LENGTH.min} to ${FRAME_LENGTH.max}.`);
  }
  const [first, ...others] = Array.isArray(options.keyIds) ? (options.keyIds as readonly string[]) : [];
  if (!first || [first, ...others].some((keyId) => !keyId || typeof keyId !== 'string'))
    throw new TypeError('keyIds must contain at least one key ID and no empty strings.');
  checkUserContext(context);
  serializeContext(context);
  const source = new ByteSource(input);
  const job: EncryptJob = {
    suite,
    frameLength,
    keyIds: [first, ...others],
    context: { ...context },
    ports,
    at: { region, caller },
  };
  return frameStream(source, options.budget ?? new FrameBudget(), options, async (sink) =>
    (await import('./write-message.ts')).writeMessage(sink, source, job),
  );
}
