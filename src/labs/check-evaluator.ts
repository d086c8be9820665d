/** Evaluates predicates, and asks for the probes that they need. */
import type { Sandbox } from '../model/sandbox.ts';
import { askProbe } from './ask-probe.ts';
import { evaluatePredicate, MAX_STEPS, probeName, type Evaluation } from './evaluate-predicate.ts';
import { LabError } from './lab-error.ts';
import type { LabFacts } from './lab-facts.ts';
import type { Predicate } from './predicate.ts';
import type { Scope } from './scope.ts';

/** Probes of one check. Labs of the course need tens. */
export const MAX_PROBES = 2000;

/** Evaluates predicates over the facts of one check. Each probe is asked for once. */
export class CheckEvaluator {
  readonly #facts: LabFacts;
  readonly #variables: Scope;
  readonly #sandbox: Pick<Sandbox, 'simulate'>;
  readonly #probes = new Map<string, boolean>();
  readonly #budget = { left: MAX_STEPS };

  constructor(facts: Omit<LabFacts, 'probes'>, variables: Scope, sandbox: Pick<Sandbox, 'simulate'>) {
    this.#facts = { ...facts, probes: this.#probes };
    this.#variables = variables;
    this.#sandbox = sandbox;
  }

  /** @throws {LabError} `too-complex` or `unbound-variable` */
  async evaluate(predicate: Predicate): Promise<Omit<Evaluation, 'missing'>> {
    for (;;) {
      const { missing, ...evaluation } = evaluatePredicate(predicate, this.#facts, this.#variables, this.#budget);
      if (missing.length === 0) return evaluation;
      if (this.#probes.size + missing.length > MAX_PROBES)
        throw new LabError('too-complex', `A check of the lab needs more than ${MAX_PROBES} decisions.`);
      await Promise.all(
        missing.map(async (probe) => {
          this.#probes.set(probeName(probe), await askProbe(this.#sandbox, probe, this.#facts.keys));
        }),
      );
    }
  }
}
