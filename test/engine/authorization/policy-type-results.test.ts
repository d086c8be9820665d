/** What a decision says of each policy type, from the evaluator. */
import { expect } from 'chai';
import { policyTypeResults } from '../../../src/engine/authorization/policy-type-results.ts';
import type { Decision } from '../../../src/model/decision.ts';
import { newKey, pageContext } from '../../ui/context.ts';

const ACCOUNT = '111122223333';
const ZOE = `arn:aws:iam::${ACCOUNT}:user/zoe`;
const OTHER = 'arn:aws:iam::444455556666:user/olga';
const policy = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
const ALLOW = policy({ Effect: 'Allow', Action: 'kms:*', Resource: '*' });
const NOTHING = policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
const DENY = policy({ Effect: 'Deny', Action: 'kms:*', Resource: '*' });
const names = (principal: string) => ({
  Effect: 'Allow',
  Principal: { AWS: principal },
  Action: 'kms:*',
  Resource: '*',
});
const ROOT = names(`arn:aws:iam::${ACCOUNT}:root`);

type Sandbox = ReturnType<typeof pageContext>['strongroom']['sandbox'];

interface Row {
  readonly name: string;
  readonly put?: (sandbox: Sandbox) => Promise<unknown>;
  readonly keyPolicy?: object;
  readonly grant?: string;
  readonly principal?: string;
  readonly lacking?: string;
  /** `type: outcome effect`, those that are not `none unused`. */
  readonly results: readonly string[];
}

const zoe = (more: object) => (sandbox: Sandbox) => sandbox.principals.put({ arn: ZOE, ...more });
const DELEGATED = ['key-policy: allow required', 'delegation: allow required'];

const ROWS: readonly Row[] = [
  {
    name: 'an identity policy by delegation',
    put: zoe({ policies: [ALLOW] }),
    results: [...DELEGATED, 'identity-policy: allow decides', 'grant: not-evaluated unused'],
  },
  {
    name: 'a key policy that names the user, whom a boundary does not limit',
    put: zoe({ boundary: NOTHING }),
    keyPolicy: policy(names(ZOE), ROOT),
    results: [
      'key-policy: allow decides',
      'delegation: allow unused',
      'boundary: implicit-deny not-limiting',
      'grant: not-evaluated unused',
    ],
  },
  { name: 'no identity policy', lacking: 'identity-policy', results: [...DELEGATED, 'identity-policy: none lacking'] },
  {
    name: 'an explicit deny, which ends the evaluation',
    put: zoe({ policies: [ALLOW, DENY] }),
    results: [
      'key-policy: allow unused',
      'delegation: not-evaluated unused',
      'identity-policy: explicit-deny decides',
      'grant: not-evaluated unused',
    ],
  },
  {
    name: 'a boundary that does not allow',
    put: zoe({ policies: [ALLOW], boundary: NOTHING }),
    lacking: 'boundary',
    results: [...DELEGATED, 'identity-policy: allow required', 'boundary: implicit-deny lacking'],
  },
  {
    name: 'a grant where no policy allows',
    put: zoe({ boundary: NOTHING }),
    grant: ZOE,
    results: [
      'key-policy: allow unused',
      'delegation: allow unused',
      'boundary: implicit-deny not-limiting',
      'grant: allow decides',
    ],
  },
  {
    name: 'a caller of another account whom the key policy does not name',
    put: (sandbox) => sandbox.principals.put({ arn: OTHER, policies: [ALLOW] }),
    principal: OTHER,
    lacking: 'key-policy',
    results: ['key-policy: implicit-deny lacking', 'identity-policy: allow unused'],
  },
  {
    name: 'both halves of a call across accounts',
    put: (sandbox) => sandbox.principals.put({ arn: OTHER, policies: [ALLOW] }),
    keyPolicy: policy(names(OTHER), ROOT),
    principal: OTHER,
    results: ['key-policy: allow required', 'identity-policy: allow decides', 'grant: not-evaluated unused'],
  },
  {
    name: 'a service control policy that does not allow',
    put: async (sandbox) => {
      await zoe({ policies: [ALLOW] })(sandbox);
      const organization = { id: 'o-example1', path: 'o-example1/r-1/' };
      await sandbox.accounts.put({ id: ACCOUNT, organization, scps: [NOTHING] });
    },
    lacking: 'scp',
    results: [
      'scp: implicit-deny lacking',
      'key-policy: allow unused',
      'delegation: not-evaluated unused',
      'identity-policy: allow unused',
      'grant: not-evaluated unused',
    ],
  },
];

async function decide({ put, keyPolicy, grant, principal = ZOE }: Row): Promise<Decision> {
  const { strongroom, kms, ...context } = pageContext();
  const { Arn: KeyId = '' } = await newKey({ strongroom, kms, ...context });
  await strongroom.sandbox.principals.put({ arn: ZOE });
  await put?.(strongroom.sandbox);
  if (keyPolicy)
    await kms.putKeyPolicy({ KeyId, Policy: JSON.stringify(keyPolicy), BypassPolicyLockoutSafetyCheck: true });
  if (grant) await kms.createGrant({ KeyId, GranteePrincipal: grant, Operations: ['DescribeKey'] });
  return strongroom.sandbox.simulate({ principal, operation: 'DescribeKey', input: { KeyId } });
}

describe('the policy types of a decision', () => {
  for (const row of ROWS) {
    it(`are told for ${row.name}`, async () => {
      const { resources = [], allowed } = await decide(row);
      expect(resources).to.have.length(1);
      const [own] = resources;
      expect(own?.allowed).to.equal(allowed);
      expect(own?.lacking).to.equal(row.lacking);
      const told = own?.policyTypes
        .map(({ type, outcome, effect }) => `${type}: ${outcome} ${effect}`)
        .filter((line) => !line.endsWith('none unused'));
      expect(told).to.deep.equal(row.results);
    });
  }

  it('are one object for equal results, which a segment stores once', () => {
    const results = () =>
      policyTypeResults(new Map([['scp', 'none']]), { allowed: true, by: 'grant', explicit: false, required: [] });
    expect(results()).to.equal(results());
  });
});
