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

/** The tlsDetails element: the connection of the call, and the host that the client asked for. */
export interface TlsDetails {
  readonly tlsVersion: 'TLSv1.3';
  readonly cipherSuite: 'TLS_AES_256_GCM_SHA384';
  readonly clientProvidedHostHeader: string;
  /** In records of KMS. */
  readonly keyExchange?: 'X25519MLKEM768';
}

/**
 * A CloudTrail management event of KMS, STS or CloudTrail itself, eventVersion 1.11. Source:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export interface CloudTrailRecord {
  readonly eventVersion: '1.11';
  readonly userIdentity: UserIdentity;
  readonly eventTime: string;
  readonly eventSource: 'kms.amazonaws.com' | 'sts.amazonaws.com' | 'cloudtrail.amazonaws.com';
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
  readonly resources?: readonly {
    readonly accountId: string;
    readonly type: 'AWS::KMS::Key' | 'AWS::IAM::Role';
    readonly ARN: string;
  }[];
  readonly eventType: 'AwsApiCall' | 'AwsServiceEvent';
  readonly managementEvent: true;
  readonly recipientAccountId: string;
  readonly sharedEventID?: string;
  readonly vpcEndpointId?: string;
  readonly vpcEndpointAccountId?: string;
  readonly eventCategory: 'Management';
  /** Omitted for calls that a service makes, and for actions of KMS itself. */
  readonly tlsDetails?: TlsDetails;
  /** Present for the reads with which the console shows its pages. */
  readonly sessionCredentialFromConsole?: 'true';
}

/** User agent of the reads with which the console shows its pages, in the request context and in the record. */
export const CONSOLE_READ_AGENT = 'strongroom-console';

/** Error codes of throttled calls in records: that of KMS and CloudTrail, and that of STS. */
export const THROTTLING_CODES: ReadonlySet<string> = new Set(['ThrottlingException', 'Throttling']);

/** What a call asked for: its logged parameters and its resources. */
export type RequestedAccess = Pick<CloudTrailRecord, 'requestParameters' | 'resources'>;

/** What the sandbox knows of a call beyond its CloudTrail record. Members that do not apply are omitted. */
export interface CallSidecar {
  /** SHA-256 of the ciphertext that the call returned or received, in lower-case hex. */
  readonly ctSha?: string;
  /**
   * SHA-256 of the encrypted data key that the call returned or received, in lower-case hex. Decrypt and ReEncrypt
   * cannot tell an encrypted data key from another ciphertext: for them it equals `ctSha`.
   */
  readonly edkSha?: string;
  /** SHA-256 of the shared secret that the call returned, in lower-case hex. */
  readonly secretSha?: string;
  /** SHA-256 of the public key (SPKI, DER) that the call returned, in lower-case hex. */
  readonly spkiSha?: string;
  /** Length of the plaintext in bytes. */
  readonly plaintextLen?: number;
  /** Key material that the call used. */
  readonly materialId?: string;
  /** Code of the request quota that the call counts for. */
  readonly quota?: string;
  /** Account whose request quota the call counts for. */
  readonly quotaAccount?: string;
  /** Custom key store whose request quota the call also counts for, or that throttled it. */
  readonly quotaKeyStore?: string;
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
  /** Of a denied call only: what it asked for. The CloudTrail record of a denied call has neither. */
  readonly request?: RequestedAccess;
}

/** Returns what a call asked for, also if it was denied. */
export function requestedAccess({ record, request }: AuditEvent): RequestedAccess {
  return request ?? record;
}

/**
 * Filters, combined with AND, and pagination. Results are newest first. Texts match exactly unless a member says
 * otherwise.
 */
export interface EventQuery {
  /** Events at this simulated time or later. A number: milliseconds since 1970. */
  readonly from?: Date | number;
  /** Events before this simulated time. A number: milliseconds since 1970. */
  readonly to?: Date | number;
  readonly operation?: string;
  readonly readOnly?: boolean;
  readonly errorsOnly?: boolean;
  /** `errorCode` of the record, for example `AccessDenied`. */
  readonly error?: string;
  /** Caller ARN, role ARN of a session, or service principal. */
  readonly principal?: string;
  /** Name of a user or of a session, or `root`: `Username` of CloudTrail's event history. */
  readonly userName?: string;
  readonly accessKeyId?: string;
  readonly keyArn?: string;
  /** Type of a resource of the record, for example `AWS::KMS::Key`. */
  readonly resourceType?: string;
  /** Name (`alias/…`) or ARN of an alias that the request names or that is a resource of the event. */
  readonly alias?: string;
  /** Events that the grant allowed, and its CreateGrant, RetireGrant and RevokeGrant. */
  readonly grantId?: string;
  readonly region?: string;
  /** Account whose trail has the event. */
  readonly account?: string;
  readonly eventSource?: string;
  /** Name in an encryption context of the request. */
  readonly contextKey?: string;
  /** Value in an encryption context of the request; with `contextKey`, the value of that name. */
  readonly contextValue?: string;
  /**
   * Part of any value in the record, in what a denied call asked for, or in the note, or of a name in an encryption
   * context, in upper or lower case.
   */
  readonly text?: string;
  readonly requestId?: string;
  /** ID of the event, or of its copy in the trail of another account. */
  readonly eventId?: string;
  /** `next` of the previous page. */
  readonly before?: EventCursor;
  /** 1 to 1,000. Default 100. */
  readonly limit?: number;
}

/** Maximum number of events in a page if the query has no limit. */
export const DEFAULT_EVENT_LIMIT = 100;

/** Progress of a long query. */
export interface EventQueryProgress {
  /** Number of events that were compared with the query. Events that the index excludes are not counted. */
  readonly searched: number;
  /** Number of events found so far. */
  readonly found: number;
  /** Simulated time of the oldest event that was compared. */
  readonly reached: Date;
}

/** Observes or cancels a long query. */
export interface EventQueryOptions {
  /** Stops the search; `query` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called during a search that takes long, several times a second. */
  readonly onProgress?: (progress: EventQueryProgress) => void;
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

/** Result of one step of a long query. */
export interface EventQueryStep extends EventPage {
  /** True: the step ended before the page was full. The next step continues at `next`. */
  readonly isPartial: boolean;
  readonly searched: number;
  /** Simulated time of the oldest event that was compared, in milliseconds since 1970. */
  readonly reached: number;
}
