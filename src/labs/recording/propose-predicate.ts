/** Proposes the condition of a task from what happened in it. The author edits it. */
import { DEFAULT_REGION } from '../../model/regions.ts';
import type { LabValue } from '../lab-value.ts';
import type { EventPattern, Matcher, Predicate } from '../predicate.ts';
import { LEARNER } from '../run-step.ts';
import { memberAt } from '../scope.ts';
import type { RecordedCall, Values } from './recorded-entry.ts';
import type { RecordedStep } from './steps-of-recording.ts';

const isRead = (operation: string): boolean => /^(?:List|Describe|Get)/.test(operation);

/** A call with its step. */
interface CallStep extends RecordedStep {
  readonly entry: RecordedCall;
}

/** The calls of KMS of a step. Those of a service are named by operation and key: who calls is up to the service. */
function callsOf({ entry, step, keys }: RecordedStep): readonly CallStep[] {
  if (entry.kind === 'call') return [{ entry, step, keys }];
  if (entry.kind !== 'service') return [];
  return entry.calls.map(({ by: _by, input: _input, ...call }) => ({
    entry: { ...call, input: {}, part: entry.part },
    step,
    keys: (call.keys ?? []).length === 0 ? [] : keys,
  }));
}

/** Names for the ciphertexts that two events of a task share, by hash. */
function sharedCiphertexts(calls: readonly CallStep[]): ReadonlyMap<string, string> {
  const hashes = calls.flatMap(({ entry }) => entry.ctSha ?? []);
  const shared = [...new Set(hashes.filter((hash, index) => hashes.indexOf(hash) < index))];
  return new Map(shared.map((hash, index) => [hash, index === 0 ? '$c' : `$c${index + 1}`]));
}

function patternOf({ entry, step, keys }: CallStep, shared: ReadonlyMap<string, string>): EventPattern {
  const { operation, error, by, region, input, ctSha } = entry;
  const [key] = keys;
  const context = memberAt(memberAt(step, 'input') ?? input, 'EncryptionContext') as Values | undefined;
  const pairs = Object.entries(context ?? {}).filter((pair): pair is [string, LabValue & Matcher] => pair[1] !== null);
  const hash = ctSha === undefined ? undefined : shared.get(ctSha);
  return {
    operation,
    ...(error === undefined ? {} : { error }),
    ...(key === undefined ? {} : { key: `$${key}` }),
    ...(by === undefined || by === LEARNER ? {} : { by }),
    ...(region === DEFAULT_REGION ? {} : { region }),
    ...(pairs.length === 0 ? {} : { context: Object.fromEntries(pairs) }),
    ...(hash === undefined ? {} : { sidecar: { ctSha: hash } }),
  };
}

const isSame = (one: EventPattern, other: EventPattern | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Seconds by which the steps advance the clock. */
const advanced = (steps: readonly RecordedStep[]): number =>
  steps.reduce((sum, { entry }) => sum + (entry.kind === 'advance' ? entry.seconds : 0), 0);

/**
 * Returns a condition that holds after these steps: the events of their calls, in order. Calls that only read count if
 * there are no others. Undefined: nothing leaves a trace that a condition can name.
 */
export function proposePredicate(steps: readonly RecordedStep[]): Predicate | undefined {
  const calls = steps.flatMap(callsOf);
  const changing = calls.filter(({ entry }) => !isRead(entry.operation));
  const chosen = changing.length > 0 ? changing : calls;
  const shared = sharedCiphertexts(chosen);
  const patterns = chosen
    .map((call) => patternOf(call, shared))
    .filter((pattern, index, all) => !isSame(pattern, all[index - 1]));
  const [first, ...others] = patterns;
  const seconds = advanced(steps);
  if (first === undefined) return seconds > 0 ? { label: 'waited', elapsed: { above: seconds - 1 } } : undefined;
  return others.length === 0 ? { label: 'called', event: first } : { label: 'in-order', inOrder: patterns };
}
