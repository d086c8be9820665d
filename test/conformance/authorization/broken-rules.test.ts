/**
 * The cases notice a broken evaluator. One row of a table is broken at a time (an operator, a condition key, a policy
 * type), and a case must fail that holds with the table as it is. `npm run test:mutation` breaks every expression; this
 * short run is for each commit.
 */
import { expect } from 'chai';
import { vi } from 'vitest';
import { findOperator, type Operator } from '../../../src/engine/authorization/policy/operators.ts';
import { CONDITION_KEYS } from '../../../src/model/condition-keys.ts';
import { CONDITION_OPERATORS } from '../../../src/model/condition-operators.ts';
import type { PrincipalMatch } from '../../../src/engine/authorization/policy/principal.ts';
import type { PolicyType } from '../../../src/engine/authorization/evaluate-policy-set.ts';
import { CASE_TESTS, type CaseTest } from '../../mutation/authorization-cases.ts';
import unreachable from './unreachable.json';

/** What is broken now. The mocked modules read it at each call. */
const broken = vi.hoisted(() => ({
  conditionKey: '',
  policyType: '' as PolicyType | '',
  effect: '' as 'Allow' | 'Deny' | '',
  grants: '' as 'none' | 'all' | '',
  namedAs: {} as Partial<Record<PrincipalMatch, PrincipalMatch>>,
  grantsTo: '' as 'caller' | 'role' | 'account' | '',
}));

vi.mock(import('../../../src/model/condition-keys.ts'), async (load) => {
  const real = await load();
  return {
    ...real,
    conditionKeyNamed(key) {
      const found = real.conditionKeyNamed(key);
      return found?.row.name === broken.conditionKey ? undefined : found;
    },
  };
});

vi.mock(import('../../../src/engine/authorization/evaluate-policy-set.ts'), async (load) => {
  const real = await load();
  return {
    ...real,
    evaluatePolicySet(policies, ...rest) {
      const { deny, allows } = real.evaluatePolicySet(policies, ...rest);
      if (policies.kind !== broken.policyType) return { allows, ...(deny && { deny }) };
      return broken.effect === 'Deny' ? { allows } : { allows: new Map(), ...(deny && { deny }) };
    },
  };
});

vi.mock(import('../../../src/engine/authorization/grants.ts'), async (load) => {
  const real = await load();
  return {
    ...real,
    findMatchingGrants(grants, ...rest) {
      const found = real.findMatchingGrants(grants, ...rest);
      if (broken.grants === 'none') return [];
      return broken.grants === 'all' ? grants.map(({ grant }) => grant) : found;
    },
    granteeNames: (caller) =>
      real.granteeNames(caller).filter((name) => {
        const to = name === caller.arn ? 'caller' : name === caller.principal.arn ? 'role' : 'account';
        return to !== broken.grantsTo;
      }),
  };
});

vi.mock(import('../../../src/engine/authorization/policy/principal.ts'), async (load) => {
  const real = await load();
  return {
    ...real,
    matchPrincipals(...given) {
      const found = real.matchPrincipals(...given);
      return (found && broken.namedAs[found]) ?? found;
    },
  };
});

const isTrue = async (test: CaseTest): Promise<boolean> =>
  test.run().then(
    () => true,
    () => false,
  );

/**
 * Breaks something, and finds a case that fails then and holds again afterwards. `rule`: the rule of the case, or how
 * it begins before a `*`.
 */
async function expectNoticed(breakIt: () => () => void, rule = '*'): Promise<void> {
  const tests = CASE_TESTS.filter(
    (test) => test.rule === rule || (rule.endsWith('*') && test.rule.startsWith(rule.slice(0, -1))),
  );
  expect(tests, rule).not.to.deep.equal([]);
  const mend = breakIt();
  let failing: CaseTest | undefined;
  try {
    for (const test of tests) {
      if (await isTrue(test)) continue;
      failing = test;
      break;
    }
  } finally {
    mend();
  }
  if (failing === undefined) throw new Error(`None of ${tests.length} cases fails.`);
  expect(await isTrue(failing), failing.id).to.equal(true);
}

/** Sets members of `broken` for as long as it is broken. */
const breaking = (change: Partial<typeof broken>) => () => {
  const before = { ...broken };
  Object.assign(broken, change);
  return () => void Object.assign(broken, before);
};

describe('the cases of authorization fail', () => {
  for (const name of CONDITION_OPERATORS.filter((each) => each !== 'Null')) {
    const row = findOperator(name) as { -readonly [M in keyof Operator]: Operator[M] };

    it(`with the comparison of ${name} inverted`, () =>
      expectNoticed(() => {
        const { compare } = row;
        row.compare = (...given) => !compare(...given);
        return () => void (row.compare = compare);
      }, `A6.6-${name}`));

    it(`with the negation of ${name} inverted`, () =>
      expectNoticed(() => {
        const { negated } = row;
        if (negated) delete row.negated;
        else row.negated = true;
        return () => {
          if (negated) row.negated = negated;
          else delete row.negated;
        };
      }, `A6.6-${name}`));
  }

  const nowhere = new Set(unreachable.map(({ key }) => key));
  for (const { name } of CONDITION_KEYS.filter((row) => !nowhere.has(row.name)))
    it(`without the values of ${name}`, () => expectNoticed(breaking({ conditionKey: name }), `K-${name}`));

  /** A resource control policy allows nothing by itself. */
  const TYPES: Readonly<Record<Exclude<PolicyType, 'trust-policy'>, readonly ('Allow' | 'Deny')[]>> = {
    'key-policy': ['Allow', 'Deny'],
    'identity-policy': ['Allow', 'Deny'],
    boundary: ['Allow', 'Deny'],
    'session-policy': ['Allow', 'Deny'],
    scp: ['Allow', 'Deny'],
    rcp: ['Deny'],
    'endpoint-policy': ['Allow', 'Deny'],
  };
  for (const [policyType, effects] of Object.entries(TYPES) as [PolicyType, readonly ('Allow' | 'Deny')[]][])
    for (const effect of effects)
      it(`without each ${effect} of the type ${policyType}`, () => expectNoticed(breaking({ policyType, effect })));

  /** Boundaries and session policies limit a role and an account that a key policy names, and no other principal. */
  const TAKEN_FOR: Readonly<Record<Exclude<PrincipalMatch, 'service'>, PrincipalMatch>> = {
    user: 'role',
    session: 'role',
    federated: 'role',
    everyone: 'role',
    role: 'user',
    account: 'user',
  };
  for (const [naming, other] of Object.entries(TAKEN_FOR))
    it(`with ${naming} in a key policy taken for ${other}`, () =>
      expectNoticed(breaking({ namedAs: { [naming]: other } })));

  for (const grantsTo of ['caller', 'role', 'account'] as const)
    it(`without grants to the ${grantsTo}`, () => expectNoticed(breaking({ grantsTo }), 'G*'));

  it('without grants', () => expectNoticed(breaking({ grants: 'none' })));
  it('with grants that allow everything', () => expectNoticed(breaking({ grants: 'all' })));
});
