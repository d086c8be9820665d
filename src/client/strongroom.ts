/**
 * The public API of one sandbox: typed KMS client, SDK request handler, raw HTTP, and sandbox administration.
 * `globalThis.strongroom` on the page; `library.ts` adds `envelope`.
 */
import type {
  CallOptions,
  HttpRequest,
  HttpResponse,
  Reply,
  RequestContext,
  SimulatedCall,
} from '../model/contract.ts';
import type { InputOf, MethodName, OperationName, OutputOf } from '../model/operations.ts';
import type { Decision } from '../model/decision.ts';
import type { PolicyCheck } from '../model/policy-check.ts';
import type { ChangedRecords } from '../model/records.ts';
import type { SandboxMembers } from '../model/sandbox-methods.ts';
import type { StrongroomRequestHandler } from './request-handler.ts';

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

/** A client for one Region and one caller. */
export type KmsClient = KmsMethods & {
  /**
   * Calls an operation. Returns its output or AWS error with the audit event and the decision. AWS errors do not
   * reject.
   * @param options `custody` (CreateKey only) overrides the setting for the new key
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
  /** @deprecated Use `changes`. The same as text: `store/key`, or `*`; empty if not known. */
  readonly touched: readonly string[];
}

/** State of the simulated clock. */
export interface SandboxClockState {
  readonly now: Date;
  readonly paused: boolean;
  /** Target of an advance in progress. */
  readonly advancingTo?: Date;
}

/** Observes or cancels a long advance. */
export interface AdvanceOptions {
  /**
   * Stops the advance at the time reached; `advance` then rejects with the signal's reason. Tasks that were due until
   * then have run.
   */
  readonly signal?: AbortSignal;
  /** Called several times a second with the time reached. */
  readonly onProgress?: (state: SandboxClockState) => void;
}

/**
 * The simulated clock. Methods that change it resolve to the new time. A change notice names the record `clock` of the
 * store `world`.
 */
export interface SandboxClock {
  now(): Promise<Date>;
  state(): Promise<SandboxClockState>;
  /**
   * Advances the clock, even while paused, and runs the tasks that become due (deletions, rotations), in order. Other
   * calls run meanwhile, at the time reached so far.
   * @param seconds 0 or greater
   * @throws {TypeError} beyond the year 9999
   */
  advance(seconds: number, options?: AdvanceOptions): Promise<Date>;
  /**
   * Sets the clock and runs due tasks.
   * @throws {TypeError} if `date` is invalid, or earlier than now while the audit log is not empty
   */
  set(date: Date): Promise<Date>;
  run(): Promise<Date>;
  pause(): Promise<Date>;
}

/**
 * Administers a sandbox. Not part of AWS KMS. Has a member for each row of SANDBOX_METHODS, and those below. Every
 * method rejects with TypeError for invalid arguments, and with an error named StorageError if storage fails.
 */
export type Sandbox = SandboxMembers & {
  readonly clock: SandboxClock;
  /**
   * Evaluates a call without making it. Stores nothing but the result of due tasks.
   * @returns the decision, with a suggested `fix` if the call is denied and one was found
   * @throws the AWS error if the call fails before authorization
   */
  simulate(call: SimulatedCall): Promise<Decision>;
  /**
   * Like `previewPolicy`, without tests.
   * @param caller ARN of the principal that would call PutKeyPolicy
   */
  checkPolicy(keyArn: string, policy: string, caller?: string): Promise<PolicyCheck>;
};

/** Client of one sandbox. */
export interface Strongroom {
  /**
   * Creates a typed client.
   * @param region default `us-east-1`
   * @param caller ARN or service principal; default `user/admin` of the default account
   * @param requestContext condition keys that a browser cannot determine, such as `aws:SourceIp`
   */
  kms(region?: string, caller?: string, requestContext?: RequestContext): KmsClient;
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
