/**
 * Documents of the directory that were replaced or went: decisions of the log name them, and they are still there to be
 * read.
 */
import { expect } from 'chai';
import type { Sandbox } from '../../../src/client/strongroom.ts';
import { createStrongroom } from '../../../src/memory.ts';

const ACCOUNT = '111122223333';
const ANA = `arn:aws:iam::${ACCOUNT}:user/ana`;
const DEV = `arn:aws:iam::${ACCOUNT}:group/dev`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/Learner/monday`;
const GUEST = `arn:aws:sts::${ACCOUNT}:federated-user/guest`;

const document = (Sid: string, Effect = 'Allow') => ({
  Version: '2012-10-17',
  Statement: [{ Sid, Effect, Action: '*', Resource: '*' }],
});
const resource = (Sid: string, Effect = 'Allow') => ({
  Version: '2012-10-17',
  Statement: [{ Sid, Effect, Principal: '*', Action: 'kms:Sign', Resource: '*' }],
});

/** The Sid of the only statement of the policy of this name; undefined when there is none. */
async function sidOf(sandbox: Sandbox, name: string): Promise<string | undefined> {
  const text = await sandbox.policyVersion(name);
  return text === undefined ? undefined : (JSON.parse(text) as ReturnType<typeof document>).Statement[0]?.Sid;
}

/** Each kind of document: its name of the first version, and how it is put and taken away. */
const KINDS: readonly {
  readonly what: string;
  readonly whose: string;
  readonly tail: string;
  readonly put: (sandbox: Sandbox, sid: string) => Promise<unknown>;
  readonly remove: (sandbox: Sandbox) => Promise<unknown>;
}[] = [
  {
    what: 'identity policy',
    whose: ANA,
    tail: ' policy 1',
    put: (sandbox, sid) => sandbox.principals.put({ arn: ANA, policies: [document(sid)] }),
    remove: (sandbox) => sandbox.principals.remove(ANA),
  },
  {
    what: 'permissions boundary',
    whose: ANA,
    tail: ' boundary',
    put: (sandbox, sid) => sandbox.principals.put({ arn: ANA, boundary: document(sid) }),
    remove: (sandbox) => sandbox.principals.put({ arn: ANA, boundary: null }),
  },
  {
    what: 'group’s policy',
    whose: DEV,
    tail: ' policy 1',
    put: (sandbox, sid) => sandbox.groups.put({ arn: DEV, policies: [document(sid)] }),
    remove: (sandbox) => sandbox.groups.remove(DEV),
  },
  {
    what: 'session policy of a role session',
    whose: SESSION,
    tail: ' session policy',
    put: (sandbox, sid) => sandbox.principals.put({ arn: SESSION, sessionPolicy: document(sid) }),
    remove: (sandbox) => sandbox.principals.remove(SESSION),
  },
  {
    what: 'session policy of a federated user, who has one ARN with it',
    whose: GUEST,
    tail: ' session policy',
    put: (sandbox, sid) =>
      sandbox.principals.put({ arn: GUEST, policies: [document(`Own${sid}`)], sessionPolicy: document(sid) }),
    remove: (sandbox) => sandbox.principals.remove(GUEST),
  },
  {
    what: 'service control policy',
    whose: ACCOUNT,
    tail: ' service control policy 1',
    put: (sandbox, sid) => sandbox.accounts.put({ id: ACCOUNT, scps: [document(sid)] }),
    remove: (sandbox) => sandbox.accounts.put({ id: ACCOUNT, organization: null }),
  },
  {
    what: 'resource control policy',
    whose: ACCOUNT,
    tail: ' resource control policy 1',
    put: (sandbox, sid) => sandbox.accounts.put({ id: ACCOUNT, rcps: [resource(sid, 'Deny')] }),
    remove: (sandbox) => sandbox.accounts.put({ id: ACCOUNT, organization: null }),
  },
  {
    what: 'endpoint’s policy',
    whose: 'vpce-1',
    tail: '',
    put: (sandbox, sid) => sandbox.endpoints.put({ id: 'vpce-1', vpc: 'vpc-1', policy: resource(sid) }),
    remove: (sandbox) => sandbox.endpoints.remove('vpce-1'),
  },
];

describe('documents of the directory that are no more', () => {
  for (const { what, whose, tail, put, remove } of KINDS) {
    it(`are kept: ${what}`, async () => {
      const { sandbox } = createStrongroom();
      await put(sandbox, 'First');
      expect(await sidOf(sandbox, `${whose}${tail}`)).to.equal('First');
      expect(await sidOf(sandbox, `${whose}#1${tail}`)).to.equal(undefined);
      await put(sandbox, 'First');
      expect(await sidOf(sandbox, `${whose}#1${tail}`), 'the same again is no new version').to.equal(undefined);
      await put(sandbox, 'Second');
      expect(await sidOf(sandbox, `${whose}${tail}`)).to.equal('First');
      expect(await sidOf(sandbox, `${whose}#1${tail}`)).to.equal('Second');
      await remove(sandbox);
      expect(await sidOf(sandbox, `${whose}#1${tail}`)).to.equal('Second');
      expect(await sidOf(sandbox, `${whose}#2${tail}`)).to.equal(undefined);
      await put(sandbox, 'Third');
      const all = await Promise.all(
        ['', '#1', '#2', '#3'].map((version) => sidOf(sandbox, `${whose}${version}${tail}`)),
      );
      expect(all).to.deep.equal(['First', 'Second', 'Third', undefined]);
    });
  }

  it('are what explain names, and what was decided by them stays decided', async () => {
    const { kms, sandbox } = createStrongroom();
    await sandbox.principals.put({ arn: ANA, policies: [document('Before')] });
    const decided = async () => {
      const { event } = await kms('us-east-1', ANA).call('ListKeys', {});
      const decision = await sandbox.explain(event?.record.requestID ?? '');
      return decision && { allowed: decision.allowed, ...decision.decidedBy };
    };
    const first = await decided();
    await sandbox.principals.put({ arn: ANA, policies: [document('After', 'Deny')], tags: { a: 'b' } });
    const second = await decided();
    await sandbox.principals.remove(ANA);
    await sandbox.principals.put({ arn: ANA, policies: [document('Again')] });
    const third = await decided();
    const by = { kind: 'identity-policy', account: ACCOUNT };
    const ref = (version: number) => ({ kind: 'identity-policy', owner: ANA, version, index: 0 });
    expect([first, second, third]).to.deep.equal([
      { allowed: true, ...by, policy: `${ANA} policy 1`, policyRef: ref(0), statement: 'Before' },
      { allowed: false, ...by, policy: `${ANA}#1 policy 1`, policyRef: ref(1), statement: 'After' },
      { allowed: true, ...by, policy: `${ANA}#2 policy 1`, policyRef: ref(2), statement: 'Again' },
    ]);
    for (const { policy = '', statement } of [first, second, third].filter((one) => one !== undefined))
      expect(await sidOf(sandbox, policy)).to.equal(statement);
  });

  it('of a key are counted by the engine', async () => {
    const { kms, sandbox } = createStrongroom();
    const { KeyMetadata: { Arn = '' } = {} } = await kms().createKey({});
    expect(await sandbox.policyVersions(Arn)).to.equal(1);
    const { Policy } = await kms().getKeyPolicy({ KeyId: Arn });
    await kms().putKeyPolicy({ KeyId: Arn, Policy });
    expect(await sandbox.policyVersions(Arn)).to.equal(2);
    const failed = await sandbox.policyVersions(`${Arn}x`).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(TypeError);
  });

  it('are refused by anything else than a reference or its text', async () => {
    const { sandbox } = createStrongroom();
    expect(await sandbox.policyVersion('of no kind at all')).to.equal(undefined);
    for (const wrong of [null, 1, {}, { kind: 'grant', owner: 'x', version: 0, index: 0 }])
      expect(await sandbox.policyVersion(wrong as never).catch((error: unknown) => error)).to.be.instanceOf(TypeError);
  });

  it('are the log’s alone: what the sandbox shows has no version, and a fix finds the document by the name it has now', async () => {
    const { sandbox } = createStrongroom();
    await sandbox.accounts.put({ id: ACCOUNT, scps: [document('A')] });
    expect(await sandbox.accounts.put({ id: ACCOUNT, scps: [document('B', 'Deny')] })).not.to.have.property('version');
    expect((await sandbox.accounts.list())[0]).not.to.have.property('version');
    await sandbox.endpoints.put({ id: 'vpce-1', vpc: 'vpc-1', policy: resource('A') });
    await sandbox.endpoints.put({ id: 'vpce-1', vpc: 'vpc-1', policy: resource('B') });
    expect(await sandbox.endpoints.list()).to.deep.equal([{ id: 'vpce-1', vpc: 'vpc-1', policy: resource('B') }]);
    const { fix, decidedBy } = await sandbox.simulate({
      principal: `arn:aws:iam::${ACCOUNT}:user/admin`,
      operation: 'ListKeys',
      input: {},
    });
    expect(decidedBy).to.include({ kind: 'scp', policy: `${ACCOUNT}#1 service control policy 1` });
    expect(fix?.says).to.contain('Statement B of service control policy 1 of 111122223333');
    expect(fix?.changes[0]).to.have.property('kind', 'put-account');
  });
});
