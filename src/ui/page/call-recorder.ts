/** Records calls for display: request, response and duration. */
import { createException } from '../../client/exceptions.ts';
import type { KmsClient } from '../../client/strongroom.ts';
import type { EnvelopeKms } from '../../envelope/envelope-kms.ts';
import type { Reply } from '../../model/contract.ts';
import type { InputOf, OperationName, OutputOf } from '../../model/operations.ts';

/** A completed call. Its bytes are copies, which stay readable after their owners overwrite the originals. */
export interface CallRecord<N extends OperationName = OperationName> {
  readonly operation: N;
  readonly input: InputOf<N>;
  readonly reply: Reply<N>;
  readonly milliseconds: number;
  /** Time of the reply, by performance.now(). */
  readonly answeredAt: number;
}

/** The output of a reply. Throws the SDK's class of the error where the reply is an error. */
export function outputOf<N extends OperationName>(reply: Reply<N>): OutputOf<N> {
  if (reply.ok) return reply.output;
  throw createException(reply.error, reply.requestId);
}

/** A copy of an input or output, with its bytes. */
function copyOf<T>(value: T): T {
  return structuredClone(value);
}

/** Makes calls over `kms`, records them, and calls `onCall` after each. */
export class Recorder {
  readonly calls: CallRecord[] = [];
  readonly #kms: KmsClient;
  readonly #onCall: () => void;

  constructor(kms: KmsClient, onCall: () => void = () => {}) {
    this.#kms = kms;
    this.#onCall = onCall;
  }

  /** Calls, records, and returns the whole reply. */
  async reply<N extends OperationName>(operation: N, input: InputOf<N>): Promise<Reply<N>> {
    const asked = copyOf(input);
    const start = performance.now();
    const reply = await this.#kms.call(operation, input);
    const answeredAt = performance.now();
    const record: CallRecord<N> = {
      operation,
      input: asked,
      reply: copyOf(reply),
      milliseconds: answeredAt - start,
      answeredAt,
    };
    this.calls.push(record);
    this.#onCall();
    return reply;
  }

  /** Calls, records, and returns the output. Throws as outputOf does. */
  async call<N extends OperationName>(operation: N, input: InputOf<N>): Promise<OutputOf<N>> {
    return outputOf(await this.reply(operation, input));
  }

  /** The KMS calls of envelope encryption, recorded. */
  readonly envelopeKms: Required<EnvelopeKms> = {
    generateDataKey: (input) => this.call('GenerateDataKey', input),
    encrypt: (input) => this.call('Encrypt', input),
    decrypt: (input) => this.call('Decrypt', input),
    getPublicKey: (input) => this.call('GetPublicKey', input),
    deriveSharedSecret: (input) => this.call('DeriveSharedSecret', input),
    generateDataKeyWithoutPlaintext: (input) => this.call('GenerateDataKeyWithoutPlaintext', input),
    reEncrypt: (input) => this.call('ReEncrypt', input),
  };

  /** The last completed call of `operation`, if it succeeded. */
  last<N extends OperationName>(
    operation: N,
  ): { readonly input: InputOf<N>; readonly output: OutputOf<N> } | undefined {
    const record = this.calls.findLast((call) => call.operation === operation) as CallRecord<N> | undefined;
    return record?.reply.ok ? { input: record.input, output: record.reply.output } : undefined;
  }

  /** Milliseconds since the last completed call of `operation`; 0 when there was none. */
  since(operation: OperationName): number {
    const record = this.calls.findLast((call) => call.operation === operation);
    return record ? performance.now() - record.answeredAt : 0;
  }
}
