/**
 * The data key of a message: KMS generates and wraps it for encryption, and unwraps it for decryption. Source:
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/use-kms-keyring.html
 */
import { decodeUtf8, encodeUtf8, type Bytes } from '../base/bytes.ts';
import { parseArn, type Arn } from '../model/arn.ts';
import type { EncryptionContext } from './encryption-context.ts';
import { EnvelopeError } from './envelope-error.ts';
import type { GetKmsClient } from './envelope-kms.ts';
import type { EncryptedDataKey, Header } from './header.ts';

/** Provider ID of data keys that KMS wraps. */
export const KMS_PROVIDER = 'aws-kms';

/** Region and caller of KMS calls. */
export interface KmsTarget {
  /** Region of keys that are not given by ARN. */
  readonly region?: string | undefined;
  /** ARN of the calling principal. */
  readonly caller?: string | undefined;
}

/** Form of a Region name. A client has no Region of another form. */
const REGION = /^([a-z]+-){2,3}\d+$/;

/** Parses the ARN of a KMS key. Returns undefined if `text` is not one. */
export function parseKeyArn(text: string): Arn | undefined {
  const arn = parseArn(text);
  return arn?.service === 'kms' && REGION.test(arn.region) && arn.resource.startsWith('key/') ? arn : undefined;
}

/** Returns the Region of calls for a key: that of its ARN or alias ARN, or `fallback`. */
const regionOf = (keyId: string, fallback: string | undefined) => parseArn(keyId)?.region || fallback;

const unexpected = (message: string) => new EnvelopeError('UnexpectedAnswer', `${message}. The response was rejected.`);

/** Copies secret bytes and overwrites the original. */
function takePlaintext(bytes: Uint8Array | undefined): Bytes {
  const own = Uint8Array.from(bytes ?? []);
  bytes?.fill(0);
  return own;
}

/** Creates a header entry from a response of GenerateDataKey or Encrypt. */
function toEntry(
  asked: string,
  answer: { readonly KeyId?: string | undefined; readonly CiphertextBlob?: Uint8Array | undefined },
): EncryptedDataKey {
  const { KeyId, CiphertextBlob } = answer;
  if (!KeyId || !parseKeyArn(KeyId)) throw unexpected(`The KMS response has no key ARN (requested ${asked})`);
  if (parseKeyArn(asked) && asked !== KeyId) throw unexpected(`The KMS response is for key ${KeyId}, not ${asked}`);
  if (!CiphertextBlob?.length) throw unexpected(`The KMS response for ${asked} has no ciphertext`);
  return { providerId: KMS_PROVIDER, providerInfo: encodeUtf8(KeyId), ciphertext: Uint8Array.from(CiphertextBlob) };
}

/**
 * Generates a data key of `length` bytes: GenerateDataKey with the first of `keyIds` (IDs, alias names or ARNs),
 * Encrypt with each other one. The caller overwrites `dataKey` after use. Rejects with the error of KMS, or
 * EnvelopeError `UnexpectedAnswer`.
 */
export async function generateDataKey(
  kmsFor: GetKmsClient,
  { region, caller }: KmsTarget,
  keyIds: readonly [string, ...string[]],
  context: EncryptionContext,
  length: number,
): Promise<{ readonly dataKey: Bytes; readonly encryptedDataKeys: readonly EncryptedDataKey[] }> {
  const [first, ...others] = keyIds;
  const EncryptionContext = { ...context };
  const made = await kmsFor(regionOf(first, region), caller).generateDataKey({
    KeyId: first,
    NumberOfBytes: length,
    EncryptionContext,
  });
  const dataKey = takePlaintext(made.Plaintext);
  try {
    if (dataKey.length !== length)
      throw unexpected(`KMS returned a data key of ${dataKey.length} bytes instead of ${length}`);
    const encryptedDataKeys = [toEntry(first, made)];
    for (const KeyId of others) {
      // A copy per call: a client may transfer its input to another thread.
      const Plaintext = dataKey.slice();
      const wrapped = await kmsFor(regionOf(KeyId, region), caller).encrypt({ KeyId, Plaintext, EncryptionContext });
      Plaintext.fill(0);
      encryptedDataKeys.push(toEntry(KeyId, wrapped));
    }
    return { dataKey, encryptedDataKeys };
  } catch (error) {
    dataKey.fill(0);
    throw error;
  }
}

/** A key that may decrypt the data key, and the call that tries it. */
interface Candidate {
  readonly arn: string;
  readonly region: string;
  readonly ciphertext: Bytes;
}

/** Returns the encrypted data keys to try: those of KMS, restricted to `keyIds` if given. */
function candidatesOf(
  keys: readonly EncryptedDataKey[],
  region: string | undefined,
  keyIds: readonly string[] | undefined,
): Candidate[] {
  return keys.flatMap(({ providerId, providerInfo, ciphertext }) => {
    if (providerId !== KMS_PROVIDER) return [];
    const named = keyArnOf(providerInfo);
    if (!named) return [];
    // A replica of a multi-Region key has the same ID and key material, so the one in the caller's Region serves as
    // well.
    const home = region !== undefined && named.resource.startsWith('key/mrk-') ? region : named.region;
    const arn = `arn:${named.partition}:kms:${home}:${named.account}:${named.resource}`;
    return keyIds && !keyIds.includes(arn) ? [] : [{ arn, region: home, ciphertext }];
  });
}

/** Parses the ARN in a provider info. Returns undefined if it is not one. */
function keyArnOf(info: Bytes): Arn | undefined {
  try {
    return parseKeyArn(decodeUtf8(info));
  } catch {
    return undefined;
  }
}

/**
 * Decrypts the data key of a message. Tries the encrypted copies in order, each in the Region of its key. The caller
 * overwrites the result after use. Rejects with the error of KMS if one key was tried or all failed in the same way;
 * otherwise with EnvelopeError `NoUsableKey`, whose `cause` lists them.
 */
export async function decryptDataKey(
  kmsFor: GetKmsClient,
  { region, caller }: KmsTarget,
  { encryptedDataKeys, encryptionContext, suite }: Header,
  options: { readonly keyIds?: readonly string[] | undefined; readonly signal: AbortSignal },
): Promise<Bytes> {
  const candidates = candidatesOf(encryptedDataKeys, region, options.keyIds);
  if (candidates.length === 0) {
    const which = options.keyIds ? 'matches the allowed keyIds' : 'is for a KMS key';
    throw new EnvelopeError(
      'NoUsableKey',
      `No encrypted data key in this message ${which}. Use a KMS key that the message was encrypted for.`,
    );
  }
  const failures: { readonly arn: string; readonly error: unknown }[] = [];
  for (const { arn, region: home, ciphertext } of candidates) {
    options.signal.throwIfAborted();
    try {
      const answer = await kmsFor(home, caller).decrypt({
        KeyId: arn,
        CiphertextBlob: ciphertext.slice(),
        EncryptionContext: { ...encryptionContext },
      });
      const dataKey = takePlaintext(answer.Plaintext);
      if (answer.KeyId === arn && dataKey.length === suite.keyBytes) return dataKey;
      dataKey.fill(0);
      throw unexpected(
        answer.KeyId === arn
          ? `${arn} returned a data key of the wrong length`
          : `KMS decrypted with key ${answer.KeyId} instead of ${arn}`,
      );
    } catch (error) {
      failures.push({ arn, error });
    }
  }
  const [first] = failures;
  const names = failures.map(({ error }) => (error instanceof Error ? error.name : String(error)));
  if (names.every((name) => name === names[0])) throw first?.error;
  const list = failures.map(({ arn }, i) => `${arn}: ${names[i]}`).join('; ');
  throw new EnvelopeError('NoUsableKey', `None of the KMS keys could decrypt the data key (${list}).`, {
    cause: failures.map(({ error }) => error),
  });
}
