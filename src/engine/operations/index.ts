/** Registry of all operations of AWS KMS: without one of them, this file does not compile. */
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { OPERATION_NAMES, type OperationName } from '../../model/operations.ts';
import type { Operation, RegisteredOperation } from '../pipeline/operation.ts';
import { createAlias } from './create-alias.ts';
import { createKey } from './create-key.ts';
import { decrypt } from './decrypt.ts';
import { describeKey } from './describe-key.ts';
import { encrypt } from './encrypt.ts';
import { generateDataKeyWithoutPlaintext } from './generate-data-key-without-plaintext.ts';
import { generateDataKey } from './generate-data-key.ts';
import { generateRandom } from './generate-random.ts';
import { getKeyPolicy } from './get-key-policy.ts';
import { listAliases } from './list-aliases.ts';
import { listKeys } from './list-keys.ts';

/** Loads an operation on first use. */
type LoadOperation<N extends OperationName> = () => Promise<Operation<N>>;

/** The operations by name. Those that no sandbox needs at its start are loaded when they are called. */
export const OPERATIONS: { readonly [N in OperationName]: Operation<N> | LoadOperation<N> } = {
  CancelKeyDeletion: async () => (await import('./cancel-key-deletion.ts')).cancelKeyDeletion,
  ConnectCustomKeyStore: async () => (await import('./connect-custom-key-store.ts')).connectCustomKeyStore,
  CreateAlias: createAlias,
  CreateCustomKeyStore: async () => (await import('./create-custom-key-store.ts')).createCustomKeyStore,
  CreateGrant: async () => (await import('./create-grant.ts')).createGrant,
  CreateKey: createKey,
  Decapsulate: async () => (await import('./decapsulate.ts')).decapsulate,
  Decrypt: decrypt,
  DeleteAlias: async () => (await import('./delete-alias.ts')).deleteAlias,
  DeleteCustomKeyStore: async () => (await import('./delete-custom-key-store.ts')).deleteCustomKeyStore,
  DeleteImportedKeyMaterial: async () => (await import('./delete-imported-key-material.ts')).deleteImportedKeyMaterial,
  DeriveSharedSecret: async () => (await import('./derive-shared-secret.ts')).deriveSharedSecret,
  DescribeCustomKeyStores: async () => (await import('./describe-custom-key-stores.ts')).describeCustomKeyStores,
  DescribeKey: describeKey,
  DisableKey: async () => (await import('./disable-key.ts')).disableKey,
  DisableKeyRotation: async () => (await import('./disable-key-rotation.ts')).disableKeyRotation,
  DisconnectCustomKeyStore: async () => (await import('./disconnect-custom-key-store.ts')).disconnectCustomKeyStore,
  EnableKey: async () => (await import('./enable-key.ts')).enableKey,
  EnableKeyRotation: async () => (await import('./enable-key-rotation.ts')).enableKeyRotation,
  Encapsulate: async () => (await import('./encapsulate.ts')).encapsulate,
  Encrypt: encrypt,
  GenerateDataKey: generateDataKey,
  GenerateDataKeyPair: async () => (await import('./generate-data-key-pair.ts')).generateDataKeyPair,
  GenerateDataKeyPairWithoutPlaintext: async () =>
    (await import('./generate-data-key-pair-without-plaintext.ts')).generateDataKeyPairWithoutPlaintext,
  GenerateDataKeyWithoutPlaintext: generateDataKeyWithoutPlaintext,
  GenerateMac: async () => (await import('./generate-mac.ts')).generateMac,
  GenerateRandom: generateRandom,
  GetKeyLastUsage: async () => (await import('./get-key-last-usage.ts')).getKeyLastUsage,
  GetKeyPolicy: getKeyPolicy,
  GetKeyRotationStatus: async () => (await import('./get-key-rotation-status.ts')).getKeyRotationStatus,
  GetParametersForImport: async () => (await import('./get-parameters-for-import.ts')).getParametersForImport,
  GetPublicKey: async () => (await import('./get-public-key.ts')).getPublicKey,
  ImportKeyMaterial: async () => (await import('./import-key-material.ts')).importKeyMaterial,
  ListAliases: listAliases,
  ListGrants: async () => (await import('./list-grants.ts')).listGrants,
  ListKeyPolicies: async () => (await import('./list-key-policies.ts')).listKeyPolicies,
  ListKeyRotations: async () => (await import('./list-key-rotations.ts')).listKeyRotations,
  ListKeys: listKeys,
  ListResourceTags: async () => (await import('./list-resource-tags.ts')).listResourceTags,
  ListRetirableGrants: async () => (await import('./list-retirable-grants.ts')).listRetirableGrants,
  PutKeyPolicy: async () => (await import('./put-key-policy.ts')).putKeyPolicy,
  ReEncrypt: async () => (await import('./re-encrypt.ts')).reEncrypt,
  ReplicateKey: async () => (await import('./replicate-key.ts')).replicateKey,
  RetireGrant: async () => (await import('./retire-grant.ts')).retireGrant,
  RevokeGrant: async () => (await import('./revoke-grant.ts')).revokeGrant,
  RotateKeyOnDemand: async () => (await import('./rotate-key-on-demand.ts')).rotateKeyOnDemand,
  ScheduleKeyDeletion: async () => (await import('./schedule-key-deletion.ts')).scheduleKeyDeletion,
  Sign: async () => (await import('./sign.ts')).sign,
  TagResource: async () => (await import('./tag-resource.ts')).tagResource,
  UntagResource: async () => (await import('./untag-resource.ts')).untagResource,
  UpdateAlias: async () => (await import('./update-alias.ts')).updateAlias,
  UpdateCustomKeyStore: async () => (await import('./update-custom-key-store.ts')).updateCustomKeyStore,
  UpdateKeyDescription: async () => (await import('./update-key-description.ts')).updateKeyDescription,
  UpdatePrimaryRegion: async () => (await import('./update-primary-region.ts')).updatePrimaryRegion,
  Verify: async () => (await import('./verify.ts')).verify,
  VerifyMac: async () => (await import('./verify-mac.ts')).verifyMac,
};

function register(name: OperationName): RegisteredOperation | (() => Promise<RegisteredOperation>) {
  const row: Operation<OperationName> | LoadOperation<OperationName> = OPERATIONS[name];
  const shared = { name, facts: OPERATION_FACTS[name] };
  if (typeof row !== 'function') return { ...row, ...shared };
  return async () => {
    const operation = { ...(await row()), ...shared };
    REGISTRY.set(name, operation);
    return operation;
  };
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
