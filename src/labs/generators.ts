/** Generators of steps: the calls of many days or of a load, too many to write out. */
import { cachedLoad } from './cached-load.ts';
import { clinicDays } from './clinic-days.ts';
import { LabError } from './lab-error.ts';
import type { LabValue } from './lab-value.ts';
import type { LabStep } from './lab-step.ts';
import { retriedLoad } from './retried-load.ts';

/** Generators by name. The same input gives the same steps. */
export const GENERATORS = { cachedLoad, clinicDays, retriedLoad } as const;

export type GeneratorName = keyof typeof GENERATORS;

/** Returns the steps of a generator. Throws LabError `step-failed` for an input that does not suit. */
export function generateSteps(name: GeneratorName, input: Readonly<Record<string, LabValue>>): readonly LabStep[] {
  const steps = Object.hasOwn(GENERATORS, name) ? GENERATORS[name](input) : undefined;
  if (steps === undefined) throw new LabError('step-failed', `The generator ${name} does not accept this input.`);
  return steps;
}
