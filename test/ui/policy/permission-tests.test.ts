import { expect } from 'chai';
import {
  permissionTests,
  foundOf,
  inputOfTest,
  takesContext,
  testable,
  type Found,
  type PermissionTest,
} from '../../../src/ui/policy/permission-tests.ts';
import type { InputOf } from '../../../src/model/operations.ts';
import type { KeyMetadata } from '../../../src/model/sdk.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { newKey, pageContext } from '../context.ts';

const ANN = 'arn:aws:iam::111122223333:user/ann';
const ROOT = 'arn:aws:iam::111122223333:root';
const KEEP = { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' };
const TEST: PermissionTest = { caller: ANN, operation: 'Decrypt', expected: 'deny' };

/** Runs a test with a policy, by default the stored one. */
async function runTest(
  test: PermissionTest,
  key: KeyMetadata,
  { strongroom, kms, policy }: PageContext & { readonly policy?: string },
): Promise<Found> {
  const text = policy ?? (await kms.getKeyPolicy({ KeyId: key.KeyId })).Policy ?? '';
  const call = { principal: test.caller, operation: test.operation, input: inputOfTest(test, key) };
  const { tests } = await strongroom.sandbox.previewPolicy(key.Arn ?? '', text, { tests: [call] });
  return foundOf(tests[0]!.after);
}

function memory(start: Record<string, string> = {}): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map(Object.entries(start));
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value) };
}

describe('permission tests', () => {
  it('are stored by key, and deleted with the last one', () => {
    const storage = memory();
    const tests = permissionTests(storage);
    expect(tests.of('a')).to.equal(undefined);
    expect(tests.keep('a', [TEST])).to.equal(true);
    expect(tests.keep('b', [{ ...TEST, encryptionContext: { tenant: 'red' } }])).to.equal(true);
    expect(permissionTests(storage).of('a')).to.deep.equal([TEST]);
    tests.keep('a', undefined);
    expect(JSON.parse(storage.getItem('strongroom.permission-tests') ?? '')).to.have.all.keys('b');
  });

  it('are ignored when invalid, and report a browser that stores nothing', () => {
    const broken = [
      TEST,
      { ...TEST, operation: 'Nothing' },
      { ...TEST, expected: 'maybe' },
      { ...TEST, encryptionContext: { a: 1 } },
      null,
      'x',
    ];
    const of = (value: string) => permissionTests(memory({ 'strongroom.permission-tests': value })).of('a');
    expect(of(JSON.stringify({ a: broken }))).to.deep.equal([TEST]);
    for (const value of ['{', '[]', 'null', '{"a": 1}']) expect(of(value)).to.equal(undefined);
    expect(permissionTests(undefined).keep('a', [TEST])).to.equal(false);
    const full = { ...memory(), setItem: () => expect.fail('full') };
    expect(permissionTests(full).keep('a', [TEST])).to.equal(false);
  });

  const KEYS: readonly InputOf<'CreateKey'>[] = [
    {},
    { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
    { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' },
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' },
    { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
    { KeySpec: 'ML_KEM_768', KeyUsage: 'ENCAPSULATE_DECAPSULATE' },
  ];
  for (const input of KEYS) {
    it(`get a decision for every operation that they offer: ${input.KeySpec ?? 'SYMMETRIC_DEFAULT'} ${input.KeyUsage ?? ''}`, async () => {
      const context = pageContext();
      await context.strongroom.sandbox.principals.put({ arn: ANN });
      const key = await newKey(context, input);
      const matrix = await context.strongroom.sandbox.accessMatrix(key.Arn ?? '');
      const { uses, manages } = testable(key, new Set(matrix.map(({ operation }) => operation)));
      expect(uses.length).to.be.greaterThan(0);
      expect(manages).to.include('PutKeyPolicy').and.not.to.include('ListKeys');
      for (const operation of [...uses, ...manages]) {
        const asked = (caller: string) => runTest({ caller, operation, expected: 'allow' }, key, context);
        expect(await asked(context.caller), operation).to.equal('allow');
        expect(await asked(ANN), operation).to.equal('deny');
      }
    });
  }

  it('run with another policy and an encryption context', async () => {
    const context = pageContext();
    await context.strongroom.sandbox.principals.put({ arn: ANN });
    const key = await newKey(context);
    const only = {
      Effect: 'Allow',
      Principal: { AWS: ANN },
      Action: 'kms:*',
      Resource: '*',
      Condition: { StringEquals: { 'kms:EncryptionContext:tenant': 'red' } },
    };
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [KEEP, only] });
    for (const operation of ['Encrypt', 'Decrypt', 'ReEncrypt', 'GenerateDataKey'] as const) {
      expect(takesContext(operation)).to.equal(true);
      const asked = (tenant: string) =>
        runTest({ caller: ANN, operation, expected: 'allow', encryptionContext: { tenant } }, key, {
          ...context,
          policy,
        });
      expect(await asked('red'), operation).to.equal('allow');
      expect(await asked('blue'), operation).to.equal('deny');
    }
    expect(takesContext('DescribeKey')).to.equal(false);
  });

  it('give the error of a call that fails before authorization', async () => {
    const context = pageContext();
    const key = await newKey(context);
    const unknown = await runTest(TEST, key, context);
    expect(unknown).to.have.property('error').that.contains(ANN);
    await context.strongroom.sandbox.principals.put({ arn: ANN });
    expect(await runTest(TEST, key, { ...context, policy: '{' })).to.deep.equal({
      error: 'MalformedPolicyDocumentException',
    });
  });
});
