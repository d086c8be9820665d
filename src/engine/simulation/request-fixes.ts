/** Fixes that change the request: what the caller can send so that existing policies and grants allow the call. */
import type { AccessCondition, Fix } from '../../model/decision.ts';
import { KmsError } from '../../model/errors.ts';
import { evaluateResource } from '../authorization/authorize.ts';
import type { Assumption } from '../authorization/policy/statement.ts';
import type { DryRunDecision } from '../pipeline/request-pipeline.ts';
import { contextWords } from './context-condition.ts';
import { EXAMPLE_VALUE, inputsFor, mergeInputs, type Input } from './request-members.ts';

/** Maximum number of requests that are tried. */
const MAX_TRIED = 20;

/** Maximum number of fixes of this kind. */
const MAX_REQUEST_FIXES = 3;

/** Errors of a request that a policy allows and KMS rejects whatever the policies say. */
const REJECTED = new Set(['ValidationException', 'InvalidKeyUsageException', 'InvalidArnException']);

/** Conditions on the request for the denied resource. Empty if no request can be allowed. */
export async function requestConditions({
  denied,
  request,
  context,
}: DryRunDecision): Promise<{ readonly possible: boolean; readonly conditions: readonly AccessCondition[] }> {
  const { resource } = denied ?? {};
  if (resource?.action === undefined || (resource.kind === 'ciphertext' && resource.key === undefined))
    return { possible: false, conditions: [] };
  const best: Assumption = { mode: 'best', open: [], certain: new Set(), needed: new Set() };
  const { allowed } = await evaluateResource({ request, context, tokens: [] }, resource, resource.action, {}, [], best);
  return { possible: allowed, conditions: best.open };
}

/** The requests to try: for each statement and grant alone, then for all statements and denials together. */
function candidates(conditions: readonly AccessCondition[], now: DryRunDecision): readonly Input[] {
  const each = conditions.map((condition) => inputsFor(condition, now));
  const first = each.map(([input = {}]) => input);
  // The later of two values for the same pair counts, so both orders are tried.
  const together = [first.reduce(mergeInputs, {}), first.toReversed().reduce(mergeInputs, {})];
  const known = new Map([...first, ...together, ...each.flat()].map((input) => [JSON.stringify(input), input]));
  known.delete('{}');
  return [...known.values()].slice(0, MAX_TRIED);
}

/** Describes an entry of a list: a word or a tag. */
function listedWords(entry: unknown): string {
  const { TagKey, TagValue } = Object(entry) as Partial<Record<string, string>>;
  return TagKey === undefined ? String(entry) : `${TagKey}=${TagValue ?? ''}`;
}

/** Describes the value of a member. */
function valueWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(listedWords).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value);
  return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')
    ? contextWords(entries)
    : entries.map(([name, inner]) => `${name} ${valueWords(inner)}`).join(' and ');
}

/** Describes the members to send. */
function describeRequest(input: Input, { request }: DryRunDecision): string {
  const parts = Object.entries(input).map(([member, value]) => `${member} ${valueWords(value)}`);
  const sealed = Object.keys(input).some((name) => /^(Source)?EncryptionContext$/.test(name));
  const isDecrypting = request.operation === 'Decrypt' || 'SourceEncryptionContext' in input;
  const note = sealed && isDecrypting ? ' KMS can decrypt only what was encrypted with this encryption context.' : '';
  const isExample = JSON.stringify(input).includes(`"${EXAMPLE_VALUE}"`);
  const example = isExample ? ` The value ${EXAMPLE_VALUE} is an example: only the name is required.` : '';
  return `Send ${parts.join(' and ')}. Existing policies or grants then allow the call.${example}${note}`;
}

/**
 * Finds requests that the existing policies and grants allow.
 * @param decide evaluates the call with other input members
 */
export async function findRequestFixes(
  considered: DryRunDecision,
  decide: (input: Input) => Promise<DryRunDecision>,
): Promise<readonly Fix[]> {
  const { possible, conditions } = await requestConditions(considered);
  if (!possible) return [];
  const found: Fix[] = [];
  for (const input of candidates(conditions, considered)) {
    let then: DryRunDecision;
    try {
      then = await decide(input);
    } catch (error) {
      // The request would fail before it is authorized, for example because an alias does not exist.
      if (error instanceof KmsError) continue;
      throw error;
    }
    const { length } = considered.request.resources;
    // Tags of a new key add a resource, for TagResource.
    const isSameKey = then.request.resources.every(
      ({ arn, key }, index) =>
        (key?.arn ?? arn) === resourceName(considered, index) || (index >= length && key === undefined),
    );
    if (!then.decision.allowed || !isSameKey || REJECTED.has(then.stop?.name ?? '')) continue;
    found.push({
      says: describeRequest(input, considered),
      kind: 'request',
      input,
      changes: [],
      alters: [],
      opens: [],
    });
    if (found.length === MAX_REQUEST_FIXES) break;
  }
  return found;
}

function resourceName({ request }: DryRunDecision, index: number): string | undefined {
  const resource = request.resources[index];
  return resource?.key?.arn ?? resource?.arn;
}
