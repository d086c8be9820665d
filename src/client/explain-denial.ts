/** Explains a denied call to a developer: what decided, and what would allow it. For failure messages of tests. */
import { requestedAccess, type AuditEvent } from '../model/audit.ts';
import type { DecidedBy, DecidingKind, Decision, Fix, ResourceDecision } from '../model/decision.ts';
import type { InputOf, OperationName } from '../model/operations.ts';
import { SHAPES } from '../model/shapes.ts';
import type { Strongroom } from './strongroom.ts';

/** Why a call was denied. */
export interface DenialExplanation {
  readonly requestId: string;
  /** ARN of the caller, or the name of a service. */
  readonly principal: string;
  readonly operation: string;
  /** The decision as it was made. */
  readonly decision: Decision;
  /** The change with the least privilege that would allow the call now. Omitted: none was found. */
  readonly fix?: Fix;
  /** All of it as text of several lines. */
  readonly text: string;
}

/** Names of the policy types. */
const KINDS: Readonly<Record<Exclude<DecidingKind, 'none'>, string>> = {
  'key-policy': 'the key policy',
  'identity-policy': 'an identity policy',
  grant: 'a grant',
  boundary: 'the permissions boundary',
  'session-policy': 'the session policy',
  scp: 'a service control policy',
  rcp: 'a resource control policy',
  'endpoint-policy': 'the VPC endpoint policy',
  'trust-policy': 'the trust policy',
};

function describeDecider({ kind, policy, statement, grant }: DecidedBy): string {
  if (kind === 'none') return 'no policy and no grant allows the call (implicit deny)';
  const parts = [
    KINDS[kind],
    ...(policy === undefined ? [] : [policy]),
    ...(statement === undefined ? [] : [`statement ${statement}`]),
    ...(grant === undefined ? [] : [`grant ${grant}`]),
  ];
  return `${parts.join(', ')} denies the call${statement === undefined ? ' (implicit deny)' : ' (explicit deny)'}`;
}

function describeResource({ action, resource, lacking }: ResourceDecision): string {
  const missing =
    lacking === undefined
      ? ''
      : `; an allow is missing in ${lacking === 'delegation' ? KINDS['key-policy'] : KINDS[lacking]}`;
  return `${action} on ${resource}${missing}`;
}

/** The request ID of an error of this library or of AWS SDK v3; a request ID itself. */
function requestIdOf(failure: unknown): string | undefined {
  if (typeof failure === 'string') return failure;
  const { $metadata } = Object(failure) as { readonly $metadata?: { readonly requestId?: unknown } };
  const id = $metadata?.requestId;
  return typeof id === 'string' ? id : undefined;
}

/**
 * The input of the call that an event records. Bytes are not recorded and do not decide: an example takes the place of
 * a plaintext, and a dry run without it that of a ciphertext.
 */
function inputOf<N extends OperationName>(operation: N, event: AuditEvent): InputOf<N> {
  const { requestParameters, resources } = requestedAccess(event);
  const shape = SHAPES[operation];
  const input: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(requestParameters ?? {})) {
    const member = name.charAt(0).toUpperCase() + name.slice(1);
    if (Object.hasOwn(shape, member) && shape[member]?.type !== 'blob' && value !== null) input[member] = value;
  }
  for (const [name, { type, required }] of Object.entries(shape)) {
    if (type !== 'blob' || name in input) continue;
    if (name === 'CiphertextBlob') {
      const member = Object.hasOwn(shape, 'SourceKeyId') ? 'SourceKeyId' : 'KeyId';
      input[member] ??= resources?.[0]?.ARN;
      Object.assign(input, { DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT'] });
    } else if (required === true) input[name] = new Uint8Array(32);
  }
  return input;
}

async function findFix({ sandbox }: Pick<Strongroom, 'sandbox'>, event: AuditEvent): Promise<Fix | undefined> {
  const { eventName, userIdentity, awsRegion: region } = event.record;
  const principal = userIdentity.arn ?? userIdentity.invokedBy;
  if (principal === undefined || !Object.hasOwn(SHAPES, eventName)) return undefined;
  const operation = eventName as OperationName;
  try {
    return (await sandbox.simulate({ principal, operation, region, input: inputOf(operation, event) })).fix;
  } catch {
    // The call no longer gets as far as its authorization: for example, its key was deleted.
    return undefined;
  }
}

/**
 * Explains the denied call that an error comes from. For the fix it evaluates the call once more, without its request
 * context.
 * @param failure an error of the typed client or of AWS SDK v3, or a request ID
 * @returns undefined if it is not the error of a call that this sandbox denied
 */
export async function explainDenial(
  strongroom: Pick<Strongroom, 'sandbox'>,
  failure: unknown,
): Promise<DenialExplanation | undefined> {
  const requestId = requestIdOf(failure);
  if (requestId === undefined || requestId === '') return undefined;
  const [event] = (await strongroom.sandbox.events.query({ requestId, limit: 1 })).events;
  const decision = event?.decision;
  if (event === undefined || decision === undefined || decision.allowed) return undefined;
  const { eventName: operation, userIdentity } = event.record;
  const principal = userIdentity.arn ?? userIdentity.invokedBy ?? '';
  const fix = await findFix(strongroom, event);
  const denied = decision.resources?.findLast(({ allowed }) => !allowed);
  const text = [
    `Strongroom: ${principal} is not allowed to call ${operation}.`,
    ...(denied === undefined ? [] : [`  Denied: ${describeResource(denied)}.`]),
    `  Decided by: ${describeDecider(decision.decidedBy)}.`,
    fix === undefined ? '  No change of a single policy allows the call.' : `  Suggested fix: ${fix.says}`,
  ].join('\n');
  return { requestId, principal, operation, decision, ...(fix === undefined ? {} : { fix }), text };
}
