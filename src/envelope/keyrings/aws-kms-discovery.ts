/**
 * The AWS KMS discovery keyring: decrypts with whichever KMS key a message names, in the Region of the key, or for a
 * multi-Region key in the Region of the keyring. Sources:
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/use-kms-keyring.html#kms-keyring-discovery,
 * https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/aws-kms/aws-kms-mrk-aware-symmetric-region-discovery-keyring.md
 */
import { checkMembers } from '../check-options.ts';
import type { GetKmsClient } from '../envelope-kms.ts';
import type { Keyring } from '../materials.ts';
import { keyArnIn } from './aws-kms.ts';
import { tryCandidates } from './keyring-support.ts';
import { decryptWithKms, KMS_PROVIDER, type KmsTarget } from './kms-calls.ts';

/** The keys that a discovery keyring may use. */
export interface DiscoveryFilter {
  readonly accountIds: readonly string[];
  /** Default `aws`. */
  readonly partition?: string | undefined;
}

/** Options of the discovery keyring. */
export interface AwsKmsDiscoveryKeyringOptions extends KmsTarget {
  /** Region for multi-Region keys: that of the replica to use. Other keys are used in the Region of their ARN. */
  readonly region?: string | undefined;
  /** Default: the keys of all accounts. */
  readonly discoveryFilter?: DiscoveryFilter | undefined;
}

function checkFilter(filter: DiscoveryFilter): void {
  // A text would match every account ID that it contains.
  const { accountIds, partition = 'aws' } = Object(filter) as Partial<DiscoveryFilter>;
  if (!Array.isArray(accountIds) || accountIds.some((id) => typeof id !== 'string') || typeof partition !== 'string')
    throw new TypeError('discoveryFilter must have accountIds, a list of account IDs, and may have a partition.');
  checkMembers(filter, ['accountIds', 'partition'], 'discoveryFilter');
}

/**
 * Creates the keyring.
 * @throws {TypeError} for invalid options
 */
export function createAwsKmsDiscoveryKeyring(
  kmsFor: GetKmsClient,
  { discoveryFilter: filter, ...target }: AwsKmsDiscoveryKeyringOptions,
): Keyring {
  if (filter !== undefined) checkFilter(filter);
  return {
    async onEncrypt() {
      throw new TypeError('A discovery keyring cannot encrypt: it names no key. Use it to decrypt only.');
    },
    onDecrypt(materials, encryptedDataKeys, signal) {
      const candidates = encryptedDataKeys.flatMap(({ providerId, providerInfo, ciphertext }) => {
        const named = providerId === KMS_PROVIDER ? keyArnIn(providerInfo)?.arn : undefined;
        if (!named) return [];
        if (filter && !(filter.accountIds.includes(named.account) && (filter.partition ?? 'aws') === named.partition))
          return [];
        // A replica of a multi-Region key has the same ID and key material, so the one in the keyring's Region serves
        // as well.
        const region =
          target.region !== undefined && named.resource.startsWith('key/mrk-') ? target.region : named.region;
        const arn = `arn:${named.partition}:kms:${region}:${named.account}:${named.resource}`;
        const decrypt = () => decryptWithKms(kmsFor, target, arn, ciphertext, materials.encryptionContext);
        return [{ label: arn, decrypt }];
      });
      return tryCandidates(materials, candidates, signal);
    },
  };
}
