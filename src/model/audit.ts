/** Audit events: the CloudTrail record of a call, and what the sandbox records in addition. */
import type { Decision } from './decision.ts';
import type { DamagedRecord } from './records.ts';

/** A value of a CloudTrail record. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [member: string]: Json };

/**
 * The userIdentity element of CloudTrail. Source:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
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

/**
 * A CloudTrail management event of KMS, eventVersion 1.11. Source:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
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

/** What the sandbox knows of a call beyond its CloudTrail record. Members that do not apply are omitted. */
export interface CallSidecar {
  /** SHA-256 of the ciphertext that the call returned or received, in lower-case hex. */
  readonly ctSha?: string;
  /** SHA-256 of the encrypted data key that the call returned or received, in lower-case hex. */
  readonly edkSha?: string;
  /** Length of the plaintext in bytes. */
  readonly plaintextLen?: number;
  /** Key material that the call used. */
  readonly materialId?: string;
  /** Code of the request quota that the call counts for. */
  readonly quota?: string;
  /** Account whose request quota the call counts for. */
  readonly quotaAccount?: string;
  /** Number of this attempt, from 1, if the client reports it. */
  readonly attempt?: number;
  /** Delay before this attempt in milliseconds, if the client reports it. */
  readonly delayMs?: number;
}

/** One event of the audit log. `copies`: the records in the trails of other accounts for a cross-account call. */
export interface AuditEvent {
  readonly record: CloudTrailRecord;
  readonly copies?: readonly CloudTrailRecord[];
  /** Simulated time in milliseconds since 1970. */
  readonly at: number;
  /** The decision, as made at that time. Omitted if the call failed before authorization. */
  readonly decision?: Decision;
  /** Explanation of an error, added by the sandbox. */
  readonly note?: string;
  readonly sidecar?: CallSidecar;
}

/** Filters, combined with AND, and pagination. Results are newest first. */
export interface EventQuery {
  readonly keyArn?: string;
  readonly operation?: string;
  readonly account?: string;
  readonly region?: string;
  /** Caller ARN, role ARN of a session, or service principal. Exact match. */
  readonly principal?: string;
  readonly errorsOnly?: boolean;
  readonly requestId?: string;
  /** `next` of the previous page. */
  readonly before?: EventCursor;
  /** 1 to 1,000. Default 100. */
  readonly limit?: number;
}

/** Position in the audit log: a segment and the index of an event in it. */
export interface EventCursor {
  readonly seq: number;
  readonly index: number;
}

/** A page of events, newest first. `next` is omitted on the last page. */
export interface EventPage {
  readonly events: readonly AuditEvent[];
  /** Segments in the range of this page whose events cannot be read. Omitted if there are none. */
  readonly damaged?: readonly DamagedRecord[];
  readonly next?: EventCursor;
}
