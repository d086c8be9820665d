/** What one API operation does: the only part of the request pipeline that differs from call to call. */
import type { AuditEvent, Json } from '../../model/audit.ts';
import type { OperationFacts } from '../../model/operation-facts.ts';
import type { OperationName, OutputOf, ValidInput } from '../../model/operations.ts';
import type { Change, KeyRecord } from '../../model/records.ts';
import type { AuthorizationInput, Authorization } from '../authorization/authorize.ts';
import type { Request } from '../authorization/request.ts';
import type { CallContext, ResolvedResource } from './call-context.ts';

/** What an operation gives back. `additional` and `response` are members of its CloudTrail record. */
export interface RunResult<N extends OperationName> {
  readonly output: OutputOf<N>;
  readonly changes?: readonly Change[];
  readonly additionalEventData?: Readonly<Record<string, Json>>;
  /** responseElements, where they are not the general `{keyId: ARN}` of a changing call. */
  readonly responseElements?: Readonly<Record<string, Json>>;
  /** What KMS does by itself because of the call: further records of the log. */
  readonly serviceEvents?: readonly AuditEvent[];
  /** The key that the call made: it stands among the resources of the record. */
  readonly createdKey?: KeyRecord;
}

/** What step 6 gets. */
export interface Run<N extends OperationName> extends CallContext {
  readonly input: ValidInput<N>;
  /** What authorization was asked. */
  readonly request: Request;
  readonly resources: readonly ResolvedResource[];
  /** The key in `role`; throws TypeError when the operation declared none. */
  key: (role?: string) => KeyRecord;
  /** The resource in `role`. */
  resource: (role: string) => ResolvedResource;
}

/**
 * What an operation does. Its facts (resources, usage, key states and the like) are its row of model/operation-facts.ts.
 */
export interface Operation<N extends OperationName> {
  /** Checks of the service on the input alone, before any look-up. */
  validate?(input: ValidInput<N>): void;
  /**
   * The decision, where it is more than that each resource allows its action. Throws KmsError for what comes before a decision.
   */
  authorize?(asking: AuthorizationInput): Promise<Authorization>;
  /** Checks after authorization and before usage and state. */
  early?(run: Run<N>): void | Promise<void>;
  /** Checks after usage and state. */
  check?(run: Run<N>): void | Promise<void>;
  /** Resource quotas, after all other checks; a DryRun ends after it. Throws LimitExceededException. */
  checkQuota?(run: Run<N>): void | Promise<void>;
  run(run: Run<N>): RunResult<N> | Promise<RunResult<N>>;
  /** requestParameters of the CloudTrail record, where they are not simply the loggable members of the input. */
  logged?(input: ValidInput<N>, resources: readonly ResolvedResource[]): Readonly<Record<string, Json>> | null;
}

/** An operation of the registry: what it does, with its name and its facts. */
export interface RegisteredOperation<N extends OperationName = OperationName> extends Operation<N> {
  readonly name: N;
  readonly facts: OperationFacts;
}
