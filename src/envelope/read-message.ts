/** Reads messages: versions 1 and 2, all suites, framed and non-framed, signed or not. */
import { equalBytes, type Bytes } from '../base/bytes.ts';
import { fromBase64 } from '../base/base64.ts';
import type { ByteSource } from './byte-source.ts';
import { createDecryptor, type Decryptor } from './content-key.ts';
import { decryptDataKey, type KmsTarget } from './data-key.ts';
import { checkExpectedContext, PUBLIC_KEY_PAIR, type EncryptionContext } from './encryption-context.ts';
import { EnvelopeError } from './envelope-error.ts';
import type { EnvelopeDependencies } from './envelope-kms.ts';
import type { FrameSink } from './frame-stream.ts';
import type { MessageResult, Header, ParsedHeader } from './header.ts';
import type { MessageVerifier } from './message-signing.ts';
import { parseHeader } from './parse-header.ts';
import { readBody } from './read-body.ts';
import { formatSuiteId } from './suites.ts';

/** Parameters of a decryption. */
export interface DecryptJob {
  readonly ports: EnvelopeDependencies;
  readonly at: KmsTarget;
  readonly keyIds: readonly string[] | undefined;
  readonly maxEncryptedDataKeys: number | undefined;
  /** The commitment policy, if it rejects suites without key commitment. */
  readonly rejectUncommittedPolicy: string | undefined;
  /** Pairs that the encryption context must contain. */
  readonly expected: EncryptionContext;
}

/** Decrypts all of `source` into `sink`. */
export async function readMessage(sink: FrameSink, source: ByteSource, job: DecryptJob): Promise<MessageResult> {
  const parsed = await readHeader(source, job);
  const { header } = parsed;
  checkPolicy(header, job);
  checkExpectedContext(job.expected, header.encryptionContext);
  const open = await unlock(parsed, job, sink);
  const checking = await checkingOf(header, source.total, job.ports);
  try {
    sink.raw(Promise.resolve([]), parsed.bytes.length);
    await readBody(sink, source, { parsed, open, checking });
  } finally {
    checking?.close();
  }
  return { header };
}

/** Reads the header field by field. */
async function readHeader(source: ByteSource, { maxEncryptedDataKeys }: DecryptJob): Promise<ParsedHeader> {
  const parsing = parseHeader({ maxEncryptedDataKeys });
  let step = parsing.next();
  while (!step.done) {
    const bytes = await source.take(step.value);
    if (bytes.length < step.value) throw new EnvelopeError('TruncatedMessage', 'The message header is truncated.');
    step = parsing.next(bytes);
  }
  return step.value;
}

function checkPolicy({ suite }: Header, { rejectUncommittedPolicy: policy }: DecryptJob): void {
  if (suite.commits || policy === undefined) return;
  throw new EnvelopeError(
    'CommitmentPolicy',
    `Suite ${formatSuiteId(suite.id)} has no key commitment, which commitment policy ${policy} requires. If you trust the message, use REQUIRE_ENCRYPT_ALLOW_DECRYPT.`,
  );
}

/** Decrypts the data key with KMS, and checks that the header belongs to it. */
async function unlock(
  { header, authentication, authenticated }: ParsedHeader,
  { ports, at, keyIds }: DecryptJob,
  { signal }: FrameSink,
): Promise<Decryptor> {
  const dataKey = await decryptDataKey(ports.kmsFor, at, header, { keyIds, signal });
  const open = await createDecryptor(header, dataKey).finally(() => dataKey.fill(0));
  const opened = await open(authentication.iv, authenticated, authentication.tag);
  if (opened && equalBytes(opened, new Uint8Array())) return open;
  throw new EnvelopeError('HeaderAuthentication', 'Header authentication failed. Do not use this message.');
}

/** Creates the verifier of a signed message from the public key in its context. */
async function checkingOf(
  { suite, encryptionContext }: Header,
  total: number | undefined,
  { startHashWorker }: EnvelopeDependencies,
): Promise<MessageVerifier | undefined> {
  const text = encryptionContext[PUBLIC_KEY_PAIR];
  if (!suite.signature) {
    if (text === undefined) return undefined;
    throw new EnvelopeError('MalformedMessage', `The suite is unsigned, but the message has ${PUBLIC_KEY_PAIR}.`);
  }
  const { createVerifier } = await import('./message-signing.ts');
  const checking = createVerifier(suite.signature, decoded(text ?? ''), { total, startHashWorker });
  if (checking) return checking;
  throw new EnvelopeError(
    'InvalidSignature',
    `The message has no valid ${PUBLIC_KEY_PAIR}, so its signature cannot be verified.`,
  );
}

function decoded(base64: string): Bytes {
  try {
    return fromBase64(base64);
  } catch {
    return new Uint8Array();
  }
}
