/**
 * The AWS KMS RSA keyring: encrypts data keys locally to the public key of an RSA key in KMS, and decrypts them with
 * KMS Decrypt. A digest of the encryption context is encrypted with the data key. Source:
 * https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/aws-kms/aws-kms-rsa-keyring.md
 */
import { concatBytes, encodeUtf8, equalBytes, type Bytes } from '../../base/bytes.ts';
import type { Arn } from '../../model/arn.ts';
import { checkKind } from '../check-options.ts';
import { oneOf } from '../rare-kinds.ts';
import { serializeContext, type EncryptionContext } from '../encryption-context.ts';
import { EnvelopeError } from '../envelope-error.ts';
import type { GetKmsClient } from '../envelope-kms.ts';
import { parseKeyArn } from '../key-arn.ts';
import type { Keyring } from '../materials.ts';
import type { Suite } from '../suites.ts';
import { areReplicas, keyArnIn } from './aws-kms.ts';
import { readKey, type KeyInput } from './key-input.ts';
import { tryCandidates, wrapDataKey } from './keyring-support.ts';
import { clientFor, grantsOf, takePlaintext, unexpected, type KmsTarget } from './kms-calls.ts';
import { requireMethod } from './require-method.ts';
import { createRsaEncryptor, type RsaEncryptor } from './rsa-wrapping.ts';

/** Provider ID of its data keys. */
const PROVIDER = 'aws-kms-rsa';

const PADDINGS = { RSAES_OAEP_SHA_1: 'OAEP_SHA1_MGF1', RSAES_OAEP_SHA_256: 'OAEP_SHA256_MGF1' } as const;
const DIGEST_BYTES = 48;

/** Options of the AWS KMS RSA keyring. */
export interface AwsKmsRsaKeyringOptions extends KmsTarget {
  /** ARN of an RSA key with the usage ENCRYPT_DECRYPT. */
  readonly keyId: string;
  /** Default RSAES_OAEP_SHA_256. */
  readonly encryptionAlgorithm?: 'RSAES_OAEP_SHA_1' | 'RSAES_OAEP_SHA_256' | undefined;
  /** Public key of the KMS key (SPKI). Default: GetPublicKey returns it, once, when the keyring first encrypts. */
  readonly publicKey?: KeyInput | undefined;
}

/** The keyring has no integrity of its own, so the specification does not combine it with signed suites. */
function checkUnsigned({ signature }: Suite): void {
  if (signature) throw new TypeError('The AWS KMS RSA keyring cannot be used with a suite that signs. Use 0x0478.');
}

const digestOf = async (context: EncryptionContext) =>
  new Uint8Array(await crypto.subtle.digest('SHA-384', serializeContext(context)));

/**
 * Creates the keyring.
 * @throws {TypeError} for invalid options
 */
export async function createAwsKmsRsaKeyring(kmsFor: GetKmsClient, options: AwsKmsRsaKeyringOptions): Promise<Keyring> {
  const { keyId, encryptionAlgorithm: algorithm = 'RSAES_OAEP_SHA_256', publicKey } = options;
  const own = parseKeyArn(keyId);
  if (!own) throw new TypeError('keyId of the AWS KMS RSA keyring must be a key ARN. DescribeKey returns it.');
  checkKind(algorithm, 'encryptionAlgorithm', oneOf(PADDINGS));
  const providerInfo = encodeUtf8(keyId);
  let known =
    publicKey === undefined
      ? undefined
      : await createRsaEncryptor(readKey(publicKey, 'PUBLIC KEY', 'publicKey'), PADDINGS[algorithm], 'publicKey');
  return {
    async onEncrypt(materials) {
      checkUnsigned(materials.suite);
      known ??= await fetchEncryptor(kmsFor, options, PADDINGS[algorithm]);
      return wrapDataKey(materials, async (dataKey) => {
        const plaintext = concatBytes(await digestOf(materials.encryptionContext), dataKey);
        const ciphertext = await (known as RsaEncryptor)(plaintext).finally(() => plaintext.fill(0));
        return { providerId: PROVIDER, providerInfo, ciphertext };
      });
    },
    async onDecrypt(materials, encryptedDataKeys, signal) {
      const candidates = encryptedDataKeys.flatMap(({ providerId, providerInfo: info, ciphertext }) => {
        if (providerId !== PROVIDER || !isForKey(info, keyId, own)) return [];
        const decrypt = () => decryptOne(kmsFor, options, algorithm, ciphertext, materials.encryptionContext);
        return [{ label: keyId, decrypt }];
      });
      if (candidates.length > 0) checkUnsigned(materials.suite);
      return tryCandidates(materials, candidates, signal);
    },
  };
}

function isForKey(info: Bytes, keyId: string, own: Arn): boolean {
  const named = keyArnIn(info);
  return named !== undefined && (named.text === keyId || areReplicas(named.arn, own));
}

async function fetchEncryptor(
  kmsFor: GetKmsClient,
  options: AwsKmsRsaKeyringOptions,
  padding: 'OAEP_SHA1_MGF1' | 'OAEP_SHA256_MGF1',
): Promise<RsaEncryptor> {
  const { keyId } = options;
  const kms = clientFor(kmsFor, options, keyId);
  const answer = await requireMethod(kms, 'getPublicKey')({ KeyId: keyId, ...grantsOf(options) });
  if (answer.KeyId !== keyId || answer.KeyUsage !== 'ENCRYPT_DECRYPT')
    throw unexpected(`KMS returned no public key for ENCRYPT_DECRYPT of ${keyId}`);
  return createRsaEncryptor(Uint8Array.from(answer.PublicKey ?? []), padding, `The public key of keyId ${keyId}`);
}

async function decryptOne(
  kmsFor: GetKmsClient,
  options: AwsKmsRsaKeyringOptions,
  algorithm: keyof typeof PADDINGS,
  ciphertext: Bytes,
  context: EncryptionContext,
): Promise<Bytes> {
  const { keyId } = options;
  const answer = await clientFor(kmsFor, options, keyId).decrypt({
    KeyId: keyId,
    CiphertextBlob: ciphertext.slice(),
    EncryptionAlgorithm: algorithm,
    ...grantsOf(options),
  });
  const plaintext = takePlaintext(answer.Plaintext);
  try {
    if (answer.KeyId !== keyId) throw unexpected(`KMS decrypted with key ${answer.KeyId} instead of ${keyId}`);
    if (equalBytes(plaintext.subarray(0, DIGEST_BYTES), await digestOf(context))) return plaintext.slice(DIGEST_BYTES);
    throw new EnvelopeError('NoUsableKey', `The data key of ${keyId} was encrypted with another encryption context.`);
  } finally {
    plaintext.fill(0);
  }
}
