/** For every operation an input that has its shape, on a key: what a question about rights needs, where the bytes do not matter. */
import { encodeUtf8 } from '../../base/bytes.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import { keyResources } from '../../model/operation-keys.ts';
import type { InputOf, OperationName } from '../../model/operations.ts';
import type { KeySpec } from '../../model/sdk.ts';
import { ENUMS, SHAPES, type Member } from '../../model/shapes.ts';

/** What is known of the key that is asked about. */
export interface SampleKey {
  /** Id, alias or ARN. */
  readonly id: string;
  readonly spec?: KeySpec | undefined;
  /** One that it has: UpdateAlias and DeleteAlias name one. */
  readonly alias?: string | undefined;
  /** One that it has: RevokeGrant and RetireGrant name one. */
  readonly grantId?: string | undefined;
  readonly policy?: string | undefined;
}

/** An id that no grant has. */
const NO_GRANT = '0'.repeat(64);

/**
 * Evaluates the key alone, without a ciphertext. Source:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html (DryRunModifiers)
 */
const WITHOUT_CIPHERTEXT = { DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT'] } as const;

const BYTES = encodeUtf8('an example of some bytes');

/** The members that need more than the first allowed value, by name. */
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

/** The members that a sample has beside those that are required, and those that name a key instead of a ciphertext. */
const BESIDE: Partial<Readonly<Record<OperationName, readonly string[]>>> = {
  GenerateDataKey: ['KeySpec'],
  GenerateDataKeyWithoutPlaintext: ['KeySpec'],
  RetireGrant: ['KeyId', 'GrantId'],
};

/** What is put beside the members of the key. */
const GIVEN: Partial<Readonly<Record<OperationName, object>>> = {
  CreateGrant: { GranteePrincipal: 'arn:aws:iam::111122223333:role/Learner' },
  ListRetirableGrants: { RetiringPrincipal: 'arn:aws:iam::111122223333:role/Learner' },
  GenerateRandom: { NumberOfBytes: 32 },
};

function valueOf(name: string, member: Member, key: SampleKey): unknown {
  const named = MEMBERS[name];
  if (named) return named(key);
  if (member.enum) return ENUMS[member.enum][0];
  if (member.type === 'blob') return BYTES;
  if (member.type === 'integer') return member.min ?? 1;
  return member.type === 'list' ? [] : 'example';
}

/** An input of `operation` on `key`. Bytes are an example: no decision depends on them. */
export function sampleInput<N extends OperationName>(operation: N, key: SampleKey): InputOf<N> {
  // The algorithm of an asymmetric key has to be named, by the operations that take one.
  const asymmetric = key.spec !== undefined && key.spec !== 'SYMMETRIC_DEFAULT';
  const ciphertexts = keyResources(operation).filter(({ kind }) => kind === 'ciphertext');
  const beside = [
    ...(BESIDE[operation] ?? []),
    ...ciphertexts.map(({ member }) => member),
    ...(asymmetric ? ['EncryptionAlgorithm'] : []),
  ];
  const members = Object.entries(SHAPES[operation]).filter(
    ([name, { required }]) => required === true || beside.includes(name),
  );
  return {
    ...Object.fromEntries(members.map(([name, member]) => [name, valueOf(name, member, key)])),
    ...(ciphertexts.length > 0 ? WITHOUT_CIPHERTEXT : {}),
    ...GIVEN[operation],
  };
}
