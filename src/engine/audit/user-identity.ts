/**
 * userIdentity: who made the call, by kind of caller. Source:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
import { rootArn } from '../../model/arn.ts';
import type { Json, UserIdentity } from '../../model/audit.ts';
import type { Call, RequestContext } from '../../model/contract.ts';
import type { Caller } from '../pipeline/caller.ts';
import { formatEventTime } from './format-dates.ts';

/** The part of a call that its userIdentity depends on. */
type IdentifyingCall = Pick<Call, 'requestContext'>;

/** Maximum number of identities cached per caller. */
const MAX_CACHED_IDENTITIES = 100;

// One object per caller and credentials: a segment stores it once for many events, because structured clones preserve
// identity.
const identities = new WeakMap<Caller, Map<string, UserIdentity>>();

/** Returns the value of a condition key in the request context, if it has one value. */
export function contextValue(context: RequestContext | undefined, key: string): string | undefined {
  const value = context?.[key];
  return typeof value === 'string' ? value : undefined;
}

/**
 * Returns the DNS name of the service that calls for the caller: of `kms:ViaService`, which has the Region in it, or
 * the last of `aws:CalledVia`.
 */
function forwardingService(context: RequestContext | undefined): string | undefined {
  const via = contextValue(context, 'kms:ViaService')?.replace(/\.(?:[a-z]+-){2,3}\d+(?=\.amazonaws\.)/, '');
  const chain = context?.['aws:CalledVia'];
  return via ?? (typeof chain === 'string' ? chain : chain?.at(-1));
}

/** Returns the DNS name of the service that sent the call: a service principal, or one that calls for the caller. */
export function sendingService({ principal }: Caller, context: RequestContext | undefined): string | undefined {
  return principal.kind === 'service' ? principal.name : context && forwardingService(context);
}

/**
 * The sessionContext element. Users and root users have one only with temporary credentials: those of a session, or of
 * a request whose context says with or without MFA. `startedAt`: start of the session in milliseconds since 1970.
 */
function sessionContext(
  { principal, account, sessionRecord }: Caller,
  startedAt: number,
  isMfa: string,
): NonNullable<UserIdentity['sessionContext']> {
  const attributes = { creationDate: formatEventTime(startedAt), mfaAuthenticated: isMfa };
  const issuers: Readonly<Record<string, Json>> = {
    role: {
      type: 'Role',
      principalId: principal.uniqueId,
      arn: principal.arn,
      accountId: account,
      userName: principal.name,
    },
    // The sandbox itself creates federated users, on behalf of the account.
    federated: { type: 'Root', principalId: account, arn: rootArn(account), accountId: account },
  };
  const sessionIssuer = issuers[principal.kind];
  const { sourceIdentity } = sessionRecord ?? {};
  return {
    ...(sessionIssuer === undefined ? {} : { sessionIssuer }),
    attributes,
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  };
}

function createIdentity(caller: Caller, call: IdentifyingCall, now: number): UserIdentity {
  const { principal, account, arn, accessKey: key, sessionRecord } = caller;
  if (principal.kind === 'service') return { type: 'AWSService', invokedBy: principal.name };
  const mfa = contextValue(call.requestContext, 'aws:MultiFactorAuthPresent');
  const age = Number(contextValue(call.requestContext, 'aws:MultiFactorAuthAge') ?? 0);
  const isSession = principal.kind === 'role' || principal.kind === 'federated';
  const signedInAt = now - (Number.isFinite(age) ? age : 0) * 1000;
  const isTemporary = isSession || key?.id.startsWith('ASIA') === true;
  const startedAt = isTemporary ? (sessionRecord?.issuedAt ?? key?.createdAt ?? principal.createdAt) : signedInAt;
  const hasContext = isTemporary || mfa !== undefined;
  const service = forwardingService(call.requestContext);
  const parts = {
    role: { type: 'AssumedRole', principalId: `${principal.uniqueId}:${caller.session}` },
    federated: { type: 'FederatedUser', principalId: `${account}:${principal.name}` },
    root: { type: 'Root', principalId: account },
    user: { type: 'IAMUser', principalId: principal.uniqueId },
  } as const;
  return {
    ...parts[principal.kind],
    arn,
    accountId: account,
    ...(key === undefined ? {} : { accessKeyId: key.id }),
    ...(principal.kind === 'user' ? { userName: principal.name } : {}),
    ...(hasContext ? { sessionContext: sessionContext(caller, startedAt, String(mfa === 'true')) } : {}),
    ...(service === undefined ? {} : { invokedBy: service }),
  };
}

/** Returns the userIdentity of a call: the same object for all calls of a caller with the same credentials. */
export function userIdentityOf(caller: Caller, call: IdentifyingCall, now: number): UserIdentity {
  const { requestContext } = call;
  const given = ['kms:ViaService', 'aws:CalledVia', 'aws:MultiFactorAuthPresent', 'aws:MultiFactorAuthAge'];
  const context = requestContext && given.map((key) => requestContext[key] ?? null);
  // The start of a session with MFA is relative to now.
  const at = requestContext?.['aws:MultiFactorAuthPresent'] === undefined ? 0 : Math.floor(now / 1000);
  const id = context === undefined ? '' : JSON.stringify([context, at]);
  const known = identities.get(caller) ?? new Map<string, UserIdentity>();
  identities.set(caller, known);
  const cached = known.get(id);
  if (cached !== undefined) return cached;
  if (known.size >= MAX_CACHED_IDENTITIES) known.clear();
  const identity = createIdentity(caller, call, now);
  known.set(id, identity);
  return identity;
}
