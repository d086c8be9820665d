/** Why a decryption failed, as far as it is known: the changes, the layout, and the check that decided it. */
import type { CallRecord } from '../page/call-recorder.ts';
import { causeOfRefusal } from '../page/ciphertext-cause.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { changeText } from './change-text.ts';
import { faultText } from './fault-texts.ts';
import type { Inspection } from './inspection.ts';
import { TEXTS } from './inspector-texts.ts';

/** A failed decryption. */
export interface FailedCheck {
  readonly inspection: Inspection;
  readonly problem: Problem;
  /** The last call of KMS. */
  readonly call: CallRecord | undefined;
  readonly sandbox: object;
  /** Decrypts the original: only if that succeeds are the changes the cause. */
  readonly checkOriginal: () => Promise<unknown>;
}

/** Returns what is known about the cause. */
export async function causeText({
  inspection: { changes, map },
  problem,
  call,
  sandbox,
  checkOriginal,
}: FailedCheck): Promise<string> {
  const parts: string[] = [];
  if (changes.length > 0) {
    const made = changes.map(changeText).join(' ');
    const failure = await checkOriginal().then(
      () => undefined,
      (error: unknown) => problemOf(error),
    );
    parts.push(failure ? `${TEXTS.check.originalFails(failure.name)} ${made}` : TEXTS.check.caused(made));
  } else parts.push(causeOfRefusal(sandbox, problem, call) || TEXTS.check.noOriginal);
  parts.push(map.fault ? TEXTS.check.layout(faultText(map.fault.fault)) : TEXTS.check.intact);
  const verdicts: Readonly<Record<string, string>> = TEXTS.check.verdict;
  const verdict = verdicts[problem.reason?.check ?? ''];
  if (verdict) parts.push(verdict);
  return parts.join(' ');
}
