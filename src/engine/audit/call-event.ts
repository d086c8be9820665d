/**
 * Creates the CloudTrail record of a call. Sources:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html
 */
import { createUuid } from '../../base/uuid.ts';
import { parseArn } from '../../model/arn.ts';
import {
  CONSOLE_READ_AGENT,
  type AuditEvent,
  type CallSidecar,
  type CloudTrailRecord,
  type Json,
} from '../../model/audit.ts';
import type { Call } from '../../model/contract.ts';
import type { Decision } from '../../model/decision.ts';
import type { KmsError } from '../../model/errors.ts';
import type { OperationName, ValidInput } from '../../model/operations.ts';
import type { Random } from '../../model/ports.ts';
import type { KeyRecord } from '../../model/records.ts';
import type { Caller } from '../pipeline/caller.ts';
import type { ResolvedResource } from '../pipeline/call-context.ts';
import type { RecordElsewhere, RegisteredOperation, RunResult } from '../pipeline/operation.ts';
import { createSidecar } from './call-sidecar.ts';
import { formatEventTime } from './format-dates.ts';
import { cutText, dropAboveLimit } from './record-limits.ts';
import { DEFAULT_SOURCE_IP, DEFAULT_USER_AGENT, sourceAddressOf, userAgentOf } from './request-origin.ts';
import { redactParameters } from './request-parameters.ts';
import { tlsDetailsOf } from './tls-details.ts';
import { contextValue, sendingService, userIdentityOf } from './user-identity.ts';

/** Input for the record of a call. */
export interface CallEventInput<N extends OperationName> {
  readonly operation: RegisteredOperation<N>;
  /** The call as it was received. */
  readonly call: Call;
  /** Undefined if the input does not conform to its shape: nothing of it is logged then. */
  readonly input: ValidInput<N> | undefined;
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: number;
  readonly resources: readonly ResolvedResource[];
  readonly result: RunResult<N> | undefined;
  readonly error: KmsError | undefined;
  readonly decision: Decision | undefined;
  /** What earlier steps know for the sidecar: the request quota. */
  readonly sidecar?: CallSidecar | undefined;
}

type Resources = NonNullable<CloudTrailRecord['resources']>;

// One list per key, for the same reason as userIdentity.
const lists = new WeakMap<KeyRecord, Resources>();

function listOf(arns: readonly string[]): Resources {
  return arns.map((arn) => ({ accountId: parseArn(arn)?.account ?? '', type: 'AWS::KMS::Key', ARN: arn }));
}

/**
 * The keys and aliases of the call, in its Region. The record of UpdateAlias has the new key, not the old one. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/ct-updatealias.html
 */
function resourcesOf(resources: readonly ResolvedResource[], created: KeyRecord | undefined): Resources {
  const [only, second] = resources;
  if (only?.key?.arn === only?.arn && only?.key !== undefined && second === undefined && created === undefined) {
    const { key } = only;
    const known = lists.get(key) ?? listOf([key.arn]);
    lists.set(key, known);
    return known;
  }
  const arns = resources
    .filter(
      ({ key, kind, role }) => (key !== undefined || kind === 'alias') && role !== 'old key' && role !== 'related key',
    )
    .map((resource) => resource.arn);
  if (created !== undefined) arns.push(created.arn);
  return listOf(arns);
}

function parametersOf<N extends OperationName>(facts: CallEventInput<N>): CloudTrailRecord['requestParameters'] {
  const { operation, input, resources } = facts;
  if (input === undefined) return null;
  const logged = operation.logged === undefined ? redactParameters(input) : operation.logged(input, resources);
  return dropAboveLimit(logged);
}

function responseOf<N extends OperationName>({
  operation,
  result,
  resources,
}: CallEventInput<N>): Readonly<Record<string, Json>> | null {
  if (operation.facts.readOnly || result === undefined) return null;
  if (result.responseElements !== undefined) return dropAboveLimit(result.responseElements);
  const key = resources.findLast((resource) => resource.key !== undefined)?.key;
  return key === undefined ? null : { keyId: key.arn };
}

/**
 * additionalEventData of a call: what the operation adds, and for a cryptographic operation the custom key store of its
 * key, also if the call failed. Source: https://docs.aws.amazon.com/kms/latest/developerguide/ct-decrypt.html
 */
function additionalDataOf<N extends OperationName>({
  operation,
  resources,
  result,
}: CallEventInput<N>): CloudTrailRecord['additionalEventData'] {
  const key = operation.facts.cryptographic
    ? resources.find((resource) => resource.key?.keyStoreId !== undefined)?.key
    : undefined;
  if (key?.keyStoreId === undefined) return result?.additionalEventData;
  return {
    ...result?.additionalEventData,
    customKeyStoreId: key.keyStoreId,
    ...(key.xksKeyId === undefined ? {} : { xksKeyId: key.xksKeyId }),
  };
}

/** What the record says about the way of the call. */
interface Route {
  /** A service that calls for the caller stands in both. */
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly vpcEndpointId?: string | undefined;
  readonly isForwarded: boolean;
  readonly isConsole: boolean;
}

const DEFAULT_ROUTE: Route = {
  sourceIPAddress: DEFAULT_SOURCE_IP,
  userAgent: DEFAULT_USER_AGENT,
  isForwarded: false,
  isConsole: false,
};

function routeOf({ requestContext }: Call, caller: Caller): Route {
  const service = sendingService(caller, requestContext);
  if (requestContext === undefined && service === undefined) return DEFAULT_ROUTE;
  return {
    sourceIPAddress: service ?? sourceAddressOf(requestContext),
    userAgent: service ?? userAgentOf(requestContext),
    vpcEndpointId: contextValue(requestContext, 'aws:SourceVpce'),
    isForwarded: service !== undefined,
    isConsole: service === undefined && contextValue(requestContext, 'aws:UserAgent') === CONSOLE_READ_AGENT,
  };
}

function errorMembers(error: KmsError): { errorCode: string; errorMessage?: string } {
  // CloudTrail logs authorization failures without the suffix (recorded in public issues).
  const errorCode = error.name === 'AccessDeniedException' ? 'AccessDenied' : error.name;
  return error.text === undefined ? { errorCode } : { errorCode, errorMessage: cutText(error.text) };
}

/** Accounts other than the caller's that own a key of the call. Keys that AWS owns are in no customer's account. */
function otherOwners(resources: readonly ResolvedResource[], caller: Caller): readonly string[] {
  const owners: string[] = [];
  for (const { key } of resources) {
    if (key === undefined || key.ownedBy !== undefined || key.account === caller.account) continue;
    if (!owners.includes(key.account)) owners.push(key.account);
  }
  return owners;
}

function ownersCopy(record: CloudTrailRecord, owner: string, caller: Caller, random: Random): CloudTrailRecord {
  const { principalId = caller.account, invokedBy } = record.userIdentity;
  return {
    ...record,
    userIdentity: {
      type: 'AWSAccount',
      principalId,
      accountId: caller.account,
      ...(invokedBy === undefined ? {} : { invokedBy }),
    },
    eventID: createUuid(random.publicBytes(16)),
    recipientAccountId: owner,
  };
}

/**
 * Creates the event of a call. A cross-account call is in the trails of both accounts, unless it was denied: `copies`
 * has the record of each owner of a key. Undefined for operations of a service on its own keys, which are in no
 * customer's trail.
 */
export function createCallEvent<N extends OperationName>(
  facts: CallEventInput<N>,
  random: Random,
): AuditEvent | undefined {
  const { operation, call, caller, requestId, now, resources, result, error, decision } = facts;
  const isService = caller.principal.kind === 'service';
  const owners = otherOwners(resources, caller);
  // Calls of a service are in the trail of the key's owner.
  const recipient = isService ? owners[0] : caller.account;
  if (recipient === undefined) return undefined;
  const isDenied = error?.name === 'AccessDeniedException';
  const isShared = !isService && owners.length > 0 && !isDenied;
  const route = routeOf(call, caller);
  const requestParameters = parametersOf(facts);
  const additionalEventData = additionalDataOf(facts);
  const resourceList = resourcesOf(resources, result?.createdKey);
  // Only GenerateRandom logs an empty list.
  const hasResources = resourceList.length > 0 || operation.name === 'GenerateRandom';
  const record: CloudTrailRecord = {
    eventVersion: '1.11',
    userIdentity: userIdentityOf(caller, call, now),
    eventTime: formatEventTime(now),
    eventSource: 'kms.amazonaws.com',
    eventName: operation.name,
    awsRegion: call.region,
    sourceIPAddress: route.sourceIPAddress,
    userAgent: route.userAgent,
    ...(error === undefined ? {} : errorMembers(error)),
    requestParameters: isDenied ? null : requestParameters,
    responseElements: error === undefined ? responseOf(facts) : null,
    ...(additionalEventData === undefined ? {} : { additionalEventData }),
    requestID: requestId,
    eventID: createUuid(random.publicBytes(16)),
    readOnly: operation.facts.readOnly,
    // Not spread, as it is in nearly every record.
    resources: resourceList,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: recipient,
    ...(isShared ? { sharedEventID: createUuid(random.publicBytes(16)) } : {}),
    // An endpoint is in the caller's account.
    ...(route.vpcEndpointId === undefined
      ? {}
      : { vpcEndpointId: route.vpcEndpointId, vpcEndpointAccountId: caller.account }),
    eventCategory: 'Management',
    ...(route.isForwarded
      ? {}
      : { tlsDetails: tlsDetailsOf({ service: 'kms', region: call.region, client: call.client }) }),
    ...(route.isConsole ? { sessionCredentialFromConsole: 'true' } : {}),
  };
  if (!hasResources || isDenied) delete (record as { resources?: unknown }).resources;
  const sidecar = createSidecar(operation, call, result, resources, facts.sidecar);
  return {
    record,
    at: now,
    ...(isShared ? { copies: owners.map((owner) => ownersCopy(record, owner, caller, random)) } : {}),
    ...(decision === undefined ? {} : { decision }),
    ...(error?.note === undefined ? {} : { note: error.note }),
    ...(sidecar === undefined ? {} : { sidecar }),
    ...(isDenied ? { request: { requestParameters, ...(hasResources ? { resources: resourceList } : {}) } } : {}),
  };
}

/**
 * Creates the events of a call in other Regions, from its own `event`: KMS makes each call there for the caller, so it
 * has an ID of its own and comes through no VPC endpoint.
 */
export function createEventsElsewhere(
  event: AuditEvent,
  elsewhere: readonly RecordElsewhere[],
  random: Random,
): readonly AuditEvent[] {
  const { vpcEndpointId: _id, vpcEndpointAccountId: _account, ...record } = event.record;
  return elsewhere.map(({ eventName, key, requestParameters, responseElements }) => ({
    at: event.at,
    record: {
      ...record,
      eventName,
      awsRegion: key.region,
      requestParameters: dropAboveLimit(requestParameters),
      responseElements: dropAboveLimit(responseElements),
      requestID: createUuid(random.publicBytes(16)),
      eventID: createUuid(random.publicBytes(16)),
      resources: listOf([key.arn]),
      ...(record.tlsDetails === undefined ? {} : { tlsDetails: tlsDetailsOf({ service: 'kms', region: key.region }) }),
    },
  }));
}
