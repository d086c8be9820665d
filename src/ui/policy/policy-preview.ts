/** The preview of a key policy, and the earlier versions of the policy. */
import type { Sandbox } from '../../client/strongroom.ts';
import type { AccessCell } from '../../model/decision.ts';
import type { PolicyPreview } from '../../model/policy-check.ts';
import type { StoreName } from '../../model/records.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import type { TestResult } from './permission-tests.ts';
import type { Effect } from './policy-effect.ts';

/** The stores that decide about access to a key, besides the key itself, whose changes the page passes on. */
export const DECIDING: readonly StoreName[] = [
  'accounts',
  'principals',
  'groups',
  'sessions',
  'accessKeys',
  'grants',
  'endedGrants',
];

/** A previewed policy. */
export interface LookedAt extends PolicyPreview {
  readonly text: string;
  readonly results: readonly TestResult[];
  /** The access changes if the policy were stored. */
  readonly effects: readonly Effect[];
}

/**
 * The principals, without single sets of credentials, that could call PutKeyPolicy once the cells of `alters` replace
 * those of `matrix`.
 */
export function keepersOf(matrix: readonly AccessCell[], alters: readonly AccessCell[]): readonly string[] {
  const after = new Map(
    [...matrix, ...alters]
      .filter(({ accessKeyId, operation }) => accessKeyId === undefined && operation === 'PutKeyPolicy')
      .map((cell) => [cell.principal, cell.allowed]),
  );
  return [...after].filter(([, allowed]) => allowed).map(([principal]) => principal);
}

/** When a version was stored, and by which principal. The first version was created with its key. */
export interface VersionMade {
  readonly at?: number;
  /** An ARN or a service principal. */
  readonly by?: string;
}

/** Maximum number of PutKeyPolicy events to search. */
const MAX_CALLS = 1000;

/** When and by which principal each version was stored, according to the audit log. The first version comes first. */
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
