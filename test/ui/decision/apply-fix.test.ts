import { expect } from 'chai';
import type { Fix, FixChange } from '../../../src/model/decision.ts';
import type { Strongroom } from '../../../src/client/strongroom.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { applyAndAsk, applyFix, PartialFixError, undoFix } from '../../../src/ui/decision/apply-fix.ts';
import { newKey, pageContext } from '../context.ts';

const ACCOUNT = '111122223333';
const ZOE = `arn:aws:iam::${ACCOUNT}:user/zoe`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Reader`;
const DEV = `arn:aws:iam::${ACCOUNT}:group/dev`;
const ALLOW = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] };
const DENY = { Version: '2012-10-17', Statement: [{ Sid: 'No', Effect: 'Deny', Action: 'kms:*', Resource: '*' }] };
const THROUGH = { 'aws:SourceVpce': 'vpce-1' };

const CASES: readonly {
  readonly name: string;
  before(strongroom: Strongroom): Promise<unknown>;
  readonly principal?: string;
  readonly says: RegExp;
}[] = [
  { name: 'a principal', before: () => Promise.resolve(), says: /^Updated the identity policies of user\/zoe\.$/ },
  {
    name: 'a role, for which every put creates credentials by default',
    before: ({ sandbox }) => sandbox.principals.put({ arn: ROLE, accessKey: false }),
    principal: ROLE,
    says: /^Updated the identity policies of role\/Reader\.$/,
  },
  {
    name: 'a key policy, as a principal that is allowed to',
    before: () => Promise.resolve(),
    principal: 'arn:aws:iam::444455556666:root',
    says: /^Updated the key policy of key .* \(as user\/admin\)\.$/,
  },
  {
    name: 'a group',
    async before({ sandbox }) {
      await sandbox.groups.put({ arn: DEV, policies: [DENY] });
      await sandbox.principals.put({ arn: ZOE, policies: [ALLOW], groups: ['dev'] });
    },
    says: /^Updated the policies of group\/dev\.$/,
  },
  {
    name: 'an account',
    async before({ sandbox }) {
      await sandbox.principals.put({ arn: ZOE, policies: [ALLOW] });
      await sandbox.accounts.put({
        id: ACCOUNT,
        scps: [{ ...ALLOW, Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] }],
      });
    },
    says: /^Updated the service control policies of account 1111-2222-3333\.$/,
  },
  {
    name: 'an endpoint',
    async before({ sandbox }) {
      await sandbox.principals.put({ arn: ZOE, policies: [ALLOW] });
      await sandbox.endpoints.put({
        id: 'vpce-1',
        vpc: 'vpc-1',
        policy: { ...DENY, Statement: [{ ...DENY.Statement[0], Principal: '*' }] },
      });
    },
    says: /^Updated the policy of vpce-1\.$/,
  },
];

async function simulate({ strongroom }: PageContext, keyArn: string, principal: string) {
  const input = { KeyId: keyArn, Plaintext: new Uint8Array(1) };
  return strongroom.sandbox.simulate({ principal, operation: 'Encrypt', input, requestContext: THROUGH });
}

describe('applyFix', () => {
  for (const { name, before, principal = ZOE, says } of CASES) {
    it(`applies a change of ${name}, after which the call is allowed`, async () => {
      const context = pageContext();
      const { Arn = '' } = await newKey(context);
      await context.strongroom.sandbox.principals.put({ arn: ZOE });
      await before(context.strongroom);
      const { accessKeys } = context.strongroom.sandbox;
      const keys = await accessKeys.list(principal);
      const { allowed, fix } = await simulate(context, Arn, principal);
      expect(allowed).to.equal(false);
      // The caller of the page has no permissions here: another principal writes the policy.
      const done = await applyFix(fix!, context.strongroom, ZOE);
      expect(done.says).to.match(says);
      expect((await simulate(context, Arn, principal)).allowed).to.equal(true);
      expect(await accessKeys.list(principal)).to.deep.equal(keys);

      expect(await undoFix(done, context.strongroom, ZOE)).to.match(/^Restored the /);
      const after = await simulate(context, Arn, principal);
      expect(after.allowed).to.equal(false);
      expect(after.fix?.changes).to.deep.equal(fix?.changes);
    });

    it(`refuses to undo a change of ${name} that was changed since`, async () => {
      const context = pageContext();
      const { Arn = '' } = await newKey(context);
      await context.strongroom.sandbox.principals.put({ arn: ZOE });
      await before(context.strongroom);
      const { fix, fixes } = await simulate(context, Arn, principal);
      const first = await applyFix(fix!, context.strongroom, ZOE);
      const other = fixes!.find((one) => one.kind === 'wide' && one !== fix);
      // An undone fix is the other change where there is no wide one.
      if (other) await applyFix(other, context.strongroom, ZOE);
      else await undoFix(first, context.strongroom, ZOE);
      const cells = await context.strongroom.sandbox.accessMatrix(Arn);
      let error: unknown;
      await undoFix(first, context.strongroom, ZOE).catch((thrown: unknown) => (error = thrown));
      expect(error).to.be.instanceOf(TypeError);
      expect((error as Error).message).to.contain('was changed after the fix');
      expect(await context.strongroom.sandbox.accessMatrix(Arn)).to.deep.equal(cells);
    });
  }

  it('rejects with the error of a change that fails', async () => {
    const { strongroom } = pageContext();
    const changes = [{ kind: 'put-endpoint', id: 'vpce-9', policy: {} }] as const;
    const fix = { says: '', kind: 'narrow', alters: [], opens: [], changes } as const;
    let error: unknown;
    await applyFix(fix, strongroom, ZOE).catch((thrown: unknown) => (error = thrown));
    expect(error).to.be.instanceOf(TypeError);
  });

  const ADMIN = `arn:aws:iam::${ACCOUNT}:user/admin`;
  const BOB = `arn:aws:iam::${ACCOUNT}:user/bob`;

  async function grantFix(context: PageContext) {
    const { Arn: keyArn = '' } = await newKey(context);
    await context.strongroom.sandbox.principals.put({ arn: ZOE });
    const fix = (await simulate(context, keyArn, ZOE)).fixes?.find(({ kind }) => kind === 'grant');
    return { keyArn, fix: fix as Fix };
  }

  it('creates a grant as the caller, after which the call is allowed, and revokes it', async () => {
    const context = pageContext();
    const { keyArn, fix } = await grantFix(context);
    const done = await applyFix(fix, context.strongroom, ADMIN);
    expect(done.says).to.match(/^Created the grant of Encrypt to user\/zoe on key [^ ]+ \(as user\/admin\)\.$/);
    expect((await simulate(context, keyArn, ZOE)).allowed).to.equal(true);
    // Another caller may undo it who may not revoke grants.
    expect(await undoFix(done, context.strongroom, ZOE)).to.match(/^Revoked the grant of Encrypt to user\/zoe/);
    expect((await simulate(context, keyArn, ZOE)).allowed).to.equal(false);
    expect((await context.kms.listGrants({ KeyId: keyArn })).Grants).to.deep.equal([]);
  });

  it('creates no grant as another principal than the caller', async () => {
    const context = pageContext();
    const { keyArn, fix } = await grantFix(context);
    const element = document.createElement('div');
    const outcome = await applyAndAsk(element, fix, { strongroom: context.strongroom, caller: ZOE }, () =>
      Promise.reject(new Error('The request was not to be evaluated.')),
    );
    expect('problem' in outcome && outcome.problem.name).to.equal('AccessDeniedException');
    expect('problem' in outcome && outcome.problem.message).to.contain('kms:CreateGrant');
    expect((await context.kms.listGrants({ KeyId: keyArn })).Grants).to.deep.equal([]);
  });

  /** A fix of three changes, the last of which fails: there is no such endpoint. */
  async function failing(context: PageContext) {
    const { keyArn, fix } = await grantFix(context);
    await context.strongroom.sandbox.principals.put({ arn: BOB });
    const changes: readonly FixChange[] = [
      { kind: 'put-principal', arn: BOB, policies: [ALLOW] },
      ...fix.changes,
      { kind: 'put-endpoint', id: 'vpce-9', policy: ALLOW },
    ];
    return { keyArn, fix: { ...fix, kind: 'wide', changes } as Fix };
  }

  /** `strongroom`, whose principals can be changed `times` times. */
  function stubborn(strongroom: Strongroom, times: number): Strongroom {
    let left = times;
    const { principals: real } = strongroom.sandbox;
    const put = (change: Parameters<typeof real.put>[0]) => {
      left -= 1;
      return left < 0 ? Promise.reject(new Error('The disk is full.')) : real.put(change);
    };
    const replaced = <T extends object>(object: T, members: Partial<T>): T =>
      new Proxy(object, {
        get(target, name) {
          if (name in members) return members[name as keyof T];
          const member = Reflect.get(target, name) as unknown;
          return typeof member === 'function' ? (member.bind(target) as unknown) : member;
        },
      });
    const principals = replaced(real, { put: put as typeof real.put });
    return replaced(strongroom, { sandbox: replaced(strongroom.sandbox, { principals }) });
  }

  const policiesOf = async ({ strongroom }: PageContext) =>
    (await strongroom.sandbox.principals.get(BOB))?.policies.length;

  it('undoes what was applied when a later change fails', async () => {
    const context = pageContext();
    const { keyArn, fix } = await failing(context);
    let error: unknown;
    await applyFix(fix, context.strongroom, ADMIN).catch((thrown: unknown) => (error = thrown));
    expect(error).to.be.instanceOf(PartialFixError);
    const { undone, standing, cause } = error as PartialFixError;
    expect(undone.map(({ kind }) => kind)).to.deep.equal(['create-grant', 'put-principal']);
    expect(standing).to.equal(undefined);
    expect(cause).to.be.instanceOf(TypeError);
    expect(await policiesOf(context)).to.equal(0);
    expect((await context.kms.listGrants({ KeyId: keyArn })).Grants).to.deep.equal([]);
  });

  it('says what is in effect when it cannot be undone, and offers to undo it later', async () => {
    const context = pageContext();
    const { keyArn, fix } = await failing(context);
    const element = document.createElement('div');
    const strongroom = stubborn(context.strongroom, 1);
    const again = () => simulate(context, keyArn, ZOE);
    const outcome = await applyAndAsk(element, fix, { strongroom, caller: ADMIN }, again);
    if (!('problem' in outcome)) throw new Error('It was applied.');
    expect(outcome.problem.message).to.contain('vpce-9');
    expect(outcome.problem.note).to.match(
      /^Undone: the grant .*\. Still in effect: the identity policies of user\/bob\.$/,
    );
    expect(outcome.decision?.allowed).to.equal(false);
    const { standing } = outcome;
    expect(standing?.changes.map(({ change }) => change.kind)).to.deep.equal(['put-principal']);
    expect(await policiesOf(context)).to.equal(1);

    // An undo that fails at once changes nothing, and can be repeated.
    let error: unknown;
    await undoFix(standing!, stubborn(strongroom, 0), ADMIN).catch((thrown: unknown) => (error = thrown));
    expect((error as Error).message).to.equal('The disk is full.');
    expect(await undoFix(standing!, context.strongroom, ADMIN)).to.contain('user/bob');
    expect(await policiesOf(context)).to.equal(0);
  });

  it('says what is in effect when an undo fails midway', async () => {
    const context = pageContext();
    const { fix } = await failing(context);
    const strongroom = stubborn(context.strongroom, 1);
    const done = await applyFix({ ...fix, changes: fix.changes.slice(0, 2) }, strongroom, ADMIN);
    let error: unknown;
    await undoFix(done, strongroom, ADMIN).catch((thrown: unknown) => (error = thrown));
    const { undone, standing } = error as PartialFixError;
    expect(undone.map(({ kind }) => kind)).to.deep.equal(['create-grant']);
    expect(standing?.changes.map(({ change }) => change.kind)).to.deep.equal(['put-principal']);
    await undoFix(standing!, context.strongroom, ADMIN);
    expect(await policiesOf(context)).to.equal(0);
  });
});
