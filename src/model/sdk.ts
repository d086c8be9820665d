/** The SDK's own types of what the API gives and takes, for rooms that may not name the package. */
export type { CreateKeyRequest, KeyMetadata, KeySpec, KeyUsageType, OriginType, Tag } from '@aws-sdk/client-kms';
