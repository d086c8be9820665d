/** Calls of KMS that wrap and unwrap data keys, with the checks of their answers. */
import { encodeUtf8, type Bytes } from '../../base/bytes.ts';
import { parseArn } from '../../model/arn.ts';
import type { EncryptionContext } from '../encryption-context.ts';
import { EnvelopeError } from '../envelope-error.ts';
import type { EnvelopeKms, GetKmsClient } from '../envelope-kms.ts';
import type { EncryptedDataKey } from '../header.ts';
import { parseKeyArn } from '../key-arn.ts';

/** Provider ID of data keys that a symmetric KMS key wraps. */
export const KMS_PROVIDER = 'aws-kms';

/** Region, caller and grants of KMS calls. */
export interface KmsTarget {
  /** Region of keys that are not given by ARN. */
  readonly region?: string | undefined;
  /** ARN of the calling principal. */
  readonly caller?: string | undefined;
  readonly grantTokens?: readonly string[] | undefined;
}

/** Returns the client for a key: in the Region of its ARN or alias ARN, otherwise in that of `target`. */
export function clientFor(kmsFor: GetKmsClient, { region, caller }: KmsTarget, keyId: string): EnvelopeKms {
  return kmsFor(parseArn(keyId)?.region || region, caller);
}

/** Returns the input member `GrantTokens`, if there are any. */
export const grantsOf = ({ grantTokens }: KmsTarget) => (grantTokens ? { GrantTokens: [...grantTokens] } : {});

/** The error of an answer that does not match its request. */
export const unexpected = (message: string) =>
  new EnvelopeError('UnexpectedAnswer', `${message}. The response was rejected.`);

/** Copies secret bytes and overwrites the original. */
export function takePlaintext(bytes: Uint8Array | undefined): Bytes {
  const own = Uint8Array.from(bytes ?? []);
  bytes?.fill(0);
  return own;
}

/** Creates a header entry from a response of GenerateDataKey or Encrypt. */
export function toEncryptedDataKey(
  asked: string,
  answer: { readonly KeyId?: string | undefined; readonly CiphertextBlob?: Uint8Array | undefined },
): EncryptedDataKey {
  const { KeyId, CiphertextBlob } = answer;
  if (!KeyId || !parseKeyArn(KeyId)) throw unexpected(`The KMS response has no key ARN (requested ${asked})`);
  if (parseKeyArn(asked) && asked !== KeyId) throw unexpected(`The KMS response is for key ${KeyId}, not ${asked}`);
  if (!CiphertextBlob?.length) throw unexpected(`The KMS response for ${asked} has no ciphertext`);
  return { providerId: KMS_PROVIDER, providerInfo: encodeUtf8(KeyId), ciphertext: Uint8Array.from(CiphertextBlob) };
}

/** Decrypts a data key with the key of an ARN, in its Region. The result belongs to the caller. */
export async function decryptWithKms(
  kmsFor: GetKmsClient,
  target: KmsTarget,
  arn: string,
  ciphertext: Bytes,
  context: EncryptionContext,
): Promise<Bytes> {
  const answer = await clientFor(kmsFor, target, arn).decrypt({
    KeyId: arn,
    CiphertextBlob: ciphertext.slice(),
    EncryptionContext: { ...context },
    ...grantsOf(target),
  });
  const dataKey = takePlaintext(answer.Plaintext);
  if (answer.KeyId === arn) return dataKey;
  dataKey.fill(0);
  throw unexpected(`KMS decrypted with key ${answer.KeyId} instead of ${arn}`);
}
