/**
 * Authorizes calls of STS and CloudTrail by the evaluator of KMS calls: identity policies, boundaries, session
 * policies, SCPs and, for a role, its trust policy and the RCPs of its account. A trust policy is evaluated like a key
 * policy: it must allow, by naming the caller or by delegating to the caller's account. Sources:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html,
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
import type { DecidedBy, Decision, PolicyRef, ResourceDecision, TraceStep } from '../../model/decision.ts';
import { formatPolicyRef } from '../../model/policy-name.ts';
import type { KeyRecord, PrincipalRecord } from '../../model/records.ts';
import { resourceDecision } from '../authorization/authorize.ts';
import { collectPoliciesWith, rcpGate } from '../authorization/applicable-policies.ts';
import { collectConditionValues } from '../authorization/condition-values.ts';
import { createAccessDeniedError } from '../authorization/denial.ts';
import type { PolicySet } from '../authorization/evaluate-policy-set.ts';
import { evaluate, type Verdict } from '../authorization/evaluate.ts';
import type { ConditionValues } from '../authorization/policy/condition.ts';
import { parseDocument } from '../authorization/policy/parse-policy.ts';
import type { EvaluationData, Request } from '../authorization/request.ts';
import { trustPolicyOf } from '../directory/trust-policy.ts';
import type { ResolvedResource } from '../pipeline/call-context.ts';
import type { AuthorizedAction, ServiceContext } from './service-operation.ts';

/** A denied action. `text` is AWS's message. */
export interface ServiceDenial {
  readonly text: string;
}

/** Result of an authorization. */
export interface ServiceAuthorization {
  readonly decision: Decision;
  readonly denial?: ServiceDenial;
}

/** What the evaluator reads of a role: its account and tags. The trust policy is passed as a policy set. */
function asResource(role: PrincipalRecord): KeyRecord {
  return {
    arn: role.arn,
    keyId: '',
    account: role.account,
    region: '',
    createdAt: role.createdAt,
    description: '',
    spec: 'SYMMETRIC_DEFAULT',
    usage: 'ENCRYPT_DECRYPT',
    origin: 'AWS_KMS',
    manager: 'CUSTOMER',
    state: 'Enabled',
    materialId: '',
    materials: 0,
    policy: '',
    tags: role.tags,
  };
}

function trustGate(role: PrincipalRecord): PolicySet {
  const ref: PolicyRef = { kind: 'trust-policy', owner: role.arn, version: role.version ?? 0, index: 0 };
  const ids = role.trustedIds === undefined ? {} : { principalIds: role.trustedIds };
  const policy = parseDocument(trustPolicyOf(role), 'trust');
  return {
    kind: 'trust-policy',
    policies: [{ name: formatPolicyRef(ref), ref, policy, ...ids }],
    account: role.account,
  };
}

/** The condition values of one action. No request of these services has a condition key of KMS. */
function conditionValues(global: ConditionValues, own: NonNullable<AuthorizedAction['values']>): ConditionValues {
  const named = new Map(Object.entries(own).map(([name, values]) => [name.toLowerCase(), values]));
  return {
    values(name) {
      const key = name.toLowerCase();
      if (named.has(key)) return named.get(key);
      return key.startsWith('kms:') ? undefined : global.values(name);
    },
    isOpen: () => false,
  };
}

/**
 * AWS's message. STS names the caller, the action and the role, and the policy type only for an explicit deny.
 * Recorded:
 * https://github.com/aws/karpenter-provider-aws/issues/4680,
 * https://github.com/aws-actions/configure-aws-credentials/issues/54 (sts:TagSession),
 * https://github.com/aws-samples/landing-zone-accelerator-on-aws-for-tse-se/issues/10 (CloudTrail)
 */
function denialText(request: Request, resource: ResolvedResource, verdict: Verdict): string {
  const { decidedBy } = verdict;
  if (resource.key !== undefined && decidedBy.kind === 'none') return roleDenialText(request.caller.arn, resource);
  return createAccessDeniedError(request, resource, verdict).text ?? '';
}

/** Message of an implicit deny on a role. A role that does not exist has the same. */
export const roleDenialText = (
  callerArn: string,
  { action, arn }: { readonly action: string | undefined; readonly arn: string },
): string => `User: ${callerArn} is not authorized to perform: ${action ?? ''} on resource: ${arn}`;

/** Authorizes `actions` in order. The first denial decides. */
export async function authorizeService(
  actions: readonly AuthorizedAction[],
  { caller, region, now, requestContext, input, operation, reader }: Omit<ServiceContext, 'authorize'>,
): Promise<ServiceAuthorization> {
  const trace: TraceStep[] = [];
  const decisions: ResourceDecision[] = [];
  let decidedBy: DecidedBy = { kind: 'none' };
  for (const { action, role, values = {} } of actions) {
    const resource: ResolvedResource =
      role === undefined
        ? { role: 'none', kind: 'none', action, arn: '*', unnamed: true }
        : { role: 'role', kind: 'key', action, arn: role.arn, key: asResource(role) };
    const owner = role && (await reader.get('accounts', role.account));
    const request: Request = {
      caller,
      // The evaluator and the global condition keys only compare it with names of KMS operations.
      operation: operation as Request['operation'],
      input,
      region,
      now,
      requestContext,
      crossAccount: true,
      resources: [resource],
      // VPC endpoints of a sandbox are those of KMS.
      endpoint: undefined,
    };
    const loaded: EvaluationData = { owner };
    const verdict = await evaluate(
      {
        request,
        resource,
        action,
        gates: collectPoliciesWith(
          request,
          role === undefined ? {} : { keyPolicy: trustGate(role), ...rcpGate(owner) },
        ),
        loaded,
        facts: conditionValues(collectConditionValues(request, resource, loaded), values),
        grants: () => Promise.resolve([]),
      },
      trace,
    );
    const decision = resourceDecision(action, resource, verdict);
    // Roles have no grants.
    if (decision !== undefined)
      decisions.push({ ...decision, policyTypes: decision.policyTypes.filter(({ type }) => type !== 'grant') });
    decidedBy = verdict.decidedBy;
    if (!verdict.allowed) {
      return {
        decision: { allowed: false, decidedBy, trace, resources: decisions },
        denial: { text: denialText(request, resource, verdict) },
      };
    }
  }
  return { decision: { allowed: true, decidedBy, trace, resources: decisions } };
}
