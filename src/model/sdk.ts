/** Types of the SDK for inputs and outputs, re-exported for folders that may not import the package. */
export type {
  AlgorithmSpec,
  ConnectionErrorCodeType,
  ConnectionStateType,
  CustomKeyStoreType,
  AliasListEntry,
  CreateGrantRequest,
  CreateKeyRequest,
  DataKeyPairSpec,
  GrantListEntry,
  KeyLastUsageTrackingOperation,
  KeyMetadata,
  KeySpec,
  RotationsListEntry,
  KeyUsageType,
  OriginType,
  Tag,
} from '@aws-sdk/client-kms';
