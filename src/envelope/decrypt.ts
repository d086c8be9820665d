/** Reads messages: versions 1 and 2, all suites, framed and non-framed, signed or not. */
import { equal, type Bytes } from '../base/bytes.ts';
import { fromBase64 } from '../base/base64.ts';
import { ByteSource, type Input } from './byte-source.ts';
import { openerOf, type Opener } from './content-key.ts';
import { openDataKey, type KmsCaller } from './data-key.ts';
import { checkExpectedContext, PUBLIC_KEY_PAIR, type EncryptionContext } from './encryption-context.ts';
import type { Found } from './encrypt.ts';
import { EnvelopeError } from './envelope-error.ts';
import type { EnvelopePorts, KmsFor } from './envelope-kms.ts';
import { FrameBudget } from './frame-budget.ts';
import { frameStream, type FrameSink, type Running, type StreamOptions } from './frame-stream.ts';
import type { Header, ParsedHeader } from './header.ts';
import type { Checking } from './message-signing.ts';
import { parseHeader, type ParseOptions } from './parse-header.ts';
import { readBody } from './read-body.ts';
import { suiteIdText } from './suites.ts';

/** Which suites may be read. Source: Developer Guide, "Setting your commitment policy". Both last ones read the same; they differ in writing. */
export type CommitmentPolicy = 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT' | 'REQUIRE_ENCRYPT_ALLOW_DECRYPT' | 'FORBID_ENCRYPT_ALLOW_DECRYPT';

const READS_UNCOMMITTED: Readonly<Record<CommitmentPolicy, boolean>> = {
  REQUIRE_ENCRYPT_REQUIRE_DECRYPT: false,
  REQUIRE_ENCRYPT_ALLOW_DECRYPT: true,
  FORBID_ENCRYPT_ALLOW_DECRYPT: true,
};

/** What `decrypt` takes beside the input. */
export interface DecryptOptions extends StreamOptions, KmsCaller {
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
export function decrypt(ports: EnvelopePorts, input: Input, options: DecryptOptions = {}): Running<Found> {
  const { commitmentPolicy = 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT', maxEncryptedDataKeys: max } = options;
  if (!Object.hasOwn(READS_UNCOMMITTED, commitmentPolicy))
    throw new TypeError(`commitmentPolicy must be one of ${Object.keys(READS_UNCOMMITTED).join(', ')}.`);
  if (max !== undefined && !(Number.isInteger(max) && max > 0)) throw new TypeError('maxEncryptedDataKeys must be a whole number above 0.');
  const source = new ByteSource(input);
  return frameStream(source, options.budget ?? new FrameBudget(), options, async (sink) => {
    const parsed = await readHeader(source, { maxEncryptedDataKeys: max });
    const { header } = parsed;
    checkPolicy(header, commitmentPolicy);
    checkExpectedContext(options.encryptionContext ?? {}, header.encryptionContext);
    const open = await unlock(ports.kmsFor, parsed, options, sink);
    const checking = await checkingOf(header, source.total, ports);
    try {
      sink.plain(Promise.resolve([]), parsed.bytes.length);
      await readBody(sink, source, { parsed, open, checking });
    } finally {
      checking?.close();
    }
    return { header };
  });
}

/** Reads the header, field by field. */
async function readHeader(source: ByteSource, options: ParseOptions): Promise<ParsedHeader> {
  const parsing = parseHeader(options);
  let step = parsing.next();
  while (!step.done) {
    const bytes = await source.take(step.value);
    if (bytes.length < step.value) throw new EnvelopeError('TruncatedMessage', 'The message ends within its header: get the whole message.');
    step = parsing.next(bytes);
  }
  return step.value;
}

function checkPolicy({ suite }: Header, policy: CommitmentPolicy): void {
  if (suite.commits || READS_UNCOMMITTED[policy]) return;
  throw new EnvelopeError(
    'CommitmentPolicy',
    `The message's suite ${suiteIdText(suite.id)} does not commit to its key, and the commitment policy ${policy} reads none such: if you trust the message, choose REQUIRE_ENCRYPT_ALLOW_DECRYPT.`,
  );
}

/** Has KMS open the data key, and checks that the header belongs to it. */
async function unlock(
  kmsFor: KmsFor,
  { header, authentication, authenticated }: ParsedHeader,
  options: DecryptOptions,
  sink: FrameSink,
): Promise<Opener> {
  const { region, caller, keyIds } = options;
  const dataKey = await openDataKey(kmsFor, { region, caller }, header, { keyIds, signal: sink.signal });
  const open = await openerOf(header, dataKey).finally(() => dataKey.fill(0));
  const opened = await open(authentication.iv, authenticated, authentication.tag);
  if (opened && equal(opened, new Uint8Array())) return open;
  throw new EnvelopeError('HeaderAuthentication', 'The header does not verify: it was changed after it was written. Do not trust this message.');
}

/** What checks a signed message, by the public key in its context. */
async function checkingOf(
  { suite, encryptionContext }: Header,
  total: number | undefined,
  { startHashWorker }: EnvelopePorts,
): Promise<Checking | undefined> {
  const text = encryptionContext[PUBLIC_KEY_PAIR];
  if (!suite.signature) {
    if (text === undefined) return undefined;
    throw new EnvelopeError('MalformedMessage', `The message has a ${PUBLIC_KEY_PAIR} and a suite without signature: it was badly made.`);
  }
  const { startChecking } = await import('./message-signing.ts');
  const checking = startChecking(suite.signature, decoded(text ?? ''), { total, startHashWorker });
  if (checking) return checking;
  throw new EnvelopeError('InvalidSignature', `The message has no ${PUBLIC_KEY_PAIR} of its suite: its signature can not be checked.`);
}

function decoded(base64: string): Bytes {
  try {
    return fromBase64(base64);
  } catch {
    return new Uint8Array();
  }
}
