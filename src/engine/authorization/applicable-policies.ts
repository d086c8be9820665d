/** The policies that stand in the way of a request about a resource: one gate for each kind that is there. */
import type { PolicyRef } from '../../model/decision.ts';
import { formatPolicyRef, keyPolicyRef } from '../../model/policy-name.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import type { KeyRecord } from '../../model/records.ts';
import type { Caller } from '../pipeline/caller.ts';
import type { ResolvedResource } from '../pipeline/call-context.ts';
import type { PolicySet, PolicyType } from './evaluate-policy-set.ts';
import { parseDocument, parseKeyPolicy, type PolicyKind } from './policy/parse-policy.ts';
import type { AttachedPolicy, EvaluationData, Request } from './request.ts';

const KINDS: Readonly<Record<Exclude<PolicyType, 'key-policy'>, PolicyKind>> = {
  'identity-policy': 'identity',
  boundary: 'boundary',
  'session-policy': 'session',
  scp: 'scp',
  rcp: 'rcp',
  'endpoint-policy': 'endpoint',
};

function gateOf(
  kind: Exclude<PolicyType, 'key-policy'>,
  documents: readonly AttachedPolicy[],
  account?: string,
): PolicySet {
  const policies = documents.map(({ ref, document }) => ({
    name: formatPolicyRef(ref),
    ref,
    policy: parseDocument(document, KINDS[kind]),
  }));
  return { kind, policies, ...(account === undefined ? {} : { account }) };
}

/** The documents of one kind that `owner` has. */
const attached = (
  kind: PolicyRef['kind'],
  owner: string,
  version: number | undefined,
  documents: readonly PolicyDocument[],
): AttachedPolicy[] =>
  documents.map((document, index) => ({ ref: { kind, owner, version: version ?? 0, index }, document }));

/** The gates of a caller, whatever the request; the same object as long as the caller is. */
interface CallerGates {
  readonly identity: PolicySet;
  readonly scp?: PolicySet;
  readonly boundary?: PolicySet;
  readonly session?: PolicySet;
}

const known = new WeakMap<Caller, CallerGates>();

/** What hangs on the caller: identity policies with those of its groups, boundary, session policy, and what its organization allows. */
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
    caller.arn,
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

/** Every gate that stands in the way of a request to a resource, in the order in which a denial is reported. */
export interface ApplicablePolicies extends CallerGates {
  readonly rcp?: PolicySet;
  readonly endpoint?: PolicySet;
  readonly keyPolicy?: PolicySet;
}

/** The policy of the VPC endpoint that the request came through. */
function endpointGate({ endpoint }: Request): PolicySet | undefined {
  if (endpoint?.policy === undefined) return undefined;
  return gateOf('endpoint-policy', attached('endpoint-policy', endpoint.id, endpoint.version, [endpoint.policy]));
}

const keyPolicies = new WeakMap<KeyRecord, PolicySet>();

/** The key policy; the same object as long as the key is. `supposed`: another policy in its place, which is about to be stored. */
function keyPolicyGate(key: KeyRecord, supposed: string | undefined): PolicySet {
  const before = supposed === undefined ? keyPolicies.get(key) : undefined;
  if (before !== undefined) return before;
  const ref = keyPolicyRef(key.arn, key.policyVersion ?? 0);
  // A policy that is about to be stored means whoever has the names now.
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

/** The key policy, and the resource control policies of the key's account, which do not apply to AWS managed keys. */
function keyGates(
  { key }: ResolvedResource,
  { owner, policy, iamAlone }: EvaluationData,
): Pick<ApplicablePolicies, 'rcp' | 'keyPolicy'> {
  if (key === undefined || iamAlone) return {};
  const keyPolicy = keyPolicyGate(key, policy);
  const rcps = key.manager === 'AWS' ? [] : attached('rcp', key.account, owner?.version, owner?.rcps ?? []);
  return rcps.length === 0 ? { keyPolicy } : { keyPolicy, rcp: gateOf('rcp', rcps, key.account) };
}

/** Whether an organization's policies leave the caller alone. Source: the Organizations guide on service and resource control policies. */
const isServiceLinked = ({ principal }: Caller): boolean =>
  principal.kind === 'role' && principal.arn.includes(':role/aws-service-role/');

/** The gates between a request and one of its resources. */
export function collectPolicies(
  request: Request,
  resource: ResolvedResource,
  loaded: EvaluationData,
): ApplicablePolicies {
  const { identity, boundary, session, ...onCaller } = callerGates(request.caller);
  const { keyPolicy, ...onKey } = keyGates(resource, loaded);
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

/** Whether any policy on the way reads `key`, given in lower case; without a key, whether any reads anything of the request. */
export function readsConditionKey(gates: ApplicablePolicies, key?: string): boolean {
  return (Object.values(gates) as PolicySet[]).some(({ policies }) =>
    policies.some(({ policy: { reads } }) => (key === undefined ? reads.size > 0 : reads.has(key))),
  );
}
