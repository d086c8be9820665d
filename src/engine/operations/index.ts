/** Registry of all operations of AWS KMS: without one of them, this file does not compile. */
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { OPERATION_NAMES, type OperationName } from '../../model/operations.ts';
import type { Operation, RegisteredOperation } from '../pipeline/operation.ts';
import { cancelKeyDeletion } from './cancel-key-deletion.ts';
import { createAlias } from './create-alias.ts';
import { createGrant } from './create-grant.ts';
import { createKey } from './create-key.ts';
import { decapsulate } from './decapsulate.ts';
import { decrypt } from './decrypt.ts';
import { deleteAlias } from './delete-alias.ts';
import { deriveSharedSecret } from './derive-shared-secret.ts';
import { describeKey } from './describe-key.ts';
import { disableKeyRotation } from './disable-key-rotation.ts';
import { disableKey } from './disable-key.ts';
import { enableKeyRotation } from './enable-key-rotation.ts';
import { enableKey } from './enable-key.ts';
import { encapsulate } from './encapsulate.ts';
import { encrypt } from './encrypt.ts';
import { generateDataKeyPairWithoutPlaintext } from './generate-data-key-pair-without-plaintext.ts';
import { generateDataKeyPair } from './generate-data-key-pair.ts';
import { generateDataKeyWithoutPlaintext } from './generate-data-key-without-plaintext.ts';
import { generateDataKey } from './generate-data-key.ts';
import { generateMac } from './generate-mac.ts';
import { generateRandom } from './generate-random.ts';
import { getKeyLastUsage } from './get-key-last-usage.ts';
import { getKeyPolicy } from './get-key-policy.ts';
import { getKeyRotationStatus } from './get-key-rotation-status.ts';
import { getPublicKey } from './get-public-key.ts';
import { listAliases } from './list-aliases.ts';
import { listGrants } from './list-grants.ts';
import { listKeyPolicies } from './list-key-policies.ts';
import { listKeyRotations } from './list-key-rotations.ts';
import { listKeys } from './list-keys.ts';
import { listResourceTags } from './list-resource-tags.ts';
import { listRetirableGrants } from './list-retirable-grants.ts';
import { putKeyPolicy } from './put-key-policy.ts';
import { reEncrypt } from './re-encrypt.ts';
import { retireGrant } from './retire-grant.ts';
import { revokeGrant } from './revoke-grant.ts';
import { rotateKeyOnDemand } from './rotate-key-on-demand.ts';
import { scheduleKeyDeletion } from './schedule-key-deletion.ts';
import { sign } from './sign.ts';
import { tagResource } from './tag-resource.ts';
import { untagResource } from './untag-resource.ts';
import { updateAlias } from './update-alias.ts';
import { updateKeyDescription } from './update-key-description.ts';
import { verifyMac } from './verify-mac.ts';
import { verify } from './verify.ts';

/** Loads an operation on first use. */
type LoadOperation<N extends OperationName> = () => Promise<Operation<N>>;

/** The operations by name. Those that few sandboxes use are loaded when they are called. */
export const OPERATIONS: { readonly [N in OperationName]: Operation<N> | LoadOperation<N> } = {
  CancelKeyDeletion: cancelKeyDeletion,
  ConnectCustomKeyStore: async () => (await import('./connect-custom-key-store.ts')).connectCustomKeyStore,
  CreateAlias: createAlias,
  CreateCustomKeyStore: async () => (await import('./create-custom-key-store.ts')).createCustomKeyStore,
  CreateGrant: createGrant,
  CreateKey: createKey,
  Decapsulate: decapsulate,
  Decrypt: decrypt,
  DeleteAlias: deleteAlias,
  DeleteCustomKeyStore: async () => (await import('./delete-custom-key-store.ts')).deleteCustomKeyStore,
  DeleteImportedKeyMaterial: async () => (await import('./delete-imported-key-material.ts')).deleteImportedKeyMaterial,
  DeriveSharedSecret: deriveSharedSecret,
  DescribeCustomKeyStores: async () => (await import('./describe-custom-key-stores.ts')).describeCustomKeyStores,
  DescribeKey: describeKey,
  DisableKey: disableKey,
  DisableKeyRotation: disableKeyRotation,
  DisconnectCustomKeyStore: async () => (await import('./disconnect-custom-key-store.ts')).disconnectCustomKeyStore,
  EnableKey: enableKey,
  EnableKeyRotation: enableKeyRotation,
  Encapsulate: encapsulate,
  Encrypt: encrypt,
  GenerateDataKey: generateDataKey,
  GenerateDataKeyPair: generateDataKeyPair,
  GenerateDataKeyPairWithoutPlaintext: generateDataKeyPairWithoutPlaintext,
  GenerateDataKeyWithoutPlaintext: generateDataKeyWithoutPlaintext,
  GenerateMac: generateMac,
  GenerateRandom: generateRandom,
  GetKeyLastUsage: getKeyLastUsage,
  GetKeyPolicy: getKeyPolicy,
  GetKeyRotationStatus: getKeyRotationStatus,
  GetParametersForImport: async () => (await import('./get-parameters-for-import.ts')).getParametersForImport,
  GetPublicKey: getPublicKey,
  ImportKeyMaterial: async () => (await import('./import-key-material.ts')).importKeyMaterial,
  ListAliases: listAliases,
  ListGrants: listGrants,
  ListKeyPolicies: listKeyPolicies,
  ListKeyRotations: listKeyRotations,
  ListKeys: listKeys,
  ListResourceTags: listResourceTags,
  ListRetirableGrants: listRetirableGrants,
  PutKeyPolicy: putKeyPolicy,
  ReEncrypt: reEncrypt,
  ReplicateKey: async () => (await import('./replicate-key.ts')).replicateKey,
  RetireGrant: retireGrant,
  RevokeGrant: revokeGrant,
  RotateKeyOnDemand: rotateKeyOnDemand,
  ScheduleKeyDeletion: scheduleKeyDeletion,
  Sign: sign,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateAlias: updateAlias,
  UpdateCustomKeyStore: async () => (await import('./update-custom-key-store.ts')).updateCustomKeyStore,
  UpdateKeyDescription: updateKeyDescription,
  UpdatePrimaryRegion: async () => (await import('./update-primary-region.ts')).updatePrimaryRegion,
  Verify: verify,
  VerifyMac: verifyMac,
};

function register(name: OperationName): RegisteredOperation | (() => Promise<RegisteredOperation>) {
  const row: Operation<OperationName> | LoadOperation<OperationName> = OPERATIONS[name];
  const shared = { name, facts: OPERATION_FACTS[name] };
  return typeof row === 'function' ? async () => ({ ...(await row()), ...shared }) : { ...row, ...shared };
}

// A map, because a name from outside may be "constructor". Created once, so that a call looks up only its operation.
const REGISTRY = new Map<string, ReturnType<typeof register>>(OPERATION_NAMES.map((name) => [name, register(name)]));

/**
 * Finds an operation by name. Undefined if AWS KMS has none of this name. Rejects if its code cannot be loaded; the
 * next call tries again.
 */
export function findOperation(name: string): RegisteredOperation | Promise<RegisteredOperation> | undefined {
  const found = REGISTRY.get(name);
  return typeof found === 'function' ? found() : found;
}
