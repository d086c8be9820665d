/** Generators of steps for starts of labs: the calls of many days, too many to write out. */
import { clinicDays } from './clinic-days.ts';
import { LabError } from './lab-error.ts';
import type { LabValue } from './lab-value.ts';
import type { LabStep } from './lab-step.ts';

/** Generators by name. The same input gives the same steps. */
export const GENERATORS = { clinicDays } as const;

export type GeneratorName = keyof typeof GENERATORS;

/** Returns the steps of a generator. Throws LabError `step-failed` for an input that does not suit. */
export function generateSteps(name: GeneratorName, input: Readonly<Record<string, LabValue>>): readonly LabStep[] {
  const steps = Object.hasOwn(GENERATORS, name) ? GENERATORS[name](input) : undefined;
  if (steps === undefined) throw new LabError('step-failed', `The generator ${name} does not accept this input.`);
  return steps;
}
