/** Stores an entry of the directory, and finds which of its policies is refused. */
import type { DocumentKind } from '../model/policy-check.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import type { SeedProblem, SeedPath } from '../model/seed-document.ts';
import { POLICY_LISTS, SINGLE_POLICIES } from './policy-members.ts';
import { SeedRefusal, step, type SeedTarget } from './seed-target.ts';

/** A policy of an entry. */
interface EntryPolicy {
  readonly path: SeedPath;
  readonly policy: PolicyDocument;
  readonly kind: DocumentKind;
}

function policiesOf(entry: object, path: SeedPath): readonly EntryPolicy[] {
  return Object.entries(entry).flatMap(([member, value]: [string, unknown]): readonly EntryPolicy[] => {
    const ofList = POLICY_LISTS.get(member);
    if (ofList !== undefined)
      return (value as readonly PolicyDocument[]).map((policy, index) => ({
        path: [...path, member, index],
        policy,
        kind: ofList,
      }));
    const kind = SINGLE_POLICIES.get(member);
    return kind === undefined ? [] : [{ path: [...path, member], policy: value as PolicyDocument, kind }];
  });
}

async function findPolicyProblem(
  target: Pick<SeedTarget, 'validatePolicy'>,
  path: SeedPath,
  entry: object,
): Promise<SeedProblem | undefined> {
  for (const { path: at, policy, kind } of policiesOf(entry, path)) {
    const [finding] = await target.validatePolicy(policy, kind);
    if (finding === undefined) continue;
    const { path: inside, says: message } = finding;
    return { path: [...at, ...inside], reason: 'refused', message, error: 'TypeError' };
  }
  return undefined;
}

/**
 * Stores the entry at `path` by `put`.
 * @throws {SeedRefusal} if the sandbox does not accept it, with the place inside the first policy that is not valid
 */
export async function putEntry(
  target: Pick<SeedTarget, 'validatePolicy'>,
  path: SeedPath,
  entry: object,
  put: () => Promise<unknown>,
): Promise<void> {
  try {
    await step(path, put);
  } catch (error) {
    if (!(error instanceof SeedRefusal)) throw error;
    const problem = await findPolicyProblem(target, path, entry);
    throw problem === undefined ? error : new SeedRefusal(problem);
  }
}
