/** Calls as the page shows them: what was asked, what was answered, how long it took. */
import { createException } from '../../client/exceptions.ts';
import type { KmsClient } from '../../client/strongroom.ts';
import type { EnvelopeKms } from '../../envelope/envelope-kms.ts';
import type { Reply } from '../../model/contract.ts';
import type { InputOf, OperationName, OutputOf } from '../../model/operations.ts';

/** One call that was made and answered. Bytes in it are copies: what their owners wipe stays readable here. */
export interface CallRecord<N extends OperationName = OperationName> {
  readonly operation: N;
  readonly input: InputOf<N>;
  readonly reply: Reply<N>;
  readonly milliseconds: number;
  /** When it was answered, by performance.now(). */
  readonly answeredAt: number;
}

/** The output of a reply. Throws the class of AWS's error name where the reply is an error. */
export function outputOf<N extends OperationName>(reply: Reply<N>): OutputOf<N> {
  if (reply.ok) return reply.output;
  throw createException(reply.error, reply.requestId);
}

/** A copy of an input or output, with its bytes; a stream, which no input of KMS has, would not survive it. */
function kept<T>(value: T): T {
  return structuredClone(value);
}

/** Makes calls over `kms` and tells `onCall` of each. */
export class Recorder {
  readonly calls: CallRecord[] = [];
  readonly #kms: KmsClient;
  readonly #onCall: () => void;

  constructor(kms: KmsClient, onCall: () => void = () => {}) {
    this.#kms = kms;
    this.#onCall = onCall;
  }

  /** Calls, records, and gives the whole reply. */
  async reply<N extends OperationName>(operation: N, input: InputOf<N>): Promise<Reply<N>> {
    const asked = kept(input);
    const start = performance.now();
    const reply = await this.#kms.call(operation, input);
    const answeredAt = performance.now();
    const record: CallRecord<N> = {
      operation,
      input: asked,
      reply: kept(reply),
      milliseconds: answeredAt - start,
      answeredAt,
    };
    this.calls.push(record);
    this.#onCall();
    return reply;
  }

  /** Calls, records, and gives the output. Throws as outputOf does. */
  async call<N extends OperationName>(operation: N, input: InputOf<N>): Promise<OutputOf<N>> {
    return outputOf(await this.reply(operation, input));
  }

  /** What the envelope asks KMS through, recorded. */
  readonly envelopeKms: EnvelopeKms = {
    generateDataKey: (input) => this.call('GenerateDataKey', input),
    encrypt: (input) => this.call('Encrypt', input),
    decrypt: (input) => this.call('Decrypt', input),
  };

  /** The last answered call of `operation`, if it succeeded. */
  last<N extends OperationName>(
    operation: N,
  ): { readonly input: InputOf<N>; readonly output: OutputOf<N> } | undefined {
    const record = this.calls.findLast((call) => call.operation === operation) as CallRecord<N> | undefined;
    return record?.reply.ok ? { input: record.input, output: record.reply.output } : undefined;
  }

  /** Milliseconds since the last answered call of `operation`; 0 when there was none. */
  since(operation: OperationName): number {
    const record = this.calls.findLast((call) => call.operation === operation);
    return record ? performance.now() - record.answeredAt : 0;
  }
}
