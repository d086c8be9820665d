import { expect } from 'chai';
import type { Strongroom } from '../../../src/client/strongroom.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { applyFix, undoFix } from '../../../src/ui/decision/apply-fix.ts';
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
});
