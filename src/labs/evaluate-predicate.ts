/** Evaluates predicates by backtracking over the facts of a check. */
import { ownMember } from '../base/own-member.ts';
import type { EventFact } from './event-facts.ts';
import { LabError } from './lab-error.ts';
import { findRetries } from './find-retries.ts';
import type { LabFacts } from './lab-facts.ts';
import type { LabValue } from './lab-value.ts';
import { matchMembers, matchValue } from './match-value.ts';
import type { EventPattern, HistoryPattern, Matcher, Predicate, Probe } from './predicate.ts';
import { resolveValue } from './resolve-value.ts';
import { isSameValue, memberAt, variablesIn, type Scope } from './scope.ts';

/** Comparisons that one check makes at most. Labs of the course need thousands. */
export const MAX_STEPS = 200_000;
/** Events of one counted pattern that evidence names. */
const MAX_COUNTED_EVIDENCE = 50;

const THROTTLED = 'ThrottlingException';

/** What an evaluation found. */
export interface Evaluation {
  readonly holds: boolean;
  /** IDs of the events that prove it, in the order of the log. */
  readonly evidence: readonly string[];
  /** Label of the first part that does not hold. */
  readonly unmet?: string;
  /** Probes without an answer. While there are any, the result is not final. */
  readonly missing: readonly Probe[];
}

/** Comparisons that a check can still make. */
export interface StepBudget {
  left: number;
}

/** A way in which the parts so far hold. */
interface Solution {
  readonly scope: Scope;
  readonly evidence: readonly EventFact[];
}

/** The identity of a probe in `LabFacts.probes`. */
export const probeName = (probe: Probe): string => JSON.stringify(probe);

const namesOf = (one: string | readonly string[]): readonly string[] => (typeof one === 'string' ? [one] : one);

class Evaluator {
  readonly missing = new Map<string, Probe>();
  readonly #facts: LabFacts;
  readonly #spend: () => void;

  constructor(facts: LabFacts, budget: StepBudget) {
    this.#facts = facts;
    this.#spend = () => {
      if (--budget.left < 0)
        throw new LabError('too-complex', `A check of the lab needs more than ${MAX_STEPS} comparisons.`);
    };
  }

  *solve(predicate: Predicate, from: Solution): Generator<Solution> {
    this.#spend();
    const { scope, evidence } = from;
    if ('all' in predicate) yield* this.#solveAll(predicate.all, 0, from);
    else if ('any' in predicate) for (const part of predicate.any) yield* this.solve(part, from);
    else if ('not' in predicate) {
      for (const _found of this.solve(predicate.not, from)) return;
      yield from;
    } else if ('event' in predicate) yield* this.#solveEvents([predicate.event], 0, -1, from);
    else if ('inOrder' in predicate) yield* this.#solveEvents(predicate.inOrder, 0, -1, from);
    else if ('count' in predicate) {
      const { count, atLeast = 0, atMost = Infinity } = predicate;
      const found = this.#facts.events.candidates(count, scope).filter((event) => this.#matches(count, event, scope));
      if (found.length >= atLeast && found.length <= atMost)
        yield { scope, evidence: [...evidence, ...found.slice(0, MAX_COUNTED_EVIDENCE)] };
    } else if ('retries' in predicate) {
      const { calls } = predicate.retries;
      const counted = this.#facts.events
        .candidates(calls, scope)
        .filter((event) => [calls, { ...calls, error: THROTTLED }].some((one) => this.#matches(one, event, scope)));
      const load = findRetries(counted, predicate.retries, this.#spend);
      if (load) yield { scope, evidence: [...evidence, ...load.slice(0, MAX_COUNTED_EVIDENCE)] };
    } else if ('history' in predicate) {
      const found = this.#findHistory(predicate.history, scope);
      if (found.length > 0) yield { scope, evidence: [...evidence, ...found.slice(0, MAX_COUNTED_EVIDENCE)] };
    } else if ('key' in predicate) {
      const { arn, where = {} } = predicate.key;
      const patterns: Readonly<Record<string, Matcher>> = arn === undefined ? where : { arn, ...where };
      yield* this.#solveRecords(this.#facts.keys, patterns, from);
    } else if ('ledger' in predicate) {
      const { kind, where = {} } = predicate.ledger;
      const entries = this.#facts.ledger.filter((entry) => entry.kind === kind);
      yield* this.#solveRecords(entries, where, from);
    } else if ('unchanged' in predicate) {
      if (this.#isUnchanged(predicate.unchanged, scope)) yield from;
    } else if ('can' in predicate) {
      if (this.#probe(predicate.can, scope) === true) yield from;
    } else if ('cannot' in predicate) {
      if (this.#probe(predicate.cannot, scope) === false) yield from;
    } else if ('elapsed' in predicate) {
      for (const next of matchValue(predicate.elapsed, this.#facts.elapsedSeconds, scope, this.#spend))
        yield { scope: next, evidence };
    } else if (this.#facts.answered.has(predicate.quiz)) yield from;
  }

  /** Label of the first part that does not hold, innermost first. Only for a predicate that does not hold. */
  explain(predicate: Predicate, from: Solution): string | undefined {
    const { label } = predicate;
    if ('any' in predicate) {
      if (label !== undefined) return label;
      const labels = predicate.any.map((part) => this.explain(part, from));
      return labels.find((found) => found !== undefined);
    }
    if (!('all' in predicate)) return label;
    const reached = { index: 0, from };
    for (const _found of this.#solveAll(predicate.all, 0, from, reached)) return undefined;
    const part = predicate.all[reached.index];
    return (part && this.explain(part, reached.from)) ?? label;
  }

  /** @param reached receives the part that is reached last, and how */
  *#solveAll(
    parts: readonly Predicate[],
    index: number,
    from: Solution,
    reached?: { index: number; from: Solution },
  ): Generator<Solution> {
    if (reached !== undefined && index > reached.index) Object.assign(reached, { index, from });
    const part = parts[index];
    if (part === undefined) {
      yield from;
      return;
    }
    const known = new Set<string>();
    for (const found of this.solve(part, from)) {
      // Another way to the same values makes no difference to the parts that follow.
      const name = nameOfNew(found.scope, from.scope);
      if (known.has(name)) continue;
      known.add(name);
      yield* this.#solveAll(parts, index + 1, found, reached);
    }
  }

  /** Finds events in order, each after position `after`. Of those that bind the same values, the first suffices. */
  *#solveEvents(patterns: readonly EventPattern[], index: number, after: number, from: Solution): Generator<Solution> {
    const pattern = patterns[index];
    if (pattern === undefined) {
      yield from;
      return;
    }
    const bindsNothing = variablesIn(pattern).every((name) => from.scope.has(name));
    const known = new Set<string>();
    for (const event of this.#facts.events.candidates(pattern, from.scope)) {
      if (event.at <= after) continue;
      for (const scope of this.#matchEvent(pattern, event, from.scope)) {
        const name = nameOfNew(scope, from.scope);
        if (known.has(name)) continue;
        known.add(name);
        yield* this.#solveEvents(patterns, index + 1, event.at, { scope, evidence: [...from.evidence, event] });
        if (bindsNothing) return;
      }
    }
  }

  *#matchEvent(pattern: EventPattern, event: EventFact, scope: Scope): Generator<Scope> {
    this.#spend();
    const {
      operation,
      error,
      key,
      by,
      region,
      account,
      elapsed,
      context,
      contextValue,
      record = {},
      sidecar = {},
      decision = {},
    } = pattern;
    if (!namesOf(operation).includes(event.operation)) return;
    if (error === undefined ? event.error !== undefined : !namesOf(error).includes(event.error ?? '')) return;
    if (context !== undefined && Object.keys(context).length === 0 && Object.keys(event.context).length > 0) return;
    const members: Readonly<Record<string, readonly [Matcher | undefined, LabValue]>> = {
      key: [key, event.keys],
      by: [by, event.callers],
      region: [region, event.region],
      account: [account, event.account],
      elapsed: [elapsed, event.elapsed],
      contextValue: [contextValue, Object.values(event.context)],
    };
    const patterns: Record<string, Matcher> = {};
    for (const [name, [matcher]] of Object.entries(members)) if (matcher !== undefined) patterns[name] = matcher;
    for (const first of matchMembers(patterns, (name) => members[name]?.[1], scope, this.#spend))
      for (const second of matchMembers(context ?? {}, (name) => ownMember(event.context, name), first, this.#spend))
        for (const third of this.#matchPaths(record, event.record, second))
          for (const fourth of this.#matchPaths(sidecar, event.sidecar, third))
            yield* this.#matchPaths(decision, event.decision, fourth);
  }

  #matches(pattern: EventPattern, event: EventFact, scope: Scope): boolean {
    for (const _found of this.#matchEvent(pattern, event, scope)) return true;
    return false;
  }

  /** Returns the events that a pattern means. None: it does not hold. */
  #findHistory({ events, before, namedIn, othersAllowed = false }: HistoryPattern, scope: Scope): EventFact[] {
    const { history } = this.#facts;
    const end = before && history.candidates(before, scope).find((event) => this.#matches(before, event, scope));
    if (before !== undefined && end === undefined) return [];
    const found = new Set(
      events.flatMap((pattern) =>
        history.candidates(pattern, scope).filter((event) => this.#matches(pattern, event, scope)),
      ),
    );
    const meant = [...found].filter(({ at }) => end === undefined || at < end.at);
    if (namedIn === undefined) return meant;
    const named = eventIdsIn(resolveValue(namedIn, scope));
    const isNamed = ({ id, copyIds }: EventFact): boolean => [id, ...copyIds].some((one) => named.has(one));
    const known = new Set(meant.flatMap(({ id, copyIds }) => [id, ...copyIds]));
    const isExact = othersAllowed || [...named].every((id) => known.has(id));
    return isExact && meant.every(isNamed) ? meant : [];
  }

  #matchPaths(patterns: Readonly<Record<string, Matcher>>, value: LabValue, scope: Scope): Generator<Scope> {
    return matchMembers(patterns, (path) => memberAt(value, path), scope, this.#spend);
  }

  *#solveRecords(
    records: readonly LabValue[],
    patterns: Readonly<Record<string, Matcher>>,
    { scope, evidence }: Solution,
  ): Generator<Solution> {
    for (const record of records) {
      this.#spend();
      for (const next of this.#matchPaths(patterns, record, scope)) yield { scope: next, evidence };
    }
  }

  #isUnchanged({ arn, members }: { readonly arn: string; readonly members: readonly string[] }, scope: Scope): boolean {
    const name = resolveValue(arn, scope);
    const before = typeof name === 'string' ? this.#facts.startKeys.get(name) : undefined;
    const now = this.#facts.keys.find((key) => key.arn === name);
    if (before === undefined || now === undefined) return false;
    return members.every((path) => isSameValue(memberAt(before, path), memberAt(now, path)));
  }

  /** Undefined: there is no answer yet. */
  #probe(probe: Probe, scope: Scope): boolean | undefined {
    const resolved = resolveValue(probe as unknown as LabValue, scope) as unknown as Probe;
    const name = probeName(resolved);
    const answer = this.#facts.probes.get(name);
    if (answer === undefined) this.missing.set(name, resolved);
    return answer;
  }
}

const EVENT_ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Returns the IDs of events that a text contains, whatever is between them. */
const eventIdsIn = (text: LabValue): ReadonlySet<string> =>
  new Set(typeof text === 'string' ? text.toLowerCase().match(EVENT_ID) : []);

/** Identifies the variables that `scope` has beyond `before`, and their values. Empty: none. */
function nameOfNew(scope: Scope, before: Scope): string {
  if (scope === before || scope.size === before.size) return '';
  return JSON.stringify([...scope].filter(([name]) => !before.has(name)));
}

/**
 * Evaluates a predicate. Pure: the same facts give the same result.
 * @param variables values that steps of the lab saved
 * @throws {LabError} `too-complex` without a step left, `unbound-variable` for a probe of a variable without value
 */
export function evaluatePredicate(
  predicate: Predicate,
  facts: LabFacts,
  variables: Scope,
  budget: StepBudget = { left: MAX_STEPS },
): Evaluation {
  const evaluator = new Evaluator(facts, budget);
  const from: Solution = { scope: variables, evidence: [] };
  for (const { evidence } of evaluator.solve(predicate, from)) {
    const missing = [...evaluator.missing.values()];
    const ordered = [...new Set(evidence)].toSorted((one, other) => one.at - other.at);
    return { holds: true, evidence: ordered.map(({ id }) => id), missing };
  }
  const unmet = evaluator.explain(predicate, from);
  return {
    holds: false,
    evidence: [],
    ...(unmet === undefined ? {} : { unmet }),
    missing: [...evaluator.missing.values()],
  };
}
