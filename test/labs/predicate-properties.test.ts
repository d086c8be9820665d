/** Predicates of any form: the evaluator, which skips what makes no difference, agrees with one that tries everything. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { AuditEvent } from '../../src/model/audit.ts';
import { evaluatePredicate } from '../../src/labs/evaluate-predicate.ts';
import { EventFacts, type EventFact } from '../../src/labs/event-facts.ts';
import type { KeyFact, LabFacts } from '../../src/labs/lab-facts.ts';
import type { LabValue } from '../../src/labs/lab-value.ts';
import type { EventPattern, Predicate } from '../../src/labs/predicate.ts';
import { auditEvent } from './audit-events.ts';

const OPERATIONS = ['Encrypt', 'Decrypt', 'Sign'];
const KEYS = ['k1', 'k2', 'k3'];
const HASHES = ['c1', 'c2', 'c3'];

const operation = fc.constantFrom(...OPERATIONS);
const events = fc.array(
  fc
    .record({ operation, key: fc.constantFrom(...KEYS), hash: fc.constantFrom(...HASHES), fails: fc.boolean() })
    .map(({ key, hash, fails, ...given }) =>
      auditEvent({ ...given, keys: [key], sidecar: { ctSha: hash }, ...(fails ? { error: 'DisabledException' } : {}) }),
    ),
  { maxLength: 8 },
);

const variable = fc.constantFrom('$x', '$y', '$z');
const pattern: fc.Arbitrary<EventPattern> = fc
  .record({
    operation: fc.oneof(operation, fc.uniqueArray(operation, { minLength: 1, maxLength: 2 })),
    key: fc.option(variable, { nil: undefined }),
    hash: fc.option(fc.oneof(variable, fc.constantFrom(...HASHES)), { nil: undefined }),
    fails: fc.boolean(),
  })
  .map(({ operation: wanted, key, hash, fails }) => ({
    operation: wanted,
    ...(key === undefined ? {} : { key }),
    ...(hash === undefined ? {} : { sidecar: { ctSha: hash } }),
    ...(fails ? { error: 'DisabledException' } : {}),
  }));

/** @param negates whether the predicates have parts that more facts can break */
const predicates = (negates: boolean): fc.Arbitrary<Predicate> =>
  fc.letrec<{ predicate: Predicate }>((tie) => ({
    predicate: fc.oneof(
      { maxDepth: 3 },
      pattern.map((event): Predicate => ({ event })),
      fc.array(pattern, { minLength: 1, maxLength: 3 }).map((inOrder): Predicate => ({ inOrder })),
      fc.tuple(pattern, fc.nat(3)).map(([count, atLeast]): Predicate => ({ count, atLeast })),
      variable.map((arn): Predicate => ({ key: { arn, where: { state: 'Enabled' } } })),
      fc.array(tie('predicate'), { maxLength: 3 }).map((all): Predicate => ({ all })),
      fc.array(tie('predicate'), { maxLength: 3 }).map((any): Predicate => ({ any })),
      ...(negates ? [tie('predicate').map((not): Predicate => ({ not }))] : []),
    ),
  })).predicate;

const keysOf = (states: readonly string[]): readonly KeyFact[] =>
  states.map((state, index) => ({ arn: KEYS[index] ?? '', account: '1', region: 'r', state }));
const keys = fc.array(fc.constantFrom('Enabled', 'Disabled'), { maxLength: 3 }).map(keysOf);

const factsOf = (log: readonly AuditEvent[], listed: readonly KeyFact[]): LabFacts => ({
  events: new EventFacts(log),
  keys: listed,
  startKeys: new Map(),
  ledger: [],
  elapsedSeconds: 0,
  answered: new Set(),
  probes: new Map(),
});

type Values = Readonly<Record<string, LabValue>>;

/** The values after a comparison: none, or one set. */
function unify(wanted: string | undefined, value: LabValue | undefined, values: Values): readonly Values[] {
  if (wanted === undefined) return [values];
  if (!wanted.startsWith('$')) return wanted === value ? [values] : [];
  const known = values[wanted];
  if (known === undefined) return value === undefined ? [] : [{ ...values, [wanted]: value }];
  return known === value ? [values] : [];
}

function matchNaively({ operation: wanted, key, sidecar, error }: EventPattern, event: EventFact, values: Values) {
  if (![wanted].flat().includes(event.operation) || error !== event.error) return [];
  const { ctSha } = event.sidecar as { readonly ctSha: string };
  const keyed = unify(key, event.keys[0], values);
  return keyed.flatMap((next) => unify(sidecar?.['ctSha'] as string | undefined, ctSha, next));
}

/** Every way in which a predicate holds, without a shortcut. */
function solveNaively(predicate: Predicate, facts: LabFacts, values: Values): readonly Values[] {
  const log = facts.events.all;
  if ('all' in predicate)
    return predicate.all.reduce<readonly Values[]>(
      (found, part) => found.flatMap((one) => solveNaively(part, facts, one)),
      [values],
    );
  if ('any' in predicate) return predicate.any.flatMap((part) => solveNaively(part, facts, values));
  if ('not' in predicate) return solveNaively(predicate.not, facts, values).length === 0 ? [values] : [];
  if ('event' in predicate) return log.flatMap((event) => matchNaively(predicate.event, event, values));
  if ('inOrder' in predicate) {
    const follow = (index: number, after: number, from: Values): readonly Values[] => {
      const next = predicate.inOrder[index];
      if (next === undefined) return [from];
      return log
        .filter(({ at }) => at > after)
        .flatMap((event) => matchNaively(next, event, from).flatMap((one) => follow(index + 1, event.at, one)));
    };
    return follow(0, -1, values);
  }
  if ('count' in predicate) {
    const found = log.filter((event) => matchNaively(predicate.count, event, values).length > 0);
    return found.length >= (predicate.atLeast ?? 0) ? [values] : [];
  }
  if ('key' in predicate)
    return facts.keys
      .filter((key) => key['state'] === 'Enabled')
      .flatMap((key) => unify(predicate.key.arn, key.arn, values));
  throw new Error('The test makes no such predicate.');
}

describe('A predicate of any form', () => {
  it('holds exactly if trying every combination finds a way', () => {
    let holding = 0;
    const property = fc.property(predicates(true), events, keys, (predicate, log, listed) => {
      const facts = factsOf(log, listed);
      const expected = solveNaively(predicate, facts, {}).length > 0;
      if (expected) holding++;
      expect(evaluatePredicate(predicate, facts, new Map()).holds).to.equal(expected);
    });
    fc.assert(property, { numRuns: 2000 });
    expect(holding).to.be.within(200, 1800);
  });

  it('has evidence that makes it hold by itself, unless a part negates', () => {
    const property = fc.property(predicates(false), events, keys, (predicate, log, listed) => {
      const { holds, evidence } = evaluatePredicate(predicate, factsOf(log, listed), new Map());
      fc.pre(holds);
      const proof = log.filter(({ record }) => evidence.includes(record.eventID));
      expect(evidence).to.deep.equal(proof.map(({ record }) => record.eventID));
      expect(evaluatePredicate(predicate, factsOf(proof, listed), new Map()).holds).to.equal(true);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('holds with further events and keys too, unless a part negates', () => {
    const property = fc.property(predicates(false), events, events, keys, (predicate, log, extra, listed) => {
      fc.pre(evaluatePredicate(predicate, factsOf(log, listed), new Map()).holds);
      expect(evaluatePredicate(predicate, factsOf([...extra, ...log], listed), new Map()).holds).to.equal(true);
      expect(evaluatePredicate(predicate, factsOf([...log, ...extra], listed), new Map()).holds).to.equal(true);
    });
    fc.assert(property, { numRuns: 500 });
  });
});
