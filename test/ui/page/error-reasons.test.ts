import { expect } from 'chai';
import type { KMSServiceException } from '../../../src/client/exceptions.ts';
import type { KmsClient } from '../../../src/client/strongroom.ts';
import {
  ERROR_CHECKS,
  type DenialReason,
  type ErrorCheck,
  type PolicyReason,
} from '../../../src/model/error-reason.ts';
import { OPERATION_FACTS } from '../../../src/model/operation-facts.ts';
import type { InputOf, OperationName } from '../../../src/model/operations.ts';
import { sampleInput } from '../../../src/model/sample-input.ts';
import { denialWords, REASON_WORDS, reasonWords } from '../../../src/ui/page/error-reason-texts.ts';
import { outputOf } from '../../../src/ui/page/call-recorder.ts';
import { explanationsLoaded, problemOf } from '../../../src/ui/page/problem.ts';
import { newKey, pageContext } from '../context.ts';

const ACCOUNT = '111122223333';
const BOB = `arn:aws:iam::${ACCOUNT}:user/bob`;
const MISSING_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const bytes = (length: number) => new Uint8Array(length).fill(7);

async function rejection(work: Promise<unknown>): Promise<KMSServiceException> {
  try {
    await work;
  } catch (error) {
    return error as KMSServiceException;
  }
  return expect.fail('nothing was thrown');
}

/** What a row needs: a symmetric key, an ECC key, and a ciphertext under the symmetric one. */
interface World {
  readonly kms: KmsClient;
  readonly key: string;
  readonly arn: string;
  readonly ecc: string;
  readonly ciphertext: Uint8Array;
  /** Makes more calls than a request quota allows. */
  readonly throttled: (isPaused: boolean) => Promise<unknown>;
}

async function world(): Promise<World> {
  const context = pageContext();
  await context.strongroom.sandbox.settings.set({ custody: 'native' });
  const { KeyId: key, Arn: arn } = await newKey(context);
  const { KeyId: ecc } = await newKey(context, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  const { kms } = context;
  const { CiphertextBlob = bytes(0) } = await kms.encrypt({
    KeyId: key,
    Plaintext: bytes(3),
    EncryptionContext: { tenant: 'eu' },
  });
  const { sandbox } = context.strongroom;
  const once = context.strongroom.kms(context.region, context.caller, {}, { maxAttempts: 1 });
  async function throttled(isPaused: boolean): Promise<void> {
    if (isPaused) await sandbox.clock.pause();
    await sandbox.settings.set({ requestQuotas: 'real' });
    await Promise.all(Array.from({ length: 20 }, () => once.getKeyLastUsage({ KeyId: key })));
  }
  return { kms, key, arn, ecc, ciphertext: CiphertextBlob, throttled };
}

const changed = (blob: Uint8Array, at: number) => blob.map((byte, index) => (index === at ? byte ^ 1 : byte));
const times = async (count: number, act: (index: number) => Promise<unknown>) => {
  for (let index = 0; index < count; index++) await act(index);
};

type Calls = readonly ((world: World) => Promise<unknown>)[];

/** Calls that fail each check, apart from those in ELSEWHERE. */
const CALLS: Partial<Record<ErrorCheck, Calls>> = {
  'reserved-alias': [
    ({ kms, key }) => kms.createAlias({ AliasName: 'alias/aws/s3', TargetKeyId: key }),
    ({ kms }) => kms.deleteAlias({ AliasName: 'alias/aws/s3' }),
  ],
  'missing-key': [
    ({ kms }) => kms.describeKey({ KeyId: MISSING_ID }),
    ({ kms, arn, key }) => kms.describeKey({ KeyId: arn.replace(key, MISSING_ID) }),
  ],
  'missing-alias': [
    ({ kms }) => kms.describeKey({ KeyId: 'alias/none' }),
    ({ kms }) => kms.deleteAlias({ AliasName: 'alias/none' }),
  ],
  'missing-grant': [({ kms, key }) => kms.revokeGrant({ KeyId: key, GrantId: '0'.repeat(64) })],
  'policy-name': [({ kms, key }) => kms.getKeyPolicy({ KeyId: key, PolicyName: 'other' })],
  'key-id-form': [({ kms }) => kms.describeKey({ KeyId: 'app' })],
  'arn-region': [({ kms, arn }) => kms.describeKey({ KeyId: arn.replace('us-east-1', 'eu-west-1') })],
  'alias-not-accepted': [({ kms }) => kms.enableKey({ KeyId: 'alias/app' })],
  'not-a-key-arn': [
    ({ kms }) => kms.describeKey({ KeyId: 'arn:aws:s3:::bucket' }),
    ({ kms, arn }) => kms.describeKey({ KeyId: arn.replace('key/', 'keys/') }),
  ],
  'missing-principal': [
    ({ kms, key }) =>
      kms.createGrant({
        KeyId: key,
        GranteePrincipal: `arn:aws:iam::${ACCOUNT}:user/nobody`,
        Operations: ['Decrypt'],
      }),
  ],
  'ciphertext-form': [
    ({ kms }) => kms.decrypt({ CiphertextBlob: bytes(3) }),
    ({ kms, ciphertext }) => kms.decrypt({ CiphertextBlob: new TextEncoder().encode(btoa(String(ciphertext))) }),
  ],
  'ciphertext-tag': [
    ({ kms, ciphertext }) => kms.decrypt({ CiphertextBlob: ciphertext, EncryptionContext: { Tenant: 'eu' } }),
    ({ kms, ciphertext }) =>
      kms.decrypt({
        CiphertextBlob: changed(ciphertext, ciphertext.length - 1),
        EncryptionContext: { tenant: 'eu' },
      }),
  ],
  'key-usage': [({ kms, ecc }) => kms.encrypt({ KeyId: ecc, Plaintext: bytes(3) })],
  'key-algorithm': [
    ({ kms, ecc }) => kms.sign({ KeyId: ecc, Message: bytes(3), SigningAlgorithm: 'RSASSA_PSS_SHA_256' }),
    ({ kms, key }) => kms.encrypt({ KeyId: key, Plaintext: bytes(3), EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' }),
  ],
  'request-quota': [({ throttled }) => throttled(false)],
  'paused-quota': [({ throttled }) => throttled(true)],
  'rotations-quota': [({ kms, key }) => times(26, () => kms.rotateKeyOnDemand({ KeyId: key }))],
  'aliases-quota': [
    ({ kms, key }) => times(51, (index) => kms.createAlias({ AliasName: `alias/a${index}`, TargetKeyId: key })),
  ],
  'policy-lock-out': [
    ({ kms, key }) =>
      kms.putKeyPolicy({
        KeyId: key,
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
              Action: 'kms:Decrypt',
              Resource: '*',
            },
          ],
        }),
      }),
  ],
  'reserved-tag': [({ kms, key }) => kms.tagResource({ KeyId: key, Tags: [{ TagKey: 'aws:x', TagValue: '' }] })],
  'repeated-tag': [
    ({ kms, key }) =>
      kms.tagResource({
        KeyId: key,
        Tags: [
          { TagKey: 'a', TagValue: '1' },
          { TagKey: 'a', TagValue: '2' },
        ],
      }),
  ],
  'tags-quota': [
    ({ kms, key }) =>
      times(2, (half) =>
        kms.tagResource({
          KeyId: key,
          Tags: Array.from({ length: 30 }, (_, index) => ({ TagKey: `${half}-${index}`, TagValue: '' })),
        }),
      ),
  ],
  'digest-custody': [
    ({ kms, ecc }) =>
      kms.sign({ KeyId: ecc, Message: bytes(32), MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' }),
  ],
  'spec-region': [({ kms }) => kms.createKey({ KeySpec: 'SM2', KeyUsage: 'SIGN_VERIFY' })],
  'rotation-key': [
    ({ kms, ecc }) => kms.enableKeyRotation({ KeyId: ecc }),
    async ({ kms }) => {
      const hmac = { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC', Origin: 'EXTERNAL' } as const;
      const { KeyMetadata } = await kms.createKey(hmac);
      return kms.enableKeyRotation({ KeyId: KeyMetadata?.KeyId });
    },
  ],
  'rotation-imported': [
    async ({ kms }) => {
      const { KeyMetadata } = await kms.createKey({ Origin: 'EXTERNAL' });
      return kms.enableKeyRotation({ KeyId: KeyMetadata?.KeyId });
    },
  ],
  'public-key-of-symmetric': [({ kms, key }) => kms.getPublicKey({ KeyId: key })],
  'new-policy-name': [({ kms, key }) => kms.putKeyPolicy({ KeyId: key, PolicyName: 'other', Policy: '{}' })],
  'public-key': [
    async ({ kms }) => {
      const { KeyMetadata } = await kms.createKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' });
      return kms.deriveSharedSecret({
        KeyId: KeyMetadata?.KeyId,
        KeyAgreementAlgorithm: 'ECDH',
        PublicKey: bytes(3),
      });
    },
  ],
  'encapsulation-length': [
    async ({ kms }) => {
      const { KeyMetadata } = await kms.createKey({ KeySpec: 'ML_KEM_768', KeyUsage: 'ENCAPSULATE_DECAPSULATE' });
      const input = sampleInput('Decapsulate', { id: KeyMetadata?.KeyId ?? '', spec: 'ML_KEM_768' });
      return outputOf(await kms.call('Decapsulate', input));
    },
  ],
  'asymmetric-ciphertext': [
    async ({ kms }) => {
      const { KeyMetadata } = await kms.createKey({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
      return kms.decrypt({
        KeyId: KeyMetadata?.KeyId,
        CiphertextBlob: bytes(256),
        EncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
      });
    },
  ],
  'data-key-under-asymmetric': [
    async ({ kms }) => {
      const { KeyMetadata } = await kms.createKey({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
      return kms.generateDataKey({ KeyId: KeyMetadata?.KeyId, KeySpec: 'AES_256' });
    },
  ],
};

/** Imports, each into a new key. */
async function importing(
  kms: KmsClient,
  makeInput: (given: ImportScene) => Promise<object> | object,
): Promise<unknown> {
  const { KeyMetadata } = await kms.createKey({ Origin: 'EXTERNAL' });
  const KeyId = KeyMetadata?.KeyId;
  const { PublicKey, ImportToken } = await kms.getParametersForImport({ KeyId, ...WRAPPING });
  const wrapped = async (material: Uint8Array<ArrayBuffer>) => {
    const algorithm = { name: 'RSA-OAEP', hash: 'SHA-256' };
    const spki = PublicKey as Uint8Array<ArrayBuffer>;
    const key = await crypto.subtle.importKey('spki', spki, algorithm, false, ['encrypt']);
    return new Uint8Array(await crypto.subtle.encrypt('RSA-OAEP', key, material));
  };
  const members = { KeyId, ImportToken, ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } as const;
  const first = async () =>
    kms.importKeyMaterial({ ...members, EncryptedKeyMaterial: await wrapped(bytes(32)) } as never);
  return kms.importKeyMaterial({ ...members, ...(await makeInput({ wrapped, first, token: ImportToken })) } as never);
}

interface ImportScene {
  readonly wrapped: (material: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;
  /** Imports the first material. */
  readonly first: () => Promise<unknown>;
  readonly token: Uint8Array | undefined;
}

const WRAPPING = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' } as const;
const other = () => crypto.getRandomValues(bytes(32));

Object.assign(CALLS, {
  'import-origin': [({ kms, key }) => kms.getParametersForImport({ KeyId: key, ...WRAPPING })],
  'import-wrapping': [
    async ({ kms }) => {
      const { KeyMetadata } = await kms.createKey({ Origin: 'EXTERNAL' });
      const asked = { WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_256', WrappingKeySpec: 'RSA_2048' } as const;
      return kms.getParametersForImport({ KeyId: KeyMetadata?.KeyId, ...asked });
    },
  ],
  'import-size': [({ kms }) => importing(kms, () => ({ EncryptedKeyMaterial: bytes(9) }))],
  'import-unwrap': [({ kms }) => importing(kms, () => ({ EncryptedKeyMaterial: bytes(256) }))],
  'import-token': [
    ({ kms }) =>
      importing(kms, async ({ wrapped, token = bytes(1) }) => ({
        EncryptedKeyMaterial: await wrapped(bytes(32)),
        ImportToken: changed(token, 40),
      })),
  ],
  'import-material': [
    ({ kms }) => importing(kms, async ({ wrapped }) => ({ EncryptedKeyMaterial: await wrapped(bytes(16)) })),
  ],
  'other-material': [
    ({ kms }) =>
      importing(kms, async ({ wrapped, first }) => {
        await first();
        return { EncryptedKeyMaterial: await wrapped(other()) };
      }),
  ],
  'pending-material': [
    ({ kms }) =>
      importing(kms, async ({ wrapped, first, token }) => {
        const { KeyId } = (await first()) as { KeyId: string };
        const members = { ImportType: 'NEW_KEY_MATERIAL', ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } as const;
        const EncryptedKeyMaterial = await wrapped(other());
        await kms.importKeyMaterial({ KeyId, ImportToken: token, EncryptedKeyMaterial, ...members });
        return { EncryptedKeyMaterial: await wrapped(other()), ImportType: 'NEW_KEY_MATERIAL' };
      }),
  ],
  'no-pending-material': [
    async ({ kms }) => {
      let keyId: string | undefined;
      await importing(kms, async ({ wrapped, first }) => {
        ({ KeyId: keyId } = (await first()) as { KeyId: string });
        return { EncryptedKeyMaterial: await wrapped(bytes(32)) };
      });
      return kms.rotateKeyOnDemand({ KeyId: keyId });
    },
  ],
  'not-primary-key': [({ kms, key }) => kms.replicateKey({ KeyId: key, ReplicaRegion: 'eu-west-1' })],
  'replica-region': [
    async ({ kms }) => {
      const { KeyMetadata } = await kms.createKey({ MultiRegion: true });
      const region = KeyMetadata?.Arn?.split(':')[3];
      return kms.replicateKey({ KeyId: KeyMetadata?.KeyId, ReplicaRegion: region });
    },
  ],
  'missing-material': [
    async ({ kms }) => {
      const { KeyMetadata } = await kms.createKey({ Origin: 'EXTERNAL' });
      return kms.deleteImportedKeyMaterial({ KeyId: KeyMetadata?.KeyId, KeyMaterialId: 'a'.repeat(64) });
    },
  ],
} satisfies Partial<Record<ErrorCheck, Calls>>);

/**
 * Checks that are not reached here: quotas of many records, damage, a browser without native keys, denials, and custom
 * key stores.
 */
const ELSEWHERE: readonly ErrorCheck[] = [
  'authorization',
  'ciphertext-material',
  'keys-quota',
  'key-stores-quota',
  'grants-quota',
  'policy-size',
  'policy-document',
  'policy-principal',
  'strict-custody',
  'cloudhsm-cluster',
  'xks-proxy',
];

/** Everything that an explanation says. */
const said = (reason: DenialReason) => Object.values(denialWords(reason)).join(' ');

describe('the reason of an error', () => {
  before(() => explanationsLoaded);

  it('is tested here for every check', () => {
    expect([...Object.keys(CALLS), ...ELSEWHERE].sort()).to.deep.equal(Object.keys(ERROR_CHECKS).sort());
  });

  for (const [check, calls] of Object.entries(CALLS) as [keyof typeof REASON_WORDS, Calls][]) {
    it(`names the check ${check}, and the explanation is that of the check`, async () => {
      for (const call of calls) {
        const problem = problemOf(await rejection(call(await world())));
        expect(problem.reason, `${problem.name}: ${problem.message}`).to.deep.equal({ check });
        expect(problem.name).to.equal(ERROR_CHECKS[check]);
        expect(problem.words).to.equal(REASON_WORDS[check]);
        expect(problem.message).not.to.equal('UnknownError');
      }
    });
  }

  for (const [check, words] of Object.entries(REASON_WORDS)) {
    it(`is explained for ${check} in plain sentences`, () => {
      for (const sentence of Object.values(words)) {
        expect(sentence).to.match(/^[A-Z].*[.]$/);
        expect(sentence.length, sentence).to.be.lessThan(140);
      }
    });
  }

  it('is not sent over HTTP', async () => {
    const { strongroom } = pageContext();
    await strongroom.sandbox.settings.set({ signatures: 'ignored' });
    const response = await strongroom.http({
      method: 'POST',
      url: 'https://kms.us-east-1.amazonaws.com/',
      headers: { 'x-amz-target': 'TrentService.DescribeKey' },
      body: '{"KeyId":"alias/none"}',
    });
    expect(Object.keys(JSON.parse(response.body) as object).sort()).to.deep.equal(['__type', 'message']);
  });
});

describe('the reason of a rejected policy', () => {
  const statement = { Sid: 'One', Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };
  const [document, principal] = ['policy-document', 'policy-principal'] as const;
  const withOne = (change: object) => JSON.stringify({ Statement: [{ ...statement, ...change }] });
  const ROWS: readonly (readonly [PolicyReason['code'], PolicyReason['check'], string, RegExp])[] = [
    ['NotJson', document, '{', /not valid JSON/],
    ['DuplicateMember', document, '{"Statement": [], "Statement": []}', /the name Statement twice/],
    ['WrongType', document, '{"Statement": ["x"]}', /Statement #1/],
    ['WrongType', document, withOne({ Action: 1 }), /Statement One: the value of Action/],
    ['UnknownElement', document, withOne({ Actions: 'kms:Decrypt' }), /Statement One has the element Actions/],
    ['MissingElement', document, '{}', /lacks the element Statement/],
    ['MissingElement', document, withOne({ Principal: undefined }), /Statement One lacks the element Principal/],
    ['ConflictingElements', document, withOne({ NotAction: 'kms:Encrypt' }), /both Action and NotAction/],
    ['InvalidValue', document, withOne({ Effect: 'allow' }), /the value of Effect/],
    ['InvalidValue', document, '{"Version": "2020", "Statement": []}', /the value of Version/],
    ['UnknownOperator', document, withOne({ Condition: { StringEqual: { 'aws:username': 'b' } } }), /StringEqual/],
    ['InvalidPrincipal', principal, withOne({ Principal: { AWS: 'bob' } }), /bob is not a principal/],
    ['UnknownPrincipal', document, withOne({ Principal: { AWS: BOB } }), /user\/bob does not exist/],
    ['RemovedPrincipal', document, withOne({ Principal: { AWS: 'AIDAEXAMPLEEXAMPLE123' } }), /AIDAEXAMPLE/],
    [
      'OverlyPermissiveCondition',
      document,
      withOne({ Condition: { 'ForAllValues:StringEquals': { 'kms:EncryptionContext:tenant': 'a' } } }),
      /ForAllValues/,
    ],
  ];

  before(() => explanationsLoaded);

  for (const [code, check, policy, words] of ROWS) {
    it(`is ${code} with its place for ${policy}`, async () => {
      const context = pageContext();
      const { KeyId } = await newKey(context);
      for (const call of [
        () => context.kms.putKeyPolicy({ KeyId, Policy: policy }),
        () => context.kms.createKey({ Policy: policy }),
      ]) {
        const problem = problemOf(await rejection(call()));
        expect(problem.reason).to.include({ check, code });
        expect(problem.name).to.equal(ERROR_CHECKS[check]);
        expect(problem.words?.happened).to.match(words);
        for (const sentence of [problem.words?.happened, problem.words?.next])
          expect(sentence).to.match(/^[A-Z][^]{10,140}[.]$/);
      }
    });
  }
});

describe('the reason of a denial', () => {
  const operations = Object.keys(OPERATION_FACTS) as OperationName[];
  const allow = (action: string, principal?: object) => ({
    Version: '2012-10-17' as const,
    Statement: [
      {
        Effect: 'Allow' as const,
        Action: [action],
        Resource: '*',
        ...(principal ? { Principal: principal } : {}),
      },
    ],
  });

  async function denied(given: { readonly delegates: boolean }, name: OperationName) {
    const context = pageContext();
    const { sandbox } = context.strongroom;
    await sandbox.principals.put({ arn: BOB });
    const { usage } = OPERATION_FACTS[name];
    const spec = usage === 'GENERATE_VERIFY_MAC' ? 'HMAC_256' : usage === 'SIGN_VERIFY' ? 'ECC_NIST_P256' : undefined;
    const key = await newKey(context, spec ? { KeySpec: spec, KeyUsage: usage } : {});
    await context.kms.createAlias({ AliasName: 'alias/app', TargetKeyId: key.KeyId });
    const admin = allow('kms:*', { AWS: context.caller });
    if (!given.delegates) await context.kms.putKeyPolicy({ KeyId: key.KeyId, Policy: JSON.stringify(admin) });
    const { GrantId } = await context.kms.createGrant({
      KeyId: key.KeyId,
      GranteePrincipal: context.caller,
      Operations: ['DescribeKey'],
    });
    const input = sampleInput(name, { id: key.Arn, spec, alias: 'alias/app', grantId: GrantId });
    const bob = context.strongroom.kms(context.region, BOB);
    const ask = async () => {
      const reply = await bob.call(name, input as InputOf<OperationName>);
      const reason = reply.ok || reply.error.name !== 'AccessDeniedException' ? undefined : reply.error.reason;
      return reason as DenialReason | undefined;
    };
    return { context, key, admin, ask };
  }

  for (const name of operations) {
    it(`of ${name} names a policy in which an Allow statement helps`, async () => {
      for (const delegates of [true, false]) {
        const { context, key, admin, ask } = await denied({ delegates }, name);
        const first = await ask();
        // RetireGrant and operations that fail before authorization.
        if (!first) continue;
        const ofKey = OPERATION_FACTS[name].resources.some(({ kind }) => kind === 'key' || kind === 'ciphertext');
        if (first.policyType === 'key-policy') expect(ofKey).to.equal(true);
        else expect(said(first), said(first)).not.to.match(/key policy/);
        expect(first).to.include({ check: 'authorization', explicit: false });
        expect(first.action).to.match(/^kms:/);
        if (first.action === 'kms:RetireGrant') continue;
        if (first.policyType === 'key-policy') {
          const [statement] = allow(first.action, { AWS: BOB }).Statement;
          const policy = { ...admin, Statement: [...admin.Statement, statement] };
          await context.kms.putKeyPolicy({ KeyId: key.KeyId, Policy: JSON.stringify(policy) });
        } else {
          expect(first.policyType).to.equal('identity-policy');
          await context.strongroom.sandbox.principals.put({ arn: BOB, policies: [allow(first.action)] });
        }
        expect(await ask()).not.to.deep.equal(first);
      }
    });
  }

  it('says that a key of another account cannot be used by an operation without cross-account access', async () => {
    const context = pageContext();
    const { sandbox } = context.strongroom;
    await sandbox.accounts.put({ id: '444455556666' });
    const eve = 'arn:aws:iam::444455556666:user/eve';
    await sandbox.principals.put({ arn: eve, policies: [allow('kms:*')] });
    const { Arn: KeyId } = await newKey(context);
    const error = await rejection(context.strongroom.kms(context.region, eve).disableKey({ KeyId }));
    expect(error.reason).to.include({ obstacle: 'other-account', policyType: 'key-policy' });
    expect(said(error.reason as DenialReason)).not.to.match(/Add an Allow/);
  });

  it('tells what AWS hides of a ciphertext: the key is missing, or a policy denies', async () => {
    const context = pageContext();
    await context.strongroom.sandbox.principals.put({ arn: BOB });
    const { KeyId } = await newKey(context);
    const { CiphertextBlob } = await context.kms.encrypt({ KeyId, Plaintext: bytes(3) });
    const bob = await rejection(context.strongroom.kms(context.region, BOB).decrypt({ CiphertextBlob }));
    expect(bob.reason).to.include({ resource: 'ciphertext', policyType: 'identity-policy' });
    expect(problemOf(bob).words?.hidden).to.contain('identity policy');
    const other = await rejection(context.strongroom.kms('eu-west-1').decrypt({ CiphertextBlob }));
    expect(other.reason).to.include({ obstacle: 'missing-key' });
    expect(problemOf(other).words).to.deep.equal(reasonWords(other.reason as DenialReason));
  });

  it('names a Deny statement and its policy', async () => {
    const context = pageContext();
    const deny = { Version: '2012-10-17' as const, Statement: [{ Effect: 'Deny', Action: 'kms:*', Resource: '*' }] };
    await context.strongroom.sandbox.principals.put({ arn: BOB, policies: [deny as never] });
    const error = await rejection(context.strongroom.kms(context.region, BOB).listKeys({}));
    expect(error.reason).to.deep.equal({
      check: 'authorization',
      action: 'kms:ListKeys',
      resource: 'none',
      policyType: 'identity-policy',
      explicit: true,
    });
  });
});
