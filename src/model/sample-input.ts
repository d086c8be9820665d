/** Example inputs of every operation on a key, for questions about authorization, which do not depend on the bytes. */
import { encodeUtf8 } from '../base/bytes.ts';
import { KEY_SPECS } from './algorithms.ts';
import { keyResources } from './operation-keys.ts';
import type { InputOf, OperationName } from './operations.ts';
import type { KeySpec } from './sdk.ts';
import { ENUMS, SHAPES, type Member } from './shapes.ts';

/** What is known of the key. */
export interface SampleKey {
  /** Key ID, alias or ARN. */
  readonly id: string;
  readonly spec?: KeySpec | undefined;
  /** An alias of the key, for UpdateAlias and DeleteAlias. */
  readonly alias?: string | undefined;
  /** A grant of the key, for RevokeGrant and RetireGrant. */
  readonly grantId?: string | undefined;
  readonly policy?: string | undefined;
}

/** An ID that no grant has. */
const NO_GRANT = '0'.repeat(64);

/**
 * Evaluates the key without a ciphertext. Source:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html (DryRunModifiers)
 */
const WITHOUT_CIPHERTEXT = { DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT'] } as const;

const BYTES = encodeUtf8('an example of some bytes');

/** Values by member name, where the first allowed value would not do. */
const MEMBERS: Readonly<Record<string, (key: SampleKey) => unknown>> = {
  KeyId: ({ id }) => id,
  SourceKeyId: ({ id }) => id,
  DestinationKeyId: ({ id }) => id,
  TargetKeyId: ({ id }) => id,
  AliasName: ({ alias }) => alias ?? 'alias/example',
  GrantId: ({ grantId }) => grantId ?? NO_GRANT,
  Policy: ({ policy }) => policy ?? '{"Version": "2012-10-17", "Statement": []}',
  Operations: () => ['Decrypt'],
  Tags: () => [{ TagKey: 'Purpose', TagValue: 'Test' }],
  TagKeys: () => ['Purpose'],
  KeySpec: () => 'AES_256',
  KeyPairSpec: () => 'ECC_NIST_P256',
  ReplicaRegion: () => 'eu-west-1',
  PrimaryRegion: () => 'eu-west-1',
  Description: () => 'an example',
  SigningAlgorithm: ({ spec }) => (spec && KEY_SPECS[spec].signingAlgorithms?.[0]) ?? 'ECDSA_SHA_256',
  MacAlgorithm: ({ spec }) => (spec && KEY_SPECS[spec].macAlgorithms?.[0]) ?? 'HMAC_SHA_256',
  EncryptionAlgorithm: ({ spec }) => (spec && KEY_SPECS[spec].encryptionAlgorithms?.[0]) ?? 'SYMMETRIC_DEFAULT',
};

/** Members of a sample that are not required. */
const OPTIONAL: Partial<Readonly<Record<OperationName, readonly string[]>>> = {
  GenerateDataKey: ['KeySpec'],
  GenerateDataKeyWithoutPlaintext: ['KeySpec'],
  RetireGrant: ['KeyId', 'GrantId'],
};

/** Further members of a sample. */
const GIVEN: Partial<Readonly<Record<OperationName, object>>> = {
  CreateGrant: { GranteePrincipal: 'arn:aws:iam::111122223333:role/Learner' },
  ListRetirableGrants: { RetiringPrincipal: 'arn:aws:iam::111122223333:role/Learner' },
  GenerateRandom: { NumberOfBytes: 32 },
  CreateCustomKeyStore: {
    CloudHsmClusterId: 'cluster-2a3b4c5d6e7',
    TrustAnchorCertificate: 'an example of a certificate',
    KeyStorePassword: 'an example',
  },
};

function valueOf(name: string, member: Member, key: SampleKey): unknown {
  const named = MEMBERS[name];
  if (named) return named(key);
  if (member.enum) return ENUMS[member.enum][0];
  if (member.type === 'blob') return BYTES;
  if (member.type === 'integer') return member.min ?? 1;
  return member.type === 'list' ? [] : 'example';
}

/** Returns an example input of `operation` on `key`. */
export function sampleInput<N extends OperationName>(operation: N, key: SampleKey): InputOf<N> {
  // Operations that take an algorithm require it for an asymmetric key.
  const asymmetric = key.spec !== undefined && key.spec !== 'SYMMETRIC_DEFAULT';
  const ciphertexts = keyResources(operation).filter(({ kind }) => kind === 'ciphertext');
  const optional = [
    ...(OPTIONAL[operation] ?? []),
    ...ciphertexts.map(({ member }) => member),
    ...(asymmetric ? ['EncryptionAlgorithm'] : []),
  ];
  const members = Object.entries(SHAPES[operation]).filter(
    ([name, { required }]) => required === true || optional.includes(name),
  );
  return {
    ...Object.fromEntries(members.map(([name, member]) => [name, valueOf(name, member, key)])),
    ...(ciphertexts.length > 0 ? WITHOUT_CIPHERTEXT : {}),
    ...GIVEN[operation],
  };
}
