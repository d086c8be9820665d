/* eslint-disable @typescript-eslint/no-deprecated -- AWS still has CustomerMasterKeySpec, and so has this service. */
/**
 * Input shapes of every operation: required members, lengths, ranges, patterns (full match), enums.
 * `engine/pipeline/validate-input.ts` turns violations into AWS's messages, so no other code checks a length. Source:
 * the types of `@aws-sdk/client-kms` 3.1164.0 and the public service model.
 */
import type { InputOf, OperationName } from './operations.ts';

/** One member of an input: its wire type and limits (string and list: length; integer: value; blob: decoded bytes). */
export interface Member {
  readonly type: 'string' | 'blob' | 'integer' | 'boolean' | 'timestamp' | 'list' | 'map' | 'structure';
  readonly required?: true;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  /** Row of ENUMS with the allowed values. */
  readonly enum?: EnumName;
  /** Lists: shape of an element. */
  readonly item?: Member;
  /** Structures: their members. */
  readonly members?: Members;
  /** A value that AWS does not repeat in errors. */
  readonly sensitive?: true;
}

/** Members in the order in which AWS lists violations: that of the service model. */
export type Members = Readonly<Record<string, Member>>;

/**
 * Shape of a structure of the SDK: every member, required exactly where the SDK requires it. A difference does not
 * compile.
 */
type ShapeOf<T> = {
  readonly [M in keyof T]-?: Record<never, never> extends Pick<T, M>
    ? Member & { readonly required?: never }
    : Member & { readonly required: true };
};

/** Values of each enum, in AWS's order of printing where it was recorded. */
export const ENUMS = {
  AlgorithmSpec: [
    'RSAES_PKCS1_V1_5',
    'RSAES_OAEP_SHA_1',
    'RSAES_OAEP_SHA_256',
    'RSA_AES_KEY_WRAP_SHA_1',
    'RSA_AES_KEY_WRAP_SHA_256',
    'SM2PKE',
  ],
  CustomKeyStoreType: ['AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'],
  CustomerMasterKeySpec: [
    'RSA_2048',
    'RSA_3072',
    'RSA_4096',
    'ECC_NIST_P256',
    'ECC_NIST_P384',
    'ECC_NIST_P521',
    'ECC_SECG_P256K1',
    'SYMMETRIC_DEFAULT',
    'HMAC_224',
    'HMAC_256',
    'HMAC_384',
    'HMAC_512',
    'SM2',
  ],
  DataKeyPairSpec: [
    'RSA_2048',
    'RSA_3072',
    'RSA_4096',
    'ECC_NIST_P256',
    'ECC_NIST_P384',
    'ECC_NIST_P521',
    'ECC_SECG_P256K1',
    'SM2',
    'ECC_NIST_EDWARDS25519',
    'ML_KEM_1024',
    'ML_KEM_512',
    'ML_KEM_768',
  ],
  DataKeySpec: ['AES_256', 'AES_128'],
  DryRunModifierType: ['IGNORE_CIPHERTEXT'],
  EncapsulationAlgorithmSpec: ['ML_KEM'],
  EncryptionAlgorithmSpec: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256', 'SM2PKE', 'SYMMETRIC_DEFAULT'],
  ExpirationModelType: ['KEY_MATERIAL_EXPIRES', 'KEY_MATERIAL_DOES_NOT_EXPIRE'],
  GrantOperation: [
    'Decrypt',
    'Encrypt',
    'GenerateDataKey',
    'GenerateDataKeyWithoutPlaintext',
    'ReEncryptFrom',
    'ReEncryptTo',
    'Sign',
    'Verify',
    'GetPublicKey',
    'CreateGrant',
    'RetireGrant',
    'DescribeKey',
    'GenerateDataKeyPair',
    'GenerateDataKeyPairWithoutPlaintext',
    'GenerateMac',
    'VerifyMac',
    'DeriveSharedSecret',
    'Decapsulate',
    'Encapsulate',
  ],
  ImportType: ['NEW_KEY_MATERIAL', 'EXISTING_KEY_MATERIAL'],
  IncludeKeyMaterial: ['ALL_KEY_MATERIAL', 'ROTATIONS_ONLY'],
  KeyAgreementAlgorithmSpec: ['ECDH'],
  KeyEncryptionMechanism: ['RSAES_OAEP_SHA_256'],
  KeySpec: [
    'RSA_2048',
    'RSA_3072',
    'RSA_4096',
    'ECC_NIST_P256',
    'ECC_NIST_P384',
    'ECC_NIST_P521',
    'ECC_SECG_P256K1',
    'SYMMETRIC_DEFAULT',
    'HMAC_224',
    'HMAC_256',
    'HMAC_384',
    'HMAC_512',
    'SM2',
    'ML_DSA_44',
    'ML_DSA_65',
    'ML_DSA_87',
    'ECC_NIST_EDWARDS25519',
    'ML_KEM_1024',
    'ML_KEM_512',
    'ML_KEM_768',
  ],
  KeyUsageType: ['SIGN_VERIFY', 'ENCRYPT_DECRYPT', 'GENERATE_VERIFY_MAC', 'KEY_AGREEMENT', 'ENCAPSULATE_DECAPSULATE'],
  MacAlgorithmSpec: ['HMAC_SHA_384', 'HMAC_SHA_256', 'HMAC_SHA_224', 'HMAC_SHA_512'],
  MessageType: ['RAW', 'DIGEST', 'EXTERNAL_MU'],
  OriginType: ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'],
  SigningAlgorithmSpec: [
    'RSASSA_PSS_SHA_256',
    'RSASSA_PSS_SHA_384',
    'RSASSA_PSS_SHA_512',
    'RSASSA_PKCS1_V1_5_SHA_256',
    'RSASSA_PKCS1_V1_5_SHA_384',
    'RSASSA_PKCS1_V1_5_SHA_512',
    'ECDSA_SHA_256',
    'ECDSA_SHA_384',
    'ECDSA_SHA_512',
    'ED25519_SHA_512',
    'ED25519_PH_SHA_512',
    'SM2DSA',
    'ML_DSA_SHAKE_256',
  ],
  WrappingKeySpec: ['RSA_2048', 'RSA_3072', 'RSA_4096', 'SM2'],
  XksProxyConnectivityType: ['PUBLIC_ENDPOINT', 'VPC_ENDPOINT_SERVICE'],
} as const;

/** Name of a row of ENUMS. */
export type EnumName = keyof typeof ENUMS;

const TABLE = {
  CancelKeyDeletion: { KeyId: { type: 'string', required: true, min: 1, max: 2048 } },
  ConnectCustomKeyStore: { CustomKeyStoreId: { type: 'string', required: true, min: 1, max: 64 } },
  CreateAlias: {
    AliasName: { type: 'string', required: true, min: 1, max: 256, pattern: '^[a-zA-Z0-9:/_-]+$' },
    TargetKeyId: { type: 'string', required: true, min: 1, max: 2048 },
  },
  CreateCustomKeyStore: {
    CustomKeyStoreName: { type: 'string', required: true, min: 1, max: 256 },
    CloudHsmClusterId: { type: 'string', min: 19, max: 24, pattern: '^cluster-[2-7a-zA-Z]{11,16}$' },
    TrustAnchorCertificate: { type: 'string', min: 1, max: 5000 },
    KeyStorePassword: { type: 'string', min: 7, max: 32, sensitive: true },
    CustomKeyStoreType: { type: 'string', enum: 'CustomKeyStoreType' },
    XksProxyUriEndpoint: { type: 'string', min: 10, max: 128, pattern: '^https://[a-zA-Z0-9.-]+$' },
    XksProxyUriPath: {
      type: 'string',
      min: 10,
      max: 128,
      pattern: '^(/[a-zA-Z0-9\\/_-]+/kms/xks/v\\d{1,2})$|^(/kms/xks/v\\d{1,2})$',
    },
    XksProxyVpcEndpointServiceName: {
      type: 'string',
      min: 20,
      max: 64,
      pattern: '^(com|eu)\\.amazonaws\\.vpce\\.([a-z]+-){2,3}\\d+\\.vpce-svc-[0-9a-z]+$',
    },
    XksProxyVpcEndpointServiceOwner: { type: 'string', min: 12, max: 12, pattern: '[0-9]{12}' },
    XksProxyAuthenticationCredential: {
      type: 'structure',
      members: {
        AccessKeyId: { type: 'string', required: true, min: 20, max: 30, pattern: '^[A-Z2-7]+$', sensitive: true },
        RawSecretAccessKey: {
          type: 'string',
          required: true,
          min: 43,
          max: 64,
          pattern: '^[a-zA-Z0-9\\/+=]+$',
          sensitive: true,
        },
      },
    },
    XksProxyConnectivity: { type: 'string', enum: 'XksProxyConnectivityType' },
  },
  CreateGrant: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    GranteePrincipal: { type: 'string', min: 1, max: 256, pattern: '^[\\w+=,.@:/-]+$' },
    RetiringPrincipal: { type: 'string', min: 1, max: 256, pattern: '^[\\w+=,.@:/-]+$' },
    Operations: { type: 'list', required: true, item: { type: 'string', enum: 'GrantOperation' } },
    Constraints: {
      type: 'structure',
      members: {
        EncryptionContextSubset: { type: 'map' },
        EncryptionContextEquals: { type: 'map' },
        SourceArn: {
          type: 'string',
          min: 20,
          max: 512,
          pattern: '^arn:aws[a-z0-9-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:.+$',
        },
      },
    },
    GrantTokens: { type: 'list', min: 0, max: 10, item: { type: 'string', min: 1, max: 8192 } },
    Name: { type: 'string', min: 1, max: 256, pattern: '^[a-zA-Z0-9:/_-]+$' },
    DryRun: { type: 'boolean' },
    GranteeServicePrincipal: {
      type: 'string',
      min: 1,
      max: 128,
      pattern: '^([A-Za-z0-9\\-]+)\\.([A-Za-z0-9\\-]+)(\\.[A-Za-z0-9\\-]+)+$',
    },
    RetiringServicePrincipal: {
      type: 'string',
      min: 1,
      max: 128,
      pattern: '^([A-Za-z0-9\\-]+)\\.([A-Za-z0-9\\-]+)(\\.[A-Za-z0-9\\-]+)+$',
    },
  },
  CreateKey: {
    Policy: { type: 'string', min: 1, max: 131072, pattern: '^[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+$' },
    Description: { type: 'string', min: 0, max: 8192 },
    KeyUsage: { type: 'string', enum: 'KeyUsageType' },
    CustomerMasterKeySpec: { type: 'string', enum: 'CustomerMasterKeySpec' },
    KeySpec: { type: 'string', enum: 'KeySpec' },
    Origin: { type: 'string', enum: 'OriginType' },
    CustomKeyStoreId: { type: 'string', min: 1, max: 64 },
    BypassPolicyLockoutSafetyCheck: { type: 'boolean' },
    Tags: {
      type: 'list',
      item: {
        type: 'structure',
        members: {
          TagKey: { type: 'string', required: true, min: 1, max: 128 },
          TagValue: { type: 'string', required: true, min: 0, max: 256 },
        },
      },
    },
    MultiRegion: { type: 'boolean' },
    XksKeyId: { type: 'string', min: 1, max: 128, pattern: '^[a-zA-Z0-9-_.]+$' },
  },
  Decapsulate: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    SharedSecretCiphertextBlob: { type: 'blob', required: true },
    EncapsulationAlgorithm: { type: 'string', required: true, enum: 'EncapsulationAlgorithmSpec' },
    GrantTokens: { type: 'list', min: 0, max: 10, item: { type: 'string', min: 1, max: 8192 } },
    DryRun: { type: 'boolean' },
  },
  Decrypt: {
    CiphertextBlob: { type: 'blob', min: 1, max: 6144 },
    EncryptionContext: { type: 'map' },
    GrantTokens: { type: 'list', min: 0, max: 10, item: { type: 'string', min: 1, max: 8192 } },
    KeyId: { type: 'string', min: 1, max: 2048 },
    EncryptionAlgorithm: { type: 'string', enum: 'EncryptionAlgorithmSpec' },
    Recipient: {
      type: 'structure',
      members: {
        KeyEncryptionAlgorithm: { type: 'string', enum: 'KeyEncryptionMechanism' },
        AttestationDocument: { type: 'blob', min: 1, max: 262144 },
      },
    },
    DryRun: { type: 'boolean' },
    DryRunModifiers: { type: 'list', item: { type: 'string', enum: 'DryRunModifierType' } },
  },
  DeleteAlias: { AliasName: { type: 'string', required: true, min: 1, max: 256, pattern: '^[a-zA-Z0-9:/_-]+$' } },
  DeleteCustomKeyStore: { CustomKeyStoreId: { type: 'string', required: true, min: 1, max: 64 } },
  DeleteImportedKeyMaterial: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    KeyMaterialId: { type: 'string', min: 64, max: 64, pattern: '^[a-f0-9]+$' },
  },
  DeriveSharedSecret: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    KeyAgreementAlgorithm: { type: 'string', required: true, enum: 'KeyAgreementAlgorithmSpec' },
    PublicKey: { type: 'blob', required: true, min: 1, max: 8192 },
    GrantTokens: { type: 'list', min: 0, max: 10, item: { type: 'string', min: 1, max: 8192 } },
    DryRun: { type: 'boolean' },
    Recipient: {
      type: 'structure',
      members: {
        KeyEncryptionAlgorithm: { type: 'string', enum: 'KeyEncryptionMechanism' },
        AttestationDocument: { type: 'blob', min: 1, max: 262144 },
      },
    },
  },
  DescribeCustomKeyStores: {
    CustomKeyStoreId: { type: 'string', min: 1, max: 64 },
    CustomKeyStoreName: { type: 'string', min: 1, max: 256 },
    Limit: { type: 'integer', min: 1, max: 1000 },
    Marker: { type: 'string', min: 1, max: 1024, pattern: '^[\\u0020-\\u00FF]*$' },
  },
  DescribeKey: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    GrantTokens: { type: 'list', min: 0, max: 10, item: { type: 'string', min: 1, max: 8192 } },
  },
  DisableKey: { KeyId: { type: 'string', required: true, min: 1, max: 2048 } },
  DisableKeyRotation: { KeyId: { type: 'string', required: true, min: 1, max: 2048 } },
  DisconnectCustomKeyStore: { CustomKeyStoreId: { type: 'string', required: true, min: 1, max: 64 } },
  EnableKey: { KeyId: { type: 'string', required: true, min: 1, max: 2048 } },
  EnableKeyRotation: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    RotationPeriodInDays: { type: 'integer', min: 90, max: 2560 },
  },
  Encapsulate: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    EncapsulationAlgorithm: { type: 'string', required: true, enum: 'EncapsulationAlgorithmSpec' },
    GrantTokens: { type: 'list', min: 0, max: 10, item: { type: 'string', min: 1, max: 8192 } },
    DryRun: { type: 'boolean' },
  },
  Encrypt: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    Plaintext: { type: 'blob', required: true, min: 1, max: 4096, sensitive: true },
    EncryptionContext: { type: 'map' },
    GrantTokens: { type: 'list', min: 0, max: 10, item: { type: 'string', min: 1, max: 8192 } },
    EncryptionAlgorithm: { type: 'string', enum: 'EncryptionAlgorithmSpec' },
    DryRun: { type: 'boolean' },
  },
  GenerateDataKey: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    EncryptionContext: { type: 'map' },
    NumberOfBytes: { type: 'integer', min: 1, max: 1024 },
    KeySpec: { type: 'string', enum: 'DataKeySpec' },
    GrantTokens: { type: 'list', min: 0, max: 10, item: { type: 'string', min: 1, max: 8192 } },
    Recipient: {
      type: 'structure',
      members: {
        KeyEncryptionAlgorithm: { type: 'string', enum: 'KeyEncryptionMechanism' },
        AttestationDocument: { type: 'blob', min: 1, max: 262144 },
      },
    },
    DryRun: { type: 'boolean' },
  },
  GenerateDataKeyPair: {
    EncryptionContext: { type: 'map' },
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    KeyPairSpec: { type: 'string', required: true, enum: 'DataKeyPairSpec' },
    GrantTokens: { type: 'list', min: 0, max: 10, item: { type: 'string', min: 1, max: 8192 } },
    Recipient: {
      type: 'structure',
      members: {
        KeyEncryptionAlgorithm: { type: 'string', enum: 'KeyEncryptionMechanism' },
        AttestationDocument: { type: 'blob', min: 1, max: 262144 },
      },
    },
    DryRun: { type: 'boolean' },
  },
  GenerateDataKeyPairWithoutPlaintext: {
    EncryptionContext: { type: 'map' },
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    KeyPairSpec: { type: 'string', required: true, enum: 'DataKeyPairSpec' },
    GrantTokens: { type: 'list', min: 0, max: 10, item: { type: 'string', min: 1, max: 8192 } },
    DryRun: { type: 'boolean' },
  },
  GenerateDataKeyWithoutPlaintext: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    EncryptionContext: { type: 'map' },
    KeySpec: { type: 'string', enum: 'DataKeySpec' },
    NumberOfBytes: { type: 'integer', min: 1, max: 1024 },
    GrantTokens: { type: 'list', min: 0, max: 10, item: { type: 'string', min: 1, max: 8192 } },
    DryRun: { type: 'boolean' },
  },
  GenerateMac: {
    Message: { type: 'blob', required: true, min: 1, max: 4096, sensitive: true },
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    MacAlgorithm: { type: 'string', required: true, enum: 'MacAlgorithmSpec' },
    GrantTokens: { type: 'list', min: 0, max: 10, item: { type: 'string', min: 1, max: 8192 } },
    DryRun: { type: 'boolean' },
  },
  GenerateRandom: {
    NumberOfBytes: { type: 'integer', min: 1, max: 1024 },
    CustomKeyStoreId: { type: 'string', min: 1, max: 64 },
    Recipient: {
      type: 'structure',
      members: {
        KeyEncryptionAlgorithm: { type: 'string', enum: 'KeyEncryptionMechanism' },
        AttestationDocument: { type: 'blob', min: 1, max: 262144 },
      },
    },
  },
  GetKeyLastUsage: { KeyId: { type: 'string', required: true, min: 1, max: 2048 } },
  GetKeyPolicy: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    PolicyName: { type: 'string', min: 1, max: 128, pattern: '^[\\w]+$' },
  },
  GetKeyRotationStatus: { KeyId: { type: 'string', required: true, min: 1, max: 2048 } },
  GetParametersForImport: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    WrappingAlgorithm: { type: 'string', required: true, enum: 'AlgorithmSpec' },
    WrappingKeySpec: { type: 'string', required: true, enum: 'WrappingKeySpec' },
  },
  GetPublicKey: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    GrantTokens: { type: 'list', min: 0, max: 10, item: { type: 'string', min: 1, max: 8192 } },
  },
  ImportKeyMaterial: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    ImportToken: { type: 'blob', required: true, min: 1, max: 6144 },
    EncryptedKeyMaterial: { type: 'blob', required: true, min: 1, max: 6144 },
    ValidTo: { type: 'timestamp' },
    ExpirationModel: { type: 'string', enum: 'ExpirationModelType' },
    ImportType: { type: 'string', enum: 'ImportType' },
    KeyMaterialDescription: { type: 'string', min: 0, max: 256, pattern: '^[a-zA-Z0-9:/_\\s.-]+$' },
    KeyMaterialId: { type: 'string', min: 64, max: 64, pattern: '^[a-f0-9]+$' },
  },
  ListAliases: {
    KeyId: { type: 'string', min: 1, max: 2048 },
    Limit: { type: 'integer', min: 1, max: 1000 },
    Marker: { type: 'string', min: 1, max: 1024, pattern: '^[\\u0020-\\u00FF]*$' },
  },
  ListGrants: {
    Limit: { type: 'integer', min: 1, max: 1000 },
    Marker: { type: 'string', min: 1, max: 1024, pattern: '^[\\u0020-\\u00FF]*$' },
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    GrantId: { type: 'string', min: 1, max: 128 },
    GranteePrincipal: { type: 'string', min: 1, max: 256, pattern: '^[\\w+=,.@:/-]+$' },
    GranteeServicePrincipal: {
      type: 'string',
      min: 1,
      max: 128,
      pattern: '^([A-Za-z0-9\\-]+)\\.([A-Za-z0-9\\-]+)(\\.[A-Za-z0-9\\-]+)+$',
    },
  },
  ListKeyPolicies: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    Limit: { type: 'integer', min: 1, max: 1000 },
    Marker: { type: 'string', min: 1, max: 1024, pattern: '^[\\u0020-\\u00FF]*$' },
  },
  ListKeyRotations: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    IncludeKeyMaterial: { type: 'string', enum: 'IncludeKeyMaterial' },
    Limit: { type: 'integer', min: 1, max: 1000 },
    Marker: { type: 'string', min: 1, max: 1024, pattern: '^[\\u0020-\\u00FF]*$' },
  },
  ListKeys: {
    Limit: { type: 'integer', min: 1, max: 1000 },
    Marker: { type: 'string', min: 1, max: 1024, pattern: '^[\\u0020-\\u00FF]*$' },
  },
  ListResourceTags: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    Limit: { type: 'integer', min: 1, max: 1000 },
    Marker: { type: 'string', min: 1, max: 1024, pattern: '^[\\u0020-\\u00FF]*$' },
  },
  ListRetirableGrants: {
    Limit: { type: 'integer', min: 1, max: 1000 },
    Marker: { type: 'string', min: 1, max: 1024, pattern: '^[\\u0020-\\u00FF]*$' },
    RetiringPrincipal: { type: 'string', min: 1, max: 256, pattern: '^[\\w+=,.@:/-]+$' },
    RetiringServicePrincipal: {
      type: 'string',
      min: 1,
      max: 128,
      pattern: '^([A-Za-z0-9\\-]+)\\.([A-Za-z0-9\\-]+)(\\.[A-Za-z0-9\\-]+)+$',
    },
  },
  PutKeyPolicy: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    PolicyName: { type: 'string', min: 1, max: 128, pattern: '^[\\w]+$' },
    Policy: {
      type: 'string',
      required: true,
      min: 1,
      max: 131072,
      pattern: '^[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+$',
    },
    BypassPolicyLockoutSafetyCheck: { type: 'boolean' },
  },
  ReEncrypt: {
    CiphertextBlob: { type: 'blob', min: 1, max: 6144 },
    SourceEncryptionContext: { type: 'map' },
    SourceKeyId: { type: 'string', min: 1, max: 2048 },
    DestinationKeyId: { type: 'string', required: true, min: 1, max: 2048 },
    DestinationEncryptionContext: { type: 'map' },
    SourceEncryptionAlgorithm: { type: 'string', enum: 'EncryptionAlgorithmSpec' },
    DestinationEncryptionAlgorithm: { type: 'string', enum: 'EncryptionAlgorithmSpec' },
    GrantTokens: { type: 'list', min: 0, max: 10, item: { type: 'string', min: 1, max: 8192 } },
    DryRun: { type: 'boolean' },
    DryRunModifiers: { type: 'list', item: { type: 'string', enum: 'DryRunModifierType' } },
  },
  ReplicateKey: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    ReplicaRegion: { type: 'string', required: true, min: 1, max: 32, pattern: '^([a-z]+-){2,3}\\d+$' },
    Policy: { type: 'string', min: 1, max: 131072, pattern: '^[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+$' },
    BypassPolicyLockoutSafetyCheck: { type: 'boolean' },
    Description: { type: 'string', min: 0, max: 8192 },
    Tags: {
      type: 'list',
      item: {
        type: 'structure',
        members: {
          TagKey: { type: 'string', required: true, min: 1, max: 128 },
          TagValue: { type: 'string', required: true, min: 0, max: 256 },
        },
      },
    },
  },
  RetireGrant: {
    GrantToken: { type: 'string', min: 1, max: 8192 },
    KeyId: { type: 'string', min: 1, max: 2048 },
    GrantId: { type: 'string', min: 1, max: 128 },
    DryRun: { type: 'boolean' },
  },
  RevokeGrant: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    GrantId: { type: 'string', required: true, min: 1, max: 128 },
    DryRun: { type: 'boolean' },
  },
  RotateKeyOnDemand: { KeyId: { type: 'string', required: true, min: 1, max: 2048 } },
  ScheduleKeyDeletion: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    PendingWindowInDays: { type: 'integer', min: 1, max: 365 },
  },
  Sign: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    Message: { type: 'blob', required: true, min: 1, max: 4096, sensitive: true },
    MessageType: { type: 'string', enum: 'MessageType' },
    GrantTokens: { type: 'list', min: 0, max: 10, item: { type: 'string', min: 1, max: 8192 } },
    SigningAlgorithm: { type: 'string', required: true, enum: 'SigningAlgorithmSpec' },
    DryRun: { type: 'boolean' },
  },
  TagResource: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    Tags: {
      type: 'list',
      required: true,
      item: {
        type: 'structure',
        members: {
          TagKey: { type: 'string', required: true, min: 1, max: 128 },
          TagValue: { type: 'string', required: true, min: 0, max: 256 },
        },
      },
    },
  },
  UntagResource: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    TagKeys: { type: 'list', required: true, item: { type: 'string', min: 1, max: 128 } },
  },
  UpdateAlias: {
    AliasName: { type: 'string', required: true, min: 1, max: 256, pattern: '^[a-zA-Z0-9:/_-]+$' },
    TargetKeyId: { type: 'string', required: true, min: 1, max: 2048 },
  },
  UpdateCustomKeyStore: {
    CustomKeyStoreId: { type: 'string', required: true, min: 1, max: 64 },
    NewCustomKeyStoreName: { type: 'string', min: 1, max: 256 },
    KeyStorePassword: { type: 'string', min: 7, max: 32, sensitive: true },
    CloudHsmClusterId: { type: 'string', min: 19, max: 24, pattern: '^cluster-[2-7a-zA-Z]{11,16}$' },
    XksProxyUriEndpoint: { type: 'string', min: 10, max: 128, pattern: '^https://[a-zA-Z0-9.-]+$' },
    XksProxyUriPath: {
      type: 'string',
      min: 10,
      max: 128,
      pattern: '^(/[a-zA-Z0-9\\/_-]+/kms/xks/v\\d{1,2})$|^(/kms/xks/v\\d{1,2})$',
    },
    XksProxyVpcEndpointServiceName: {
      type: 'string',
      min: 20,
      max: 64,
      pattern: '^(com|eu)\\.amazonaws\\.vpce\\.([a-z]+-){2,3}\\d+\\.vpce-svc-[0-9a-z]+$',
    },
    XksProxyVpcEndpointServiceOwner: { type: 'string', min: 12, max: 12, pattern: '[0-9]{12}' },
    XksProxyAuthenticationCredential: {
      type: 'structure',
      members: {
        AccessKeyId: { type: 'string', required: true, min: 20, max: 30, pattern: '^[A-Z2-7]+$', sensitive: true },
        RawSecretAccessKey: {
          type: 'string',
          required: true,
          min: 43,
          max: 64,
          pattern: '^[a-zA-Z0-9\\/+=]+$',
          sensitive: true,
        },
      },
    },
    XksProxyConnectivity: { type: 'string', enum: 'XksProxyConnectivityType' },
  },
  UpdateKeyDescription: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    Description: { type: 'string', required: true, min: 0, max: 8192 },
  },
  UpdatePrimaryRegion: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    PrimaryRegion: { type: 'string', required: true, min: 1, max: 32, pattern: '^([a-z]+-){2,3}\\d+$' },
  },
  Verify: {
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    Message: { type: 'blob', required: true, min: 1, max: 4096, sensitive: true },
    MessageType: { type: 'string', enum: 'MessageType' },
    Signature: { type: 'blob', required: true, min: 1, max: 6144 },
    SigningAlgorithm: { type: 'string', required: true, enum: 'SigningAlgorithmSpec' },
    GrantTokens: { type: 'list', min: 0, max: 10, item: { type: 'string', min: 1, max: 8192 } },
    DryRun: { type: 'boolean' },
  },
  VerifyMac: {
    Message: { type: 'blob', required: true, min: 1, max: 4096, sensitive: true },
    KeyId: { type: 'string', required: true, min: 1, max: 2048 },
    MacAlgorithm: { type: 'string', required: true, enum: 'MacAlgorithmSpec' },
    Mac: { type: 'blob', required: true, min: 1, max: 6144 },
    GrantTokens: { type: 'list', min: 0, max: 10, item: { type: 'string', min: 1, max: 8192 } },
    DryRun: { type: 'boolean' },
  },
} as const satisfies { readonly [N in OperationName]: ShapeOf<InputOf<N>> };

/** Input members of each operation. */
export const SHAPES: Readonly<Record<OperationName, Members>> = TABLE;
