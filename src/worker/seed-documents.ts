/** The methods of a sandbox for seed documents: each document is replayed on a draft, which is then stored at once. */
import type { Engine } from '../engine/engine.ts';
import { createEngine } from '../engine/engine.ts';
import type { Ports } from '../model/ports.ts';
import type { ReplayOptions, SeedDocument, SeedOutcome } from '../model/seed-document.ts';
import { findDocumentProblems } from '../seed/document-problems.ts';
import { exportDocument } from '../seed/export-document.ts';
import { replayDocument } from '../seed/replay-document.ts';
import { SeedRefusal, type SeedTarget } from '../seed/seed-target.ts';
import { DraftDatabase } from '../storage/draft-database.ts';

/** Replays before a document is refused because the sandbox changes all the time. */
const MAX_ATTEMPTS = 5;

/** A sandbox with its ports. */
export interface SeededSandbox {
  readonly engine: Engine;
  readonly ports: Pick<Ports, 'database' | 'clock' | 'random'>;
}

function targetOf(engine: Engine): SeedTarget {
  const { directory, seeds } = engine;
  return {
    call: (call) => engine.call(call),
    nameKeys: (names) => seeds.nameKeys(names),
    settings: () => engine.settings(),
    setSettings: (change) => engine.setSettings(change),
    clock: () => engine.clock(),
    setClock: (time) => engine.setClock(time),
    advanceClock: (seconds) => engine.advanceClock(seconds),
    runClock: (run) => engine.runClock(run),
    accounts: () => directory.accounts(),
    putAccount: (account) => directory.putAccount(account),
    groups: () => directory.groups(),
    putGroup: (group) => directory.putGroup(group),
    principals: () => directory.principals(),
    putPrincipal: ((principal) => directory.putPrincipal(principal)) as SeedTarget['putPrincipal'],
    endpoints: () => directory.endpoints(),
    putEndpoint: (endpoint) => directory.putEndpoint(endpoint),
    validatePolicy: (document, kind) => directory.validatePolicy(document, kind),
  };
}

/**
 * Checks the options of a replay: a typing error in `dryRun` must not change the sandbox.
 * @throws {TypeError} for an unknown option or one that is not true or false
 */
function checkOptions(options: ReplayOptions): void {
  for (const [name, value] of Object.entries(options)) {
    if (name !== 'dryRun' && name !== 'onlyNew') throw new TypeError(`Unknown option ${name}.`);
    if (value !== undefined && typeof value !== 'boolean') throw new TypeError(`${name} must be true or false.`);
  }
}

/** Whether a sandbox has neither calls nor the contents of a document. */
const isNew = async ({ engine }: SeededSandbox): Promise<boolean> =>
  (await engine.events({ limit: 1 }, 1)).events.length === 0 && (await engine.seeds.keyNames()) === undefined;

/**
 * Replays a document and stores the result in one transaction. Refuses a document with all its problems, or with the
 * first that the sandbox reports, and changes nothing.
 * @returns undefined with `onlyNew` if the sandbox is not new
 */
export async function replayOnSandbox(
  sandbox: SeededSandbox,
  given: unknown,
  options: ReplayOptions = {},
): Promise<SeedOutcome | undefined> {
  checkOptions(options);
  const { dryRun = false, onlyNew = false } = options;
  const problems = findDocumentProblems(given);
  if (problems.length > 0) return { ok: false, problems };
  const document = given as SeedDocument;
  const { engine, ports } = sandbox;
  await engine.settle();
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (onlyNew && !(await isNew(sandbox))) return undefined;
    const draft = await DraftDatabase.begin(ports.database);
    try {
      const { clock, random } = ports;
      const report = await replayDocument(targetOf(await createEngine({ database: draft, clock, random })), document);
      if (dryRun) return { ok: true, report: { dryRun, ...report } };
      if (await engine.seeds.adopt(draft.changes(), draft.baseSeq)) {
        // The engine takes over what settings mean for it.
        await engine.setSettings({});
        return { ok: true, report: { dryRun, ...report } };
      }
    } catch (error) {
      if (!(error instanceof SeedRefusal)) throw error;
      return { ok: false, problems: [error.problem] };
    }
  }
  const message = 'Other calls changed the sandbox while the document was checked. Try again when it is idle.';
  return { ok: false, problems: [{ path: [], reason: 'refused', message }] };
}

/** Exports a sandbox as it is at one time. */
export async function exportSandbox({
  engine,
  ports,
}: {
  readonly engine: Engine;
  readonly ports: Pick<Ports, 'database' | 'clock'>;
}): Promise<SeedDocument> {
  const { database } = ports;
  const { directory, seeds } = engine;
  await engine.settle();
  const source = {
    database,
    accounts: () => directory.accounts(),
    groups: () => directory.groups(),
    principals: () => directory.principals(),
    endpoints: () => directory.endpoints(),
    settings: () => engine.settings(),
    clock: () => engine.clock(),
    realNow: () => ports.clock.now(),
    keyNames: async () => (await seeds.keyNames()) ?? [],
    deletedPrincipals: seeds.deletedPrincipals.bind(seeds),
  };
  for (let attempt = 1; ; attempt++) {
    const before = await database.lastSeq();
    const document = await exportDocument(source);
    // A sandbox that changes all the time is exported as it was read, after several attempts.
    if ((await database.lastSeq()) === before || attempt === MAX_ATTEMPTS) return document;
  }
}
