/**
 * The operations of AWS STS. Texts that AWS does not document are recorded in public issues; docs/aws-services.md names
 * each source.
 */
import type { Json } from '../../model/audit.ts';
import { parseArn, parseIdentityArn } from '../../model/arn.ts';
import type { Credentials } from '../../model/contract.ts';
import { KmsError } from '../../model/errors.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import type { Change, PrincipalRecord, SessionRecord } from '../../model/records.ts';
import { STS_DURATIONS } from '../../model/services/sts.ts';
import { formatRecordDate } from '../audit/format-dates.ts';
import { parseDocument } from '../authorization/policy/parse-policy.ts';
import { accessKeyRecord, createTemporaryCredentials } from '../directory/access-keys.ts';
import { withPolicyVersions } from '../directory/policy-versions.ts';
import { sessionArn } from '../directory/principals.ts';
import type { Caller } from '../pipeline/caller.ts';
import { roleDenialText } from './authorize-service.ts';
import { ServiceError } from './service-error.ts';
import type {
  AuthorizedAction,
  ServiceContext,
  ServiceInput,
  ServiceOperation,
  ServiceResult,
} from './service-operation.ts';

/** A session tag of a request. */
interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** Input of AssumeRole after validation. */
interface AssumeRoleInput {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly PolicyArns?: readonly { readonly arn?: string }[];
  readonly Policy?: string;
  readonly DurationSeconds?: number;
  readonly Tags?: readonly Tag[];
  readonly TransitiveTagKeys?: readonly string[];
  readonly ExternalId?: string;
  readonly SerialNumber?: string;
  readonly TokenCode?: string;
  readonly SourceIdentity?: string;
  readonly ProvidedContexts?: readonly unknown[];
}

type Tags = Readonly<Record<string, string>>;

const invalid = (text: string): ServiceError => new ServiceError('ValidationError', text);
const denied = (text: string): ServiceError => new ServiceError('AccessDenied', text);

/** What a record contains instead of a session token. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** Expired credentials are kept for this time, so that their use is answered with ExpiredToken. */
const KEEP_EXPIRED_MS = 36 * 3_600_000;

/** Maximum number of access keys that one call checks for credentials to delete. */
const MAX_CHECKED_KEYS = 64;

/** Whether the caller uses temporary credentials. */
const isTemporary = ({ session, sessionRecord, principal }: Caller): boolean =>
  session !== undefined || sessionRecord !== undefined || principal.kind === 'federated';

function userIdOf({ principal, account, session }: Caller): string {
  if (principal.kind === 'federated') return `${account}:${principal.name}`;
  return session === undefined ? principal.uniqueId : `${principal.uniqueId}:${session}`;
}

/**
 * Refuses MFA: a sandbox has no devices. Recorded: https://github.com/y13i/sgviz/issues/9 (one of the two members),
 * https://github.com/aws/aws-cli/issues/6325 (unknown device)
 */
function refuseMfa({ SerialNumber, TokenCode }: ServiceInput): void {
  if (SerialNumber === undefined && TokenCode === undefined) return;
  if (SerialNumber === undefined || TokenCode === undefined)
    throw denied('MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.');
  const hint = 'Please verify your MFA serial number is valid and associated with this user.';
  throw denied(`MultiFactorAuthentication failed, unable to validate MFA code.  ${hint}`);
}

/** The credentials of an answer and of its record, and the change that stores them. */
async function issue(
  principal: PrincipalRecord,
  callerArn: string,
  seconds: number,
  session: (accessKeyId: string) => SessionRecord,
  { now, realNow, random }: ServiceContext,
): Promise<{
  readonly credentials: Credentials;
  readonly output: Readonly<Record<string, unknown>>;
  readonly logged: Readonly<Record<string, Json>>;
  readonly change: Change;
}> {
  const credentials = createTemporaryCredentials(callerArn, random);
  const expiresAt = now + seconds * 1000;
  const record = await accessKeyRecord(credentials, principal, now);
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    credentials,
    output: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      // The caches of SDKs compare it with the real clock.
      Expiration: new Date(realNow + seconds * 1000),
    },
    logged: { accessKeyId, sessionToken: HIDDEN, expiration: formatRecordDate(expiresAt) },
    change: { store: 'accessKeys', after: { ...record, expiresAt, session: session(accessKeyId) } },
  };
}

/** Deletes credentials of a principal that expired long ago. */
async function deleteExpired(
  principalArn: string,
  { database, reader, now }: ServiceContext,
): Promise<readonly Change[]> {
  // Read past the reader: calls that assume one role at the same time do not conflict.
  const keys = await database.page('accessKeys', 'principal', [principalArn], MAX_CHECKED_KEYS);
  const old = keys.filter(({ expiresAt = Infinity }) => expiresAt + KEEP_EXPIRED_MS < now);
  return withPolicyVersions(
    old.map((before): Change => ({ store: 'accessKeys', before })),
    reader,
  );
}

/** Parses an inline session policy. */
function parseSessionPolicy(text: string): PolicyDocument {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new ServiceError('MalformedPolicyDocument', 'This policy contains invalid Json');
  }
  try {
    parseDocument(document as PolicyDocument, 'session');
  } catch (error) {
    if (!(error instanceof KmsError)) throw error;
    throw new ServiceError('MalformedPolicyDocument', 'Syntax errors in policy.');
  }
  return document as PolicyDocument;
}

const namesOf = (tags: Tags): ReadonlyMap<string, string> =>
  new Map(Object.keys(tags).map((name) => [name.toLowerCase(), name]));

/** The tags that a session inherits from the session that assumes its role. */
function inheritedTags({ sessionRecord }: Caller): Tags {
  const keys = sessionRecord?.transitiveTagKeys ?? [];
  return Object.fromEntries(keys.map((key) => [key, sessionRecord?.tags[key] ?? '']));
}

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html */
const isReserved = (text: string): boolean => /^aws:/i.test(text);

/** The tags of a request. Their keys are not case-sensitive. */
function requestedTags({ Tags = [], TransitiveTagKeys = [] }: AssumeRoleInput, inherited: Tags): Tags {
  const names = new Set<string>();
  for (const { Key, Value } of Tags) {
    const name = Key.toLowerCase();
    if (isReserved(Key) || isReserved(Value))
      throw invalid(`Keys and values of tags that begin with aws: are reserved: ${isReserved(Key) ? Key : Value}.`);
    if (names.has(name)) throw invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
    if (namesOf(inherited).has(name)) throw invalid(`The session inherits the tag ${Key}, which cannot be overridden.`);
    names.add(name);
  }
  const unknown = TransitiveTagKeys.find((key) => !names.has(key.toLowerCase()));
  if (unknown !== undefined) throw invalid(`The transitive tag key ${unknown} is not among the tags of the request.`);
  return Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
}

/** The actions that a request needs on its role, with the condition values of the request. */
function actionsOf(
  role: PrincipalRecord,
  { RoleSessionName, ExternalId, TransitiveTagKeys }: AssumeRoleInput,
  tags: Tags,
  inherited: Tags,
  sourceIdentity: string | undefined,
): AuthorizedAction[] {
  const one = (value: string | undefined): readonly string[] | undefined => (value === undefined ? undefined : [value]);
  const some = (list: readonly string[]): readonly string[] | undefined => (list.length === 0 ? undefined : list);
  const values = {
    'sts:RoleSessionName': [RoleSessionName],
    'sts:ExternalId': one(ExternalId),
    'sts:SourceIdentity': one(sourceIdentity),
    'sts:TransitiveTagKeys': some([...Object.keys(inherited), ...(TransitiveTagKeys ?? [])]),
    'aws:TagKeys': some(Object.keys(tags)),
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, [value]])),
    ...Object.fromEntries(Object.entries(role.tags).map(([key, value]) => [`iam:ResourceTag/${key}`, [value]])),
  };
  const tagged = Object.keys(tags).length > 0 || Object.keys(inherited).length > 0;
  return [
    'sts:AssumeRole',
    ...(tagged ? ['sts:TagSession'] : []),
    ...(sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
  ].map((action) => ({ action, role, values }));
}

function checkDuration(seconds: number, role: PrincipalRecord, caller: Caller): void {
  if (isTemporary(caller) && seconds > STS_DURATIONS.chainedRole)
    throw invalid('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.');
  if (seconds > (role.maxSessionDuration ?? STS_DURATIONS.role))
    throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
}

async function assumeRole(context: ServiceContext): Promise<ServiceResult> {
  const { caller, reader } = context;
  const input = context.input as unknown as AssumeRoleInput;
  const { RoleArn, RoleSessionName, Policy, PolicyArns = [], ProvidedContexts, TransitiveTagKeys = [] } = input;
  if (!/^role\/./.test(parseIdentityArn(RoleArn, 'iam')?.resource ?? '')) throw invalid('Request ARN is invalid');
  const policy = Policy === undefined ? undefined : parseSessionPolicy(Policy);
  const inherited = inheritedTags(caller);
  const tags = requestedTags(input, inherited);
  if (caller.principal.kind === 'root') throw denied('Roles may not be assumed by root accounts.');
  const given = caller.sessionRecord?.sourceIdentity;
  const role = await reader.get('principals', RoleArn);
  const action = { action: 'sts:AssumeRole', arn: RoleArn };
  // STS answers the same for a role that does not exist. A federated user can call only GetCallerIdentity.
  if (role?.kind !== 'role' || caller.principal.kind === 'federated') throw denied(roleDenialText(caller.arn, action));
  // A source identity lasts through all sessions of a chain.
  if (given !== undefined && (input.SourceIdentity ?? given) !== given)
    throw denied(roleDenialText(caller.arn, { ...action, action: 'sts:SetSourceIdentity' }));
  const sourceIdentity = input.SourceIdentity ?? given;
  await context.authorize(actionsOf(role, input, tags, inherited, sourceIdentity));
  refuseMfa(context.input);
  if (ProvidedContexts !== undefined && ProvidedContexts.length > 0)
    throw invalid('ProvidedContexts: this sandbox has no context provider.');
  const [managed] = PolicyArns;
  if (managed !== undefined)
    throw new ServiceError('MalformedPolicyDocument', `The managed policy ${managed.arn ?? ''} does not exist.`);
  const seconds = input.DurationSeconds ?? STS_DURATIONS.role;
  checkDuration(seconds, role, caller);

  const arn = sessionArn(role, RoleSessionName);
  const issued = await issue(
    role,
    arn,
    seconds,
    (accessKeyId) => ({
      arn: accessKeyId,
      principalArn: role.arn,
      tags: { ...tags, ...inherited },
      issuedAt: context.now,
      ...(policy === undefined ? {} : { policy }),
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
      ...(TransitiveTagKeys.length === 0 && Object.keys(inherited).length === 0
        ? {}
        : { transitiveTagKeys: [...Object.keys(inherited), ...spelledAsTags(TransitiveTagKeys, tags)] }),
    }),
    context,
  );
  const assumedRoleId = `${role.uniqueId}:${RoleSessionName}`;
  return {
    output: {
      Credentials: issued.output,
      AssumedRoleUser: { AssumedRoleId: assumedRoleId, Arn: arn },
      ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
    },
    changes: [issued.change, ...(await deleteExpired(role.arn, context))],
    responseElements: {
      credentials: issued.logged,
      assumedRoleUser: { assumedRoleId, arn },
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    },
  };
}

/** Transitive keys in the spelling of their tags. */
function spelledAsTags(keys: readonly string[], tags: Tags): readonly string[] {
  const names = namesOf(tags);
  return keys.map((key) => names.get(key.toLowerCase()) ?? key);
}

/**
 * Needs no permission, even under an explicit deny. Source:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
function getCallerIdentity({ caller }: ServiceContext): Promise<ServiceResult> {
  return Promise.resolve({ output: { UserId: userIdOf(caller), Account: caller.account, Arn: caller.arn } });
}

/**
 * Needs no permission. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
 */
async function getSessionToken(context: ServiceContext): Promise<ServiceResult> {
  const { caller, input } = context;
  const { principal } = caller;
  if (isTemporary(caller)) throw denied('Cannot call GetSessionToken with session credentials');
  refuseMfa(input);
  const wanted = (input.DurationSeconds as number | undefined) ?? STS_DURATIONS.session;
  const seconds = principal.kind === 'root' ? Math.min(wanted, STS_DURATIONS.rootSession) : wanted;
  const issued = await issue(
    principal,
    caller.arn,
    seconds,
    (accessKeyId) => ({ arn: accessKeyId, principalArn: principal.arn, tags: {}, issuedAt: context.now }),
    context,
  );
  return {
    output: { Credentials: issued.output },
    changes: [issued.change, ...(await deleteExpired(principal.arn, context))],
    responseElements: { credentials: issued.logged },
  };
}

function assumeRoleParameters(given: ServiceInput): Readonly<Record<string, Json>> {
  const input = given as unknown as AssumeRoleInput;
  const all: Readonly<Record<string, Json | undefined>> = {
    roleArn: input.RoleArn,
    roleSessionName: input.RoleSessionName,
    durationSeconds: input.DurationSeconds,
    externalId: input.ExternalId,
    policy: input.Policy,
    policyArns: input.PolicyArns?.map(({ arn = '' }) => ({ arn })),
    serialNumber: input.SerialNumber,
    sourceIdentity: input.SourceIdentity,
    tags: input.Tags?.map(({ Key, Value }) => ({ key: Key, value: Value })),
    transitiveTagKeys: input.TransitiveTagKeys,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/** The operations by name. */
export const STS_OPERATIONS: Readonly<Record<string, ServiceOperation>> = {
  AssumeRole: {
    parameters: assumeRoleParameters,
    resources: ({ RoleArn }) => [
      { accountId: parseArn(RoleArn as string)?.account ?? '', type: 'AWS::IAM::Role', ARN: RoleArn as string },
    ],
    run: assumeRole,
  },
  GetCallerIdentity: { parameters: () => ({}), run: getCallerIdentity },
  GetSessionToken: {
    parameters: ({ DurationSeconds: seconds }) => (seconds === undefined ? {} : { durationSeconds: seconds as number }),
    run: getSessionToken,
  },
};
