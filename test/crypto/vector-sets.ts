/**
 * The published vectors under test/vectors: what each set is run on, how many vectors it has, and how many of them a
 * path refuses by design.
 */
import type { KeySpec } from '../../src/model/sdk.ts';

/** What is done with a set. Each run is one loop over its sets, in the test file that is named here. */
export type Run =
  /** symmetric-vectors.test.ts */
  | 'aes-gcm'
  | 'aes-kw'
  | 'aes-kwp'
  | 'hkdf'
  | 'hmac'
  /** ec-vectors.test.ts */
  | 'ecdh'
  | 'ecdsa'
  /** rsa-vectors.test.ts */
  | 'rsa-pkcs1'
  | 'rsa-pss'
  | 'rsa-oaep'
  /** modern-vectors.test.ts, and without the newer algorithms modern-hidden-vectors.test.ts */
  | 'ed25519'
  | 'ml-dsa-verify'
  | 'ml-dsa-sign'
  | 'ml-dsa-mu'
  | 'ml-kem';

/** One set, as one run takes it. */
export interface VectorSet {
  /** The name of the file, without `.json.gz`. */
  readonly name: string;
  readonly run: Run;
  /** The key spec on whose path it is run, if it is that of a key spec. */
  readonly spec?: KeySpec;
  /** Bits of the hash. */
  readonly bits?: number;
  readonly vectors: number;
  /** How many vectors are refused by design, by reason. All others must agree. */
  readonly refused?: Readonly<Record<string, number>>;
}

/** Why a path refuses a vector, or what it makes no use of. */
export const REASONS = {
  iv: 'an IV of another length than 12 bytes, which nothing here makes or reads',
  spki: 'SPKI in another form than the one of named curves and uncompressed points',
  missingNull: 'DigestInfo without its NULL, which RFC 8017 lets a verifier refuse',
  label: 'a label: KMS encrypts with the empty one alone',
  context: 'a context string: KMS signs with the empty one alone',
  muAlone: 'mu without a message: for EXTERNAL_MU',
  noMu: 'no mu',
} as const;

const { iv, spki, missingNull, label, context, muAlone, noMu } = REASONS;

/** The table. */
export const VECTOR_SETS: readonly VectorSet[] = [
  { name: 'aes_gcm', run: 'aes-gcm', vectors: 316, refused: { [iv]: 119 } },
  { name: 'aes_kwp', run: 'aes-kwp', vectors: 254 },
  { name: 'aes_wrap', run: 'aes-kw', vectors: 165 },
  { name: 'ecdh_secp256r1', run: 'ecdh', spec: 'ECC_NIST_P256', vectors: 612, refused: { [spki]: 230 } },
  { name: 'ecdh_secp384r1', run: 'ecdh', spec: 'ECC_NIST_P384', vectors: 1047, refused: { [spki]: 230 } },
  { name: 'ecdh_secp521r1', run: 'ecdh', spec: 'ECC_NIST_P521', vectors: 916, refused: { [spki]: 228 } },
  { name: 'ecdsa_secp256k1_sha256', run: 'ecdsa', spec: 'ECC_SECG_P256K1', bits: 256, vectors: 476 },
  { name: 'ecdsa_secp256r1_sha256', run: 'ecdsa', spec: 'ECC_NIST_P256', bits: 256, vectors: 484 },
  { name: 'ecdsa_secp384r1_sha384', run: 'ecdsa', spec: 'ECC_NIST_P384', bits: 384, vectors: 504 },
  { name: 'ecdsa_secp521r1_sha512', run: 'ecdsa', spec: 'ECC_NIST_P521', bits: 512, vectors: 542 },
  { name: 'ed25519', run: 'ed25519', spec: 'ECC_NIST_EDWARDS25519', vectors: 151 },
  { name: 'hkdf_sha256', run: 'hkdf', bits: 256, vectors: 86 },
  { name: 'hkdf_sha384', run: 'hkdf', bits: 384, vectors: 83 },
  { name: 'hkdf_sha512', run: 'hkdf', bits: 512, vectors: 83 },
  { name: 'hmac_sha224', run: 'hmac', spec: 'HMAC_224', bits: 224, vectors: 172 },
  { name: 'hmac_sha256', run: 'hmac', spec: 'HMAC_256', bits: 256, vectors: 174 },
  { name: 'hmac_sha384', run: 'hmac', spec: 'HMAC_384', bits: 384, vectors: 174 },
  { name: 'hmac_sha512', run: 'hmac', spec: 'HMAC_512', bits: 512, vectors: 174 },
  {
    name: 'mldsa_44_sign_seed',
    run: 'ml-dsa-sign',
    spec: 'ML_DSA_44',
    vectors: 86,
    refused: { [context]: 4, [muAlone]: 8 },
  },
  { name: 'mldsa_44_sign_seed', run: 'ml-dsa-mu', spec: 'ML_DSA_44', vectors: 86, refused: { [noMu]: 4 } },
  { name: 'mldsa_44_verify', run: 'ml-dsa-verify', spec: 'ML_DSA_44', vectors: 180, refused: { [context]: 2 } },
  {
    name: 'mldsa_65_sign_seed',
    run: 'ml-dsa-sign',
    spec: 'ML_DSA_65',
    vectors: 105,
    refused: { [context]: 4, [muAlone]: 17 },
  },
  { name: 'mldsa_65_sign_seed', run: 'ml-dsa-mu', spec: 'ML_DSA_65', vectors: 105, refused: { [noMu]: 4 } },
  { name: 'mldsa_65_verify', run: 'ml-dsa-verify', spec: 'ML_DSA_65', vectors: 210, refused: { [context]: 2 } },
  {
    name: 'mldsa_87_sign_seed',
    run: 'ml-dsa-sign',
    spec: 'ML_DSA_87',
    vectors: 96,
    refused: { [context]: 4, [muAlone]: 17 },
  },
  { name: 'mldsa_87_sign_seed', run: 'ml-dsa-mu', spec: 'ML_DSA_87', vectors: 96, refused: { [noMu]: 4 } },
  { name: 'mldsa_87_verify', run: 'ml-dsa-verify', spec: 'ML_DSA_87', vectors: 241, refused: { [context]: 2 } },
  { name: 'mlkem_1024', run: 'ml-kem', spec: 'ML_KEM_1024', vectors: 193 },
  { name: 'mlkem_512', run: 'ml-kem', spec: 'ML_KEM_512', vectors: 193 },
  { name: 'mlkem_768', run: 'ml-kem', spec: 'ML_KEM_768', vectors: 193 },
  {
    name: 'rsa_oaep_2048_sha1_mgf1sha1',
    run: 'rsa-oaep',
    spec: 'RSA_2048',
    bits: 1,
    vectors: 36,
    refused: { [label]: 7 },
  },
  {
    name: 'rsa_oaep_2048_sha256_mgf1sha256',
    run: 'rsa-oaep',
    spec: 'RSA_2048',
    bits: 256,
    vectors: 37,
    refused: { [label]: 8 },
  },
  {
    name: 'rsa_oaep_3072_sha256_mgf1sha256',
    run: 'rsa-oaep',
    spec: 'RSA_3072',
    bits: 256,
    vectors: 37,
    refused: { [label]: 8 },
  },
  {
    name: 'rsa_oaep_4096_sha256_mgf1sha256',
    run: 'rsa-oaep',
    spec: 'RSA_4096',
    bits: 256,
    vectors: 37,
    refused: { [label]: 8 },
  },
  { name: 'rsa_pss_2048_sha256_mgf1_32', run: 'rsa-pss', spec: 'RSA_2048', bits: 256, vectors: 108 },
  { name: 'rsa_pss_2048_sha384_mgf1_48', run: 'rsa-pss', spec: 'RSA_2048', bits: 384, vectors: 141 },
  { name: 'rsa_pss_3072_sha256_mgf1_32', run: 'rsa-pss', spec: 'RSA_3072', bits: 256, vectors: 108 },
  { name: 'rsa_pss_4096_sha256_mgf1_32', run: 'rsa-pss', spec: 'RSA_4096', bits: 256, vectors: 108 },
  { name: 'rsa_pss_4096_sha384_mgf1_48', run: 'rsa-pss', spec: 'RSA_4096', bits: 384, vectors: 141 },
  { name: 'rsa_pss_4096_sha512_mgf1_64', run: 'rsa-pss', spec: 'RSA_4096', bits: 512, vectors: 179 },
  {
    name: 'rsa_signature_2048_sha256',
    run: 'rsa-pkcs1',
    spec: 'RSA_2048',
    bits: 256,
    vectors: 259,
    refused: { [missingNull]: 1 },
  },
  {
    name: 'rsa_signature_2048_sha384',
    run: 'rsa-pkcs1',
    spec: 'RSA_2048',
    bits: 384,
    vectors: 258,
    refused: { [missingNull]: 1 },
  },
  {
    name: 'rsa_signature_2048_sha512',
    run: 'rsa-pkcs1',
    spec: 'RSA_2048',
    bits: 512,
    vectors: 259,
    refused: { [missingNull]: 1 },
  },
  {
    name: 'rsa_signature_3072_sha256',
    run: 'rsa-pkcs1',
    spec: 'RSA_3072',
    bits: 256,
    vectors: 259,
    refused: { [missingNull]: 1 },
  },
  {
    name: 'rsa_signature_3072_sha384',
    run: 'rsa-pkcs1',
    spec: 'RSA_3072',
    bits: 384,
    vectors: 259,
    refused: { [missingNull]: 1 },
  },
  {
    name: 'rsa_signature_3072_sha512',
    run: 'rsa-pkcs1',
    spec: 'RSA_3072',
    bits: 512,
    vectors: 260,
    refused: { [missingNull]: 1 },
  },
  {
    name: 'rsa_signature_4096_sha256',
    run: 'rsa-pkcs1',
    spec: 'RSA_4096',
    bits: 256,
    vectors: 258,
    refused: { [missingNull]: 1 },
  },
  {
    name: 'rsa_signature_4096_sha384',
    run: 'rsa-pkcs1',
    spec: 'RSA_4096',
    bits: 384,
    vectors: 259,
    refused: { [missingNull]: 1 },
  },
  {
    name: 'rsa_signature_4096_sha512',
    run: 'rsa-pkcs1',
    spec: 'RSA_4096',
    bits: 512,
    vectors: 259,
    refused: { [missingNull]: 1 },
  },
];

/** The sets of one run. */
export const setsFor = (run: Run): readonly VectorSet[] => VECTOR_SETS.filter((set) => set.run === run);
