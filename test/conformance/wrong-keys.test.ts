/**
 * Every operation × a key of each other usage, and a key of the right usage with another spec: the answer stands in a
 * table, an operation without a row fails.
 */
import { expect } from 'chai';
import { OPERATION_FACTS, type OperationFacts } from '../../src/model/operation-facts.ts';
import type { InputOf } from '../../src/model/operations.ts';
import type { Change, KeyRecord } from '../../src/model/records.ts';
import { testWorld } from '../engine/world.ts';
import { CASES, fixture, type Case, type Fixture, type Registered } from './cases.ts';

/** One key of each kind: every usage, and of each usage a spec that no case uses. */
const KINDS: Readonly<Record<string, InputOf<'CreateKey'>>> = {
  symmetric: {},
  'RSA for encryption': { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' },
  'RSA for signing': { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
  'ML-DSA': { KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY' },
  'P-384 for agreement': { KeySpec: 'ECC_NIST_P384', KeyUsage: 'KEY_AGREEMENT' },
  'HMAC-384': { KeySpec: 'HMAC_384', KeyUsage: 'GENERATE_VERIFY_MAC' },
  'ML-KEM-512': { KeySpec: 'ML_KEM_512', KeyUsage: 'ENCAPSULATE_DECAPSULATE' },
};

/** Keys cost time to make: they are made once, and planted where they are needed. */
let donors: Promise<ReadonlyMap<string, readonly Change[]>> | undefined;

async function makeDonors(): Promise<ReadonlyMap<string, readonly Change[]>> {
  const world = await testWorld();
  const made = new Map<string, readonly Change[]>();
  for (const [kind, input] of Object.entries(KINDS)) {
    const key = (await world.database.get('keys', await world.key(input))) as KeyRecord;
    const materials = await world.database.page('materials', 'key', [key.keyId], 10);
    made.set(kind, [
      { store: 'keys', after: key },
      ...materials.map((after): Change => ({ store: 'materials', after })),
    ]);
  }
  return made;
}

/** Puts the key of `kind` into the world of `fixture`; its ARN. */
async function plant({ world }: Fixture, kind: string): Promise<KeyRecord> {
  donors ??= makeDonors();
  const changes = (await donors).get(kind) ?? [];
  const seq = (await world.database.lastSeq()) + 1;
  await world.database.commit({ segment: { seq, events: [], touched: ['*'] }, changes }, () => undefined, 'relaxed');
  return (changes[0] as { after: KeyRecord }).after;
}

const MEMBERS = ['KeyId', 'TargetKeyId', 'DestinationKeyId'];

/** What AWS calls the operation where it has a name of its own for the key. */
const AS: Partial<Record<Registered, string>> = { ReEncrypt: 'ReEncryptTo' };

const incompatible =
  (algorithm: string) =>
  ({ spec }: KeyRecord) =>
    `InvalidKeyUsageException: Algorithm ${algorithm} is incompatible with key spec ${spec}.`;
const DATA_KEY = () => 'InvalidKeyUsageException: You cannot generate a data key with an asymmetric CMK';

/** Of operations with a usage: the answer to a key of this usage and another spec. */
const OTHER_SPEC: Partial<Record<Registered, (key: KeyRecord) => string>> = {
  Decapsulate: () => 'InvalidCiphertextException',
  Decrypt: () =>
    'IncorrectKeyException: The key ID in the request does not identify a CMK that can perform this operation.',
  DeriveSharedSecret: () => 'ValidationException',
  Encapsulate: () => 'ok',
  Encrypt: incompatible('SYMMETRIC_DEFAULT'),
  GenerateDataKey: DATA_KEY,
  GenerateDataKeyPair: DATA_KEY,
  GenerateDataKeyPairWithoutPlaintext: DATA_KEY,
  GenerateDataKeyWithoutPlaintext: DATA_KEY,
  GenerateMac: incompatible('HMAC_SHA_256'),
  ReEncrypt: incompatible('SYMMETRIC_DEFAULT'),
  Sign: incompatible('ECDSA_SHA_256'),
  Verify: incompatible('ECDSA_SHA_256'),
  VerifyMac: incompatible('HMAC_SHA_256'),
};

const GENERATED = /^UnsupportedOperationException: \S+ origin is AWS_KMS which is not valid for this operation\.$/;
const SINGLE_REGION = /^UnsupportedOperationException: \S+ is not a multi-region primary key\.$/;

/** Of operations that are for some keys alone, though they declare no usage. `others` are all kinds but these. */
const ONLY: Partial<Record<Registered, { readonly kinds: readonly string[]; readonly otherwise: string | RegExp }>> = {
  EnableKeyRotation: { kinds: ['symmetric'], otherwise: 'UnsupportedOperationException' },
  ListKeyRotations: { kinds: ['symmetric'], otherwise: 'UnsupportedOperationException' },
  RotateKeyOnDemand: { kinds: ['symmetric'], otherwise: 'UnsupportedOperationException' },
  GetPublicKey: {
    kinds: ['RSA for encryption', 'RSA for signing', 'ML-DSA', 'P-384 for agreement', 'ML-KEM-512'],
    otherwise: 'UnsupportedOperationException',
  },
  CreateGrant: {
    kinds: ['symmetric', 'RSA for encryption'],
    otherwise: /^ValidationException: The operation Encrypt is not valid for a grant on a key with key spec /,
  },
  UpdateAlias: { kinds: ['symmetric'], otherwise: /^ValidationException: Alias alias\/other cannot be changed/ },
  RetireGrant: { kinds: [], otherwise: /^NotFoundException/ },
  RevokeGrant: { kinds: [], otherwise: /^NotFoundException/ },
  CancelKeyDeletion: { kinds: [], otherwise: /^KMSInvalidStateException/ },
  GetParametersForImport: { kinds: [], otherwise: GENERATED },
  ImportKeyMaterial: { kinds: [], otherwise: GENERATED },
  DeleteImportedKeyMaterial: { kinds: [], otherwise: GENERATED },
  ReplicateKey: { kinds: [], otherwise: SINGLE_REGION },
  UpdatePrimaryRegion: { kinds: [], otherwise: SINGLE_REGION },
};

describe('an operation with an unsuitable key', () => {
  for (const name of Object.keys(CASES) as Registered[]) {
    const row: Case<Registered> = CASES[name];
    const { usage }: OperationFacts = OPERATION_FACTS[name];

    it(`${name} answers as in the table`, async () => {
      if (usage !== undefined) expect(OTHER_SPEC, `${name} has no row for another spec`).to.have.property(name);
      const made = await fixture(row.make);
      const input = (await row.input(made)) as Readonly<Record<string, unknown>>;
      // Decrypt need not name its key; with a KeyId it checks it.
      const member = MEMBERS.filter((one) => one in input).at(-1) ?? (name === 'Decrypt' ? 'KeyId' : undefined);
      if (member === undefined) return;
      const right = (row.make?.KeySpec ?? 'SYMMETRIC_DEFAULT') as string;
      for (const kind of Object.keys(KINDS)) {
        const key = await plant(made, kind);
        const AliasName = `alias/${key.keyId}`;
        const named = { ...input, [member]: key.arn, ...(name === 'CreateAlias' ? { AliasName } : {}) };
        const reply = await made.world.reply(name, named as InputOf<typeof name>);
        const answer = reply.ok ? 'ok' : [reply.error.name, reply.error.message].filter(Boolean).join(': ');
        const at = `${name} with ${kind}`;
        const only = ONLY[name];
        if (only !== undefined) {
          const wanted = only.kinds.includes(kind) ? 'ok' : only.otherwise;
          if (typeof wanted === 'string') expect(answer, at).to.equal(wanted);
          else expect(answer, at).to.match(wanted);
        } else if (usage === undefined) expect(answer, at).to.equal('ok');
        // A ciphertext names its key: any other one is the wrong one, whatever its usage.
        else if (name === 'Decrypt') expect(answer, at).to.equal(OTHER_SPEC.Decrypt?.(key));
        else if (key.usage !== usage) {
          expect(answer, at).to.equal(
            `InvalidKeyUsageException: ${key.arn} key usage is ${key.usage} which is not valid for ${AS[name] ?? name}.`,
          );
        } else if (key.spec !== right) expect(answer, at).to.equal(OTHER_SPEC[name]?.(key));
      }
    });
  }
});
