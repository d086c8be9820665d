import type { Reply } from '../../model/contract.ts';
import type { InputOf, OperationName } from '../../model/operations.ts';
import { Recorder } from '../page/call-recorder.ts';
import type { PageContext } from '../page/page-context.ts';
import type { StepGate } from './step-gate.ts';

/** The identifier of the key, alias or key spec that a request names first. */
function subjectOf(input: object): string {
  const { KeyId, DestinationKeyId, AliasName, KeySpec } = input as Partial<Record<string, string>>;
  return AliasName ?? KeyId ?? DestinationKeyId ?? KeySpec ?? '';
}

/** Records calls, and halts before each of them: also before those that create and look up the keys of a run. */
export class SteppedRecorder extends Recorder {
  readonly #gate: StepGate;
  readonly #signal: AbortSignal;

  /** @param signal its reason rejects the call that is halted */
  constructor(kms: PageContext['kms'], gate: StepGate, signal: AbortSignal, onCall?: () => void) {
    super(kms, onCall);
    this.#gate = gate;
    this.#signal = signal;
  }

  override async reply<N extends OperationName>(operation: N, input: InputOf<N>): Promise<Reply<N>> {
    await this.#gate.halt({ kind: 'call', operation, subject: subjectOf(input) }, this.#signal);
    return super.reply(operation, input);
  }
}
