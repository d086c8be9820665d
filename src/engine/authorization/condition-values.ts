/**
 * Condition values of a request for a resource, derived from the request, the key or the caller. Only network and
 * session values come from outside (`requestContext`). Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import { KEY_SPECS } from '../../model/algorithms.ts';
import {
  conditionKeyNamed,
  KEY_STORE_OPERATIONS,
  KEYLESS_OPERATIONS,
  type ConditionKey,
} from '../../model/condition-keys.ts';
import type { KeyRecord } from '../../model/records.ts';
import { multiRegionKeyTypeOf } from '../keys/multi-region.ts';
import { effectiveTags } from '../keys/tags.ts';
import type { ResolvedResource } from '../pipeline/call-context.ts';
import type { ConditionValues } from './policy/condition.ts';
import type { EvaluationData, Request } from './request.ts';

/** Default source address of a request. */
const USUAL_ADDRESS = '203.0.113.10';
const DAY = 86_400_000;

type Values = readonly string[] | undefined;
/** Several values, one, or none. */
type Found = Values | string | number | boolean;

interface Sources {
  readonly request: Request;
  readonly resource: ResolvedResource;
  readonly loaded: EvaluationData;
  /** A member of the input, of any type. */
  member: (name: string) => unknown;
  /** Values from the request context. */
  said: (key: string) => Values;
}

type Pairs = Readonly<Record<string, string>> | undefined;

const some = (values: readonly string[]): Values => (values.length === 0 ? undefined : values);
const listed = (value: unknown): Values => (Array.isArray(value) ? (value as string[]) : undefined);
const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

/** Finds a pair by its name in any letter case. */
function pair(pairs: Pairs, name: string): string | undefined {
  return Object.entries(pairs ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
}

function constraintsOf({ loaded, member }: Sources): { type: string; pairs: Pairs } | undefined {
  const given = (loaded.retired?.constraints ?? member('Constraints')) as Readonly<Record<string, Pairs>> | undefined;
  const type = ['EncryptionContextEquals', 'EncryptionContextSubset'].find((name) => given?.[name] !== undefined);
  return type === undefined ? undefined : { type, pairs: given?.[type] };
}

function encryptionContext(sources: Sources): Pairs {
  const { request, resource, member } = sources;
  if (request.operation === 'CreateGrant' || request.operation === 'RetireGrant') return constraintsOf(sources)?.pairs;
  if (request.operation !== 'ReEncrypt') return member('EncryptionContext') as Pairs;
  return member(resource.role === 'source' ? 'SourceEncryptionContext' : 'DestinationEncryptionContext') as Pairs;
}

function encryptionAlgorithm({ request, resource, member }: Sources): Found {
  const side = resource.role === 'source' ? 'SourceEncryptionAlgorithm' : 'DestinationEncryptionAlgorithm';
  return text(member(request.operation === 'ReEncrypt' ? side : 'EncryptionAlgorithm')) ?? 'SYMMETRIC_DEFAULT';
}

const isNewKey = ({ request }: Sources): boolean => request.operation === 'CreateKey';
/** Reads a property of the key. A replica has those of the key that is replicated. */
const ofKey = (read: (key: KeyRecord) => Found, ofNew: (sources: Sources) => Found) => (sources: Sources) => {
  const key = sources.resource.key ?? sources.resource.replica?.of;
  if (key !== undefined) return read(key);
  return isNewKey(sources) ? ofNew(sources) : undefined;
};

const keySpec = ofKey(
  ({ spec }) => spec,
  ({ member }) => text(member('KeySpec')) ?? text(member('CustomerMasterKeySpec')) ?? 'SYMMETRIC_DEFAULT',
);
const keyUsage = ofKey(
  ({ usage }) => usage,
  ({ member }) => text(member('KeyUsage')) ?? 'ENCRYPT_DECRYPT',
);

function multiRegionKeyType({ request, resource: { key, replica }, member }: Sources): Found {
  if (replica !== undefined) return 'REPLICA';
  if (key !== undefined) return multiRegionKeyTypeOf(key);
  return request.operation === 'CreateKey' && member('MultiRegion') === true ? 'PRIMARY' : undefined;
}

const requestTags = ({ member }: Sources): Pairs =>
  Object.fromEntries(
    ((member('Tags') ?? []) as { TagKey?: string; TagValue?: string }[]).map(({ TagKey = '', TagValue = '' }) => [
      TagKey,
      TagValue,
    ]),
  );

const isService = ({ request }: Sources): boolean => request.caller.principal.kind === 'service';
/** The account of a service is not disclosed. */
const callerAccount = (sources: Sources): Found => (isService(sources) ? undefined : sources.request.caller.account);
/** The service that forwards a caller's request. Undefined if the service calls for itself. */
const viaService = (sources: Sources): string | undefined =>
  isService(sources) ? undefined : sources.said('kms:ViaService')?.[0];
const calledVia = (sources: Sources): Values => {
  const via = viaService(sources);
  return (
    sources.said('aws:CalledVia') ??
    (via === undefined ? undefined : [via.replace(/^([a-z0-9-]+)\..*$/, '$1.amazonaws.com')])
  );
};
const temporary = ({ request }: Sources): boolean =>
  request.caller.session !== undefined ||
  request.caller.sessionRecord !== undefined ||
  request.caller.principal.kind === 'federated';
const fromEndpoint = ({ request, said }: Sources): boolean =>
  request.endpoint !== undefined || said('aws:SourceVpce') !== undefined;

const PRINCIPAL_TYPES = {
  root: 'Account',
  user: 'User',
  role: 'AssumedRole',
  federated: 'FederatedUser',
  service: undefined,
} as const;

function userId({ request: { caller } }: Sources): Found {
  const { principal, session } = caller;
  if (principal.kind === 'service') return undefined;
  if (principal.kind === 'federated') return `${caller.account}:${principal.name}`;
  return session === undefined ? principal.uniqueId : `${principal.uniqueId}:${session}`;
}

/**
 * Derivation of each key. Keys of CONDITION_KEYS without one are members of the input, or come from the request
 * context.
 */
const DERIVED: Readonly<Record<string, (sources: Sources, rest: string) => Found>> = {
  'kms:BypassPolicyLockoutSafetyCheck': ({ member }) => member('BypassPolicyLockoutSafetyCheck') as boolean | undefined,
  'kms:CallerAccount': callerAccount,
  'kms:CustomerMasterKeySpec': keySpec,
  'kms:CustomerMasterKeyUsage': keyUsage,
  'kms:KeySpec': keySpec,
  'kms:KeyUsage': keyUsage,
  'kms:KeyOrigin': ofKey(
    ({ origin }) => origin,
    ({ member }) => text(member('Origin')) ?? 'AWS_KMS',
  ),
  'kms:MultiRegion': ofKey(
    ({ multiRegion }) => multiRegion !== undefined,
    ({ member }) => member('MultiRegion') === true,
  ),
  'kms:MultiRegionKeyType': multiRegionKeyType,
  'kms:DataKeyPairSpec': ({ member }) => text(member('KeyPairSpec')),
  'kms:EncryptionAlgorithm': encryptionAlgorithm,
  'kms:EncryptionContext:': (sources, rest) => pair(encryptionContext(sources), rest),
  'kms:EncryptionContextKeys': (sources) => some(Object.keys(encryptionContext(sources) ?? {})),
  'kms:GrantConstraintSourceArn': ({ member }) =>
    (member('Constraints') as { SourceArn?: string } | undefined)?.SourceArn,
  'kms:GrantConstraintType': (sources) => constraintsOf(sources)?.type,
  'kms:GrantIsForAWSResource': (sources) => isService(sources) || viaService(sources) !== undefined,
  'kms:GrantOperations': ({ member }) => listed(member('Operations')),
  'kms:MessageType': ({ member }) => text(member('MessageType')) ?? 'RAW',
  'kms:ReEncryptOnSameKey': ({ request }) => {
    const [source, destination] = request.resources;
    return source?.key !== undefined && source.key.arn === destination?.key?.arn;
  },
  'kms:RequestAlias': ({ resource }) => resource.requestAlias,
  'kms:ResourceAliases': ({ loaded }) => some(loaded.aliases ?? []),
  'kms:ScheduleKeyDeletionPendingWindowInDays': ({ member }) => text(member('PendingWindowInDays')),
  'kms:ViaService': viaService,
  'kms:ExpirationModel': ({ member }) => text(member('ExpirationModel')) ?? 'KEY_MATERIAL_EXPIRES',
  'kms:ValidTo': ({ member }) => {
    const validTo = member('ValidTo');
    return validTo instanceof Date ? validTo.toISOString() : undefined;
  },
  'kms:TrailingDaysWithoutKeyUsage': ({ loaded, request }) =>
    loaded.lastUsedAt === undefined ? undefined : Math.floor((request.now - loaded.lastUsedAt) / DAY),
  'aws:ResourceTag/': ({ resource, request }, rest) =>
    resource.key === undefined ? undefined : pair(effectiveTags(resource.key, request.now), rest),
  'aws:RequestTag/': (sources, rest) => pair(requestTags(sources), rest),
  'aws:TagKeys': (sources) => listed(sources.member('TagKeys')) ?? some(Object.keys(requestTags(sources) ?? {})),
  'aws:PrincipalTag/': ({ request: { caller } }, rest) =>
    pair(caller.sessionRecord?.tags, rest) ?? pair(caller.principal.tags, rest),
  'aws:PrincipalArn': ({ request: { caller } }) =>
    caller.principal.kind === 'service' ? undefined : caller.principal.arn,
  'aws:PrincipalAccount': callerAccount,
  'aws:PrincipalOrgID': ({ request }) => request.caller.accountRecord?.organization?.id,
  'aws:PrincipalOrgPaths': ({ request: { caller } }) =>
    caller.accountRecord?.organization && [caller.accountRecord.organization.path],
  'aws:PrincipalType': ({ request }) => PRINCIPAL_TYPES[request.caller.principal.kind],
  'aws:PrincipalIsAWSService': isService,
  'aws:PrincipalServiceName': (sources) => (isService(sources) ? sources.request.caller.arn : undefined),
  'aws:PrincipalServiceNamesList': (sources) => (isService(sources) ? [sources.request.caller.arn] : undefined),
  'aws:userid': userId,
  'aws:username': ({ request: { caller } }) => (caller.principal.kind === 'user' ? caller.principal.name : undefined),
  'aws:CalledVia': calledVia,
  'aws:CalledViaFirst': (sources) => calledVia(sources)?.[0],
  'aws:CalledViaLast': (sources) => calledVia(sources)?.at(-1),
  'aws:ViaAWSService': (sources) => calledVia(sources) !== undefined,
  'aws:SourceIp': (sources) => (fromEndpoint(sources) ? undefined : (sources.said('aws:SourceIp') ?? USUAL_ADDRESS)),
  'aws:SourceVpc': ({ request, said }) => said('aws:SourceVpc') ?? request.endpoint?.vpc,
  'aws:CurrentTime': ({ request }) => new Date(request.now).toISOString(),
  'aws:EpochTime': ({ request }) => Math.floor(request.now / 1000),
  'aws:TokenIssueTime': (sources) => {
    const { caller } = sources.request;
    return temporary(sources)
      ? new Date(caller.sessionRecord?.issuedAt ?? caller.principal.createdAt).toISOString()
      : undefined;
  },
  'aws:MultiFactorAuthPresent': (sources) =>
    temporary(sources) ? (sources.said('aws:MultiFactorAuthPresent') ?? false) : undefined,
  'aws:MultiFactorAuthAge': (sources) => (temporary(sources) ? sources.said('aws:MultiFactorAuthAge') : undefined),
  'aws:SourceIdentity': ({ request }) => request.caller.sessionRecord?.sourceIdentity,
  'aws:RequestedRegion': ({ request, resource: { key, replica } }) => replica?.region ?? key?.region ?? request.region,
  'aws:SecureTransport': ({ said }) => said('aws:SecureTransport') ?? true,
  'aws:UserAgent': ({ said }) => said('aws:UserAgent') ?? 'strongroom',
  'aws:ResourceAccount': ({ resource }) => resource.key?.account,
  'aws:ResourceOrgID': ({ loaded, resource }) =>
    resource.key === undefined ? undefined : loaded.owner?.organization?.id,
  'aws:ResourceOrgPaths': ({ loaded, resource }) =>
    resource.key === undefined || loaded.owner?.organization === undefined
      ? undefined
      : [loaded.owner.organization.path],
};

/** Keys whose values depend only on caller, key and directory. All others depend on the request. */
const CLOSED: ReadonlySet<string> = new Set([
  'kms:CallerAccount',
  'kms:CustomerMasterKeySpec',
  'kms:CustomerMasterKeyUsage',
  'kms:KeyOrigin',
  'kms:KeySpec',
  'kms:KeyUsage',
  'kms:MultiRegion',
  'kms:MultiRegionKeyType',
  'kms:ResourceAliases',
  'kms:TrailingDaysWithoutKeyUsage',
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:PrincipalIsAWSService',
  'aws:PrincipalOrgID',
  'aws:PrincipalOrgPaths',
  'aws:PrincipalServiceName',
  'aws:PrincipalServiceNamesList',
  'aws:PrincipalTag/',
  'aws:PrincipalType',
  'aws:RequestedRegion',
  'aws:ResourceAccount',
  'aws:ResourceOrgID',
  'aws:ResourceOrgPaths',
  'aws:ResourceTag/',
  'aws:username',
]);

/** Keys that only a service can send, and keys that no service sends. */
const OF_SERVICES: ReadonlySet<string> = new Set([
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceOrgID',
  'aws:SourceOrgPaths',
]);
const OF_OTHERS: ReadonlySet<string> = new Set(['kms:ViaService', 'aws:userid']);
/** Keys that only temporary credentials have. */
const OF_SESSIONS: ReadonlySet<string> = new Set([
  'aws:MultiFactorAuthAge',
  'aws:MultiFactorAuthPresent',
  'aws:TokenIssueTime',
]);

/** Whether the values of a key depend on the request. */
function isOpenKey({ name }: ConditionKey, sources: Sources): boolean {
  const { key } = sources.resource;
  const { principal } = sources.request.caller;
  if (CLOSED.has(name)) return false;
  if (OF_SERVICES.has(name)) return isService(sources);
  if (OF_OTHERS.has(name) && isService(sources)) return false;
  // The ID of a session contains its name.
  if (name === 'aws:userid') return sources.request.everySession === true;
  if (OF_SESSIONS.has(name)) return temporary(sources) || principal.kind === 'role';
  if (name.startsWith('kms:EncryptionContext'))
    return key === undefined || KEY_SPECS[key.spec].encryptionContext === true;
  return true;
}

function applies({ operations }: ConditionKey, operation: string): boolean {
  if (operations === undefined) return true;
  if (typeof operations === 'object') return operations.includes(operation);
  if (!KEYLESS_OPERATIONS.has(operation)) return true;
  if (operations === 'key') return false;
  return operation === 'CreateKey' || (operations !== 'key and CreateKey' && KEY_STORE_OPERATIONS.has(operation));
}

const asValues = (found: Found): Values => {
  if (found === undefined) return undefined;
  return typeof found === 'object' ? found : [String(found)];
};

/** Returns the condition values of `request` for `resource`. Derives each on first use. */
export function collectConditionValues(
  request: Request,
  resource: ResolvedResource,
  loaded: EvaluationData,
): ConditionValues {
  const said = new Map(
    Object.entries(request.requestContext ?? {}).map(([key, value]) => [
      key.toLowerCase(),
      typeof value === 'string' ? [value] : value,
    ]),
  );
  const sources: Sources = {
    request,
    resource,
    loaded,
    member: (name) => request.input[name],
    said: (key) => said.get(key.toLowerCase()),
  };
  // The request to create the replica is one of CreateKey, which KMS makes for the caller.
  const operation = resource.replica === undefined ? request.operation : 'CreateKey';
  const known = new Map<string, Values>();
  const derive = (key: string): Values => {
    const found = conditionKeyNamed(key);
    if (found === undefined || !applies(found.row, operation)) return undefined;
    const { row, rest } = found;
    // The alias resource of an alias operation has no key, so no kms: condition key describes it.
    if (resource.kind === 'alias' && row.name.startsWith('kms:')) return undefined;
    const from = DERIVED[row.name];
    if (from !== undefined) return asValues(from(sources, rest));
    return (
      said.get(key) ?? (row.name.startsWith('kms:') ? asValues(text(sources.member(row.name.slice(4)))) : undefined)
    );
  };
  return {
    values(name) {
      const key = name.toLowerCase();
      if (!known.has(key)) known.set(key, derive(key));
      return known.get(key);
    },
    isOpen(name) {
      const found = conditionKeyNamed(name.toLowerCase());
      if (!(found && applies(found.row, operation))) return false;
      return !(resource.kind === 'alias' && found.row.name.startsWith('kms:')) && isOpenKey(found.row, sources);
    },
  };
}
