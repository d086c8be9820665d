/**
 * Every error that the SDK declares for an operation: how it is provoked, or why it cannot arise here. `GENERAL` serves
 * the operations that have no row of their own in `OWN`; a declared pair that is in none of the three tables fails the
 * tests, and so does one of `UNREACHABLE` that arises.
 */
import type { ReplicateKeyCommandInput } from '@aws-sdk/client-kms';
import type { KmsErrorName } from '../../../src/model/errors.ts';
import { GAPS } from '../../../src/model/gaps.ts';
import type { Registered } from '../../conformance/cases.ts';
import { importInput } from '../../engine/import/import-scene.ts';
import { sealBySubtle } from '../../engine/import/seal-by-subtle.ts';
import type { SdkFixture } from './fixture.ts';
import { EXTERNAL_KEY_STORE_REFUSALS } from './external-key-store-refusals.ts';
import { KEY_STORE_REFUSALS } from './key-store-refusals.ts';
import { NO_TEXT, type Provoke, type Unreachable } from './refusal.ts';

const UUID = '11111111-2222-4333-8444-555555555555';
const HERE = 'arn:aws:kms:us-east-1:111122223333';
const DAY = 86_400;

/** The member that names the key under test, where it is not KeyId. */
const KEY_MEMBER: Partial<Record<Registered, string>> = {
  CreateAlias: 'TargetKeyId',
  UpdateAlias: 'TargetKeyId',
  ReEncrypt: 'DestinationKeyId',
};

const onKey = (operation: Registered, key: string): object => ({ [KEY_MEMBER[operation] ?? 'KeyId']: key });

/** Changes members of the valid call. */
const change =
  (members: object, says = NO_TEXT): Provoke =>
  (_made, valid) => ({ input: { ...valid, ...members }, says });

/** Puts a key of another spec and usage in the place of the key under test. */
const macKey = ({ world }: SdkFixture): Promise<string> =>
  world.key({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
const withMacKey: Provoke = async (made, valid, operation) => ({
  input: { ...valid, ...onKey(operation, await macKey(made)) },
  says: NO_TEXT,
});

/** The bytes of a member, one bit of the last changed. */
const changedBytes =
  (member: string): Provoke =>
  (_made, valid) => {
    const bytes = (Reflect.get(valid, member) as Uint8Array).slice();
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    return { input: { ...valid, [member]: bytes }, says: NO_TEXT };
  };

/** Fills `key`, which has one alias, up to the quota of 50. */
const fullOfAliases: Provoke = async ({ kms, key }, valid) => {
  for (let n = 1; n < 50; n++) await kms.createAlias({ AliasName: `alias/n${n}`, TargetKeyId: key });
  return { input: valid, says: 'Aliases per key quota for this account in this region is 50, current usage is 50.' };
};

/** A policy that leaves the caller without any right. */
const LOCKED_OUT = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/Learner' }, Action: 'kms:*', Resource: '*' },
  ],
});
const lockedOut = change(
  { Policy: LOCKED_OUT },
  'The new key policy will not allow you to update the key policy in the future.',
);
const longPolicy = change({ Policy: LOCKED_OUT.padEnd(32_769) });
const sm2 = 'KeySpec SM2 is not supported in this Region';
const twice = change(
  {
    Tags: [
      { TagKey: 'a', TagValue: '1' },
      { TagKey: 'a', TagValue: '2' },
    ],
  },
  'Duplicate tag keys',
);

/** How each error is provoked in the operations that have no way of their own. */
export const GENERAL: { readonly [name in KmsErrorName]?: Provoke } = {
  NotFoundException: (_made, valid, operation) => ({
    input: { ...valid, ...onKey(operation, UUID) },
    says: `Key '${HERE}:key/${UUID}' does not exist`,
  }),
  InvalidArnException: (_made, valid, operation) => ({
    input: { ...valid, ...onKey(operation, 'arn:aws:s3:::bucket') },
    says: NO_TEXT,
  }),
  DisabledException: async ({ kms, key }, valid) => {
    await kms.disableKey({ KeyId: key });
    return { input: valid, says: `${key} is disabled.` };
  },
  KMSInvalidStateException: async ({ kms, key }, valid) => {
    await kms.scheduleKeyDeletion({ KeyId: key });
    return { input: valid, says: `${key} is pending deletion.` };
  },
  DryRunOperationException: change({ DryRun: true }, 'The request would have succeeded, but the DryRun option is set.'),
  InvalidGrantTokenException: change({ GrantTokens: ['no-token'] }),
  InvalidGrantIdException: change({ GrantId: 'no-id' }),
  InvalidMarkerException: change({ Marker: 'no-marker' }),
  InvalidKeyUsageException: async (made, valid, operation) => {
    const key = await macKey(made);
    return {
      input: { ...valid, ...onKey(operation, key) },
      says: `${key} key usage is GENERATE_VERIFY_MAC which is not valid for ${operation}.`,
    };
  },
};

const symmetricForMac: Provoke = ({ other }, valid, operation) => ({
  input: { ...valid, KeyId: other },
  says: `${other} key usage is ENCRYPT_DECRYPT which is not valid for ${operation}.`,
});

/** A single-Region key. */
const notPrimary: Provoke = ({ other }, valid) => ({
  input: { ...valid, KeyId: other },
  says: `${other} is not a multi-region primary key.`,
});

/** A key whose material KMS generated. */
const generated: Provoke = ({ other }, valid) => ({
  input: { ...valid, KeyId: other },
  says: `${other} origin is AWS_KMS which is not valid for this operation.`,
});

/** A key for imported material. */
const imported: Provoke = async ({ world }, valid) => {
  const key = await world.key({ Origin: 'EXTERNAL' });
  return { input: { ...valid, KeyId: key }, says: `${key} origin is EXTERNAL which is not valid for this operation.` };
};

const OTHER_KEY = 'The key ID in the request does not identify a CMK that can perform this operation.';
const RECIPIENT = { KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256', AttestationDocument: Uint8Array.of(1) };

type Table<Row> = { readonly [N in Registered]?: { readonly [name in KmsErrorName]?: Row } };

/** Merges the rows of two tables, by operation. */
function merged<Row>(one: Table<Row>, other: Table<Row>): Table<Row> {
  const operations = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<Registered>;
  return Object.fromEntries([...operations].map((name) => [name, { ...one[name], ...other[name] }]));
}

const OWN_OF_KEYS: { readonly [N in Registered]?: { readonly [name in KmsErrorName]?: Provoke } } = {
  CancelKeyDeletion: {
    KMSInvalidStateException: async ({ kms, key }, valid) => {
      await kms.cancelKeyDeletion({ KeyId: key });
      return { input: valid, says: `${key} is not pending deletion.` };
    },
  },
  CreateAlias: {
    AlreadyExistsException: change(
      { AliasName: 'alias/app' },
      `An alias with the name ${HERE}:alias/app already exists`,
    ),
    LimitExceededException: fullOfAliases,
  },
  CreateGrant: {
    LimitExceededException: async ({ aid, key }, valid) => {
      // One is there.
      await aid.grants?.(key, 49_999);
      return {
        input: valid,
        says: 'Grants per key quota for this account in this region is 50000, current usage is 50000.',
      };
    },
  },
  CreateKey: {
    LimitExceededException: longPolicy,
    MalformedPolicyDocumentException: lockedOut,
    TagException: twice,
    UnsupportedOperationException: change({ KeySpec: 'SM2', KeyUsage: 'SIGN_VERIFY' }, sm2),
  },
  Decapsulate: { InvalidCiphertextException: change({ SharedSecretCiphertextBlob: new Uint8Array(100) }) },
  Decrypt: {
    IncorrectKeyException: ({ other }, valid) => ({ input: { ...valid, KeyId: other }, says: OTHER_KEY }),
    InvalidCiphertextException: changedBytes('CiphertextBlob'),
    InvalidKeyUsageException: async (made, valid) => {
      const KeyId = await macKey(made);
      return {
        input: { ...valid, KeyId, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' },
        says: `${KeyId} key usage is GENERATE_VERIFY_MAC which is not valid for Decrypt.`,
      };
    },
    NotFoundException: (_made, valid) => ({
      input: { ...valid, KeyId: 'alias/none' },
      says: `Alias ${HERE}:alias/none is not found.`,
    }),
  },
  DeleteAlias: { NotFoundException: change({ AliasName: 'alias/none' }, `Alias ${HERE}:alias/none is not found.`) },
  EnableKeyRotation: { UnsupportedOperationException: withMacKey },
  GenerateDataKeyPair: { UnsupportedOperationException: change({ KeyPairSpec: 'SM2' }, sm2) },
  GenerateDataKeyPairWithoutPlaintext: { UnsupportedOperationException: change({ KeyPairSpec: 'SM2' }, sm2) },
  GenerateMac: { InvalidKeyUsageException: symmetricForMac },
  GenerateRandom: {
    CustomKeyStoreNotFoundException: change({ CustomKeyStoreId: 'cks-1234567890abcdef0' }),
    UnsupportedOperationException: change({ Recipient: RECIPIENT }, GAPS.recipient.message),
  },
  GetPublicKey: { UnsupportedOperationException: ({ other }) => ({ input: { KeyId: other }, says: NO_TEXT }) },
  ListKeyRotations: { UnsupportedOperationException: withMacKey },
  ListRetirableGrants: {
    InvalidArnException: change(
      { RetiringPrincipal: 'arn:aws:s3:::bucket' },
      'ARN does not refer to a valid principal: arn:aws:s3:::bucket',
    ),
  },
  PutKeyPolicy: {
    LimitExceededException: longPolicy,
    MalformedPolicyDocumentException: lockedOut,
    UnsupportedOperationException: change({ PolicyName: 'other' }),
  },
  ReEncrypt: {
    IncorrectKeyException: ({ other }, valid) => ({ input: { ...valid, SourceKeyId: other }, says: OTHER_KEY }),
    InvalidCiphertextException: changedBytes('CiphertextBlob'),
    InvalidKeyUsageException: async (made, valid) => {
      const key = await macKey(made);
      return {
        input: { ...valid, DestinationKeyId: key },
        says: `${key} key usage is GENERATE_VERIFY_MAC which is not valid for ReEncryptTo.`,
      };
    },
  },
  DeleteImportedKeyMaterial: { UnsupportedOperationException: generated },
  DisableKeyRotation: { UnsupportedOperationException: imported },
  GetKeyRotationStatus: { UnsupportedOperationException: imported },
  GetParametersForImport: { UnsupportedOperationException: generated },
  ImportKeyMaterial: {
    ExpiredImportTokenException: async ({ aid }, valid) => {
      await aid.advance?.(DAY + 1);
      return { input: valid, says: NO_TEXT };
    },
    IncorrectKeyMaterialException: async ({ world, key }) => ({
      input: await importInput(world, key, new Uint8Array(32), undefined, { seal: sealBySubtle }),
      says: NO_TEXT,
    }),
    InvalidCiphertextException: changedBytes('EncryptedKeyMaterial'),
    InvalidImportTokenException: changedBytes('ImportToken'),
    UnsupportedOperationException: generated,
  },
  ReplicateKey: {
    AlreadyExistsException: async ({ kms }, valid) => {
      await kms.replicateKey(valid as ReplicateKeyCommandInput);
      return { input: valid, says: 'You can create only one replica of each primary key in each AWS Region.' };
    },
    LimitExceededException: longPolicy,
    MalformedPolicyDocumentException: lockedOut,
    TagException: twice,
    UnsupportedOperationException: notPrimary,
  },
  RetireGrant: { InvalidGrantTokenException: () => ({ input: { GrantToken: 'no-token' }, says: NO_TEXT }) },
  RotateKeyOnDemand: {
    ConflictException: async ({ kms, aid, key }, valid) => {
      await kms.enableKeyRotation({ KeyId: key, RotationPeriodInDays: 90 });
      await aid.advance?.(90 * DAY - 600);
      return { input: valid, says: NO_TEXT };
    },
    LimitExceededException: async ({ kms, key }, valid) => {
      for (let n = 0; n < 25; n++) await kms.rotateKeyOnDemand({ KeyId: key });
      return {
        input: valid,
        says: `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${key}`,
      };
    },
    UnsupportedOperationException: withMacKey,
  },
  TagResource: { TagException: twice },
  UntagResource: { TagException: change({ TagKeys: ['aws:a'] }, 'Tags beginning with aws: are reserved') },
  UpdateAlias: { LimitExceededException: fullOfAliases },
  UpdatePrimaryRegion: {
    KMSInvalidStateException: async ({ kms, key }, valid) => {
      await kms.scheduleKeyDeletion({ KeyId: key });
      return { input: valid, says: `${key} is pending replica deletion.` };
    },
    UnsupportedOperationException: notPrimary,
  },
  Verify: { KMSInvalidSignatureException: changedBytes('Signature') },
  VerifyMac: { InvalidKeyUsageException: symmetricForMac, KMSInvalidMacException: changedBytes('Mac') },
};

/** The ways that only one operation has. */
export const OWN: Table<Provoke> = merged(merged(OWN_OF_KEYS, KEY_STORE_REFUSALS), EXTERNAL_KEY_STORE_REFUSALS);

/** Errors that no operation here gives, with the reason. Where code begins to throw one, the tests say so. */
export const UNREACHABLE_EVERYWHERE: { readonly [name in KmsErrorName]?: string } = {
  DependencyTimeoutException: 'Only a fault makes something that the sandbox depends on time out.',
  KMSInternalException: 'Only a bug would answer so, and nobody can ask for one.',
  KeyUnavailableException:
    'Keys in a custom key store that is out of reach answer KMSInvalidStateException, as documented.',
};

const ANY_STATE = { because: 'The operation works in every state that a key here can have.', now: 'success' } as const;

const UNREACHABLE_OF_KEYS: { readonly [N in Registered]?: { readonly [name in KmsErrorName]?: Unreachable } } = {
  CreateAlias: {
    InvalidAliasNameException: {
      because: 'AWS’s recorded answers to names that cannot be are ValidationException and NotAuthorizedException.',
      probe: change({ AliasName: 'alias/a:b' }),
      now: 'ValidationException',
    },
  },
  CreateKey: {
    InvalidArnException: {
      because: 'AWS’s recorded answer to a policy with a principal that is none is MalformedPolicyDocumentException.',
      probe: change({ Policy: LOCKED_OUT.replace('role/Learner', 'role/Nobody') }),
      now: 'MalformedPolicyDocumentException',
    },
  },
  DeleteAlias: { KMSInvalidStateException: ANY_STATE },
  DeleteImportedKeyMaterial: { KMSInvalidStateException: ANY_STATE },
  EnableKey: {
    LimitExceededException: { because: 'No quota counts enabled keys.', probe: change({}), now: 'success' },
  },
  GetKeyPolicy: { KMSInvalidStateException: ANY_STATE },
  GetKeyRotationStatus: { KMSInvalidStateException: ANY_STATE },
  GetPublicKey: {
    DisabledException: { because: 'Measured on AWS: it works on a disabled key.', now: 'success' },
    InvalidKeyUsageException: {
      because: 'Every usage of an asymmetric key has a public key; other keys answer UnsupportedOperationException.',
      now: 'UnsupportedOperationException',
    },
  },
  ListGrants: { KMSInvalidStateException: ANY_STATE },
  ListKeyPolicies: { KMSInvalidStateException: ANY_STATE },
  ListKeyRotations: { KMSInvalidStateException: ANY_STATE },
  ListRetirableGrants: {
    NotFoundException: {
      because: 'A principal that is not there has no grants to retire.',
      probe: change({ RetiringPrincipal: 'arn:aws:iam::111122223333:role/Nobody' }),
      now: 'success',
    },
  },
  PutKeyPolicy: { KMSInvalidStateException: ANY_STATE },
  RetireGrant: { KMSInvalidStateException: ANY_STATE },
  RevokeGrant: { KMSInvalidStateException: ANY_STATE },
  TagResource: {
    LimitExceededException: {
      because: 'AWS’s recorded answer to too many tags is TagException.',
      probe: change({ Tags: Array.from({ length: 50 }, (_, n) => ({ TagKey: `t${n}`, TagValue: '' })) }),
      now: 'TagException',
    },
  },
};

/** The pairs, by operation. */
export const UNREACHABLE: Table<Unreachable> = UNREACHABLE_OF_KEYS;

/** The way to `name` in `operation`, if there is one. */
export function wayTo(operation: Registered, name: KmsErrorName): Provoke | undefined {
  if (UNREACHABLE_EVERYWHERE[name] !== undefined || UNREACHABLE[operation]?.[name] !== undefined) return undefined;
  return OWN[operation]?.[name] ?? GENERAL[name];
}
