/**
 * The public API of one sandbox: typed KMS client, SDK request handler, raw HTTP, and sandbox administration.
 * `globalThis.strongroom` on the page; `library.ts` adds `envelope`.
 */
import type { CallOptions, HttpRequest, HttpResponse, Reply, RequestContext } from '../model/contract.ts';
import type { InputOf, MethodName, OperationName, OutputOf } from '../model/operations.ts';
import type { ChangedRecords } from '../model/records.ts';
import type { Sandbox } from '../model/sandbox.ts';
import type { StrongroomRequestHandler } from './sdk-request.ts';

export type { AdvanceOptions, Sandbox, SandboxClock, SandboxClockState } from '../model/sandbox.ts';

/** Arguments of a client method. The input is optional if all its members are, as in the SDK's `KMS` class. */
export type MethodArguments<N extends OperationName> =
  Record<never, never> extends InputOf<N> ? [input?: InputOf<N>] : [input: InputOf<N>];

/**
 * One method per KMS operation, named as in the SDK's `KMS` class.
 * @throws the exception class of the AWS error name (`exceptions`), or TypeError for an invalid caller or Region
 */
export type KmsMethods = {
  readonly [N in OperationName as MethodName<N>]: (...input: MethodArguments<N>) => Promise<OutputOf<N>>;
};

/** Options of a client. */
export interface ClientOptions {
  /**
   * Maximum number of attempts at a throttled call, as in AWS SDK v3. 1: no retries. Default 3, with exponential
   * backoff and jitter. Each attempt is an event, whose sidecar has the number and the delay of a retry.
   */
  readonly maxAttempts?: number;
}

/** A client for one Region and one caller. */
export type KmsClient = KmsMethods & {
  /**
   * Calls an operation. Returns its output or AWS error with the audit event and the decision. AWS errors do not
   * reject.
   * @param options `custody` (CreateKey only) overrides the setting for the new key. `attempt` and `delayMs` are for a
   *   program that retries by itself: the number of this attempt, and the delay before it in milliseconds. The sidecar
   *   of the event has them.
   * @throws {TypeError} for options that the operation does not take
   */
  call<N extends OperationName>(operation: N, input: InputOf<N>, options?: CallOptions): Promise<Reply<N>>;
};

/** Notifies that data may have changed. For display only: notices can be late, merged or missing. */
export interface ChangeNotice {
  readonly world: string;
  /** True if this client made the call. False for other tabs, the service worker and the worker of this tab. */
  readonly own: boolean;
  /** Number of the commit, if known. */
  readonly seq?: number;
  /** Number of the last of these commits that changed a record. Omitted if none did, or if it is not known. */
  readonly changedSeq?: number;
  /** The changed records; `all` after a reset. Omitted if not known: in notices of this client's own calls. */
  readonly changes?: ChangedRecords;
  /** Storage started to fail or works again: call `sandbox.storage()`. */
  readonly storage?: true;
  /**
   * A client advances the simulated clock: with each of its steps, and at the end. If its tab ends meanwhile, no notice
   * has `isOver`.
   */
  readonly advance?: { readonly to: Date; readonly isOver: boolean };
  /** @deprecated Use `changes`. The same as text: `store/key`, or `*`; empty if not known. */
  readonly touched: readonly string[];
}

/** Client of one sandbox. */
export interface Strongroom {
  /** ID of the sandbox: `default`, or as given to `world`. */
  readonly id: string;
  /**
   * Creates a typed client.
   * @param region default `us-east-1`
   * @param caller ARN or service principal; default `user/admin` of the default account
   * @param requestContext condition keys that a browser cannot determine, such as `aws:SourceIp`
   * @throws {TypeError} for an invalid option
   */
  kms(region?: string, caller?: string, requestContext?: RequestContext, options?: ClientOptions): KmsClient;
  /**
   * Creates a request handler for clients of AWS SDK v3: `new KMSClient({ requestHandler })`. Signatures are verified
   * if the setting `signatures` is `required`.
   */
  requestHandler(): StrongroomRequestHandler;
  /**
   * Sends one AWS JSON 1.1 request.
   * @throws {TypeError} if the URL is not absolute or a member has the wrong type
   */
  http(request: HttpRequest): Promise<HttpResponse>;
  readonly sandbox: Sandbox;
  /** Returns the API of another sandbox. It is created on first use. */
  world(id: string): Strongroom;
  /**
   * Subscribes to changes made by any client. Best effort, for display only.
   * @returns a function that unsubscribes
   */
  onChange(listener: (notice: ChangeNotice) => void): () => void;
}
