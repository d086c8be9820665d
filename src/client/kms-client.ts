/** Creates the typed KMS client: one method per operation, for one Region and one caller. */
import type { Call, CallOptions, Reply, RequestContext } from '../model/contract.ts';
import { methodName, OPERATION_NAMES, type InputOf, type OperationName, type OutputOf } from '../model/operations.ts';
import { createException } from './exceptions.ts';
import { copyInput } from './copy-input.ts';
import type { KmsClient } from './strongroom.ts';

/** Region, caller and request context of a client. */
export interface ClientContext {
  readonly region: string;
  readonly caller?: string;
  readonly requestContext?: RequestContext;
}

/** Creates a client that sends its calls through `ask`. */
export function createKmsClient(ask: (call: Call) => Promise<Reply>, standpoint: ClientContext): KmsClient {
  const callOf = <N extends OperationName>(operation: N, input: InputOf<N>): Call<N> => ({
    operation,
    input: copyInput(input),
    ...standpoint,
  });

  // Async: an input that cannot be cloned rejects instead of throwing.
  const call = async <N extends OperationName>(
    operation: N,
    input: InputOf<N>,
    { custody }: CallOptions = {},
  ): Promise<Reply> =>
    ask({ ...callOf(operation, input), explain: true, ...(custody === undefined ? {} : { custody }) });

  const methodOf =
    <N extends OperationName>(operation: N) =>
    async (input = {} as InputOf<N>): Promise<OutputOf<N>> => {
      const reply = await ask(callOf(operation, input));
      if (!reply.ok) throw createException(reply.error, reply.requestId);
      return reply.output;
    };

  const methods = OPERATION_NAMES.map((operation) => [methodName(operation), methodOf(operation)]);
  return Object.assign(Object.fromEntries(methods), { call }) as KmsClient;
}
