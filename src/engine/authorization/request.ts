/** What authorization is asked: one request, and each of its resources. */
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
  /** World time, milliseconds since 1970. */
  readonly now: number;
  readonly requestContext: RequestContext | undefined;
  /** Whether callers of other accounts can be allowed. */
  readonly crossAccount: boolean;
  readonly resources: readonly ResolvedResource[];
  /** The VPC endpoint that the request came through. */
  readonly endpoint: EndpointRecord | undefined;
}

/** A grant that may allow, and whether it already counts. */
export interface ActiveGrant {
  readonly grant: GrantRecord;
  /** World time at which it counts without its token. */
  readonly effectiveAt: number;
  /** True when the request brought a token of it. */
  readonly byToken: boolean;
}

/** What is loaded for one resource of a request, because some policy reads it. */
export interface EvaluationData {
  /** The account of the key. */
  readonly owner: AccountRecord | undefined;
  /** The names of the key's aliases that already count. */
  readonly aliases?: readonly string[];
  /** World time of the key's last use, or of its creation. */
  readonly lastUsedAt?: number;
  /** Of RetireGrant: the grant that is to go. */
  readonly retired?: GrantRecord;
  /** True: key policy, resource control policies and grants have no say, as with RetireGrant. */
  readonly iamAlone?: true;
  /** A key policy to ask instead of the key's own: one that is about to be stored. */
  readonly policy?: string;
}

/** A document with its reference. */
export interface AttachedPolicy {
  readonly ref: PolicyRef;
  readonly document: PolicyDocument;
}
