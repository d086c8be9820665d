/** Collects the policies that apply to a request for a resource: one set per policy type that exists. */
import type { PolicyRef } from '../../model/decision.ts';
import { formatPolicyRef, keyPolicyRef } from '../../model/policy-name.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import type { AccountRecord, DamagedRecord, KeyRecord } from '../../model/records.ts';
import { DamagedRecordError } from '../../model/storage-error.ts';
import type { Caller } from '../pipeline/caller.ts';
import type { ResolvedResource } from '../pipeline/call-context.ts';
import type { PolicySet, PolicyType } from './evaluate-policy-set.ts';
import { parseDocument, parseKeyPolicy, type Policy, type PolicyKind } from './policy/parse-policy.ts';
import { PolicyError } from './policy/policy-error.ts';
import type { AttachedPolicy, EvaluationData, Request } from './request.ts';

const KINDS: Readonly<Record<Exclude<PolicyType, 'key-policy'>, PolicyKind>> = {
  'identity-policy': 'identity',
  boundary: 'boundary',
  'session-policy': 'session',
  scp: 'scp',
  rcp: 'rcp',
  'endpoint-policy': 'endpoint',
  'trust-policy': 'trust',
};

/** The member that holds the documents of each policy type. */
const PLACES: Readonly<Record<keyof typeof KINDS, Pick<DamagedRecord, 'store' | 'member'>>> = {
  'identity-policy': { store: 'principals', member: 'policies' },
  boundary: { store: 'principals', member: 'boundary' },
  'session-policy': { store: 'sessions', member: 'policy' },
  scp: { store: 'accounts', member: 'scps' },
  rcp: { store: 'accounts', member: 'rcps' },
  'endpoint-policy': { store: 'endpoints', member: 'policy' },
  'trust-policy': { store: 'principals', member: 'trustPolicy' },
};

/**
 * Parses a stored document.
 * @throws {DamagedRecordError} if it is not valid: documents are checked before they are stored
 */
function parseStored(kind: keyof typeof KINDS, { ref, document }: AttachedPolicy): Policy {
  try {
    return parseDocument(document, KINDS[kind]);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const isGroup = kind === 'identity-policy' && ref.owner.includes(':group/');
    throw new DamagedRecordError({ ...PLACES[kind], id: ref.owner, ...(isGroup ? { store: 'groups' } : {}) });
  }
}

/** Creates the policy set of one type from its documents. */
export function gateOf(
  kind: Exclude<PolicyType, 'key-policy'>,
  documents: readonly AttachedPolicy[],
  account?: string,
): PolicySet {
  const policies = documents.map((attachedPolicy) => ({
    name: formatPolicyRef(attachedPolicy.ref),
    ref: attachedPolicy.ref,
    policy: parseStored(kind, attachedPolicy),
  }));
  return { kind, policies, ...(account === undefined ? {} : { account }) };
}

/** The documents of one type that `owner` has. */
const attached = (
  kind: PolicyRef['kind'],
  owner: string,
  version: number | undefined,
  documents: readonly PolicyDocument[],
): AttachedPolicy[] =>
  documents.map((document, index) => ({ ref: { kind, owner, version: version ?? 0, index }, document }));

/** Policy sets of a caller, independent of the request. The same object for the same caller. */
interface CallerGates {
  readonly identity: PolicySet;
  readonly scp?: PolicySet;
  readonly boundary?: PolicySet;
  readonly session?: PolicySet;
}

const known = new WeakMap<Caller, CallerGates>();

/**
 * Policies of the caller: identity policies including those of its groups, boundary, session policy, and SCPs of its
 * organization.
 */
function callerGates(caller: Caller): CallerGates {
  const before = known.get(caller);
  if (before !== undefined) return before;
  const { principal, groups, accountRecord, sessionRecord, account } = caller;
  const own = attached('identity-policy', principal.arn, principal.version, principal.policies);
  const ofGroups = groups.flatMap(({ arn, version, policies }) => attached('identity-policy', arn, version, policies));
  const scps = attached('scp', account, accountRecord?.version, accountRecord?.scps ?? []);
  const boundaries = attached(
    'boundary',
    principal.arn,
    principal.version,
    principal.boundary ? [principal.boundary] : [],
  );
  const sessions = attached(
    'session-policy',
    sessionRecord?.arn ?? caller.arn,
    sessionRecord?.version,
    sessionRecord?.policy ? [sessionRecord.policy] : [],
  );
  const gates: CallerGates = {
    identity: gateOf('identity-policy', [...own, ...ofGroups], account),
    ...(scps.length === 0 ? {} : { scp: gateOf('scp', scps, account) }),
    ...(boundaries.length === 0 ? {} : { boundary: gateOf('boundary', boundaries, account) }),
    ...(sessions.length === 0 ? {} : { session: gateOf('session-policy', sessions, account) }),
  };
  known.set(caller, gates);
  return gates;
}

/** All policy sets that apply to a request for a resource, in the order in which a denial is reported. */
export interface ApplicablePolicies extends CallerGates {
  readonly rcp?: PolicySet;
  readonly endpoint?: PolicySet;
  /** The resource policy: the policy of a key, or the trust policy of a role. */
  readonly keyPolicy?: PolicySet;
}

/** The policy of the VPC endpoint that the request uses. */
function endpointGate({ endpoint }: Request): PolicySet | undefined {
  if (endpoint?.policy === undefined) return undefined;
  return gateOf('endpoint-policy', attached('endpoint-policy', endpoint.id, endpoint.version, [endpoint.policy]));
}

const keyPolicies = new WeakMap<KeyRecord, PolicySet>();

/** The key policy. The same object for the same key. `supposed`: a draft to evaluate instead. */
function keyPolicyGate(key: KeyRecord, supposed: string | undefined): PolicySet {
  const before = supposed === undefined ? keyPolicies.get(key) : undefined;
  if (before !== undefined) return before;
  const ref = keyPolicyRef(key.arn, key.policyVersion ?? 0);
  // A draft refers to the principals that have the names now.
  const stored = key.principalIds === undefined || supposed !== undefined ? {} : { principalIds: key.principalIds };
  const policy = parseKeyPolicy(supposed ?? key.policy);
  const gate: PolicySet = {
    kind: 'key-policy',
    policies: [{ name: formatPolicyRef(ref), ref, policy, ...stored }],
    account: key.account,
  };
  if (supposed === undefined) keyPolicies.set(key, gate);
  return gate;
}

/** The key policy, and the RCPs of the key's account. RCPs do not apply to AWS managed keys. */
function keyGates(
  { key }: ResolvedResource,
  { owner, policy, iamAlone }: EvaluationData,
): Pick<ApplicablePolicies, 'rcp' | 'keyPolicy'> {
  if (key === undefined || iamAlone) return {};
  const keyPolicy = keyPolicyGate(key, policy);
  return key.manager === 'AWS' ? { keyPolicy } : { keyPolicy, ...rcpGate(owner) };
}

/** The RCPs of the account that owns a resource. */
export function rcpGate(owner: AccountRecord | undefined): Pick<ApplicablePolicies, 'rcp'> {
  if (owner === undefined) return {};
  const rcps = attached('rcp', owner.id, owner.version, owner.rcps ?? []);
  return rcps.length === 0 ? {} : { rcp: gateOf('rcp', rcps, owner.id) };
}

/**
 * Whether SCPs and RCPs exempt the caller. Source:
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
const isServiceLinked = ({ principal }: Caller): boolean =>
  principal.kind === 'role' && principal.arn.includes(':role/aws-service-role/');

/** Collects the policy sets for a request and one of its resources. */
export function collectPolicies(
  request: Request,
  resource: ResolvedResource,
  loaded: EvaluationData,
): ApplicablePolicies {
  return collectPoliciesWith(request, keyGates(resource, loaded));
}

/** Like `collectPolicies`, with the policies of the resource and its account. */
export function collectPoliciesWith(
  request: Request,
  { keyPolicy, ...onKey }: Pick<ApplicablePolicies, 'rcp' | 'keyPolicy'>,
): ApplicablePolicies {
  const { identity, boundary, session, ...onCaller } = callerGates(request.caller);
  const { scp, rcp } = isServiceLinked(request.caller) ? {} : { ...onCaller, ...onKey };
  const endpoint = endpointGate(request);
  return {
    ...(rcp && { rcp }),
    ...(scp && { scp }),
    ...(endpoint && { endpoint }),
    ...(keyPolicy && { keyPolicy }),
    identity,
    ...(boundary && { boundary }),
    ...(session && { session }),
  };
}

/**
 * Whether any of the policies reads the condition key `key`, in lower case. Without `key`: whether any reads anything
 * of the request.
 */
export function readsConditionKey(gates: ApplicablePolicies, key?: string): boolean {
  return (Object.values(gates) as PolicySet[]).some(({ policies }) =>
    policies.some(({ policy: { reads } }) => (key === undefined ? reads.size > 0 : reads.has(key))),
  );
}
