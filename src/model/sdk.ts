/** The SDK's own types of what the API gives and takes, for rooms that may not name the package. */
export type {
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
