/**
 * The key specs of AWS KMS: one row each, with the usages, origins and algorithms that it allows. Algorithms are in the
 * order of DescribeKey. Source: https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
 * and the enums of `@aws-sdk/client-kms`.
 */
import type { KeySpec, KeyUsageType, OriginType } from './sdk.ts';

/** One key spec. */
export interface KeySpecRow {
  /** Key type. UpdateAlias requires both keys to have the same one. */
  readonly kind: 'symmetric' | 'asymmetric' | 'hmac';
  /**
   * An operation with such a key takes many times longer than the rest of a call. The engine starts few of these calls
   * at a time.
   */
  readonly slow?: true;
  /** Encryption with such a key takes an encryption context. */
  readonly encryptionContext?: true;
  readonly usages: readonly KeyUsageType[];
  readonly origins: readonly OriginType[];
  readonly encryptionAlgorithms?: readonly string[];
  readonly signingAlgorithms?: readonly string[];
  readonly macAlgorithms?: readonly string[];
  readonly keyAgreementAlgorithms?: readonly string[];
  readonly encapsulationAlgorithms?: readonly string[];
}

/** The table of key specs. */
export const KEY_SPECS: Readonly<Record<KeySpec, KeySpecRow>> = {
  SYMMETRIC_DEFAULT: {
    kind: 'symmetric',
    encryptionContext: true,
    usages: ['ENCRYPT_DECRYPT'],
    origins: ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'],
    encryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
  },
  RSA_2048: {
    kind: 'asymmetric',
    slow: true,
    usages: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'],
    origins: ['AWS_KMS', 'EXTERNAL'],
    encryptionAlgorithms: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
    signingAlgorithms: [
      'RSASSA_PKCS1_V1_5_SHA_256',
      'RSASSA_PKCS1_V1_5_SHA_384',
      'RSASSA_PKCS1_V1_5_SHA_512',
      'RSASSA_PSS_SHA_256',
      'RSASSA_PSS_SHA_384',
      'RSASSA_PSS_SHA_512',
    ],
  },
  RSA_3072: {
    kind: 'asymmetric',
    slow: true,
    usages: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'],
    origins: ['AWS_KMS', 'EXTERNAL'],
    encryptionAlgorithms: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
    signingAlgorithms: [
      'RSASSA_PKCS1_V1_5_SHA_256',
      'RSASSA_PKCS1_V1_5_SHA_384',
      'RSASSA_PKCS1_V1_5_SHA_512',
      'RSASSA_PSS_SHA_256',
      'RSASSA_PSS_SHA_384',
      'RSASSA_PSS_SHA_512',
    ],
  },
  RSA_4096: {
    kind: 'asymmetric',
    slow: true,
    usages: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'],
    origins: ['AWS_KMS', 'EXTERNAL'],
    encryptionAlgorithms: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
    signingAlgorithms: [
      'RSASSA_PKCS1_V1_5_SHA_256',
      'RSASSA_PKCS1_V1_5_SHA_384',
      'RSASSA_PKCS1_V1_5_SHA_512',
      'RSASSA_PSS_SHA_256',
      'RSASSA_PSS_SHA_384',
      'RSASSA_PSS_SHA_512',
    ],
  },
  ECC_NIST_P256: {
    kind: 'asymmetric',
    slow: true,
    usages: ['SIGN_VERIFY', 'KEY_AGREEMENT'],
    origins: ['AWS_KMS', 'EXTERNAL'],
    signingAlgorithms: ['ECDSA_SHA_256'],
    keyAgreementAlgorithms: ['ECDH'],
  },
  ECC_NIST_P384: {
    kind: 'asymmetric',
    slow: true,
    usages: ['SIGN_VERIFY', 'KEY_AGREEMENT'],
    origins: ['AWS_KMS', 'EXTERNAL'],
    signingAlgorithms: ['ECDSA_SHA_384'],
    keyAgreementAlgorithms: ['ECDH'],
  },
  ECC_NIST_P521: {
    kind: 'asymmetric',
    slow: true,
    usages: ['SIGN_VERIFY', 'KEY_AGREEMENT'],
    origins: ['AWS_KMS', 'EXTERNAL'],
    signingAlgorithms: ['ECDSA_SHA_512'],
    keyAgreementAlgorithms: ['ECDH'],
  },
  ECC_SECG_P256K1: {
    kind: 'asymmetric',
    slow: true,
    usages: ['SIGN_VERIFY'],
    origins: ['AWS_KMS', 'EXTERNAL'],
    signingAlgorithms: ['ECDSA_SHA_256'],
  },
  ECC_NIST_EDWARDS25519: {
    kind: 'asymmetric',
    slow: true,
    usages: ['SIGN_VERIFY'],
    origins: ['AWS_KMS', 'EXTERNAL'],
    signingAlgorithms: ['ED25519_SHA_512', 'ED25519_PH_SHA_512'],
  },
  HMAC_224: {
    kind: 'hmac',
    usages: ['GENERATE_VERIFY_MAC'],
    origins: ['AWS_KMS', 'EXTERNAL'],
    macAlgorithms: ['HMAC_SHA_224'],
  },
  HMAC_256: {
    kind: 'hmac',
    usages: ['GENERATE_VERIFY_MAC'],
    origins: ['AWS_KMS', 'EXTERNAL'],
    macAlgorithms: ['HMAC_SHA_256'],
  },
  HMAC_384: {
    kind: 'hmac',
    usages: ['GENERATE_VERIFY_MAC'],
    origins: ['AWS_KMS', 'EXTERNAL'],
    macAlgorithms: ['HMAC_SHA_384'],
  },
  HMAC_512: {
    kind: 'hmac',
    usages: ['GENERATE_VERIFY_MAC'],
    origins: ['AWS_KMS', 'EXTERNAL'],
    macAlgorithms: ['HMAC_SHA_512'],
  },
  ML_DSA_44: {
    kind: 'asymmetric',
    slow: true,
    usages: ['SIGN_VERIFY'],
    origins: ['AWS_KMS'],
    signingAlgorithms: ['ML_DSA_SHAKE_256'],
  },
  ML_DSA_65: {
    kind: 'asymmetric',
    slow: true,
    usages: ['SIGN_VERIFY'],
    origins: ['AWS_KMS'],
    signingAlgorithms: ['ML_DSA_SHAKE_256'],
  },
  ML_DSA_87: {
    kind: 'asymmetric',
    slow: true,
    usages: ['SIGN_VERIFY'],
    origins: ['AWS_KMS'],
    signingAlgorithms: ['ML_DSA_SHAKE_256'],
  },
  ML_KEM_512: {
    kind: 'asymmetric',
    slow: true,
    usages: ['ENCAPSULATE_DECAPSULATE'],
    origins: ['AWS_KMS'],
    encapsulationAlgorithms: ['ML_KEM'],
  },
  ML_KEM_768: {
    kind: 'asymmetric',
    slow: true,
    usages: ['ENCAPSULATE_DECAPSULATE'],
    origins: ['AWS_KMS'],
    encapsulationAlgorithms: ['ML_KEM'],
  },
  ML_KEM_1024: {
    kind: 'asymmetric',
    slow: true,
    usages: ['ENCAPSULATE_DECAPSULATE'],
    origins: ['AWS_KMS'],
    encapsulationAlgorithms: ['ML_KEM'],
  },
  SM2: {
    kind: 'asymmetric',
    slow: true,
    usages: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'KEY_AGREEMENT'],
    origins: ['AWS_KMS', 'EXTERNAL'],
    encryptionAlgorithms: ['SM2PKE'],
    signingAlgorithms: ['SM2DSA'],
    keyAgreementAlgorithms: ['ECDH'],
  },
};

/** Length of a data key in bytes by its spec. */
export const DATA_KEY_BYTES = { AES_128: 16, AES_256: 32 } as const;
