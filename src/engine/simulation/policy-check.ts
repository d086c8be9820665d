/**
 * Previews a draft key policy: whether PutKeyPolicy would accept it, findings, access changes, and the results of given
 * calls.
 */
import type { Call, PreviewOptions, SimulatedCall, Simulation } from '../../model/contract.ts';
import type { AccessCell } from '../../model/decision.ts';
import { KmsError } from '../../model/errors.ts';
import type { PolicyPreview, PreviewedCall } from '../../model/policy-check.ts';
import { MAX_POLICY_LENGTH } from '../../model/quotas.ts';
import type { Change, KeyRecord } from '../../model/records.ts';
import { readKeyPolicy } from '../authorization/policy/parse-policy.ts';
import { findPolicyIssues } from '../authorization/policy/policy-findings.ts';
import { DOCUMENT, findingOf, PolicyError } from '../authorization/policy/policy-error.ts';
import type { DryRunDecision } from '../pipeline/request-pipeline.ts';
import { withPolicy } from '../policies/key-policy.ts';
import { changesOf, diffConditions, rowsOf } from './access-matrix.ts';

/** Dependencies of a preview. */
export interface PreviewParts {
  readonly key: KeyRecord;
  /** Actions that some operation needs. */
  readonly actions: readonly string[];
  decide: (call: Call) => Promise<DryRunDecision>;
  matrix: (supposed: readonly Change[], rows?: ReadonlySet<string>) => Promise<readonly AccessCell[]>;
  simulate: (call: SimulatedCall) => Promise<Simulation>;
}

/** Maximum number of calls that one preview of a policy evaluates. */
const MAX_TESTS = 1000;

/**
 * Returns the error of a text that PutKeyPolicy rejects before it parses the policy. The time and memory of a preview
 * grow with the policy, so such a text is not evaluated.
 */
function lengthError(text: string): PolicyError | undefined {
  if (text.length <= MAX_POLICY_LENGTH) return undefined;
  const note = `The key policy is ${text.length} characters. A request can contain ${MAX_POLICY_LENGTH}.`;
  return new PolicyError('TooLarge', { place: DOCUMENT, note, value: text.length, name: 'ValidationException' });
}

/**
 * Previews `text` as the policy of the key.
 * @throws {TypeError} for an invalid option
 */
export async function previewPolicy(
  text: string,
  { caller, tests = [] }: PreviewOptions,
  parts: PreviewParts,
): Promise<PolicyPreview> {
  if (!Array.isArray(tests) || tests.length > MAX_TESTS)
    throw new TypeError(`tests must be an array of at most ${MAX_TESTS} calls.`);
  if (caller !== undefined && typeof caller !== 'string') throw new TypeError('caller must be an ARN.');
  const { key } = parts;
  const results = await previewCalls(text, tests, parts);
  const tooLong = lengthError(text);
  if (tooLong !== undefined)
    return { findings: [findingOf(tooLong)], locksOut: false, alters: [], cells: [], tests: results };
  const call: Call<'PutKeyPolicy'> = {
    operation: 'PutKeyPolicy',
    input: { KeyId: key.arn, Policy: text },
    region: key.region,
    ...(caller === undefined ? {} : { caller }),
  };
  const refusal = await refusalOf(call, parts);
  const read = readKeyPolicy(text);
  // Of a refusal for another reason, such as a denial, the policy has its own errors besides.
  const errors = refusal instanceof PolicyError ? refusal.all : [...(refusal ? [refusal] : []), ...read.errors];
  const findings = [...errors.map(findingOf), ...findPolicyIssues(read.valid, key.arn, parts.actions)];
  const locksOut = errors.some((error) => error instanceof PolicyError && error.code === 'LockOut');
  if (read.errors.length > 0) return { findings, locksOut, alters: [], cells: [], tests: results };
  const stored = await parts.matrix([]);
  const draft: Change = { store: 'keys', before: key, after: withPolicy(key, text) };
  const after = await parts.matrix([draft], rowsOf(stored));
  // A session that only the draft names had access before, too: that of its role.
  const before = after.length === stored.length ? stored : await parts.matrix([], rowsOf(after));
  return {
    findings,
    locksOut,
    alters: diffConditions(before, after),
    cells: changesOf(before, after),
    tests: results,
  };
}

/** Evaluates each call under the stored policy and under `text`, in sequence. */
async function previewCalls(
  text: string,
  tests: NonNullable<PreviewOptions['tests']>,
  { key, simulate }: PreviewParts,
): Promise<PolicyPreview['tests']> {
  const under = async (call: NonNullable<PreviewOptions['tests']>[number], policy: string): Promise<PreviewedCall> => {
    try {
      // Passes the stored policy as text too: otherwise a denial would start a search for a fix that is not shown.
      const answer = await simulate({ ...call, keyPolicy: { keyArn: key.arn, policy } });
      if (answer.ok) return { allowed: answer.decision.allowed };
      const { name, message } = answer.error;
      return { error: { name, message: message ?? name } };
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return { error: { name: error.name, message: error.message } };
    }
  };
  const results: { before: PreviewedCall; after: PreviewedCall }[] = [];
  const tooLong = lengthError(text);
  const refused = tooLong && { error: { name: tooLong.name, message: tooLong.note ?? tooLong.name } };
  for (const call of tests) {
    const before = await under(call, key.policy);
    results.push({ before, after: refused ?? (text === key.policy ? before : await under(call, text)) });
  }
  return results;
}

/** Returns the error of PutKeyPolicy for the policy, for a caller that may call it. */
async function refusalOf(call: Call, { decide }: PreviewParts): Promise<KmsError | undefined> {
  try {
    return (await decide(call)).stop;
  } catch (error) {
    if (error instanceof KmsError) return error;
    throw error;
  }
}
