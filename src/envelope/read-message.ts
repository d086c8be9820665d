/** Reads messages: versions 1 and 2, all suites, framed and non-framed, signed or not. */
import { concatBytes, type Bytes } from '../base/bytes.ts';
import { fromBase64 } from '../base/base64.ts';
import type { ByteSource } from './byte-source.ts';
import type { Decryptor } from './aes-gcm-cipher.ts';
import { deriveDecryptionKey } from './content-key.ts';
import { checkDecryptionPolicy } from './check-decryption-policy.ts';
import type { CommitmentPolicy } from './commitment-policy.ts';
import { PUBLIC_KEY_PAIR, serializeContext, type EncryptionContext } from './encryption-context.ts';
import { EnvelopeError } from './envelope-error.ts';
import type { EnvelopeDependencies } from './envelope-kms.ts';
import type { FrameSink } from './frame-stream.ts';
import type { MessageResult, Header, ParsedHeader } from './header.ts';
import type { MaterialsSource } from './materials-source.ts';
import type { MessageVerifier } from './message-signing.ts';
import { parseHeader } from './parse-header.ts';
import { readBody } from './read-body.ts';
import { checkExpectedContext, splitContext } from './required-context.ts';
import { resolveMaterialsManager } from './resolve-materials-manager.ts';

/** Parameters of a decryption. */
export interface DecryptJob {
  readonly ports: EnvelopeDependencies;
  readonly source: MaterialsSource;
  readonly maxEncryptedDataKeys: number | undefined;
  readonly commitmentPolicy: CommitmentPolicy;
  /** Pairs that the stored encryption context must contain. Undefined: none. */
  readonly expected: EncryptionContext | undefined;
  /** Pairs that the message does not store. */
  readonly reproducedContext: EncryptionContext;
}

/** Decrypts all of `source` into `sink`. */
export async function readMessage(sink: FrameSink, source: ByteSource, job: DecryptJob): Promise<MessageResult> {
  const parsed = await readHeader(source, job);
  const { header } = parsed;
  checkDecryptionPolicy(job.commitmentPolicy, header.suite);
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
export async function readHeader(
  source: ByteSource,
  { maxEncryptedDataKeys }: Pick<DecryptJob, 'maxEncryptedDataKeys'>,
): Promise<ParsedHeader> {
  const parsing = parseHeader({ maxEncryptedDataKeys });
  let step = parsing.next();
  while (!step.done) {
    const bytes = await source.take(step.value);
    if (bytes.length < step.value) throw new EnvelopeError('TruncatedMessage', 'The message header is truncated.');
    step = parsing.next(bytes);
  }
  return step.value;
}

/** Gets the data key from the materials manager, and checks that the header belongs to it. */
async function unlock(
  { header, authentication, authenticated }: ParsedHeader,
  { ports, source, reproducedContext }: DecryptJob,
  { signal }: FrameSink,
): Promise<Decryptor> {
  const manager = await resolveMaterialsManager(ports.kmsFor, source);
  const { dataKey, encryptionContext, requiredContextKeys } = await manager.getDecryptionMaterials({
    suite: header.suite,
    encryptionContext: header.encryptionContext,
    reproducedContext,
    encryptedDataKeys: header.encryptedDataKeys,
    signal,
  });
  const open = await deriveDecryptionKey(header, dataKey).finally(() => dataKey.fill(0));
  const { authenticatedOnly } = splitContext(encryptionContext, requiredContextKeys);
  const aad = concatBytes(authenticated, serializeContext(authenticatedOnly));
  if ((await open(authentication.iv, aad, authentication.tag))?.length === 0) return open;
  throw new EnvelopeError(
    'HeaderAuthentication',
    'Header authentication failed. The header was changed, or pairs of the encryption context that the message does not store are missing. Do not use this message.',
  );
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
