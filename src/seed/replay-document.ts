/** Replays a document on a sandbox as ordinary calls and methods. */
import { SYNCHRONIZATION_MS } from '../model/key-states.ts';
import {
  SEED_LISTS,
  type ImportReport,
  type SeedDifference,
  type SeedDocument,
  type SeedList,
} from '../model/seed-document.ts';
import { createKeys } from './create-keys.ts';
import { createGrants } from './create-grants.ts';
import { findMissingEntry } from './missing-entries.ts';
import { putEntry } from './put-entry.ts';
import { resolvePolicies } from './resolve-policies.ts';
import { callsOn, SeedRefusal, step, type SeedTarget } from './seed-target.ts';

/** Returns which entries of each directory list exist in the sandbox. */
async function findExisting(target: SeedTarget): Promise<ReadonlySet<string>> {
  const [accounts, groups, principals, endpoints] = await Promise.all([
    target.accounts(),
    target.groups(),
    target.principals(),
    target.endpoints(),
  ]);
  return new Set([
    ...accounts.map(({ id }) => id),
    ...groups.map(({ arn }) => arn),
    ...principals.flatMap(({ arn, sessions = [] }) => [arn, ...sessions]),
    ...endpoints.map(({ id }) => id),
  ]);
}

/** Counts the entries of each list for which `isCounted` holds. */
function countEntries(document: SeedDocument, isCounted: (entry: object) => boolean): Record<SeedList, number> {
  return Object.fromEntries(
    SEED_LISTS.map((list) => [list, (document[list] ?? []).filter(isCounted).length]),
  ) as Record<SeedList, number>;
}

/**
 * Pauses the clock shortly before the time of the document: the keys are then created at a time that does not depend
 * on how long that takes. Returns false, with the clock as it was, if the sandbox has calls and cannot go back to that
 * time.
 */
async function startClock(target: SeedTarget, now: string, leadMs: number): Promise<boolean> {
  const time = Date.parse(now);
  const before = await target.clock();
  const paused = await target.runClock(false);
  try {
    await target.setClock(time - leadMs);
    return true;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // The time can still be reached while the replicas are created.
    if (time >= paused.now + leadMs) return true;
    if (!Number.isNaN(time)) {
      await target.runClock(!before.paused);
      return false;
    }
    throw new SeedRefusal({ path: ['clock', 'now'], reason: 'refused', message: 'This is not a time.' });
  }
}

/**
 * Replays `document`, which `findDocumentProblems` has checked. Key policies come after all other calls, and SCPs
 * and RCPs at the end, so that they stop none of these calls.
 * @returns what it changed
 * @throws {SeedRefusal} at the first entry that the sandbox refuses. What was made before remains: replay on a draft
 */
export async function replayDocument(
  target: SeedTarget,
  document: SeedDocument,
): Promise<Omit<ImportReport, 'dryRun'>> {
  let calls = 0;
  const call = callsOn(target, () => calls++);
  const differences: SeedDifference[] = [];
  const existing = await findExisting(target);
  const missing = findMissingEntry(document, existing);
  if (missing !== undefined) throw new SeedRefusal(missing);
  const exists = (entry: object): boolean => {
    const { id, arn } = entry as { id?: string; arn?: string };
    return existing.has(id ?? arn ?? '');
  };
  const { paused } = await target.clock();
  const most = Math.max(0, ...(document.keys ?? []).map(({ replicas = [] }) => replicas.length));
  const time = document.clock?.now;
  const isTimed = time !== undefined && (await startClock(target, time, most * SYNCHRONIZATION_MS));

  const { accounts = [], groups = [], principals = [] } = document;
  for (const [index, { id, name, organization }] of accounts.entries())
    await step(['accounts', index], () =>
      target.putAccount({
        id,
        ...(name === undefined ? {} : { name }),
        ...(organization === undefined ? {} : { organization }),
      }),
    );
  const { settings } = document;
  if (settings !== undefined) await step(['settings'], () => target.setSettings(settings));
  for (const [index, { arn }] of groups.entries())
    if (!existing.has(arn)) await step(['groups', index], () => target.putGroup({ arn, policies: [] }));
  for (const [index, { arn }] of principals.entries()) {
    if (existing.has(arn)) continue;
    await step(['principals', index], () => target.putPrincipal({ arn, accessKey: false }));
    differences.push({ kind: 'new-principal', arn });
  }

  const { defaultAccount } = await target.settings();
  const keys = await createKeys({
    target,
    call,
    document,
    defaultAccount,
    differences,
    replicationMs: SYNCHRONIZATION_MS,
  });
  differences.push(...(await createGrants({ call, document, keys })));
  await keys.finish();

  const resolved = resolvePolicies(document, keys.named);
  await keys.putPolicies(resolved.keys ?? []);
  for (const [index, group] of (resolved.groups ?? []).entries())
    await putEntry(target, ['groups', index], group, () => target.putGroup(group));
  for (const [index, principal] of (resolved.principals ?? []).entries())
    await putEntry(target, ['principals', index], principal, () =>
      target.putPrincipal({ ...principal, accessKey: false }),
    );
  for (const [index, endpoint] of (resolved.endpoints ?? []).entries())
    await putEntry(target, ['endpoints', index], endpoint, () => target.putEndpoint(endpoint));
  for (const [index, account] of (resolved.accounts ?? []).entries())
    await putEntry(target, ['accounts', index], account, () => target.putAccount(account));

  await target.nameKeys(keys.names());
  if (isTimed) await step(['clock', 'now'], () => target.setClock(Date.parse(time)));
  const runs = !(document.clock?.paused ?? paused);
  if ((await target.clock()).paused === runs) await target.runClock(runs);
  if (time !== undefined && !isTimed)
    differences.push({ kind: 'clock', now: new Date((await target.clock()).now).toISOString() });
  differences.push(...(document.omitted ?? []).map((omission) => ({ kind: 'omitted', omission }) as const));
  return {
    added: countEntries(document, (entry) => !exists(entry)),
    updated: countEntries(document, exists),
    differences,
    calls,
  };
}
