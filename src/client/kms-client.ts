/** Creates the typed KMS client: one method per operation, for one Region and one caller. */
import type { Call, CallOptions, Reply, RequestContext } from '../model/contract.ts';
import { methodName, OPERATION_NAMES, type InputOf, type OperationName, type OutputOf } from '../model/operations.ts';
import { createException } from './exceptions.ts';
import { copyInput } from './copy-input.ts';
import type { ClientOptions, KmsClient } from './strongroom.ts';
import type { RetriedReply, ThrottlingRetries } from './throttling-retries.ts';

/** Attempts of the standard mode of AWS SDK v3. */
const DEFAULT_MAX_ATTEMPTS = 3;

/** The options of `call`. */
const CALL_OPTIONS = ['custody', 'attempt', 'delayMs'] as const satisfies (keyof CallOptions)[];

/** Region, caller and request context of a client. */
export interface ClientContext {
  readonly region: string;
  readonly caller?: string;
  readonly requestContext?: RequestContext;
}

function checkOptions<T extends object>(options: T): T {
  if ((options as unknown) === null) throw new TypeError('options must be an object.');
  return options;
}

/**
 * Creates a client that sends its calls through `ask`. It retries throttled calls.
 * @throws {TypeError} if the options are no object, or `maxAttempts` is not a positive integer
 */
export function createKmsClient(
  ask: (call: Call) => Promise<Reply>,
  standpoint: ClientContext,
  options: ClientOptions = {},
): KmsClient {
  const { maxAttempts = DEFAULT_MAX_ATTEMPTS } = checkOptions(options);
  if (!Number.isInteger(maxAttempts) || maxAttempts < 1) throw new TypeError('maxAttempts must be a positive integer.');
  let retries: ThrottlingRetries | undefined;

  async function send(call: Call): Promise<RetriedReply> {
    const reply = await ask(call);
    if (reply.ok) retries?.recordSuccess();
    else if (reply.error.name === 'ThrottlingException' && maxAttempts > 1) {
      // Loaded when needed: most clients are never throttled.
      const loaded = await import('./throttling-retries.ts');
      retries ??= new loaded.ThrottlingRetries();
      return retries.retry(reply, maxAttempts, (attempt) => ask({ ...call, ...attempt }));
    }
    return { reply, attempts: 1, totalRetryDelay: 0 };
  }

  const callOf = <N extends OperationName>(operation: N, input: InputOf<N>): Call<N> => ({
    operation,
    input: copyInput(input),
    ...standpoint,
  });

  // Async: an input that cannot be cloned rejects instead of throwing.
  const call = async <N extends OperationName>(
    operation: N,
    input: InputOf<N>,
    options: CallOptions = {},
  ): Promise<Reply> => {
    const named = checkOptions(options);
    const given = CALL_OPTIONS.flatMap((name) => (named[name] === undefined ? [] : [[name, named[name]]]));
    const extra = Object.fromEntries(given) as CallOptions;
    return (await send({ ...callOf(operation, input), explain: true, ...extra })).reply;
  };

  const methodOf =
    <N extends OperationName>(operation: N) =>
    async (input = {} as InputOf<N>): Promise<OutputOf<N>> => {
      const { reply, ...attempts } = await send(callOf(operation, input));
      if (!reply.ok) throw createException(reply.error, reply.requestId, attempts);
      return reply.output;
    };

  const methods = OPERATION_NAMES.map((operation) => [methodName(operation), methodOf(operation)]);
  return Object.assign(Object.fromEntries(methods), { call }) as KmsClient;
}
