/** Predicates over facts: what holds, with which evidence, and which part does not hold. */
import { expect } from 'chai';
import type { AuditEvent } from '../../src/model/audit.ts';
import { evaluatePredicate, MAX_STEPS } from '../../src/labs/evaluate-predicate.ts';
import { EventFacts } from '../../src/labs/event-facts.ts';
import type { KeyFact, LabFacts } from '../../src/labs/lab-facts.ts';
import type { LabValue } from '../../src/labs/lab-value.ts';
import type { EventPattern, HistoryPattern, Matcher, Predicate } from '../../src/labs/predicate.ts';
import { auditEvent } from './audit-events.ts';

const ANA = 'arn:aws:iam::111122223333:user/Ana';

const keyFact = (arn: string, more: Readonly<Record<string, LabValue>> = {}): KeyFact => ({
  arn,
  account: '111122223333',
  region: 'us-east-1',
  tags: {},
  aliases: [],
  ...more,
});

const facts = (events: readonly AuditEvent[], more: Partial<LabFacts> = {}): LabFacts => ({
  events: new EventFacts(events),
  history: new EventFacts([]),
  keys: [],
  startKeys: new Map(),
  ledger: [],
  elapsedSeconds: 0,
  answered: new Set(),
  probes: new Map(),
  ...more,
});

const idOf = ({ record }: AuditEvent): string => record.eventID;

const evaluate = (predicate: Predicate, given: LabFacts, variables: Readonly<Record<string, LabValue>> = {}) =>
  evaluatePredicate(predicate, given, new Map(Object.entries(variables)));

describe('evaluatePredicate', () => {
  const encrypt = auditEvent({ operation: 'Encrypt', keys: ['k'], by: ANA, sidecar: { ctSha: 'c1' } });
  const other = auditEvent({ operation: 'Encrypt', keys: ['k'], sidecar: { ctSha: 'c2' } });
  const decrypt = auditEvent({ operation: 'Decrypt', keys: ['k'], sidecar: { ctSha: 'c2' } });
  const refused = auditEvent({ operation: 'Decrypt', error: 'AccessDenied', keys: ['k'], context: { tenant: 'us' } });
  const roundTrip: Predicate = {
    inOrder: [
      { operation: 'Encrypt', key: '$k', sidecar: { ctSha: '$c' } },
      { operation: 'Decrypt', key: '$k', sidecar: { ctSha: '$c' } },
    ],
  };

  it('unifies variables over events and names the matched ones as evidence', () => {
    const { holds, evidence } = evaluate(roundTrip, facts([encrypt, other, decrypt]));
    expect(holds).to.equal(true);
    expect(evidence).to.deep.equal([other.record.eventID, decrypt.record.eventID]);
    expect(evaluate(roundTrip, facts([encrypt, decrypt])).holds).to.equal(false);
  });

  it('requires the order of inOrder', () => {
    expect(evaluate(roundTrip, facts([decrypt, other])).holds).to.equal(false);
  });

  it('keeps the values that steps of the lab saved', () => {
    expect(evaluate(roundTrip, facts([other, decrypt]), { k: 'k' }).holds).to.equal(true);
    expect(evaluate(roundTrip, facts([other, decrypt]), { k: 'another' }).holds).to.equal(false);
  });

  it('matches an error by the name of the API, and without one only calls that succeeded', () => {
    const denied: Predicate = {
      event: { operation: 'Decrypt', error: 'AccessDeniedException', context: { tenant: 'us' } },
    };
    expect(evaluate(denied, facts([refused])).holds).to.equal(true);
    expect(evaluate({ event: { operation: 'Decrypt' } }, facts([refused])).holds).to.equal(false);
  });

  it('matches an empty context only with an event that has none', () => {
    const none: Predicate = { event: { operation: 'Decrypt', error: 'AccessDeniedException', context: {} } };
    expect(evaluate(none, facts([refused])).holds).to.equal(false);
    expect(evaluate(none, facts([auditEvent({ operation: 'Decrypt', error: 'AccessDenied' })])).holds).to.equal(true);
  });

  it('matches one value of the encryption context, whatever its name', () => {
    const pattern = (contextValue: Matcher): Predicate => ({
      event: { operation: 'Decrypt', error: 'AccessDeniedException', contextValue },
    });
    const more = auditEvent({
      operation: 'Decrypt',
      error: 'AccessDenied',
      context: { purpose: 'mail', note: '4111' },
    });
    expect(evaluate(pattern('us'), facts([refused])).holds).to.equal(true);
    expect(evaluate(pattern({ anyOf: ['5555', '4111'] }), facts([more])).holds).to.equal(true);
    expect(evaluate(pattern({ anyOf: ['5555', 'note'] }), facts([more])).holds).to.equal(false);
    const without = auditEvent({ operation: 'Decrypt', error: 'AccessDenied' });
    expect(evaluate(pattern({ anyOf: ['4111'] }), facts([without])).holds).to.equal(false);
    const both: Predicate = { all: [pattern('$value'), { event: { operation: 'Encrypt', contextValue: '$value' } }] };
    const same = auditEvent({ operation: 'Encrypt', context: { id: '4111' } });
    expect(evaluate(both, facts([more, same])).holds).to.equal(true);
    expect(evaluate(both, facts([refused, same])).holds).to.equal(false);
  });

  it('goes back to an earlier part when a later one does not hold', () => {
    const keys = [keyFact('a', { tags: { lab: 'L' } }), keyFact('k', { tags: { lab: 'L' } })];
    const tagged: Predicate = {
      all: [{ key: { arn: '$k', where: { 'tags.lab': 'L' } } }, { event: { operation: 'Encrypt', key: '$k' } }],
    };
    expect(evaluate(tagged, facts([encrypt], { keys })).holds).to.equal(true);
    expect(evaluate(tagged, facts([encrypt], { keys: keys.slice(0, 1) })).holds).to.equal(false);
  });

  it('names the first part that does not hold, the innermost label first', () => {
    const predicate: Predicate = {
      label: 'whole',
      all: [
        { label: 'first', event: { operation: 'Encrypt', key: '$k' } },
        {
          label: 'rest',
          all: [{ event: { operation: 'Encrypt', key: '$k' } }, { label: 'deep', event: { operation: 'Sign' } }],
        },
      ],
    };
    expect(evaluate(predicate, facts([])).unmet).to.equal('first');
    expect(evaluate(predicate, facts([encrypt])).unmet).to.equal('deep');
    expect(evaluate({ label: 'only', not: { event: { operation: 'Encrypt' } } }, facts([encrypt])).unmet).to.equal(
      'only',
    );
  });

  it('counts events, each with variables of its own', () => {
    const atLeast = (count: number): Predicate => ({
      count: { operation: 'Encrypt', sidecar: { ctSha: '$any' } },
      atLeast: count,
    });
    expect(evaluate(atLeast(2), facts([encrypt, other, decrypt])).evidence).to.have.length(2);
    expect(evaluate(atLeast(3), facts([encrypt, other, decrypt])).holds).to.equal(false);
    expect(evaluate({ count: { operation: 'Sign' }, atMost: 0 }, facts([encrypt])).holds).to.equal(true);
  });

  it('compares members of keys, elements of lists, and the state at the start', () => {
    const before = keyFact('k', { state: 'Enabled', aliases: ['alias/a', 'alias/b'], rotation: { periodInDays: 180 } });
    const given = facts([], { keys: [{ ...before, state: 'Disabled' }], startKeys: new Map([['k', before]]) });
    const holds = (where: Readonly<Record<string, never>>) => evaluate({ key: { where } }, given).holds;
    expect(holds({ aliases: 'alias/b' as never })).to.equal(true);
    expect(holds({ aliases: { not: 'alias/b' } as never })).to.equal(false);
    expect(holds({ state: { anyOf: ['Disabled', 'Enabled'] } as never })).to.equal(true);
    expect(holds({ 'rotation.periodInDays': { above: 180 } as never })).to.equal(false);
    expect(holds({ 'rotation.periodInDays': { below: 181 } as never })).to.equal(true);
    expect(holds({ validTo: { exists: false } as never })).to.equal(true);
    expect(holds({ 'constructor.name': { exists: true } as never })).to.equal(false);
    expect(evaluate({ unchanged: { arn: '$k', members: ['aliases'] } }, given, { k: 'k' }).holds).to.equal(true);
    expect(evaluate({ unchanged: { arn: '$k', members: ['aliases', 'state'] } }, given, { k: 'k' }).holds).to.equal(
      false,
    );
  });

  it('compares the ledger, the elapsed time and the answer of the quiz', () => {
    const given = facts([], {
      ledger: [{ kind: 'item', edkSha: 'e' }],
      elapsedSeconds: 86_400,
      answered: new Set(['q']),
    });
    expect(evaluate({ ledger: { kind: 'item', where: { edkSha: '$e' } } }, given).holds).to.equal(true);
    expect(evaluate({ ledger: { kind: 'run' } }, given).holds).to.equal(false);
    expect(evaluate({ elapsed: { above: 86_399 } }, given).holds).to.equal(true);
    expect(evaluate({ elapsed: { above: 86_400 } }, given).holds).to.equal(false);
    expect(evaluate({ quiz: 'q' }, given).holds).to.equal(true);
    expect(evaluate({ quiz: 'r' }, given).holds).to.equal(false);
  });

  it('compares numbers with variables that have one', () => {
    const ledger = [{ kind: 'item', elapsed: 5 }];
    const later = (elapsed: number): Predicate => ({
      all: [{ elapsed: '$now' }, { ledger: { kind: 'item', where: { elapsed: { below: '$now' } } } }],
      label: String(elapsed),
    });
    expect(evaluate(later(6), facts([], { ledger, elapsedSeconds: 6 })).holds).to.equal(true);
    expect(evaluate(later(5), facts([], { ledger, elapsedSeconds: 5 })).holds).to.equal(false);
  });

  it('reports probes without an answer, with their variables replaced', () => {
    const probe = { caller: ANA, operation: 'Decrypt', key: '$k' };
    const [missing] = evaluate({ can: probe }, facts([]), { k: 'arn' }).missing;
    expect(missing).to.deep.equal({ ...probe, key: 'arn' });
    const probes = new Map([[JSON.stringify(missing), false]]);
    expect(evaluate({ can: probe }, facts([], { probes }), { k: 'arn' }).holds).to.equal(false);
    expect(evaluate({ cannot: probe }, facts([], { probes }), { k: 'arn' })).to.deep.include({
      holds: true,
      missing: [],
    });
  });

  it('takes $$name as the text $name', () => {
    const given = facts([], { keys: [keyFact('k', { description: '$x' })] });
    expect(evaluate({ key: { where: { description: '$$x' } } }, given, { x: 'y' }).holds).to.equal(true);
    expect(evaluate({ key: { where: { description: '$x' } } }, given, { x: 'y' }).holds).to.equal(false);
  });

  it('stops with an error after the maximum number of comparisons', () => {
    const keys = Array.from({ length: 60 }, (_, index) => keyFact(`k${index}`));
    const all = Array.from({ length: 8 }, (_, index) => ({ key: { arn: `$x${String.fromCharCode(97 + index)}` } }));
    const predicate: Predicate = { all: [...all, { event: { operation: 'Sign' } }] };
    expect(MAX_STEPS).to.be.below(60 ** 8);
    expect(() => evaluate(predicate, facts([], { keys })))
      .to.throw('comparisons')
      .with.property('code', 'too-complex');
  });

  it('needs few comparisons for a long log that fits the first parts', () => {
    const many = Array.from({ length: 3000 }, () =>
      auditEvent({ operation: 'Encrypt', keys: ['k'], sidecar: { ctSha: 'c' } }),
    );
    const parts = Array.from({ length: 6 }, (): Predicate => ({ event: { operation: 'Encrypt', key: '$k' } }));
    const predicate: Predicate = { all: [...parts, { label: 'last', event: { operation: 'Sign', key: '$k' } }] };
    expect(evaluate(predicate, facts(many)).unmet).to.equal('last');
  });

  describe('history', () => {
    const leak = auditEvent({ operation: 'Decrypt', keys: ['k'], by: ANA, context: { patient: '42' } });
    const read = auditEvent({ operation: 'Decrypt', keys: ['k'], context: { patient: '42' } });
    const other = auditEvent({ operation: 'Decrypt', keys: ['k'], context: { patient: '142' } });
    const given = facts([auditEvent({ operation: 'Decrypt', context: { patient: '42' } })], {
      history: new EventFacts([read, other, leak]),
    });
    const reads: EventPattern = { operation: 'Decrypt', context: { patient: '42' } };
    const idsOf = (...events: readonly AuditEvent[]) => events.map(({ record }) => record.eventID).join(' ');
    const namesExactly = (history: Partial<HistoryPattern>, ...events: readonly AuditEvent[]) =>
      evaluate({ history: { events: [reads], namedIn: '$answer', ...history } }, given, { answer: idsOf(...events) });

    it('holds if the text names exactly the events of the start that match', () => {
      expect(namesExactly({}, leak, read)).to.deep.include({ holds: true, evidence: [read, leak].map(idOf) });
      expect(namesExactly({}, read).holds).to.equal(false);
      expect(namesExactly({}, read, leak, other).holds).to.equal(false);
    });

    it('accepts further events on request', () => {
      expect(namesExactly({ othersAllowed: true }, read, leak, other).holds).to.equal(true);
      expect(namesExactly({ othersAllowed: true }, read, other).holds).to.equal(false);
    });

    it('ends before the first event of another pattern', () => {
      const before = { operation: 'Decrypt', by: ANA };
      expect(namesExactly({ before }, read).holds).to.equal(true);
      expect(namesExactly({ before }, read, leak).holds).to.equal(false);
      expect(namesExactly({ before: { operation: 'Sign' } }, read).holds).to.equal(false);
    });

    it('accepts the ID of the copy in the trail of another account', () => {
      const copied = {
        ...read,
        copies: [{ ...read.record, eventID: auditEvent({ operation: 'Decrypt' }).record.eventID }],
      };
      const withCopy = facts([], { history: new EventFacts([copied]) });
      const answer = copied.copies[0]?.eventID ?? '';
      const predicate: Predicate = { history: { events: [reads], namedIn: '$answer' } };
      expect(evaluate(predicate, withCopy, { answer }).holds).to.equal(true);
      expect(evaluate(predicate, withCopy, { answer: `${answer.toUpperCase()}, ${idsOf(read)}` }).holds).to.equal(true);
    });

    it('without a text, holds if the start has such an event', () => {
      expect(evaluate({ history: { events: [{ operation: 'Encrypt' }] } }, given).holds).to.equal(false);
      expect(evaluate({ history: { events: [{ operation: 'Encrypt' }, reads] } }, given).holds).to.equal(true);
    });

    it('never holds for no event, even if the text names none', () => {
      expect(evaluate({ history: { events: [{ operation: 'Sign' }], namedIn: '' } }, given).holds).to.equal(false);
    });
  });
});
