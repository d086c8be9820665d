/** Checks the predicates of a lab: names of operations and errors, and variables that nothing gives a value. */
import type { DocumentPath } from '../base/document-limits.ts';
import { ERRORS } from '../model/errors.ts';
import { OPERATION_FACTS } from '../model/operation-facts.ts';
import { keyResources } from '../model/operation-keys.ts';
import { isPrincipal, checkRegion } from './check-lab-steps.ts';
import type { NoteProblem } from './lab-problem.ts';
import type { Lab } from './lab.ts';
import type { EventPattern, Predicate, Probe } from './predicate.ts';
import { variablesIn } from './scope.ts';

/** Events that no call of KMS leaves: what KMS does itself, and calls of AWS STS and CloudTrail. */
const OTHER_EVENTS: ReadonlySet<string> = new Set([
  'RotateKey',
  'DeleteKey',
  'DeleteExpiredKeyMaterial',
  'SynchronizeMultiRegionKey',
  'AssumeRole',
  'GetCallerIdentity',
  'GetSessionToken',
  'LookupEvents',
  'ListPublicKeys',
]);

const listOf = (one: string | readonly string[]): readonly string[] => (typeof one === 'string' ? [one] : one);

function checkEvent({ operation, error }: EventPattern, path: DocumentPath, note: NoteProblem): void {
  for (const name of listOf(operation))
    if (!Object.hasOwn(OPERATION_FACTS, name) && !OTHER_EVENTS.has(name))
      note([...path, 'operation'], 'unknown-name', `No event has the name ${name}. Use the name of an operation.`);
  for (const name of listOf(error ?? []))
    if (!Object.hasOwn(ERRORS, name))
      note([...path, 'error'], 'unknown-name', `AWS KMS has no error ${name}. Use the name that the API answers.`);
}

function checkProbe({ caller, operation, region }: Probe, path: DocumentPath, note: NoteProblem): void {
  const isKnown = Object.hasOwn(OPERATION_FACTS, operation);
  if (!isKnown || keyResources(operation as keyof typeof OPERATION_FACTS).length === 0)
    note([...path, 'operation'], 'unknown-name', `${operation} is no operation on a key. Use the name of one.`);
  if (!isPrincipal(caller))
    note([...path, 'caller'], 'not-valid', `${caller} is neither the ARN of a principal nor the name of a service.`);
  checkRegion(region, [...path, 'region'], note);
}

type Names = ReadonlySet<string>;

/** Walks through the predicates of one lab. */
export class PredicateCheck {
  readonly #quiz: string | undefined;
  readonly #note: NoteProblem;
  /** Labels that were found. */
  readonly labels = new Set<string>();

  constructor({ quiz }: Pick<Lab, 'quiz'>, note: NoteProblem) {
    this.#quiz = quiz?.id;
    this.#note = note;
  }

  /**
   * Checks a predicate.
   * @param bound names of the variables that have a value
   * @returns these, and those that the predicate gives a value
   */
  check(predicate: Predicate, path: DocumentPath, bound: Names): Names {
    if (predicate.label !== undefined) this.labels.add(predicate.label);
    if ('all' in predicate)
      return predicate.all.reduce((names, part, index) => this.check(part, [...path, 'all', index], names), bound);
    if ('any' in predicate) {
      const each = predicate.any.map((part, index) => this.check(part, [...path, 'any', index], bound));
      const [first = bound, ...others] = each;
      return new Set([...first].filter((name) => others.every((names) => names.has(name))));
    }
    if ('not' in predicate) {
      this.check(predicate.not, [...path, 'not'], bound);
      return bound;
    }
    if ('can' in predicate) return this.#checkProbe(predicate.can, [...path, 'can'], bound);
    if ('cannot' in predicate) return this.#checkProbe(predicate.cannot, [...path, 'cannot'], bound);
    if ('unchanged' in predicate) return this.#require(predicate.unchanged.arn, [...path, 'unchanged', 'arn'], bound);
    if ('event' in predicate) checkEvent(predicate.event, [...path, 'event'], this.#note);
    if ('history' in predicate) {
      const { events, before, namedIn } = predicate.history;
      const at: DocumentPath = [...path, 'history'];
      events.forEach((event, index) => checkEvent(event, [...at, 'events', index], this.#note));
      if (before !== undefined) checkEvent(before, [...at, 'before'], this.#note);
      return this.#require(namedIn, [...at, 'namedIn'], bound);
    }
    if ('count' in predicate) {
      checkEvent(predicate.count, [...path, 'count'], this.#note);
      return bound;
    }
    if ('retries' in predicate) {
      checkEvent(predicate.retries.calls, [...path, 'retries', 'calls'], this.#note);
      return this.#require(predicate.retries.calls, [...path, 'retries', 'calls'], bound);
    }
    if ('inOrder' in predicate)
      predicate.inOrder.forEach((event, index) => checkEvent(event, [...path, 'inOrder', index], this.#note));
    if ('quiz' in predicate) {
      if (predicate.quiz !== this.#quiz)
        this.#note([...path, 'quiz'], 'unknown-name', `The lab has no quiz ${predicate.quiz}. Use the ID of its quiz.`);
      return bound;
    }
    return new Set([...bound, ...variablesIn(predicate)]);
  }

  #checkProbe(probe: Probe, path: DocumentPath, bound: Names): Names {
    checkProbe(probe, path, this.#note);
    return this.#require(probe, path, bound);
  }

  #require(value: unknown, path: DocumentPath, bound: Names): Names {
    for (const name of variablesIn(value))
      if (!bound.has(name))
        this.#note(
          path,
          'unbound-variable',
          `Nothing gives $${name} a value before this part. Save it in the start, or match it in an earlier part.`,
        );
    return bound;
  }
}
