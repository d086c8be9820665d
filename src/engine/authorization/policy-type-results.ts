/** Result and effect of each policy type, part of every decision, so that an explanation needs no second evaluation. */
import type { PolicyType, PolicyTypeResult } from '../../model/decision.ts';
import type { PolicySetResult } from './evaluate-policy-set.ts';

/** Known results by policy type. A type without a policy is `none`. */
export type Findings = ReadonlyMap<PolicyType, PolicySetResult | 'none' | 'not-evaluated'>;

/** Result of an evaluation. */
export interface Conclusion {
  readonly allowed: boolean;
  /** The type that decided. Implicit deny: the type whose allow was missing. */
  readonly by: PolicyType;
  readonly explicit: boolean;
  /** Types whose allow was needed and given. */
  readonly required: readonly PolicyType[];
}

/** One object per combination: a segment stores equal results of many events once. There are few combinations. */
const known = new Map<string, readonly PolicyTypeResult[]>();

function outcomeOf(type: PolicyType, found: PolicySetResult | 'none' | 'not-evaluated'): PolicyTypeResult['outcome'] {
  if (typeof found === 'string') return found;
  if (found.deny !== undefined) return 'explicit-deny';
  // RCPFullAWSAccess is always attached: whatever no other RCP denies is allowed.
  return found.allows.size > 0 || type === 'rcp' ? 'allow' : 'implicit-deny';
}

function effectOf(
  type: PolicyType,
  outcome: PolicyTypeResult['outcome'],
  { allowed, by, explicit, required }: Conclusion,
): PolicyTypeResult['effect'] {
  if (type === by) return allowed || explicit ? 'decides' : 'lacking';
  if (explicit || outcome === 'none' || outcome === 'not-evaluated') return 'unused';
  if (required.includes(type)) return 'required';
  return allowed && (type === 'boundary' || type === 'session-policy') ? 'not-limiting' : 'unused';
}

/** Returns the results of every policy type in `findings`, in its order. */
export function policyTypeResults(findings: Findings, conclusion: Conclusion): readonly PolicyTypeResult[] {
  const results = [...findings].map(([type, found]): PolicyTypeResult => {
    const outcome = outcomeOf(type, found);
    return { type, outcome, effect: effectOf(type, outcome, conclusion) };
  });
  const key = results.map(({ type, outcome, effect }) => `${type} ${outcome} ${effect}`).join();
  const before = known.get(key);
  if (before === undefined) known.set(key, results);
  return before ?? results;
}

/** Adds a grant to `results`, under another conclusion. */
export function withGrantResult(
  results: readonly PolicyTypeResult[],
  outcome: 'allow' | 'implicit-deny',
  conclusion: Conclusion,
): readonly PolicyTypeResult[] {
  return [...results, { type: 'grant' as const, outcome, effect: 'unused' as const }].map((result) => ({
    ...result,
    effect: effectOf(result.type, result.outcome, conclusion),
  }));
}
