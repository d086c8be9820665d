/**
 * Creates the CloudTrail record of a call. Sources:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html
 */
import { createUuid } from '../../base/uuid.ts';
import { parseArn } from '../../model/arn.ts';
import type { AuditEvent, CallSidecar, CloudTrailRecord, Json, UserIdentity } from '../../model/audit.ts';
import type { RequestContext } from '../../model/contract.ts';
import type { Decision } from '../../model/decision.ts';
import type { KmsError } from '../../model/errors.ts';
import type { OperationName, ValidInput } from '../../model/operations.ts';
import type { Random } from '../../model/ports.ts';
import type { KeyRecord } from '../../model/records.ts';
import type { Caller } from '../pipeline/caller.ts';
import type { ResolvedResource } from '../pipeline/call-context.ts';
import type { RegisteredOperation, RunResult } from '../pipeline/operation.ts';
import { redactParameters } from './request-parameters.ts';
import { formatEventTime } from './format-dates.ts';

/** CloudTrail truncates errorMessage to this length. */
const MAX_LOGGED_TEXT_LENGTH = 1024;

/** Input for the record of a call. */
export interface CallEventInput<N extends OperationName> {
  readonly operation: RegisteredOperation<N>;
  /** Undefined if the input does not conform to its shape: nothing of it is logged then. */
  readonly input: ValidInput<N> | undefined;
  readonly region: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: number;
  readonly resources: readonly ResolvedResource[];
  readonly result: RunResult<N> | undefined;
  readonly error: KmsError | undefined;
  readonly decision: Decision | undefined;
  readonly requestContext: RequestContext | undefined;
  readonly sidecar?: CallSidecar | undefined;
}

// One object per caller and one list per key: a segment stores each once for many events, because structured clones
// preserve identity.
const identities = new WeakMap<Caller, UserIdentity>();
const lists = new WeakMap<KeyRecord, NonNullable<CloudTrailRecord['resources']>>();

function remembered<K extends object, V>(memory: WeakMap<K, V>, key: K, make: () => V): V {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const value = make();
  memory.set(key, value);
  return value;
}

function identityOf(caller: Caller): UserIdentity {
  const { principal, account } = caller;
  const key = caller.accessKeyId === undefined ? {} : { accessKeyId: caller.accessKeyId };
  if (principal.kind === 'service') return { type: 'AWSService', invokedBy: principal.name };
  if (principal.kind === 'federated')
    return {
      type: 'FederatedUser',
      principalId: `${account}:${principal.name}`,
      arn: caller.arn,
      accountId: account,
      ...key,
    };
  if (principal.kind === 'root')
    return { type: 'Root', principalId: account, arn: caller.arn, accountId: account, ...key };
  if (principal.kind === 'user') {
    return {
      type: 'IAMUser',
      principalId: principal.uniqueId,
      arn: caller.arn,
      accountId: account,
      ...key,
      userName: principal.name,
    };
  }
  const sessionIssuer = {
    type: 'Role',
    principalId: principal.uniqueId,
    arn: principal.arn,
    accountId: account,
    userName: principal.name,
  };
  return {
    type: 'AssumedRole',
    principalId: `${principal.uniqueId}:${caller.session}`,
    arn: caller.arn,
    accountId: account,
    ...key,
    sessionContext: {
      sessionIssuer,
      attributes: { creationDate: formatEventTime(principal.createdAt), mfaAuthenticated: 'false' },
    },
  };
}

function resourcesOf(
  resources: readonly ResolvedResource[],
  created: KeyRecord | undefined,
): NonNullable<CloudTrailRecord['resources']> {
  const [only, second] = resources;
  if (only?.key?.arn === only?.arn && only?.key !== undefined && second === undefined && created === undefined) {
    const { key } = only;
    return remembered(lists, key, () => listOf([key.arn]));
  }
  const arns = resources
    .filter((resource) => resource.key !== undefined || resource.kind === 'alias')
    .map((resource) => resource.arn);
  if (created !== undefined) arns.push(created.arn);
  return listOf(arns);
}

function listOf(arns: readonly string[]): NonNullable<CloudTrailRecord['resources']> {
  return arns.map((arn) => ({ accountId: parseArn(arn)?.account ?? '', type: 'AWS::KMS::Key', ARN: arn }));
}

function parametersOf<N extends OperationName>(facts: CallEventInput<N>): CloudTrailRecord['requestParameters'] {
  const { operation, input, resources } = facts;
  if (input === undefined) return null;
  return operation.logged === undefined ? redactParameters(input) : operation.logged(input, resources);
}

function responseOf<N extends OperationName>({
  operation,
  result,
  resources,
}: CallEventInput<N>): Readonly<Record<string, Json>> | null {
  if (operation.facts.readOnly || result === undefined) return null;
  if (result.responseElements !== undefined) return result.responseElements;
  const key = resources.findLast((resource) => resource.key !== undefined)?.key;
  return key === undefined ? null : { keyId: key.arn };
}

function text(context: RequestContext | undefined, key: string, usual: string): string {
  const value = context?.[key];
  return typeof value === 'string' ? value : usual;
}

/**
 * Creates the event of a call. A successful cross-account call is in the trails of both accounts: `copies` has the
 * owner's record. Undefined for operations of a service on its own keys, which are in no customer's trail.
 */
export function createCallEvent<N extends OperationName>(
  facts: CallEventInput<N>,
  random: Random,
): AuditEvent | undefined {
  const { operation, region, caller, requestId, now, resources, result, error, decision } = facts;
  const isService = caller.principal.kind === 'service';
  const customersKey = resources.find(({ key }) => key !== undefined && key.ownedBy === undefined)?.key;
  if (isService && customersKey === undefined) return undefined;
  const owner = customersKey?.account ?? caller.account;
  const shared =
    !isService && owner !== caller.account && error?.name !== 'AccessDeniedException'
      ? createUuid(random.publicBytes(16))
      : undefined;
  const resourceList = resourcesOf(resources, result?.createdKey);
  const record: CloudTrailRecord = {
    eventVersion: '1.11',
    userIdentity: remembered(identities, caller, () => identityOf(caller)),
    eventTime: formatEventTime(now),
    eventSource: 'kms.amazonaws.com',
    eventName: operation.name,
    awsRegion: region,
    sourceIPAddress: text(facts.requestContext, 'aws:SourceIp', '203.0.113.10'),
    userAgent: text(facts.requestContext, 'aws:UserAgent', 'strongroom'),
    ...(error === undefined ? {} : errorMembers(error)),
    requestParameters: parametersOf(facts),
    responseElements: error === undefined ? responseOf(facts) : null,
    ...(result?.additionalEventData === undefined ? {} : { additionalEventData: result.additionalEventData }),
    requestID: requestId,
    eventID: createUuid(random.publicBytes(16)),
    readOnly: operation.facts.readOnly,
    resources: resourceList,
    eventType: 'AwsApiCall',
    managementEvent: true,
    // Calls of a service are in the trail of the key's owner.
    recipientAccountId: isService ? owner : caller.account,
    ...(shared === undefined ? {} : { sharedEventID: shared }),
    eventCategory: 'Management',
  };
  return {
    record,
    at: now,
    ...(shared === undefined ? {} : { copies: [ownersCopy(record, owner, caller, random)] }),
    ...(decision === undefined ? {} : { decision }),
    ...(error?.note === undefined ? {} : { note: error.note }),
    ...(facts.sidecar === undefined ? {} : { sidecar: facts.sidecar }),
  };
}

function errorMembers(error: KmsError): { errorCode: string; errorMessage?: string } {
  // CloudTrail logs authorization failures without the suffix (recorded in public issues).
  const errorCode = error.name === 'AccessDeniedException' ? 'AccessDenied' : error.name;
  return error.text === undefined
    ? { errorCode }
    : { errorCode, errorMessage: error.text.slice(0, MAX_LOGGED_TEXT_LENGTH) };
}

function ownersCopy(record: CloudTrailRecord, owner: string, caller: Caller, random: Random): CloudTrailRecord {
  const principalId = record.userIdentity.principalId ?? caller.account;
  return {
    ...record,
    userIdentity: { type: 'AWSAccount', principalId, accountId: caller.account },
    eventID: createUuid(random.publicBytes(16)),
    recipientAccountId: owner,
  };
}
