/** How one operation's answer goes on into the form of the next, and what of it was seen before. */
import { toBase64 } from '../../base/base64.ts';
import { equalBytes } from '../../base/bytes.ts';
import type { UseNext, UseOperation, UseResult } from './use-row.ts';
import type { UseInput, UseValues } from './use-values.ts';

/** Only the entries of `carry` that `from` has and `into` has a place for. */
function carried<T>(
  carry: UseNext['carry'],
  from: Readonly<Record<string, T>>,
  into: Readonly<Record<string, T>>,
): Record<string, T> {
  const kept: Record<string, T> = {};
  for (const [here, there] of Object.entries(carry)) {
    const value = from[here];
    if (value !== undefined && there in into) kept[there] = value;
  }
  return kept;
}

/** `into` with `bytes` in the member of `next`, and with what `next` carries along from the form that made them. */
export function filled(next: UseNext, bytes: Uint8Array, from: UseValues, into: UseValues): UseValues {
  return {
    ...into,
    way: from.way,
    texts: { ...into.texts, ...carried(next.carry, from.texts, into.texts) },
    pairs: { ...into.pairs, ...carried(next.carry, from.pairs, into.pairs) },
    bytes: {
      ...into.bytes,
      ...carried(next.carry, from.bytes, into.bytes),
      [next.member]: { form: 'base64', text: toBase64(bytes) },
    },
  };
}

/** A call of this form that succeeded. */
export interface UseOutcome {
  readonly input: UseInput;
  readonly output: Readonly<Record<string, unknown>>;
  /** What the form held. */
  readonly values: UseValues;
}

/** The operation whose last call had the same bytes as `bytes`, where the result says that it may. */
export function echoOf(
  result: UseResult,
  bytes: Uint8Array,
  outcomes: Readonly<Partial<Record<UseOperation, UseOutcome>>>,
): UseOperation | undefined {
  return result.echoes?.find(({ operation, side, member }) => {
    const before = outcomes[operation]?.[side][member];
    return before instanceof Uint8Array && equalBytes(before, bytes);
  })?.operation;
}
