/** What the audit log keeps of one call: the CloudTrail record, and beside it what AWS would not log. */
import type { Decision } from './decision.ts';

/** A value of a CloudTrail record. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [member: string]: Json };

/** Who called, in CloudTrail's form. Source: the CloudTrail user guide, userIdentity element. */
export interface UserIdentity {
  readonly type?: 'Root' | 'IAMUser' | 'AssumedRole' | 'AWSAccount' | 'AWSService' | 'FederatedUser';
  readonly principalId?: string;
  readonly arn?: string;
  readonly accountId?: string;
  readonly accessKeyId?: string;
  readonly userName?: string;
  readonly invokedBy?: string;
  readonly sessionContext?: Readonly<Record<string, Json>>;
}

/** A CloudTrail management event of KMS, member for member. Source: the CloudTrail record contents page, eventVersion 1.11. */
export interface CloudTrailRecord {
  readonly eventVersion: '1.11';
  readonly userIdentity: UserIdentity;
  readonly eventTime: string;
  readonly eventSource: 'kms.amazonaws.com';
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: Readonly<Record<string, Json>> | null;
  readonly responseElements: Readonly<Record<string, Json>> | null;
  readonly additionalEventData?: Readonly<Record<string, Json>>;
  readonly serviceEventDetails?: Readonly<Record<string, Json>>;
  readonly requestID?: string;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly resources?: readonly { readonly accountId: string; readonly type: 'AWS::KMS::Key'; readonly ARN: string }[];
  readonly eventType: 'AwsApiCall' | 'AwsServiceEvent';
  readonly managementEvent: true;
  readonly recipientAccountId: string;
  readonly sharedEventID?: string;
  readonly eventCategory: 'Management';
}

/** One event of the log. `copies` are the records of other accounts' trails for the same call (cross-account use). */
export interface AuditEvent {
  readonly record: CloudTrailRecord;
  readonly copies?: readonly CloudTrailRecord[];
  /** Milliseconds by the world's clock. */
  readonly at: number;
  /** Why the caller was allowed or not, as it was decided then; absent where the call failed before authorization. */
  readonly decision?: Decision;
  /** The sandbox's own words on an error. */
  readonly note?: string;
}

/** Which events to give: all conditions must hold; `before` continues after a page. Newest first. */
export interface EventQuery {
  readonly keyArn?: string;
  readonly operation?: string;
  readonly account?: string;
  readonly region?: string;
  /** ARN of the caller, the role of a session, or the name of a service. */
  readonly principal?: string;
  readonly errorsOnly?: boolean;
  readonly requestId?: string;
  /** The `next` of the page before. */
  readonly before?: EventCursor;
  /** 1 to 1000, 100 when not given. */
  readonly limit?: number;
}

/** A place in the log: segment and event in it. */
export interface EventCursor {
  readonly seq: number;
  readonly index: number;
}

/** A page of events, newest first; `next` is absent at the end. */
export interface EventPage {
  readonly events: readonly AuditEvent[];
  readonly next?: EventCursor;
}
