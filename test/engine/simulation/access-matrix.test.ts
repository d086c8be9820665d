/** The access matrix over every request: allowed, conditional, denied. */
import { expect } from 'chai';
import type { AccessCell } from '../../../src/model/decision.ts';
import { newKey, pageContext } from '../../ui/context.ts';

const ACCOUNT = '111122223333';
const ZOE = `arn:aws:iam::${ACCOUNT}:user/zoe`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Reader`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/Reader/eu`;
const policy = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
const ALLOW = { Sid: 'All', Effect: 'Allow', Action: 'kms:*', Resource: '*' };
const TENANT = { StringEquals: { 'kms:EncryptionContext:tenant': 'eu' } };
const NAMES = { ...ALLOW, Sid: 'Zoe', Principal: { AWS: ZOE } };
const ROOT = { ...ALLOW, Sid: 'Root', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } };

interface Row {
  readonly name: string;
  readonly role?: object;
  readonly zoe?: object;
  readonly keyPolicy?: object;
  readonly grant?: object;
  readonly scps?: readonly object[];
  readonly rcps?: readonly object[];
  readonly principal?: string;
  readonly operation?: string;
  readonly outcome: AccessCell['outcome'];
  /** `policy type effect statement: operator key`, of each condition. */
  readonly conditions?: readonly string[];
  /** A request that the conditions allow, and one that they do not. */
  readonly contexts?: readonly [allowed: Record<string, string>, denied: Record<string, string>];
}

const EU = [{ tenant: 'eu' }, { tenant: 'us' }] as const;
const KEY_TEST = 'StringEquals kms:EncryptionContext:tenant';

const ROWS: readonly Row[] = [
  { name: 'no policy', outcome: 'denied' },
  { name: 'an identity policy', zoe: { policies: [policy(ALLOW)] }, outcome: 'allowed' },
  {
    name: 'an identity policy with a condition',
    zoe: { policies: [policy({ ...ALLOW, Condition: TENANT })] },
    outcome: 'conditional',
    conditions: [`identity-policy Allow All: ${KEY_TEST}`],
    contexts: EU,
  },
  {
    name: 'a role’s identity policy with a condition',
    zoe: { arn: ROLE, policies: [policy({ ...ALLOW, Condition: TENANT })] },
    principal: ROLE,
    outcome: 'conditional',
    conditions: [`identity-policy Allow All: ${KEY_TEST}`],
    contexts: EU,
  },
  {
    name: 'a key policy with a condition',
    keyPolicy: policy(ROOT, { ...NAMES, Condition: TENANT }),
    outcome: 'conditional',
    conditions: [`key-policy Allow Zoe: ${KEY_TEST}`],
    contexts: EU,
  },
  {
    name: 'a boundary with a condition',
    zoe: { policies: [policy(ALLOW)], boundary: policy({ ...ALLOW, Sid: 'Limit', Condition: TENANT }) },
    outcome: 'conditional',
    conditions: [`boundary Allow Limit: ${KEY_TEST}`],
    contexts: EU,
  },
  {
    name: 'a boundary with a condition that does not limit a user whom the key policy names',
    zoe: { boundary: policy({ ...ALLOW, Condition: TENANT }) },
    keyPolicy: policy(ROOT, NAMES),
    outcome: 'allowed',
  },
  {
    name: 'a service control policy with a condition',
    zoe: { policies: [policy(ALLOW)] },
    scps: [policy({ ...ALLOW, Sid: 'Scp', Condition: TENANT })],
    outcome: 'conditional',
    conditions: [`scp Allow Scp: ${KEY_TEST}`],
    contexts: EU,
  },
  {
    name: 'a resource control policy with a condition',
    zoe: { policies: [policy(ALLOW)] },
    rcps: [policy({ ...ALLOW, Sid: 'Rcp', Effect: 'Deny', Principal: '*', Condition: TENANT })],
    outcome: 'conditional',
    conditions: [`rcp Deny Rcp: ${KEY_TEST}`],
    contexts: [EU[1], EU[0]],
  },
  {
    name: 'a role session with a session policy that has a condition',
    role: { policies: [policy(ALLOW)] },
    zoe: { arn: SESSION, sessionPolicy: policy({ ...ALLOW, Sid: 'Session', Condition: TENANT }) },
    principal: SESSION,
    outcome: 'conditional',
    conditions: [`session-policy Allow Session: ${KEY_TEST}`],
    contexts: EU,
  },
  {
    name: 'a deny with a condition',
    zoe: { policies: [policy(ALLOW, { ...ALLOW, Sid: 'Not', Effect: 'Deny', Condition: TENANT })] },
    outcome: 'conditional',
    conditions: [`identity-policy Deny Not: ${KEY_TEST}`],
    contexts: [EU[1], EU[0]],
  },
  {
    name: 'a negated condition that a plain request meets',
    zoe: { policies: [policy({ ...ALLOW, Condition: { StringNotEquals: { 'kms:EncryptionContext:tenant': 'us' } } })] },
    outcome: 'conditional',
    conditions: ['identity-policy Allow All: StringNotEquals kms:EncryptionContext:tenant'],
    contexts: EU,
  },
  {
    name: 'a grant with a constraint',
    grant: { Constraints: { EncryptionContextSubset: { tenant: 'eu' } } },
    outcome: 'conditional',
    conditions: ['grant Allow : EncryptionContextSubset tenant'],
    contexts: EU,
  },
  { name: 'a grant', grant: {}, outcome: 'allowed' },
  {
    name: 'a conditional policy and a grant without a constraint',
    zoe: { policies: [policy({ ...ALLOW, Condition: TENANT })] },
    grant: {},
    outcome: 'allowed',
  },
  {
    name: 'a condition on the caller, which no request changes',
    zoe: { policies: [policy({ ...ALLOW, Condition: { StringEquals: { 'aws:username': 'zoe' } } })] },
    outcome: 'allowed',
  },
  {
    name: 'a condition on the key that it does not meet',
    zoe: { policies: [policy({ ...ALLOW, Condition: { StringEquals: { 'kms:KeySpec': 'RSA_2048' } } })] },
    outcome: 'denied',
  },
  {
    name: 'a condition on a fact that requests for this operation never have',
    zoe: { policies: [policy({ ...ALLOW, Condition: TENANT })] },
    operation: 'DescribeKey',
    outcome: 'denied',
  },
  {
    name: 'an unconditional deny over a conditional allow',
    zoe: { policies: [policy({ ...ALLOW, Condition: TENANT }, { ...ALLOW, Sid: 'Not', Effect: 'Deny' })] },
    outcome: 'denied',
  },
];

describe('a cell of the access matrix', () => {
  for (const row of ROWS) {
    it(`is ${row.outcome} for ${row.name}`, async () => {
      const { principal = ZOE, operation = 'Encrypt' } = row;
      const { strongroom, kms, ...rest } = pageContext();
      const { sandbox } = strongroom;
      const { Arn: KeyId = '' } = await newKey({ strongroom, kms, ...rest });
      await sandbox.principals.put({ arn: ZOE });
      if (row.role) await sandbox.principals.put({ arn: ROLE, ...row.role });
      await sandbox.principals.put({ arn: principal, ...row.zoe });
      if (row.keyPolicy) await kms.putKeyPolicy({ KeyId, Policy: JSON.stringify(row.keyPolicy) });
      if (row.grant) await kms.createGrant({ KeyId, GranteePrincipal: ZOE, Operations: ['Encrypt'], ...row.grant });
      if (row.scps ?? row.rcps) {
        const organization = { id: 'o-example1', path: 'o-example1/r-1/' };
        const { scps, rcps } = row;
        await sandbox.accounts.put({
          id: ACCOUNT,
          organization,
          ...({ ...(scps && { scps }), ...(rcps && { rcps }) } as object),
        });
      }
      const cells = await sandbox.accessMatrix(KeyId);
      const cell = cells.find((one) => one.principal === principal && one.operation === operation);
      expect(cell?.outcome).to.equal(row.outcome);
      expect(cell?.allowed).to.equal(row.outcome === 'allowed');
      const told = cell?.conditions?.map(
        ({ policyType, effect, statement = '', tests }) =>
          `${policyType} ${effect} ${statement}: ${tests.map((test) => `${test.operator} ${test.key}`).join()}`,
      );
      expect(told).to.deep.equal(row.conditions);
      for (const [index, EncryptionContext] of (row.contexts ?? []).entries()) {
        const input = { KeyId, Plaintext: new Uint8Array(1), EncryptionContext };
        const { allowed } = await sandbox.simulate({ principal, operation: 'Encrypt', input });
        expect(allowed, JSON.stringify(EncryptionContext)).to.equal(index === 0);
      }
    });
  }
});

describe('the rows of the access matrix', () => {
  const SESSIONS = `arn:aws:sts::${ACCOUNT}:assumed-role/Reader`;
  const HEAD = { Effect: 'Allow', Action: 'kms:Encrypt', Resource: '*' };

  /** Outcomes of Encrypt by row. */
  async function rowsWith(set: (keyArn: string, context: ReturnType<typeof pageContext>) => Promise<unknown>) {
    const context = pageContext();
    const { sandbox } = context.strongroom;
    const { Arn = '' } = await newKey(context);
    await sandbox.principals.put({ arn: ROLE });
    const before = await sandbox.accessMatrix(Arn);
    await set(Arn, context);
    const known = new Set(before.map(({ principal }) => principal));
    const cells = (await sandbox.accessMatrix(Arn)).filter(({ operation }) => operation === 'Encrypt');
    const added = cells.filter(({ principal }) => !known.has(principal));
    return {
      role: cells.find(({ principal }) => principal === ROLE),
      added: added.map(({ principal, outcome }) => [principal, outcome]),
    };
  }

  it('include each session and service that the key policy names, and leave them out of the role', async () => {
    const names = [`${SESSIONS}/web`, `${SESSIONS}/strongroom`];
    const { role, added } = await rowsWith((KeyId, { kms }) => {
      const Policy = policy(
        ROOT,
        { ...HEAD, Sid: 'Sessions', Principal: { AWS: names } },
        { ...HEAD, Sid: 'Service', Principal: { Service: 's3.amazonaws.com' } },
      );
      return kms.putKeyPolicy({ KeyId, Policy: JSON.stringify(Policy) });
    });
    expect(role?.outcome).to.equal('denied');
    expect(added).to.have.deep.members([
      [names[0], 'allowed'],
      [names[1], 'allowed'],
      ['s3.amazonaws.com', 'allowed'],
    ]);
  });

  it('include each session that a grant names', async () => {
    const grant = { GranteePrincipal: `${SESSIONS}/web`, Operations: ['Encrypt' as const] };
    const { role, added } = await rowsWith((KeyId, { kms }) => kms.createGrant({ KeyId, ...grant }));
    expect(role?.outcome).to.equal('denied');
    expect(added).to.deep.equal([[`${SESSIONS}/web`, 'allowed']]);
  });

  it('include a session with a session policy, which limits only that session', async () => {
    const { role, added } = await rowsWith(async (_, { strongroom: { sandbox } }) => {
      await sandbox.principals.put({ arn: ROLE, policies: [policy(ALLOW)] });
      await sandbox.principals.put({
        arn: `${SESSIONS}/web`,
        sessionPolicy: policy({ ...ALLOW, Action: 'kms:List*' }),
      });
      await sandbox.principals.put({ arn: `${SESSIONS}/plain` });
    });
    expect(role?.outcome).to.equal('allowed');
    expect(added).to.deep.equal([[`${SESSIONS}/web`, 'denied']]);
  });

  it('decide a condition on the session name for a named session, and leave it open for the role', async () => {
    const { role, added } = await rowsWith(async (KeyId, { kms, strongroom: { sandbox } }) => {
      const Condition = { StringLike: { 'aws:userid': '*:web' } };
      await sandbox.principals.put({ arn: ROLE, policies: [policy({ ...ALLOW, Condition })] });
      for (const name of ['web', 'batch'])
        await kms.createGrant({ KeyId, GranteePrincipal: `${SESSIONS}/${name}`, Operations: ['Decrypt'] });
    });
    expect(role?.outcome).to.equal('conditional');
    expect(added).to.have.deep.members([
      [`${SESSIONS}/web`, 'allowed'],
      [`${SESSIONS}/batch`, 'denied'],
    ]);
  });
});

describe('the preview of a key policy', () => {
  it('tells in one call what was and would be of cells and of given calls', async () => {
    const { strongroom, kms, ...rest } = pageContext();
    const { sandbox } = strongroom;
    const { Arn: KeyId = '' } = await newKey({ strongroom, kms, ...rest });
    await sandbox.principals.put({ arn: ZOE });
    const text = JSON.stringify(
      policy(ROOT, { ...NAMES, Action: ['kms:Encrypt', 'kms:DescribeKey'], Condition: TENANT }),
    );
    const input = { KeyId, Plaintext: new Uint8Array(1), EncryptionContext: { tenant: 'eu' } };
    const nobody = `arn:aws:iam::${ACCOUNT}:user/nobody`;
    const { cells, tests, locksOut, findings } = await sandbox.previewPolicy(KeyId, text, {
      tests: [ZOE, nobody].map((principal) => ({ principal, operation: 'Encrypt' as const, input })),
    });
    expect({ locksOut, findings }).to.deep.equal({ locksOut: false, findings: [] });
    expect(cells.map(({ conditions, ...cell }) => ({ ...cell, conditions: conditions?.length }))).to.deep.equal([
      { principal: ZOE, operation: 'Encrypt', before: 'denied', after: 'conditional', conditions: 1 },
    ]);
    expect(tests[0]).to.deep.equal({ before: { allowed: false }, after: { allowed: true } });
    expect(tests[1]?.before).to.have.nested.property('error.name', 'TypeError');
    expect(await sandbox.checkPolicy(KeyId, text)).to.deep.include({ cells, locksOut });
  });

  it('is refused for options that are none, and for a key that does not exist', async () => {
    const { sandbox } = pageContext().strongroom;
    const failed = (act: Promise<unknown>) => act.catch((error: unknown) => error);
    const { Arn = '' } = await newKey(pageContext());
    expect(await failed(sandbox.previewPolicy(`${Arn}x`, '{}'))).to.be.instanceOf(TypeError);
    expect(await failed(sandbox.previewPolicy(Arn, 1 as never))).to.be.instanceOf(TypeError);
    expect(await failed(sandbox.previewPolicy(Arn, '{}', { tests: 1 as never }))).to.be.instanceOf(TypeError);
  });
});
