/** The operations that a grant can allow. Source: the guide's page on grants, and the enumeration GrantOperation. */
import { KEY_SPECS } from './algorithms.ts';
import type { KeyRecord } from './records.ts';

const ANY_KEY = ['CreateGrant', 'DescribeKey', 'RetireGrant'];
const SYMMETRIC = [
  'Encrypt',
  'Decrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
];
const BY_USAGE: Readonly<Record<string, readonly string[]>> = {
  ENCRYPT_DECRYPT: ['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GetPublicKey'],
  SIGN_VERIFY: ['Sign', 'Verify', 'GetPublicKey'],
  KEY_AGREEMENT: ['DeriveSharedSecret', 'GetPublicKey'],
  ENCAPSULATE_DECAPSULATE: ['Encapsulate', 'Decapsulate', 'GetPublicKey'],
  GENERATE_VERIFY_MAC: ['GenerateMac', 'VerifyMac'],
};

/** The operations that a grant on `key` may name. */
export function grantableOn({ spec, usage }: Pick<KeyRecord, 'spec' | 'usage'>): readonly string[] {
  return [...ANY_KEY, ...(KEY_SPECS[spec].kind === 'symmetric' ? SYMMETRIC : (BY_USAGE[usage] ?? []))];
}
