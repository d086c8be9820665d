/**
 * Exports that both entries of the library share, besides `createStrongroom`: error classes, and the types of
 * everything that a `StrongroomLibrary` takes and returns.
 */
export type { StrongroomLibrary } from './library.ts';
export type { Services } from './services/service-methods.ts';
export { ServiceError } from './services/service-error.ts';
export type { ServiceCaller } from './services/service-call.ts';
export type { ObjectStore } from './services/object-store/object-store.ts';
export type {
  BucketEncryption,
  BucketInput,
  BucketView,
  CopyObjectInput,
  CreateBucketInput,
  GetObjectOutput,
  ListObjectsInput,
  ObjectInput,
  ObjectView,
  PutBucketEncryptionInput,
  PutObjectInput,
} from './services/object-store/object-store-types.ts';
export type { TenantTable } from './services/tenant-table/tenant-table.ts';
export type { TableLimits } from './services/tenant-table/table-limits.ts';
export type { PathReason, ShreddingPath, ShreddingReport } from './services/tenant-table/shredding-report.ts';
export type { SignedReport } from './services/sign-report.ts';
export type {
  AddTenantKeyInput,
  BackupInput,
  CreateTableInput,
  Isolation,
  LimitsInput,
  LoadInput,
  LoadOutput,
  MigrateInput,
  MigrateOutput,
  PutItemInput,
  ReplicaInput,
  ShredInput,
  ShredMethod,
  ShredOutput,
  TableInput,
  TableKeys,
  TableView,
  TenantInput,
  TenantItem,
  TenantItemInput,
  TenantItemView,
  TenantLoad,
} from './services/tenant-table/tenant-table-types.ts';
export type { SecretStore } from './services/secret-store/secret-store.ts';
export type {
  CreateSecretInput,
  GetSecretValueInput,
  PutSecretValueInput,
  SecretInput,
  SecretValueOutput,
  SecretVersionOutput,
  SecretView,
  UpdateSecretInput,
} from './services/secret-store/secret-store-types.ts';
export type { Orders } from './services/orders/orders.ts';
export type { OrdersOutcome, OrdersState, StartOrdersInput } from './services/orders/orders-types.ts';
export type { CreateVolumeInput, Volumes, VolumeInput, VolumeView } from './services/volumes/volumes.ts';
export type { Ledger, LedgerName } from './services/ledger/ledger.ts';
export type {
  AppEventEntry,
  DataKeyEntry,
  ItemEntry,
  LedgerEntry,
  LedgerEntryOf,
  LedgerKind,
  LedgerTimes,
  LedgerView,
  OfflineVerificationEntry,
  ReportEntry,
  RunEntry,
} from './services/ledger/ledger-entries.ts';
export type { BlastRadius } from './services/blast-radius/blast-radius.ts';
export type {
  AliasCiphertext,
  BlastRadiusReport,
  ChangedKeys,
  ContinueReason,
  ContinuingDependent,
  DependentKind,
  DependentName,
  PlannedChange,
  ReportLimit,
  StoppingDependent,
  StopReason,
  StopTime,
  UnknownFact,
} from './services/blast-radius/blast-radius-types.ts';

export { exceptions, KMSServiceException } from './client/exceptions.ts';
export type { ExceptionClass, ResponseMetadata } from './client/exceptions.ts';
export { explainDenial } from './client/explain-denial.ts';
export type { DenialExplanation } from './client/explain-denial.ts';
export { SeedError } from './client/seed-error.ts';
export { EnvelopeError } from './envelope/envelope-error.ts';
export type { EnvelopeErrorCode } from './envelope/envelope-error.ts';

export type {
  AdvanceOptions,
  MethodArguments,
  ChangeNotice,
  ClientOptions,
  KmsClient,
  KmsMethods,
  Sandbox,
  SandboxClock,
  SandboxClockState,
  Strongroom,
} from './client/strongroom.ts';
export type { HandlerOptions, SdkRequest, SdkResponse, StrongroomRequestHandler } from './client/sdk-request.ts';
export { releaseChunk } from './envelope/release-chunk.ts';
export type { Envelope, EnvelopeOperation, EnvelopeTransform } from './envelope/envelope.ts';
export type {
  CachedDataKey,
  CacheLimits,
  CacheMetrics,
  CachingMaterialsManager,
} from './envelope/cache/caching-materials-manager.ts';
export type { CommitmentPolicy } from './envelope/commitment-policy.ts';
export type { DecryptOptions } from './envelope/decrypt.ts';
export type { EncryptOptions } from './envelope/encrypt.ts';
export type { EnvelopeInput as EnvelopeInput } from './envelope/byte-source.ts';
export { FrameBudget } from './envelope/frame-budget.ts';
export type { Progress as EnvelopeProgress, EnvelopeRun } from './envelope/frame-stream.ts';
export type { ContentType, EncryptedDataKey, MessageResult, Header } from './envelope/header.ts';
export type { Suite, SuiteId } from './envelope/suites.ts';
export type { EncryptionContext } from './envelope/encryption-context.ts';
export type { EnvelopeTools } from './envelope/envelope-tools.ts';
export type { MaterialsSource } from './envelope/materials-source.ts';
export type {
  DecryptionMaterials,
  DecryptionMaterialsRequest,
  EncryptionMaterials,
  EncryptionMaterialsRequest,
  Keyring,
  MaterialsManager,
  ReadyDecryptionMaterials,
  ReadyEncryptionMaterials,
} from './envelope/materials.ts';
export type { AwsKmsDiscoveryKeyringOptions, DiscoveryFilter } from './envelope/keyrings/aws-kms-discovery.ts';
export type { AwsKmsEcdhKeyringOptions } from './envelope/keyrings/aws-kms-ecdh.ts';
export type { AwsKmsHierarchyKeyringOptions, BranchKeyIdSupplier } from './envelope/keyrings/aws-kms-hierarchy.ts';
export type { AwsKmsRsaKeyringOptions } from './envelope/keyrings/aws-kms-rsa.ts';
export type { AwsKmsKeyringOptions } from './envelope/keyrings/aws-kms.ts';
export type { KeyringOptions } from './envelope/keyrings/create-keyring.ts';
export type { DataKeyPairKeyringOptions } from './envelope/keyrings/data-key-pair.ts';
export type { KeyInput } from './envelope/keyrings/key-input.ts';
export type { KmsTarget } from './envelope/keyrings/kms-calls.ts';
export type { RawAesKeyringOptions } from './envelope/keyrings/raw-aes.ts';
export type { EcdhPrivateKeyInput, RawEcdhKeyringOptions } from './envelope/keyrings/raw-ecdh.ts';
export type { RawRsaKeyringOptions } from './envelope/keyrings/raw-rsa.ts';
export type { RsaPadding } from './envelope/keyrings/rsa-wrapping.ts';
export type {
  BranchKey,
  BranchKeyAdmin,
  BranchKeyStore,
  NewBranchKey,
} from './envelope/branch-keys/branch-key-store.ts';
export type { BranchKeyPut, BranchKeyRecord, BranchKeyTable } from './envelope/branch-keys/branch-key-table.ts';
export type { KmsBranchKeyStoreOptions } from './envelope/branch-keys/kms-branch-key-store.ts';
export type { JsonEnvelopeDocument, JsonRecipient } from './envelope/json/json-document.ts';
export type { JsonDecryptOptions, JsonEncryptOptions } from './envelope/json/json-envelope.ts';
export type { ChangedMessage, ChangeRecipientsOptions } from './envelope/recipients/change-message-recipients.ts';
export type {
  ReEncryptOptions,
  ReEncryptProgress,
  ReEncryptResult,
  StoredDataKey,
} from './envelope/recipients/re-encrypt-data-keys.ts';
export type { NewRecipients } from './envelope/recipients/wrap-for-recipients.ts';

export type {
  AuditEvent,
  CallSidecar,
  CloudTrailRecord,
  EventCursor,
  EventPage,
  EventQuery,
  EventQueryOptions,
  EventQueryProgress,
  Json,
  RequestedAccess,
  TlsDetails,
  UserIdentity,
} from './model/audit.ts';
export type {
  ExternalKeyChange,
  ExternalKeyInput,
  ExternalKeyRecord,
  ExternalKeyUsage,
  ExternalKeyView,
  KeyManagerMember,
  NewProxy,
  ProxyChange,
  ProxyCredential,
  ProxyEndpointService,
  ProxyInput,
  ProxyRecord,
  ProxyRequestOptions,
  ProxyRequestRecord,
  ProxyStatement,
  ProxyView,
} from './model/external-key-manager.ts';
export type { XksErrorName, XksHealthStatus, XksKeyOperation, XksOperation } from './model/xks-proxy-api.ts';
export type {
  ArchiveFault,
  ArchiveFile,
  ArchiveMetadata,
  DigestGap,
  EventExport,
  ExportedFile,
  FileValidation,
  ValidationCounts,
  ValidationReport,
} from './model/log-archive.ts';
export type {
  AccessKeyView,
  AccountInput,
  AccountView,
  CallOptions,
  Capability,
  Credentials,
  CustodyView,
  EndpointInput,
  EndpointView,
  GroupInput,
  GroupView,
  KeyListing,
  HttpRequest,
  HttpResponse,
  KeyLocation,
  AwsOwnedKeyView,
  PreviewOptions,
  PrincipalInput,
  PrincipalView,
  Reply,
  RequestContext,
  PrincipalWithCredentials,
  RoleOrSessionArn,
  SimulatedCall,
  StorageInfo,
  WithoutCredentials,
} from './model/contract.ts';
export type { FaultComponent, FaultName, FaultOptions, FaultRow, FaultView } from './model/faults.ts';
export type { HsmClusterChange, HsmClusterInput, HsmClusterQuery } from './model/hsm-cluster-input.ts';
export type {
  HsmClusterState,
  HsmClusterView,
  HsmKeyView,
  HsmState,
  HsmSubnetView,
  HsmView,
  KmsUserView,
} from './model/hsm-cluster-view.ts';
export type {
  CostAmounts,
  CostDay,
  CostEstimate,
  CostLine,
  CostLines,
  CostWorkload,
  DataKeyCache,
  KeyOwner,
  MonthCost,
  MonthCostOptions,
  MonthCostProgress,
  MonthCostQuery,
} from './model/cost.ts';
export type {
  AccessCell,
  AccessCondition,
  AccessOutcome,
  CheckStage,
  ConditionTest,
  DecidedBy,
  DecidingKind,
  Decision,
  Fix,
  AccessOpening,
  FixChange,
  FixKind,
  GrantToCreate,
  Identification,
  DecisionStage,
  PolicyRef,
  PolicyType,
  PolicyTypeResult,
  ResourceDecision,
  TraceStep,
} from './model/decision.ts';
export type { DenialObstacle, DenialReason, ErrorCheck, ErrorReason, PolicyReason } from './model/error-reason.ts';
export type { ErrorData, KmsErrorName } from './model/errors.ts';
export type { InputOf, MethodName, OperationName, OutputOf } from './model/operations.ts';
export type {
  AccessChange,
  DocumentKind,
  PolicyCheck,
  PolicyEdit,
  PolicyErrorCode,
  PolicyFinding,
  PolicyPath,
  PolicyPreview,
  PreviewedCall,
} from './model/policy-check.ts';
export type { PolicyDocument } from './model/policy-document.ts';
export type { Price, PriceEvidence, PriceRule, PriceTable, RequestClass, RequestPrice } from './model/prices.ts';
export type {
  ChangedRecord,
  ChangedRecords,
  Custody,
  DamagedRecord,
  PrincipalKind,
  Settings,
  StoreName,
} from './model/records.ts';
export type { SandboxContents } from './model/sandbox-contents.ts';
export type { SnapshotView } from './model/snapshots.ts';
export type { ResourceQuotaCode } from './model/quotas.ts';
export type { RequestQuotaCode } from './model/request-quotas.ts';
export type {
  ImportOptions,
  ImportReport,
  SeedAlias,
  SeedCounts,
  SeedDifference,
  SeedDocument,
  SeedGrant,
  SeedKey,
  SeedList,
  SeedOmission,
  SeedOmissionKind,
  SeedPath,
  SeedPrincipal,
  SeedProblem,
  SeedProblemReason,
  SeedReplica,
} from './model/seed-document.ts';
export type {
  QuotaCode,
  QuotaIncrease,
  QuotaIncreaseInput,
  QuotaListOptions,
  QuotaView,
  KeyStoreQuotaLevel,
} from './model/service-quotas.ts';
export type {
  UpcomingCredentialExpiry,
  UpcomingGrantPropagation,
  UpcomingKeyPropagation,
  UpcomingKeyStoreTask,
  UpcomingKeyTask,
  UpcomingOptions,
  UpcomingQuotaIncrease,
  UpcomingTask,
} from './model/upcoming-tasks.ts';
export type {
  JsonObject,
  JsonValue,
  ServiceRecord,
  ServiceRecordChange,
  ServiceRecordChanges,
  ServiceRecordName,
  ServiceRecordOutcome,
  ServiceRecordPage,
  ServiceRecordQuery,
  ServiceRecordVersion,
} from './model/service-records.ts';
