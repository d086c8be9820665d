/** The policies that stand in the way of a request about a resource: one gate for each kind that is there. */
import { numberedName, policyVersionId } from '../../model/policy-name.ts';
import type { Caller } from '../pipeline/caller.ts';
import type { Resolved } from '../pipeline/call-context.ts';
import type { GateOf, PolicyGate } from './evaluate-policy-set.ts';
import { parseDocument, parseKeyPolicy, type PolicyKind } from './policy/parse-policy.ts';
import type { Loaded, NamedPolicy, Request } from './request.ts';

const KINDS: Readonly<Record<Exclude<PolicyGate, 'key-policy'>, PolicyKind>> = {
  'identity-policy': 'identity',
  boundary: 'boundary',
  'session-policy': 'session',
  scp: 'scp',
  rcp: 'rcp',
  'endpoint-policy': 'endpoint',
};

function gateOf(kind: Exclude<PolicyGate, 'key-policy'>, documents: readonly NamedPolicy[], account?: string): GateOf {
  const policies = documents.map(({ name, document }) => ({ name, policy: parseDocument(document, KINDS[kind]) }));
  return { kind, policies, ...(account === undefined ? {} : { account }) };
}

const numbered = (whose: string, what: string, documents: readonly NamedPolicy['document'][]): NamedPolicy[] =>
  documents.map((document, index) => ({ name: numberedName(whose, what, index), document }));

/** The gates of a caller, whatever the request; the same object as long as the caller is. */
interface CallerGates {
  readonly identity: GateOf;
  readonly scp?: GateOf;
  readonly boundary?: GateOf;
  readonly session?: GateOf;
}

const known = new WeakMap<Caller, CallerGates>();

/** What hangs on the caller: identity policies with those of its groups, boundary, session policy, and what its organization allows. */
function callerGates(caller: Caller): CallerGates {
  const before = known.get(caller);
  if (before !== undefined) return before;
  const { principal, groups, home, given, account } = caller;
  const who = policyVersionId(principal.arn, principal.version);
  const own = numbered(who, 'policy', principal.policies);
  const ofGroups = groups.flatMap((group) =>
    numbered(policyVersionId(group.arn, group.version), 'policy', group.policies),
  );
  const gates: CallerGates = {
    identity: gateOf('identity-policy', [...own, ...ofGroups], account),
    ...(home?.scps === undefined || home.scps.length === 0
      ? {}
      : {
          scp: gateOf(
            'scp',
            numbered(policyVersionId(account, home.version), 'service control policy', home.scps),
            account,
          ),
        }),
    ...(principal.boundary === undefined
      ? {}
      : { boundary: gateOf('boundary', [{ name: `${who} boundary`, document: principal.boundary }], account) }),
    ...(given?.policy === undefined
      ? {}
      : {
          session: gateOf(
            'session-policy',
            [{ name: `${policyVersionId(caller.arn, given.version)} session policy`, document: given.policy }],
            account,
          ),
        }),
  };
  known.set(caller, gates);
  return gates;
}

/** Every gate that stands in the way of a request to a resource, in the order in which a denial is reported. */
export interface Gates extends CallerGates {
  readonly rcp?: GateOf;
  readonly endpoint?: GateOf;
  readonly keyPolicy?: GateOf;
}

/** What hangs on the way: the policy of the VPC endpoint. */
function endpointGate({ endpoint }: Request): GateOf | undefined {
  if (endpoint?.policy === undefined) return undefined;
  return gateOf('endpoint-policy', [
    { name: policyVersionId(endpoint.id, endpoint.version), document: endpoint.policy },
  ]);
}

/** What hangs on the key: its policy, and the resource control policies of its account. AWS managed keys know none of the latter. */
function keyGates({ key }: Resolved, { owner, policy, iamAlone }: Loaded): Pick<Gates, 'rcp' | 'keyPolicy'> {
  if (key === undefined || iamAlone) return {};
  const name = policyVersionId(key.arn, key.policyVersion);
  // A policy that is about to be stored means whoever has the names now.
  const stored = key.principalIds === undefined || policy !== undefined ? {} : { principalIds: key.principalIds };
  const keyPolicy: GateOf = {
    kind: 'key-policy',
    policies: [{ name, policy: parseKeyPolicy(policy ?? key.policy), ...stored }],
    account: key.account,
  };
  const rcps = key.manager === 'AWS' ? [] : (owner?.rcps ?? []);
  if (rcps.length === 0) return { keyPolicy };
  return {
    keyPolicy,
    rcp: gateOf(
      'rcp',
      numbered(policyVersionId(key.account, owner?.version), 'resource control policy', rcps),
      key.account,
    ),
  };
}

/** Whether an organization's policies leave the caller alone. Source: the Organizations guide on service and resource control policies. */
const isServiceLinked = ({ principal }: Caller): boolean =>
  principal.kind === 'role' && principal.arn.includes(':role/aws-service-role/');

/** The gates between a request and one of its resources. */
export function gatesOf(request: Request, resource: Resolved, loaded: Loaded): Gates {
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
export function anyReads(gates: Gates, key?: string): boolean {
  return (Object.values(gates) as GateOf[]).some(({ policies }) =>
    policies.some(({ policy: { reads } }) => (key === undefined ? reads.size > 0 : reads.has(key))),
  );
}
