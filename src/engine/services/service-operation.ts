/** Interface between the service pipeline and an operation of STS or CloudTrail. */
import type { PrincipalRecord } from '../../model/records.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { CloudTrailRecord, Json } from '../../model/audit.ts';
import type { RequestContext } from '../../model/contract.ts';
import type { Decision } from '../../model/decision.ts';
import type { Database, Random } from '../../model/ports.ts';
import type { Change } from '../../model/records.ts';
import type { Caller } from '../pipeline/caller.ts';
import type { Reader } from '../transaction/reader.ts';
import type { ListDigestKeys } from './digest-keys.ts';

/** Members of a validated input. */
export type ServiceInput = Readonly<Record<string, unknown>>;

/** An action, and the role that it is performed on. Without a role: the action has no resource. */
export interface AuthorizedAction {
  readonly action: string;
  readonly role?: PrincipalRecord;
  /** Condition values of the request by name, in addition to the global ones. */
  readonly values?: Readonly<Record<string, readonly string[] | undefined>>;
}

/** Context of one call. */
export interface ServiceContext {
  readonly operation: string;
  readonly input: ServiceInput;
  readonly caller: Caller;
  readonly region: string;
  /** Simulated time in milliseconds since 1970. */
  readonly now: number;
  /** Real time in milliseconds since 1970, for dates that the caches of SDKs compare with their own clock. */
  readonly realNow: number;
  readonly requestContext: RequestContext | undefined;
  readonly reader: Reader;
  readonly database: Database;
  readonly log: AuditLog;
  readonly random: Random;
  readonly digestKeys: ListDigestKeys;
  /**
   * Authorizes the actions in order. The decision is stored with the event.
   * @throws {ServiceError} for the first denial
   */
  authorize(actions: readonly AuthorizedAction[]): Promise<Decision>;
}

/** Result of a call. */
export interface ServiceResult {
  readonly output: Readonly<Record<string, unknown>>;
  readonly changes?: readonly Change[];
  readonly responseElements?: Readonly<Record<string, Json>>;
}

/** One operation. */
export interface ServiceOperation {
  /** requestParameters of the event. */
  readonly parameters: (input: ServiceInput) => Readonly<Record<string, Json>>;
  /** Resources of the event. */
  readonly resources?: (input: ServiceInput) => NonNullable<CloudTrailRecord['resources']>;
  readonly run: (context: ServiceContext) => Promise<ServiceResult>;
}
