/** Decides what stops when KMS no longer accepts cryptographic operations with some keys. */
import type { ContinuingDependent, StoppingDependent, StopReason } from './blast-radius-types.ts';
import type { Dependency } from './dependency.ts';

/** What stops, and what is reached and continues. */
export interface Outcome {
  readonly stops: readonly StoppingDependent[];
  readonly continues: readonly ContinuingDependent[];
}

const HELD_REASONS = { 'data-key': 'data-key-cached', 'bucket-key': 'bucket-key-cached' } as const;

/** The dependent of a use that fails once nothing stands in for KMS. */
export function stopping(
  { dependent, held, heldFor, heldUntil }: Pick<Dependency, 'dependent' | 'held' | 'heldFor' | 'heldUntil'>,
  key: string,
  reason: StopReason,
): StoppingDependent {
  if (held === undefined) return { ...dependent, key, when: 'now', reason };
  return {
    ...dependent,
    key,
    when: 'later',
    reason: HELD_REASONS[held],
    ...(heldFor === undefined ? {} : { holders: heldFor }),
    ...(heldUntil === undefined ? {} : { until: heldUntil }),
  };
}

/**
 * Decides for each use. One that has another usable key continues.
 * @param lost ARNs of the keys that become unusable
 * @param usable ARNs of the keys that are usable now
 */
export function decideKeyChange(
  dependencies: readonly Dependency[],
  lost: ReadonlySet<string>,
  usable: ReadonlySet<string>,
): Outcome {
  const stops: StoppingDependent[] = [];
  const continues: ContinuingDependent[] = [];
  for (const dependency of dependencies) {
    const { dependent, keys, held } = dependency;
    const reached = keys.filter((key) => lost.has(key));
    const [first] = reached;
    if (first === undefined) continue;
    const other = keys.find((key) => usable.has(key) && !lost.has(key));
    if (other !== undefined) continues.push({ ...dependent, reason: 'other-recipient', key: other });
    else if (held !== undefined || reached.some((key) => usable.has(key)))
      stops.push(stopping(dependency, first, 'key-unusable'));
    else stops.push({ ...dependent, key: first, when: 'already', reason: 'key-unusable' });
  }
  return { stops, continues };
}
