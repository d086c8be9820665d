/** A key policy looked at before it is stored: whether PutKeyPolicy would take it, what is odd about it, and whose access it would change. */
import type { Call } from '../../model/contract.ts';
import type { AccessCell } from '../../model/decision.ts';
import { KmsError } from '../../model/errors.ts';
import type { PolicyCheck, PolicyFinding } from '../../model/policy-check.ts';
import type { Change, KeyRecord } from '../../model/records.ts';
import { parseKeyPolicy } from '../authorization/policy/parse-policy.ts';
import { findingsIn } from '../authorization/policy/policy-findings.ts';
import { findingOf, PolicyError } from '../authorization/policy/policy-error.ts';
import type { Considered } from '../pipeline/request-pipeline.ts';
import { withPolicy } from '../policies/key-policy.ts';
import { differing } from './access-matrix.ts';

/** What a check needs. */
export interface CheckParts {
  readonly key: KeyRecord;
  /** The actions that some operation needs. */
  readonly actions: readonly string[];
  decide(call: Call): Promise<Considered>;
  matrix(supposed: readonly Change[]): Promise<readonly AccessCell[]>;
}

/** Looks at `text` as `caller` would store it. */
export async function checkPolicy(text: string, caller: string | undefined, parts: CheckParts): Promise<PolicyCheck> {
  const { key } = parts;
  let findings: readonly PolicyFinding[];
  try {
    findings = findingsIn(parseKeyPolicy(text), key.arn, parts.actions);
  } catch (error) {
    if (!(error instanceof KmsError)) throw error;
    return { findings: [findingOf(error)], locksOut: false, alters: [] };
  }
  const call: Call<'PutKeyPolicy'> = {
    operation: 'PutKeyPolicy',
    input: { KeyId: key.arn, Policy: text },
    region: key.region,
    ...(caller === undefined ? {} : { caller }),
  };
  const refusal = await refusalOf(call as Call, parts);
  const refused = refusal === undefined ? [] : [findingOf(refusal)];
  const locksOut = refusal instanceof PolicyError && refusal.code === 'LockOut';
  const alters = differing(
    await parts.matrix([]),
    await parts.matrix([{ store: 'keys', before: key, after: withPolicy(key, text) }]),
  );
  return { findings: [...refused, ...findings], locksOut, alters };
}

/** What PutKeyPolicy would say to the policy, to whoever is allowed to put one. */
async function refusalOf(call: Call, { decide }: CheckParts): Promise<KmsError | undefined> {
  try {
    return (await decide(call)).stop;
  } catch (error) {
    if (error instanceof KmsError) return error;
    throw error;
  }
}
