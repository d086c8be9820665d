/**
 * Prices of AWS KMS. Amounts are integers in millionths of the currency, so sums are exact: a price of 0.03 for 10,000
 * requests is 3 for each request.
 */
import type { OperationName } from './operations.ts';
import type { DataKeyPairSpec, KeySpec } from './sdk.ts';

/** Whether AWS documents a price or a rule, or it follows from others, or nobody says. */
export type PriceEvidence = 'documented' | 'inferred' | 'unknown';

/** Classes of requests with a price of their own. */
export type RequestClass =
  /** Symmetric encryption keys, GenerateRandom and everything that manages keys. */
  | 'standard'
  | 'hmac'
  | 'rsa2048'
  /** RSA_3072, RSA_4096 and the NIST and SECG curves. */
  | 'asymmetric'
  /** ML-DSA, ML-KEM, SM2, Ed25519, and DeriveSharedSecret. */
  | 'otherAsymmetric'
  | 'eccDataKeyPair'
  | 'rsaDataKeyPair'
  | 'otherDataKeyPair';

/** An amount, and whether AWS documents it. */
export interface Price {
  /** In millionths of the currency. */
  readonly micros: number;
  readonly evidence: PriceEvidence;
}

/** Price of one request of a class. */
export interface RequestPrice extends Price {
  /** Whether requests of this class count for the free tier. */
  readonly free: boolean;
}

/** Rules that an amount follows. */
export type PriceRule =
  /** The free tier applies to each account that pays. */
  | 'freeTier'
  /** The account of the caller pays for requests. */
  | 'callerPays'
  /** A key that is pending deletion costs nothing. If the deletion is canceled, it costs as if never scheduled. */
  | 'pendingDeletion'
  | 'disabledKeys'
  /** An hour that has begun counts. */
  | 'startedHours'
  /** A rotation costs from its time on. */
  | 'rotationProrated'
  | 'dryRun'
  | 'failedCalls';

/** A price list. */
export interface PriceTable {
  /** ISO 4217 code. */
  readonly currency: string;
  /** URL of the page with the prices. */
  readonly source: string;
  /** Date of the prices: a year, month or day (ISO 8601). */
  readonly effectiveDate: string;
  /** A customer managed key for a month. */
  readonly keyMonth: Price;
  /** Each rotation of a key that costs, for each month after it. */
  readonly rotationMonth: Price;
  /** Number of rotations of a key that cost. */
  readonly maxRotations: number;
  /** Requests in a month that are free for each account. */
  readonly freeRequests: number;
  /** Each class. Requests of the first classes take the free tier first. */
  readonly requests: Readonly<Record<RequestClass, RequestPrice>>;
  readonly rules: Readonly<Record<PriceRule, PriceEvidence>>;
}

const price = (micros: number, evidence: PriceEvidence = 'documented'): Price => ({ micros, evidence });
const request = (micros: number, free: boolean, evidence: PriceEvidence = 'documented'): RequestPrice => ({
  ...price(micros, evidence),
  free,
});

/**
 * List prices of commercial Regions. `inferred`: AWS's page names neither the class nor the rule. Source:
 * https://aws.amazon.com/kms/pricing/
 */
export const LIST_PRICES: PriceTable = {
  currency: 'USD',
  source: 'https://aws.amazon.com/kms/pricing/',
  effectiveDate: '2026',
  keyMonth: price(1_000_000),
  rotationMonth: price(1_000_000),
  maxRotations: 2,
  freeRequests: 20_000,
  requests: {
    standard: request(3, true),
    hmac: request(3, true, 'inferred'),
    rsa2048: request(3, false),
    asymmetric: request(15, false),
    otherAsymmetric: request(15, false, 'inferred'),
    eccDataKeyPair: request(10, false),
    rsaDataKeyPair: request(1200, false),
    otherDataKeyPair: request(10, false, 'inferred'),
  },
  rules: {
    freeTier: 'documented',
    callerPays: 'documented',
    pendingDeletion: 'documented',
    disabledKeys: 'inferred',
    startedHours: 'inferred',
    rotationProrated: 'inferred',
    dryRun: 'documented',
    failedCalls: 'unknown',
  },
};

/** What the class of a request follows from: the key, the spec of the data key pair, or the operation alone. */
const CLASS_BY_OPERATION: Readonly<Record<OperationName, RequestClass | 'key spec' | 'key pair spec'>> = {
  CancelKeyDeletion: 'standard',
  ConnectCustomKeyStore: 'standard',
  CreateAlias: 'standard',
  CreateCustomKeyStore: 'standard',
  CreateGrant: 'standard',
  CreateKey: 'standard',
  Decapsulate: 'key spec',
  Decrypt: 'key spec',
  DeleteAlias: 'standard',
  DeleteCustomKeyStore: 'standard',
  DeleteImportedKeyMaterial: 'standard',
  DeriveSharedSecret: 'otherAsymmetric',
  DescribeCustomKeyStores: 'standard',
  DescribeKey: 'standard',
  DisableKey: 'standard',
  DisableKeyRotation: 'standard',
  DisconnectCustomKeyStore: 'standard',
  EnableKey: 'standard',
  EnableKeyRotation: 'standard',
  Encapsulate: 'key spec',
  Encrypt: 'key spec',
  GenerateDataKey: 'standard',
  GenerateDataKeyPair: 'key pair spec',
  GenerateDataKeyPairWithoutPlaintext: 'key pair spec',
  GenerateDataKeyWithoutPlaintext: 'standard',
  GenerateMac: 'key spec',
  GenerateRandom: 'standard',
  GetKeyLastUsage: 'standard',
  GetKeyPolicy: 'standard',
  GetKeyRotationStatus: 'standard',
  GetParametersForImport: 'standard',
  GetPublicKey: 'key spec',
  ImportKeyMaterial: 'standard',
  ListAliases: 'standard',
  ListGrants: 'standard',
  ListKeyPolicies: 'standard',
  ListKeyRotations: 'standard',
  ListKeys: 'standard',
  ListResourceTags: 'standard',
  ListRetirableGrants: 'standard',
  PutKeyPolicy: 'standard',
  ReEncrypt: 'key spec',
  ReplicateKey: 'standard',
  RetireGrant: 'standard',
  RevokeGrant: 'standard',
  RotateKeyOnDemand: 'standard',
  ScheduleKeyDeletion: 'standard',
  Sign: 'key spec',
  TagResource: 'standard',
  UntagResource: 'standard',
  UpdateAlias: 'standard',
  UpdateCustomKeyStore: 'standard',
  UpdateKeyDescription: 'standard',
  UpdatePrimaryRegion: 'standard',
  Verify: 'key spec',
  VerifyMac: 'key spec',
};

/** Class of a request with a key of each spec. */
const CLASS_BY_KEY_SPEC: Readonly<Record<KeySpec, RequestClass>> = {
  SYMMETRIC_DEFAULT: 'standard',
  HMAC_224: 'hmac',
  HMAC_256: 'hmac',
  HMAC_384: 'hmac',
  HMAC_512: 'hmac',
  RSA_2048: 'rsa2048',
  RSA_3072: 'asymmetric',
  RSA_4096: 'asymmetric',
  ECC_NIST_P256: 'asymmetric',
  ECC_NIST_P384: 'asymmetric',
  ECC_NIST_P521: 'asymmetric',
  ECC_SECG_P256K1: 'asymmetric',
  ECC_NIST_EDWARDS25519: 'otherAsymmetric',
  SM2: 'otherAsymmetric',
  ML_DSA_44: 'otherAsymmetric',
  ML_DSA_65: 'otherAsymmetric',
  ML_DSA_87: 'otherAsymmetric',
  ML_KEM_512: 'otherAsymmetric',
  ML_KEM_768: 'otherAsymmetric',
  ML_KEM_1024: 'otherAsymmetric',
};

/** Class of a request for a data key pair of each spec. */
const CLASS_BY_PAIR_SPEC: Readonly<Record<DataKeyPairSpec, RequestClass>> = {
  ECC_NIST_P256: 'eccDataKeyPair',
  ECC_NIST_P384: 'eccDataKeyPair',
  ECC_NIST_P521: 'eccDataKeyPair',
  ECC_SECG_P256K1: 'eccDataKeyPair',
  ECC_NIST_EDWARDS25519: 'eccDataKeyPair',
  RSA_2048: 'rsaDataKeyPair',
  RSA_3072: 'rsaDataKeyPair',
  RSA_4096: 'rsaDataKeyPair',
  SM2: 'otherDataKeyPair',
  ML_KEM_512: 'otherDataKeyPair',
  ML_KEM_768: 'otherDataKeyPair',
  ML_KEM_1024: 'otherDataKeyPair',
};

/** Whether requests of an operation need a `KeyPairSpec` to have a class. */
export function isPricedByPairSpec(operation: OperationName): boolean {
  return CLASS_BY_OPERATION[operation] === 'key pair spec';
}

/** Specs of the request that a class follows from. */
export interface PricedSpecs {
  /** Spec of the key. Omitted: symmetric encryption. */
  readonly keySpec?: KeySpec | undefined;
  readonly keyPairSpec?: DataKeyPairSpec | undefined;
}

/** Returns the class of a request. Without the spec that it follows from, that of a symmetric encryption key. */
export function requestClassOf(operation: OperationName, { keySpec, keyPairSpec }: PricedSpecs): RequestClass {
  const found = CLASS_BY_OPERATION[operation];
  if (found === 'key spec') return CLASS_BY_KEY_SPEC[keySpec ?? 'SYMMETRIC_DEFAULT'];
  if (found === 'key pair spec') return keyPairSpec === undefined ? 'standard' : CLASS_BY_PAIR_SPEC[keyPairSpec];
  return found;
}

/** Names of the classes, in the order of LIST_PRICES. */
export const REQUEST_CLASSES = Object.keys(LIST_PRICES.requests) as readonly RequestClass[];

/** Names of the rules. */
export const PRICE_RULES = Object.keys(LIST_PRICES.rules) as readonly PriceRule[];
