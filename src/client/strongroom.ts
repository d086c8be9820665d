/** The object that a page works with, `globalThis.strongroom` but for its `envelope`: a typed client, the raw protocol, and the sandbox around the KMS. */
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

/** The arguments of a method: an input of which every member is optional may be left out, as in the SDK's `KMS` class. */
export type MethodArguments<N extends OperationName> =
  Record<never, never> extends InputOf<N> ? [input?: InputOf<N>] : [input: InputOf<N>];

/** One method per operation, named as the SDK's `KMS` class names it. Each rejects with the class of `errors.ts` that AWS's error name says. */
export type KmsMethods = {
  readonly [N in OperationName as MethodName<N>]: (...input: MethodArguments<N>) => Promise<OutputOf<N>>;
};

/** A client for one Region and one caller. */
export type KmsClient = KmsMethods & {
  /**
   * The same call, and what AWS would not give: the audit event and the decision. An error of AWS's is in the reply and does not reject.
   * `options.custody`, with CreateKey alone: where the material of this key is kept, whatever the world's setting is. Rejects with TypeError for
   * options that the operation does not take.
   */
  call<N extends OperationName>(operation: N, input: InputOf<N>, options?: CallOptions): Promise<Reply<N>>;
};

/** Something in this world was called or changed: a reason to look again, and nothing more. */
export interface ChangeNotice {
  readonly world: string;
  /** Whether this very client did it. Another tab's, the service worker's and this tab's worker's own notices say false. */
  readonly own: boolean;
  /** The number of the commit, where it is known. */
  readonly seq?: number;
  /** The number of the newest of these commits that changed a record; absent where none did, or where it is not known. */
  readonly changedSeq?: number;
  /** The records that changed, `all` after a reset; absent in the notices of this client's own calls, where it is not known. */
  readonly changes?: ChangedRecords;
  /** Storage began to fail, or works again: `sandbox.storage()` tells. */
  readonly storage?: true;
  /** @deprecated Use `changes`. The same as text: `store/key`, or `*`; empty where it is not known. */
  readonly touched: readonly string[];
}

/** What the clock shows. */
export interface SandboxClockState {
  readonly now: Date;
  readonly paused: boolean;
  /** During an advance: where the clock goes to. */
  readonly advancingTo?: Date;
}

/** How a long advance is watched and ended. */
export interface AdvanceOptions {
  /** Ends the advance where the clock has come to; `advance` then rejects with the signal's reason. What fell due until then has happened. */
  readonly signal?: AbortSignal;
  /** Is told several times a second where the clock has come to. */
  readonly onProgress?: (state: SandboxClockState) => void;
}

/** The simulated clock. Each change resolves to the time after it, and a change notice names the record `clock` of the store `world`. */
export interface SandboxClock {
  now(): Promise<Date>;
  state(): Promise<SandboxClockState>;
  /**
   * Moves time forward by `seconds`, also while paused. What falls due meanwhile happens, in order; other calls go on at the time that the clock has come to.
   * Rejects with TypeError beyond the year 9999.
   */
  advance(seconds: number, options?: AdvanceOptions): Promise<Date>;
  /** Sets the time. Back only before the world's first call, else TypeError. */
  set(date: Date): Promise<Date>;
  run(): Promise<Date>;
  pause(): Promise<Date>;
}

/** What surrounds the KMS: a member per row of SANDBOX_METHODS, and these. Every method rejects with TypeError when it is given what it cannot take. */
export type Sandbox = SandboxMembers & {
  readonly clock: SandboxClock;
  /** The decision about a call that nobody makes, with a `fix` where it is denied and there is one. Commits nothing. Rejects with AWS's error where the call would fail before authorization. */
  simulate(call: SimulatedCall): Promise<Decision>;
  /** `previewPolicy` without tests. */
  checkPolicy(keyArn: string, policy: string, caller?: string): Promise<PolicyCheck>;
};

/** One world, as a page sees it. */
export interface Strongroom {
  /** A typed client. `region`: `us-east-1` when not given. `caller`: an ARN; `user/admin` of the default account when not given. */
  kms(region?: string, caller?: string, requestContext?: RequestContext): KmsClient;
  /** For `new KMSClient({ requestHandler })`: the SDK's calls, signed and verified, end in this world. */
  requestHandler(): StrongroomRequestHandler;
  /** One request of AWS JSON 1.1, as it would go over the network. */
  http(request: HttpRequest): Promise<HttpResponse>;
  readonly sandbox: Sandbox;
  /** The same object for another world. */
  world(id: string): Strongroom;
  /** Tells `listener` of changes in this world, by whomever; for display only. Returns what ends it. */
  onChange(listener: (notice: ChangeNotice) => void): () => void;
}
