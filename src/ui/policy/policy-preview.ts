/** What a look at a key policy says about the one who would store it, and the policies that were there before. */
import type { Sandbox } from '../../client/strongroom.ts';
import type { AccessCell } from '../../model/decision.ts';
import type { PolicyPreview } from '../../model/policy-check.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import type { TestResult } from './permission-tests.ts';
import type { Effect } from './policy-effect.ts';

/** A policy as it was looked at. */
export interface LookedAt extends PolicyPreview {
  readonly text: string;
  readonly results: readonly TestResult[];
  /** What storing it would change. */
  readonly effects: readonly Effect[];
}

/** Who of the directory could store another policy, once the cells of `matrix` are as `alters` says. */
export function keepersOf(matrix: readonly AccessCell[], alters: readonly AccessCell[]): readonly string[] {
  const after = new Map(
    [...matrix, ...alters]
      .filter(({ operation }) => operation === 'PutKeyPolicy')
      .map((cell) => [cell.principal, cell.allowed]),
  );
  return [...after].filter(([, allowed]) => allowed).map(([principal]) => principal);
}

/** When a version was stored, and by whom; the first came with its key. */
export interface VersionMade {
  readonly at?: number;
  /** ARN, or the name of a service. */
  readonly by?: string;
}

/** The most calls of PutKeyPolicy that are looked for. */
const MAX_CALLS = 1000;

/** What the log says of each version of `key`'s policy, the first version first. */
export async function madeOf(
  sandbox: Pick<Sandbox, 'events'>,
  key: KeyMetadata,
  versions: number,
): Promise<readonly VersionMade[]> {
  const { events } = await sandbox.events.query({
    keyArn: key.Arn ?? '',
    operation: 'PutKeyPolicy',
    limit: MAX_CALLS,
  });
  const stored = events.filter(({ record }) => record.errorCode === undefined);
  return Array.from({ length: versions }, (_, version) => {
    if (version === 0) return key.CreationDate === undefined ? {} : { at: key.CreationDate.getTime() };
    const event = stored[versions - 1 - version];
    if (event === undefined) return {};
    const { arn, invokedBy } = event.record.userIdentity;
    const by = arn ?? invokedBy;
    return { at: event.at, ...(by === undefined ? {} : { by }) };
  });
}
