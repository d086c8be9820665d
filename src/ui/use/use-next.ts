/** Copies a result into the form of another operation, and finds earlier calls with the same bytes. */
import { toBase64 } from '../../base/base64.ts';
import { equalBytes } from '../../base/bytes.ts';
import type { UseNext, UseOperation, UseResult } from './use-row.ts';
import type { UseInput, UseValues } from './use-values.ts';

/** The entries of `carry` that exist in `from`, and whose new name exists in `into`. */
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

/** `into` with `bytes` in the member of `next`, and the fields that `next` carries from the form that made them. */
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
  /** The values of the form when it was sent. */
  readonly values: UseValues;
}

/** The operation of `result.echoes` whose last call had the same bytes as `bytes`. */
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
