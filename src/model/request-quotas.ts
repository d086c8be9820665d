/**
 * Request quotas of AWS KMS, AWS STS and AWS CloudTrail: requests per second of each account in each Region. Names and
 * rates of KMS as in https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html. All of KMS are
 * adjustable except that of AWS CloudHSM key stores. Sources of the others:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html,
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 */
import type { OperationName } from './operations.ts';
import type { CustomKeyStoreType, DataKeyPairSpec, KeySpec } from './sdk.ts';
import type { ServiceName } from './services/service-call.ts';

/** Requests per second: in every Region, or by Region with a default. */
export type RatePerSecond = number | { readonly default: number; readonly [region: string]: number };

/** One request quota. */
export interface RequestQuota {
  /** Name in Service Quotas. */
  readonly name: string;
  /** Quota code in Service Quotas. Omitted if it is not publicly known. */
  readonly awsCode?: `L-${string}`;
  readonly perSecond: RatePerSecond;
  readonly adjustable: boolean;
  /** Cryptographic operations share the quota, by type of key or by key store. The setting `divideBy` divides it. */
  readonly shared?: true;
  /** What the quota applies to. Omitted: the account and Region. */
  readonly scope?: 'custom key store';
  /** The service that has the quota, and its operations that share it. Omitted: AWS KMS. */
  readonly service?: { readonly name: ServiceName; readonly operations: readonly string[] };
}

type Codes = Pick<RequestQuota, 'awsCode'>;

function code(awsCode: RequestQuota['awsCode']): Codes {
  return awsCode === undefined ? {} : { awsCode };
}

/** The quota of one operation. */
const own = (operation: OperationName, perSecond: number, awsCode?: `L-${string}`): RequestQuota => ({
  name: `${operation} request rate`,
  perSecond,
  adjustable: true,
  ...code(awsCode),
});

/** A quota of cryptographic operations with one type of key. */
const shared = (type: string, perSecond: RatePerSecond, awsCode?: `L-${string}`): RequestQuota => ({
  name: `Cryptographic operations (${type}) request rate`,
  perSecond,
  adjustable: true,
  shared: true,
  ...code(awsCode),
});

/** The quota of data key pairs of one spec. */
const pair = (spec: string, perSecond: RatePerSecond, awsCode?: `L-${string}`): RequestQuota => ({
  name: `GenerateDataKeyPair (${spec}) request rate`,
  perSecond,
  adjustable: true,
  ...code(awsCode),
});

const chinaRegions = (other: number, china: number): RatePerSecond => ({
  default: other,
  'cn-north-1': china,
  'cn-northwest-1': china,
});

/**
 * The table by code. Codes are those of the sandbox: the Service Quotas codes of some quotas are not publicly known.
 * That of an operation's own quota is its name.
 */
export const REQUEST_QUOTAS = {
  CryptographicOperationsSymmetric: shared(
    'symmetric',
    {
      default: 10_000,
      'us-east-2': 20_000,
      'ap-southeast-1': 20_000,
      'ap-southeast-2': 20_000,
      'ap-northeast-1': 20_000,
      'eu-central-1': 20_000,
      'eu-west-2': 20_000,
      'us-east-1': 100_000,
      'us-west-2': 100_000,
      'eu-west-1': 100_000,
    },
    'L-6E3AF000',
  ),
  CryptographicOperationsRsa: shared('RSA', 1000, 'L-2AC98190'),
  CryptographicOperationsMlDsa: shared('ML-DSA', 1000),
  CryptographicOperationsEcc: shared('ECC and SM2', 1000, 'L-DC14942D'),
  /** AWS publishes neither name nor rate. The rate is that of the other asymmetric keys. */
  CryptographicOperationsMlKem: shared('ML-KEM', 1000),
  /** A call that uses a key store counts for its quota, and also for that of the account. */
  CloudHsmKeyStore: {
    name: 'AWS CloudHSM key store request quota',
    perSecond: 1800,
    adjustable: false,
    shared: true,
    scope: 'custom key store',
  },
  ExternalKeyStore: {
    name: 'External key store request quota',
    perSecond: 1800,
    adjustable: true,
    shared: true,
    scope: 'custom key store',
  },
  'GenerateDataKeyPair-ECC-NIST-P256': pair('ECC_NIST_P256', 100, 'L-D2EEB5E0'),
  'GenerateDataKeyPair-ECC-NIST-P384': pair('ECC_NIST_P384', 100, 'L-16B46EF0'),
  'GenerateDataKeyPair-ECC-NIST-P521': pair('ECC_NIST_P521', 100, 'L-1D966DA0'),
  'GenerateDataKeyPair-ECC-SECG-P256K1': pair('ECC_SECG_P256K1', 100),
  'GenerateDataKeyPair-ECC-NIST-EDWARDS25519': pair('ECC_NIST_EDWARDS25519', 100),
  'GenerateDataKeyPair-RSA-2048': pair('RSA_2048', chinaRegions(20, 1)),
  'GenerateDataKeyPair-RSA-3072': pair('RSA_3072', chinaRegions(4, 0.5)),
  'GenerateDataKeyPair-RSA-4096': pair('RSA_4096', chinaRegions(1, 0.1)),
  'GenerateDataKeyPair-SM2': pair('SM2', 25),
  /** AWS publishes neither name nor rate. The rate is that of ECC pairs. */
  'GenerateDataKeyPair-ML-KEM': pair('ML_KEM', 100),
  CancelKeyDeletion: own('CancelKeyDeletion', 5, 'L-635264CC'),
  ConnectCustomKeyStore: own('ConnectCustomKeyStore', 5, 'L-705B9E79'),
  CreateAlias: own('CreateAlias', 5, 'L-F7504F73'),
  CreateCustomKeyStore: own('CreateCustomKeyStore', 5, 'L-08932E37'),
  CreateGrant: own('CreateGrant', 50, 'L-0428A42E'),
  CreateKey: own('CreateKey', 5, 'L-32B67F4A'),
  DeleteAlias: own('DeleteAlias', 15, 'L-1F75ADD1'),
  DeleteCustomKeyStore: own('DeleteCustomKeyStore', 5, 'L-E99520CB'),
  DeleteImportedKeyMaterial: own('DeleteImportedKeyMaterial', 15, 'L-1233BF9B'),
  DescribeCustomKeyStores: own('DescribeCustomKeyStores', 5, 'L-E20AA94C'),
  DescribeKey: own('DescribeKey', 2000, 'L-FAE8F084'),
  DisableKey: own('DisableKey', 5, 'L-6B8C93BD'),
  DisableKeyRotation: own('DisableKeyRotation', 5, 'L-CE1DB614'),
  DisconnectCustomKeyStore: own('DisconnectCustomKeyStore', 5, 'L-9F1FCF6D'),
  EnableKey: own('EnableKey', 5, 'L-BD96F100'),
  EnableKeyRotation: own('EnableKeyRotation', 15, 'L-BE799B67'),
  GetKeyLastUsage: own('GetKeyLastUsage', 5),
  GetKeyPolicy: own('GetKeyPolicy', 1000),
  GetKeyRotationStatus: own('GetKeyRotationStatus', 1000),
  GetParametersForImport: own('GetParametersForImport', 1),
  GetPublicKey: own('GetPublicKey', 2000),
  ImportKeyMaterial: own('ImportKeyMaterial', 15),
  ListAliases: own('ListAliases', 500),
  ListGrants: own('ListGrants', 100),
  ListKeyPolicies: own('ListKeyPolicies', 100),
  ListKeyRotations: own('ListKeyRotations', 100),
  ListKeys: own('ListKeys', 500),
  ListResourceTags: own('ListResourceTags', 2000),
  ListRetirableGrants: own('ListRetirableGrants', 100),
  PutKeyPolicy: own('PutKeyPolicy', 15),
  ReplicateKey: own('ReplicateKey', 5),
  RetireGrant: own('RetireGrant', 50),
  RevokeGrant: own('RevokeGrant', 50),
  RotateKeyOnDemand: own('RotateKeyOnDemand', 5),
  ScheduleKeyDeletion: own('ScheduleKeyDeletion', 15),
  TagResource: own('TagResource', 10),
  UntagResource: own('UntagResource', 5),
  UpdateAlias: own('UpdateAlias', 5),
  UpdateCustomKeyStore: own('UpdateCustomKeyStore', 5),
  UpdateKeyDescription: own('UpdateKeyDescription', 5),
  UpdatePrimaryRegion: own('UpdatePrimaryRegion', 5),
  /** AWS increases it by a support case, not in Service Quotas. */
  Sts: {
    name: 'AWS STS request rate',
    perSecond: 600,
    adjustable: true,
    service: { name: 'sts', operations: ['AssumeRole', 'GetCallerIdentity', 'GetSessionToken'] },
  },
  CloudTrailLookupEvents: {
    name: 'CloudTrail LookupEvents request rate',
    perSecond: 2,
    adjustable: false,
    service: { name: 'cloudtrail', operations: ['LookupEvents'] },
  },
  CloudTrailReads: {
    name: 'CloudTrail get, describe and list request rate',
    perSecond: 10,
    adjustable: false,
    service: { name: 'cloudtrail', operations: ['ListPublicKeys'] },
  },
} as const satisfies Record<string, RequestQuota>;

/** A code of REQUEST_QUOTAS. */
export type RequestQuotaCode = keyof typeof REQUEST_QUOTAS;

/** The quota of cryptographic operations with a key of each spec. A call without a key counts as symmetric. */
export const KEY_SPEC_QUOTAS: Readonly<Record<KeySpec, RequestQuotaCode>> = {
  SYMMETRIC_DEFAULT: 'CryptographicOperationsSymmetric',
  HMAC_224: 'CryptographicOperationsSymmetric',
  HMAC_256: 'CryptographicOperationsSymmetric',
  HMAC_384: 'CryptographicOperationsSymmetric',
  HMAC_512: 'CryptographicOperationsSymmetric',
  RSA_2048: 'CryptographicOperationsRsa',
  RSA_3072: 'CryptographicOperationsRsa',
  RSA_4096: 'CryptographicOperationsRsa',
  ML_DSA_44: 'CryptographicOperationsMlDsa',
  ML_DSA_65: 'CryptographicOperationsMlDsa',
  ML_DSA_87: 'CryptographicOperationsMlDsa',
  ECC_NIST_P256: 'CryptographicOperationsEcc',
  ECC_NIST_P384: 'CryptographicOperationsEcc',
  ECC_NIST_P521: 'CryptographicOperationsEcc',
  ECC_SECG_P256K1: 'CryptographicOperationsEcc',
  ECC_NIST_EDWARDS25519: 'CryptographicOperationsEcc',
  SM2: 'CryptographicOperationsEcc',
  ML_KEM_512: 'CryptographicOperationsMlKem',
  ML_KEM_768: 'CryptographicOperationsMlKem',
  ML_KEM_1024: 'CryptographicOperationsMlKem',
};

/** The quota of each key store of a type. All accounts that use the key store share it. */
export const KEY_STORE_QUOTAS: Readonly<Record<CustomKeyStoreType, RequestQuotaCode>> = {
  AWS_CLOUDHSM: 'CloudHsmKeyStore',
  EXTERNAL_KEY_STORE: 'ExternalKeyStore',
};

/** The quota of GenerateDataKeyPair and GenerateDataKeyPairWithoutPlaintext for each `KeyPairSpec`. */
export const KEY_PAIR_SPEC_QUOTAS: Readonly<Record<DataKeyPairSpec, RequestQuotaCode>> = {
  ECC_NIST_P256: 'GenerateDataKeyPair-ECC-NIST-P256',
  ECC_NIST_P384: 'GenerateDataKeyPair-ECC-NIST-P384',
  ECC_NIST_P521: 'GenerateDataKeyPair-ECC-NIST-P521',
  ECC_SECG_P256K1: 'GenerateDataKeyPair-ECC-SECG-P256K1',
  ECC_NIST_EDWARDS25519: 'GenerateDataKeyPair-ECC-NIST-EDWARDS25519',
  RSA_2048: 'GenerateDataKeyPair-RSA-2048',
  RSA_3072: 'GenerateDataKeyPair-RSA-3072',
  RSA_4096: 'GenerateDataKeyPair-RSA-4096',
  SM2: 'GenerateDataKeyPair-SM2',
  ML_KEM_512: 'GenerateDataKeyPair-ML-KEM',
  ML_KEM_768: 'GenerateDataKeyPair-ML-KEM',
  ML_KEM_1024: 'GenerateDataKeyPair-ML-KEM',
};

/** Returns AWS's default rate of a quota in a Region, in requests per second. */
export function defaultRate(quota: RequestQuotaCode, region: string): number {
  const { perSecond }: RequestQuota = REQUEST_QUOTAS[quota];
  return typeof perSecond === 'number' ? perSecond : (perSecond[region] ?? perSecond.default);
}

/** Returns the quota of an operation of STS or CloudTrail. Undefined: none is published. */
export function serviceQuota(service: ServiceName, operation: string): RequestQuotaCode | undefined {
  const all = Object.entries(REQUEST_QUOTAS) as [RequestQuotaCode, RequestQuota][];
  return all.find(([, quota]) => quota.service?.name === service && quota.service.operations.includes(operation))?.[0];
}
