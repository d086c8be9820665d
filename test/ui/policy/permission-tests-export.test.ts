import { expect } from 'chai';
import { createStrongroom } from '../../../src/memory.ts';
import { fromBase64 } from '../../../src/base/base64.ts';
import { exportedTests } from '../../../src/ui/policy/permission-tests-export.ts';
import type { PermissionTest } from '../../../src/ui/policy/permission-tests.ts';
import { newKey, pageContext } from '../context.ts';

const ACCOUNT = '111122223333';
const ANN = `arn:aws:iam::${ACCOUNT}:user/ann`;
const BEN = `arn:aws:iam::${ACCOUNT}:user/ben`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/App/web`;

type Tried = Readonly<Record<string, 'held' | 'failed'>>;
const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (
  ...parts: string[]
) => (...given: unknown[]) => Promise<void>;

/** Runs the script like Node, with the library of this source tree and a test runner that records the results. */
async function run(program: string): Promise<Tried> {
  const bodies: [string, () => Promise<void>][] = [];
  const modules: Readonly<Record<string, string>> = {
    'node:assert/strict': 'assert',
    'node:test': '{ test }',
    'strongroom/memory': '{ createStrongroom }',
  };
  const body = program.replaceAll(/^import (.+) from '(.+)';$/gm, (_line, names: string, module: string) => {
    expect(names).to.equal(modules[module]);
    return '';
  });
  const given = {
    assert: { equal: (actual: unknown, expected: unknown) => expect(actual).to.equal(expected) },
    test: (name: string, what: () => Promise<void>) => bodies.push([name, what]),
    createStrongroom,
    Buffer: { from: fromBase64 },
  };
  await new AsyncFunction(...Object.keys(given), body)(...Object.values(given));
  const tried: [string, 'held' | 'failed'][] = [];
  for (const [name, what] of bodies) {
    tried.push([
      name,
      await what().then(
        () => 'held' as const,
        () => 'failed' as const,
      ),
    ]);
  }
  return Object.fromEntries(tried);
}

describe('exported permission tests', () => {
  it('have the same results in the script: key policy, group, tags, session and organization', async () => {
    const context = pageContext();
    const { sandbox } = context.strongroom;
    const key = await newKey(context, { Tags: [{ TagKey: 'Purpose', TagValue: 'Test' }] });
    const allow = (Action: string, Resource = '*', more: object = {}) => ({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action, Resource, ...more }],
    });
    await sandbox.groups.put({
      arn: `arn:aws:iam::${ACCOUNT}:group/Readers`,
      policies: [allow('kms:Decrypt', key.Arn)],
    });
    await sandbox.principals.put({ arn: ANN, groups: ['Readers'] });
    const byTag = { Condition: { StringEquals: { 'aws:ResourceTag/Purpose': '${aws:PrincipalTag/Purpose}' } } };
    await sandbox.principals.put({ arn: BEN, tags: { Purpose: 'Test' }, policies: [allow('kms:Encrypt', '*', byTag)] });
    await sandbox.principals.put({ arn: SESSION, policies: [allow('kms:*')], sessionPolicy: allow('kms:DescribeKey') });
    await sandbox.accounts.put({
      id: ACCOUNT,
      organization: { id: 'o-a1b2c3d4e5', path: 'o-a1b2c3d4e5/r-ab12/' },
      scps: [
        {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:Describe*'], Resource: '*' }],
        },
      ],
    });
    const tests: PermissionTest[] = [
      { caller: ANN, operation: 'Decrypt', expected: 'allow', encryptionContext: { tenant: 'red' } },
      { caller: ANN, operation: 'Encrypt', expected: 'deny' },
      { caller: BEN, operation: 'Encrypt', expected: 'allow' },
      { caller: SESSION, operation: 'DescribeKey', expected: 'allow' },
      { caller: SESSION, operation: 'Decrypt', expected: 'deny' },
      { caller: context.caller, operation: 'GenerateDataKey', expected: 'deny' },
      { caller: BEN, operation: 'Decrypt', expected: 'allow' },
    ];
    const policy = (await sandbox.policyVersion(key.Arn ?? '')) ?? '';
    const tags = [{ TagKey: 'Purpose', TagValue: 'Test' }];
    const program = await exportedTests(tests, { key, tags, policy }, context.strongroom);
    expect(await run(program)).to.deep.equal({
      'user/ann is allowed Decrypt with tenant = red': 'held',
      'user/ann is denied Encrypt': 'held',
      'user/ben is allowed Encrypt': 'held',
      'assumed-role/App/web is allowed DescribeKey': 'held',
      'assumed-role/App/web is denied Decrypt': 'held',
      'user/admin is denied GenerateDataKey': 'held',
      'user/ben is allowed Decrypt': 'failed',
    });
    expect(program).not.to.match(/secret|AKIA|ASIA/i);
  });
});
