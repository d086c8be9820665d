/** What one API operation declares and does: the only thing in the corridor that differs from call to call. */
import type { KeyUsageType } from '../../model/sdk.ts';
import type { AuditEvent, Json } from '../../model/audit.ts';
import type { InputOf, OperationName, OutputOf } from '../../model/operations.ts';
import type { Change, KeyRecord } from '../../model/records.ts';
import type { Asking, Authorization } from '../authorization/authorize.ts';
import type { Request } from '../authorization/request.ts';
import type { CallContext, Resolved } from './call-context.ts';

/** One resource of an operation: where its name stands in the input, and what the caller needs on it. */
export interface ResourceRow<N extends OperationName> {
  readonly role: string;
  /** `none`: the operation has no resource (`*`). `ciphertext`: a key named by a blob, or by the input beside it. */
  readonly kind: Resolved['kind'];
  readonly action?: string;
  /** The name in the input; undefined means that this call has no such resource. */
  readonly from?: (input: InputOf<N>) => string | undefined;
  /** Of a ciphertext: the blob. */
  readonly blob?: (input: InputOf<N>) => Uint8Array | undefined;
  /** False: aliases are refused (InvalidArnException), as the operation takes only ids and ARNs. */
  readonly byAlias?: boolean;
  /** Of a `none`: what IAM policies are asked about instead of `*`. Error texts name no resource then (recorded). */
  readonly among?: 'key/*';
  /** Of a `none`: whether this call needs the action. */
  readonly when?: (input: InputOf<N>) => boolean;
  /** Of a key: the alias resource whose target it is, instead of `from`. */
  readonly targetOf?: string;
  /** Of an alias: whether it must exist (NotFoundException) or not. */
  readonly exists?: boolean;
  readonly stateless?: true;
  readonly as?: string;
}

/** What an operation gives back. `additional` and `response` are members of its CloudTrail record. */
export interface RunResult<N extends OperationName> {
  readonly output: OutputOf<N>;
  readonly changes?: readonly Change[];
  readonly additional?: { readonly [member: string]: Json };
  /** responseElements, where they are not the general `{keyId: ARN}` of a changing call. */
  readonly response?: { readonly [member: string]: Json };
  /** What KMS does by itself because of the call: further records of the log. */
  readonly serviceEvents?: readonly AuditEvent[];
  /** The key that the call made: it stands among the resources of the record. */
  readonly created?: KeyRecord;
}

/** What step 6 gets. */
export interface Run<N extends OperationName> extends CallContext {
  readonly input: InputOf<N>;
  /** What authorization was asked. */
  readonly request: Request;
  readonly resources: readonly Resolved[];
  /** The key in `role`; throws TypeError when the operation declared none. */
  key(role?: string): KeyRecord;
  /** The resource in `role`. */
  resource(role: string): Resolved;
}

/** An operation. */
export interface Operation<N extends OperationName> {
  readonly name: N;
  /** CloudTrail's readOnly: true for every reading and every cryptographic operation. */
  readonly readOnly: boolean;
  readonly resources: readonly ResourceRow<N>[];
  /** Whether callers of other accounts can be allowed. Source: "Cross-account use" of the API reference. */
  readonly crossAccount?: true;
  /** The usage that the keys must have. */
  readonly usage?: KeyUsageType;
  /** Checks of the service on the input alone, before any look-up. */
  validate?(input: InputOf<N>): void;
  /**
   * The decision, where it is more than that each resource allows its action. Throws KmsError for what comes before a decision.
   */
  authorize?(asking: Asking): Promise<Authorization>;
  /** Checks after authorization and before usage and state. */
  early?(run: Run<N>): void | Promise<void>;
  /** Checks after usage and state; a DryRun ends after it. */
  check?(run: Run<N>): void | Promise<void>;
  run(run: Run<N>): RunResult<N> | Promise<RunResult<N>>;
  /** requestParameters of the CloudTrail record, where they are not simply the loggable members of the input. */
  logged?(input: InputOf<N>, resources: readonly Resolved[]): { readonly [member: string]: Json } | null;
}
