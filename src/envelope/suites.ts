/**
 * Algorithm suites of the AWS Encryption SDK, one row each. All have a 12-byte IV and a 16-byte tag. Source:
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/algorithms-reference.html
 */
import type { HkdfHash } from '../crypto/hkdf.ts';
import type { SignatureCurve } from '../crypto/message-signature.ts';

/** One suite. */
export interface Suite {
  readonly id: number;
  /** AWS's name of the suite. */
  readonly name: string;
  /** Version of the message format. */
  readonly version: 1 | 2;
  /** Length of the AES key and of the data key in bytes. */
  readonly keyBytes: 16 | 24 | 32;
  /** Hash of the key derivation. Omitted if the data key encrypts directly. */
  readonly kdf?: HkdfHash;
  /** Curve of the signature in the footer. */
  readonly signature?: SignatureCurve;
  /** Whether the suite has key commitment. */
  readonly commits: boolean;
}

const v1 = { version: 1, commits: false } as const;
const v2 = { version: 2, commits: true, keyBytes: 32, kdf: 'SHA-512' } as const;

const ROWS: readonly Suite[] = [
  { id: 0x0014, name: 'AES_128_GCM_IV12_TAG16_NO_KDF', keyBytes: 16, ...v1 },
  { id: 0x0046, name: 'AES_192_GCM_IV12_TAG16_NO_KDF', keyBytes: 24, ...v1 },
  { id: 0x0078, name: 'AES_256_GCM_IV12_TAG16_NO_KDF', keyBytes: 32, ...v1 },
  { id: 0x0114, name: 'AES_128_GCM_IV12_TAG16_HKDF_SHA256', keyBytes: 16, kdf: 'SHA-256', ...v1 },
  { id: 0x0146, name: 'AES_192_GCM_IV12_TAG16_HKDF_SHA256', keyBytes: 24, kdf: 'SHA-256', ...v1 },
  { id: 0x0178, name: 'AES_256_GCM_IV12_TAG16_HKDF_SHA256', keyBytes: 32, kdf: 'SHA-256', ...v1 },
  {
    id: 0x0214,
    name: 'AES_128_GCM_IV12_TAG16_HKDF_SHA256_ECDSA_P256',
    keyBytes: 16,
    kdf: 'SHA-256',
    signature: 'P-256',
    ...v1,
  },
  {
    id: 0x0346,
    name: 'AES_192_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384',
    keyBytes: 24,
    kdf: 'SHA-384',
    signature: 'P-384',
    ...v1,
  },
  {
    id: 0x0378,
    name: 'AES_256_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384',
    keyBytes: 32,
    kdf: 'SHA-384',
    signature: 'P-384',
    ...v1,
  },
  { id: 0x0478, name: 'AES_256_GCM_HKDF_SHA512_COMMIT_KEY', ...v2 },
  { id: 0x0578, name: 'AES_256_GCM_HKDF_SHA512_COMMIT_KEY_ECDSA_P384', signature: 'P-384', ...v2 },
];

const BY_ID = new Map(ROWS.map((suite) => [suite.id, suite]));

/** Finds a suite by ID. */
export function findSuite(id: number): Suite | undefined {
  return BY_ID.get(id);
}

/** An ID of a suite. */
export type SuiteId = 0x0014 | 0x0046 | 0x0078 | 0x0114 | 0x0146 | 0x0178 | 0x0214 | 0x0346 | 0x0378 | 0x0478 | 0x0578;

/** Formats a suite ID as in AWS's documentation: `0x0478`. */
export function formatSuiteId(id: number): string {
  return `0x${id.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** IDs of all suites. */
export const SUITE_IDS = ROWS.map(({ id }) => id as SuiteId);
