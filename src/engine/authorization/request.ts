/** Input of authorization: one request, and each of its resources. */
import type { RequestContext } from '../../model/contract.ts';
import type { PolicyRef } from '../../model/decision.ts';
import type { OperationName } from '../../model/operations.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import type { AccountRecord, EndpointRecord, GrantRecord } from '../../model/records.ts';
import type { Caller } from '../pipeline/caller.ts';
import type { ResolvedResource } from '../pipeline/call-context.ts';

/** One request of one caller. */
export interface Request {
  readonly caller: Caller;
  readonly operation: OperationName;
  readonly input: Readonly<Record<string, unknown>>;
  readonly region: string;
  /** Simulated time in milliseconds since 1970. */
  readonly now: number;
  readonly requestContext: RequestContext | undefined;
  /** Whether callers of other accounts can be allowed. */
  readonly crossAccount: boolean;
  readonly resources: readonly ResolvedResource[];
  /** The VPC endpoint that the request uses. */
  readonly endpoint: EndpointRecord | undefined;
  /** True: the caller stands for every session of its role that nothing tells apart. Only in the access matrix. */
  readonly everySession?: true;
}

/** A grant that may allow, and whether it is effective yet. */
export interface ActiveGrant {
  readonly grant: GrantRecord;
  /** Simulated time from which it is effective without its token. */
  readonly effectiveAt: number;
  /** True if the request included its token. */
  readonly byToken: boolean;
}

/** Data loaded for one resource of a request, because some policy reads it. */
export interface EvaluationData {
  /** The account of the key. */
  readonly owner: AccountRecord | undefined;
  /** Names of the key's effective aliases. */
  readonly aliases?: readonly string[];
  /** Simulated time of the key's last use, or of its creation. */
  readonly lastUsedAt?: number;
  /** RetireGrant: the grant to retire. */
  readonly retired?: GrantRecord;
  /** True: key policy, RCPs and grants do not apply, as for RetireGrant. */
  readonly iamAlone?: true;
  /** Draft key policy to evaluate instead of the stored one. */
  readonly policy?: string;
}

/** A document with its reference. */
export interface AttachedPolicy {
  readonly ref: PolicyRef;
  readonly document: PolicyDocument;
}
