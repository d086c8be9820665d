/**
 * A world for a case, and the two ways to call it: the typed client, which is the engine itself, and an unmodified AWS
 * SDK client.
 */
import * as Sdk from '@aws-sdk/client-kms';
import { createRequestHandler } from '../../../src/client/request-handler.ts';
import type { Credentials, RequestContext } from '../../../src/model/contract.ts';
import type { Decision } from '../../../src/model/decision.ts';
import type { InputOf, OperationName } from '../../../src/model/operations.ts';
import { createStrongroom, type StrongroomLibrary } from '../../../src/memory.ts';
import { START } from '../../engine/world.ts';

/** One call. */
export interface Asked {
  readonly caller: string;
  readonly operation: OperationName;
  readonly input: Readonly<Record<string, unknown>>;
  readonly region: string;
  readonly requestContext?: RequestContext;
}

/** What came of it. `decision`: of the reply itself, where the way gives it. */
export interface Answer {
  readonly requestId: string;
  readonly output?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly name: string; readonly message: string | undefined };
  readonly decision?: Decision;
}

/** The ways to make a call. */
export type Way = 'engine' | 'sdk';

type Commands = Readonly<Record<string, new (input: object) => Sdk.EncryptCommand>>;

async function overSdk(library: StrongroomLibrary, credentials: Credentials, asked: Asked): Promise<Answer> {
  const client = new Sdk.KMSClient({
    region: asked.region,
    credentials,
    maxAttempts: 1,
    requestHandler: createRequestHandler((request) => library.http(request), asked.requestContext),
  });
  const Command = (Sdk as unknown as Commands)[`${asked.operation}Command`];
  if (Command === undefined) throw new Error(`The SDK has no ${asked.operation}.`);
  try {
    const { $metadata, ...output } = await client.send(new Command({ ...asked.input }));
    return { requestId: $metadata.requestId ?? '', output };
  } catch (error) {
    if (!(error instanceof Sdk.KMSServiceException)) throw error;
    const { name, message, $metadata } = error;
    // What the SDK says where AWS says nothing.
    return {
      requestId: $metadata.requestId ?? '',
      error: { name, message: message === 'UnknownError' ? undefined : message },
    };
  }
}

/** One world in memory; its clock stands still. */
export class CaseWorld {
  readonly #credentials = new Map<string, Credentials>();

  private constructor(
    readonly library: StrongroomLibrary,
    readonly way: Way,
  ) {}

  static async open(way: Way): Promise<CaseWorld> {
    const library = createStrongroom();
    await library.sandbox.clock.pause();
    await library.sandbox.clock.set(new Date(START));
    return new CaseWorld(library, way);
  }

  get sandbox(): StrongroomLibrary['sandbox'] {
    return this.library.sandbox;
  }

  /** Makes `arn` able to sign: a service cannot, it calls without the SDK. */
  async arm(arn: string): Promise<void> {
    if (arn.startsWith('arn:')) this.#credentials.set(arn, await this.sandbox.principals.put({ arn, accessKey: true }));
  }

  /** Makes a call in this world's way. */
  async call(asked: Asked): Promise<Answer> {
    const credentials = this.#credentials.get(asked.caller);
    return this.way === 'sdk' && credentials !== undefined
      ? overSdk(this.library, credentials, asked)
      : this.#direct(asked);
  }

  /** A call that sets the scene: it must succeed. */
  async ok(asked: Omit<Asked, 'region'> & { readonly region?: string }): Promise<Readonly<Record<string, unknown>>> {
    const { output, error } = await this.#direct({ region: 'us-east-1', ...asked });
    if (output === undefined)
      throw new Error(`${asked.operation} by ${asked.caller}: ${error?.name}: ${error?.message ?? ''}`);
    return output;
  }

  async #direct({ caller, operation, input, region, requestContext }: Asked): Promise<Answer> {
    const reply = await this.library
      .kms(region, caller, requestContext)
      .call(operation, input as InputOf<OperationName>);
    const { requestId, decision } = reply;
    const shared = { requestId, ...(decision === undefined ? {} : { decision }) };
    if (reply.ok) return { ...shared, output: reply.output as Readonly<Record<string, unknown>> };
    return { ...shared, error: { name: reply.error.name, message: reply.error.message } };
  }
}
