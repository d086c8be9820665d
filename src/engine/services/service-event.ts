/**
 * Creates the CloudTrail record of a call of STS or CloudTrail. Sources:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html,
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
import { createUuid } from '../../base/uuid.ts';
import type { AuditEvent, CallSidecar, CloudTrailRecord, Json } from '../../model/audit.ts';
import type { Decision } from '../../model/decision.ts';
import type { Random } from '../../model/ports.ts';
import type { ServiceCall, ServiceFacts } from '../../model/services/service-call.ts';
import { userIdentityOf } from '../audit/user-identity.ts';
import { formatEventTime } from '../audit/format-dates.ts';
import { cutText } from '../audit/record-limits.ts';
import { sourceAddressOf, userAgentOf } from '../audit/request-origin.ts';
import { tlsDetailsOf } from '../audit/tls-details.ts';
import type { Caller } from '../pipeline/caller.ts';
import type { ServiceError } from './service-error.ts';
import type { ServiceOperation, ServiceResult } from './service-operation.ts';

/** Input for the record of a call. */
export interface ServiceEventInput {
  readonly facts: ServiceFacts;
  readonly operation: ServiceOperation;
  readonly call: ServiceCall;
  readonly requestId: string;
  readonly caller: Caller;
  readonly now: number;
  /** Undefined if the input does not conform to its shape: nothing of it is logged then. */
  readonly input: Readonly<Record<string, unknown>> | undefined;
  readonly result: ServiceResult | undefined;
  readonly error: ServiceError | undefined;
  readonly decision: Decision | undefined;
  /** The request quota of the call. Undefined: it counts for none. */
  readonly sidecar: CallSidecar | undefined;
}

const orNull = (members: Readonly<Record<string, Json>> | undefined): Readonly<Record<string, Json>> | null =>
  members === undefined || Object.keys(members).length === 0 ? null : members;

/** Error codes in records: authorization failures have one name in all services. */
const codeOf = (name: string): string => (name === 'AccessDeniedException' ? 'AccessDenied' : name);

/**
 * Creates the event of a call. A role that was assumed from another account is in the trails of both: `copies` has the
 * record of the role's account.
 */
export function createServiceEvent(given: ServiceEventInput, random: Random): AuditEvent {
  const { facts, operation, call, requestId, caller, now, input, result, error, decision, sidecar } = given;
  const resources = input === undefined ? [] : (operation.resources?.(input) ?? []);
  const other = error === undefined ? resources.find(({ accountId }) => accountId !== caller.account) : undefined;
  const shared = other === undefined ? undefined : createUuid(random.publicBytes(16));
  const record: CloudTrailRecord = {
    eventVersion: '1.11',
    userIdentity: userIdentityOf(caller, call, now),
    eventTime: formatEventTime(now),
    eventSource: facts.eventSource,
    eventName: call.operation,
    awsRegion: call.region,
    sourceIPAddress: sourceAddressOf(call.requestContext),
    userAgent: userAgentOf(call.requestContext),
    ...(error === undefined ? {} : { errorCode: codeOf(error.name), errorMessage: cutText(error.message) }),
    requestParameters: input === undefined ? null : orNull(operation.parameters(input)),
    responseElements: error === undefined ? orNull(result?.responseElements) : null,
    ...(call.service === 'sts'
      ? { additionalEventData: { RequestDetails: { endpointType: 'regional', awsServingRegion: call.region } } }
      : {}),
    requestID: requestId,
    eventID: createUuid(random.publicBytes(16)),
    readOnly: facts.operations[call.operation]?.readOnly ?? true,
    ...(resources.length === 0 ? {} : { resources }),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: caller.account,
    ...(shared === undefined ? {} : { sharedEventID: shared }),
    eventCategory: 'Management',
    tlsDetails: tlsDetailsOf(call),
  };
  const copies: readonly CloudTrailRecord[] =
    other === undefined
      ? []
      : [
          {
            ...record,
            userIdentity: {
              type: 'AWSAccount',
              principalId: record.userIdentity.principalId ?? caller.account,
              accountId: caller.account,
            },
            eventID: createUuid(random.publicBytes(16)),
            recipientAccountId: other.accountId,
          },
        ];
  return {
    record,
    at: now,
    ...(copies.length === 0 ? {} : { copies }),
    ...(decision === undefined ? {} : { decision }),
    ...(sidecar === undefined ? {} : { sidecar }),
  };
}
