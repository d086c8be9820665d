/**
 * The AWS KMS keyring: GenerateDataKey with its first key and Encrypt with the others; Decrypt with the keys that it
 * names by key ARN. Sources:
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/use-kms-keyring.html,
 * https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/aws-kms/aws-kms-mrk-aware-symmetric-keyring.md
 */
import { decodeUtf8, type Bytes } from '../../base/bytes.ts';
import type { Arn } from '../../model/arn.ts';
import { checkKind, TEXTS } from '../check-options.ts';
import { EnvelopeError } from '../envelope-error.ts';
import type { GetKmsClient } from '../envelope-kms.ts';
import { parseKeyArn } from '../key-arn.ts';
import type { EncryptionMaterials, Keyring, ReadyEncryptionMaterials } from '../materials.ts';
import { addEncryptedDataKey, tryCandidates } from './keyring-support.ts';
import {
  clientFor,
  decryptWithKms,
  grantsOf,
  KMS_PROVIDER,
  takePlaintext,
  toEncryptedDataKey,
  unexpected,
  type KmsTarget,
} from './kms-calls.ts';
import { FLAG } from '../rare-kinds.ts';

/** Options of the AWS KMS keyring. */
export interface AwsKmsKeyringOptions extends KmsTarget {
  /**
   * KMS keys by ID, alias name or ARN. The first generates the data key, unless another keyring did. Decryption uses
   * only those given by key ARN, because a message names its keys by ARN.
   */
  readonly keyIds: readonly string[];
  /** Whether a replica of a multi-Region key decrypts what another replica encrypted. Default true. */
  readonly multiRegion?: boolean | undefined;
}

/** Whether both ARNs are replicas of one multi-Region key. */
export function areReplicas(a: Arn, b: Arn): boolean {
  return (
    a.resource.startsWith('key/mrk-') &&
    a.resource === b.resource &&
    a.account === b.account &&
    a.partition === b.partition
  );
}

/** Parses the key ARN in a provider info. Returns undefined if it is not one. */
export function keyArnIn(info: Bytes): { readonly text: string; readonly arn: Arn } | undefined {
  try {
    const text = decodeUtf8(info);
    const arn = parseKeyArn(text);
    return arn && { text, arn };
  } catch {
    return undefined;
  }
}

/**
 * Creates the keyring.
 * @throws {TypeError} for invalid options
 */
export function createAwsKmsKeyring(kmsFor: GetKmsClient, options: AwsKmsKeyringOptions): Keyring {
  const { multiRegion = true, ...target } = options;
  checkKind(options.keyIds, 'keyIds', TEXTS);
  checkKind(multiRegion, 'multiRegion', FLAG);
  const keyIds = [...options.keyIds];
  const arns = keyIds.filter((keyId) => parseKeyArn(keyId));
  const configuredFor = (info: Bytes): string | undefined => {
    const named = keyArnIn(info);
    if (!named) return undefined;
    if (arns.includes(named.text)) return named.text;
    return multiRegion ? arns.find((arn) => areReplicas(parseKeyArn(arn) as Arn, named.arn)) : undefined;
  };
  return {
    async onEncrypt(materials) {
      if (keyIds.length === 0) throw new TypeError('keyIds must contain at least one key ID to encrypt.');
      return encryptWithAll(kmsFor, target, keyIds, materials);
    },
    async onDecrypt(materials, encryptedDataKeys, signal) {
      if (arns.length === 0) {
        throw new EnvelopeError(
          'NoUsableKey',
          'The AWS KMS keyring has no key ARN. A message names its keys by ARN, so key IDs and aliases cannot decrypt. DescribeKey returns the ARN.',
        );
      }
      const candidates = encryptedDataKeys.flatMap(({ providerId, providerInfo, ciphertext }) => {
        const arn = providerId === KMS_PROVIDER ? configuredFor(providerInfo) : undefined;
        if (arn === undefined) return [];
        const decrypt = () => decryptWithKms(kmsFor, target, arn, ciphertext, materials.encryptionContext);
        return [{ label: arn, decrypt }];
      });
      return tryCandidates(materials, candidates, signal);
    },
  };
}

async function encryptWithAll(
  kmsFor: GetKmsClient,
  target: KmsTarget,
  keyIds: readonly string[],
  materials: EncryptionMaterials,
): Promise<EncryptionMaterials> {
  const [first, ...others] = keyIds;
  let ready =
    materials.dataKey || first === undefined ? materials : await generateDataKey(kmsFor, target, first, materials);
  try {
    for (const keyId of ready === materials ? keyIds : others)
      ready = await encryptDataKey(kmsFor, target, keyId, ready as ReadyEncryptionMaterials);
    return ready;
  } catch (error) {
    if (!materials.dataKey) ready.dataKey?.fill(0);
    throw error;
  }
}

async function generateDataKey(
  kmsFor: GetKmsClient,
  target: KmsTarget,
  keyId: string,
  materials: EncryptionMaterials,
): Promise<ReadyEncryptionMaterials> {
  const length = materials.suite.keyBytes;
  const made = await clientFor(kmsFor, target, keyId).generateDataKey({
    KeyId: keyId,
    NumberOfBytes: length,
    EncryptionContext: { ...materials.encryptionContext },
    ...grantsOf(target),
  });
  const dataKey = takePlaintext(made.Plaintext);
  try {
    if (dataKey.length !== length)
      throw unexpected(`KMS returned a data key of ${dataKey.length} bytes instead of ${length}`);
    return addEncryptedDataKey({ ...materials, dataKey }, toEncryptedDataKey(keyId, made));
  } catch (error) {
    dataKey.fill(0);
    throw error;
  }
}

async function encryptDataKey(
  kmsFor: GetKmsClient,
  target: KmsTarget,
  keyId: string,
  materials: ReadyEncryptionMaterials,
): Promise<ReadyEncryptionMaterials> {
  // A copy per call: a client may transfer its input to another thread.
  const Plaintext = materials.dataKey.slice();
  const wrapped = await clientFor(kmsFor, target, keyId)
    .encrypt({
      KeyId: keyId,
      Plaintext,
      EncryptionContext: { ...materials.encryptionContext },
      ...grantsOf(target),
    })
    .finally(() => Plaintext.fill(0));
  return addEncryptedDataKey(materials, toEncryptedDataKey(keyId, wrapped));
}
