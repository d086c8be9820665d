/** Interface of an API operation: the only part of the request pipeline that differs between operations. */
import type { AuditEvent, Json } from '../../model/audit.ts';
import type { OperationFacts } from '../../model/operation-facts.ts';
import type { OperationName, OutputOf, ValidInput } from '../../model/operations.ts';
import type { Change, KeyRecord } from '../../model/records.ts';
import type { AuthorizationInput, Authorization } from '../authorization/authorize.ts';
import type { Request } from '../authorization/request.ts';
import type { CallContext, ResolvedResource } from './call-context.ts';

/** A further record of a call that also acts in another Region: there, under its own request ID. */
export interface RecordElsewhere {
  readonly eventName: OperationName;
  /** The key in that Region. */
  readonly key: KeyRecord;
  readonly requestParameters: Readonly<Record<string, Json>>;
  readonly responseElements: Readonly<Record<string, Json>>;
}

/** Result of an operation. `additionalEventData` and `responseElements` are members of its CloudTrail record. */
export interface RunResult<N extends OperationName> {
  readonly output: OutputOf<N>;
  readonly changes?: readonly Change[];
  readonly additionalEventData?: Readonly<Record<string, Json>>;
  /** responseElements, if it is not the usual `{keyId: ARN}` of a write operation. */
  readonly responseElements?: Readonly<Record<string, Json>>;
  /** Further records of the log: actions that KMS takes by itself because of the call. */
  readonly serviceEvents?: readonly AuditEvent[];
  /** Records in other Regions. */
  readonly elsewhere?: readonly RecordElsewhere[];
  /** The key that the call created, for the resources of the record. */
  readonly createdKey?: KeyRecord;
}

/** Input of step 6. */
export interface Run<N extends OperationName> extends CallContext {
  readonly input: ValidInput<N>;
  /** The request, as authorization evaluated it. */
  readonly request: Request;
  readonly resources: readonly ResolvedResource[];
  /**
   * Returns the key with `role`.
   * @throws {TypeError} if the operation declares none
   */
  key: (role?: string) => KeyRecord;
  /** Returns the resource with `role`. */
  resource: (role: string) => ResolvedResource;
}

/**
 * What an operation does. Its facts (resources, usage, key states and more) are its row of model/operation-facts.ts.
 */
export interface Operation<N extends OperationName> {
  /** Checks the input alone, before any lookup. */
  validate?(input: ValidInput<N>): void;
  /**
   * Makes the decision, if it is more than that each resource allows its action. Throws KmsError for failures before a
   * decision.
   */
  authorize?(asking: AuthorizationInput): Promise<Authorization>;
  /** Checks after authorization, before usage and state. */
  early?(run: Run<N>): void | Promise<void>;
  /** Checks after usage and state. A DryRun ends after it. */
  check?(run: Run<N>): void | Promise<void>;
  /**
   * Checks resource quotas, after all other checks. A DryRun ends after it.
   * @throws {KmsError} LimitExceededException
   */
  checkQuota?(run: Run<N>): void | Promise<void>;
  run(run: Run<N>): RunResult<N> | Promise<RunResult<N>>;
  /** requestParameters of the CloudTrail record, if they are not simply the members of the input that may be logged. */
  logged?(input: ValidInput<N>, resources: readonly ResolvedResource[]): Readonly<Record<string, Json>> | null;
}

/** An operation of the registry, with its name and facts. */
export interface RegisteredOperation<N extends OperationName = OperationName> extends Operation<N> {
  readonly name: N;
  readonly facts: OperationFacts;
}
