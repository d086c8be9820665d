/** Implements `Strongroom` over a connection to the worker. */
import {
  DEFAULT_EVENT_LIMIT,
  type AuditEvent,
  type EventPage,
  type EventQuery,
  type EventQueryOptions,
} from '../model/audit.ts';
import type { ClockState } from '../model/contract.ts';
import type { EventExport, ExportedFile } from '../model/log-archive.ts';
import type { DamagedRecord } from '../model/records.ts';
import { DEFAULT_REGION } from '../model/regions.ts';
import type { ImportOptions, ImportReport } from '../model/seed-document.ts';
import { SANDBOX_METHODS, type SandboxMembers, type SandboxMethod } from '../model/sandbox-methods.ts';
import type { WorkerApi } from '../model/worker-api.ts';
import type { AskSandbox } from './ask-sandbox.ts';
import type { ChangeNotices } from './change-notices.ts';
import { clockState } from './clock-state.ts';
import { createException } from './exceptions.ts';
import { createKmsClient } from './kms-client.ts';
import { createRequestHandler } from './request-handler.ts';
import { copyInput } from './copy-input.ts';
import type { AdvanceOptions, Sandbox, Strongroom } from './strongroom.ts';

/** Events that one step of a query compares: a step takes a fraction of a second, and other calls run in between. */
const MAX_SEARCHED = 10_000;

async function queryEvents(
  ask: AskSandbox,
  given: EventQuery,
  { signal, onProgress }: EventQueryOptions,
): Promise<EventPage> {
  let query = copyInput(given);
  const events: AuditEvent[] = [];
  const damaged: DamagedRecord[] = [];
  for (let searched = 0; ;) {
    signal?.throwIfAborted();
    const step = await ask('events', query, MAX_SEARCHED);
    events.push(...step.events);
    damaged.push(...(step.damaged ?? []));
    searched += step.searched;
    const left = (given.limit ?? DEFAULT_EVENT_LIMIT) - events.length;
    if (!step.isPartial || step.next === undefined || left <= 0)
      return {
        events,
        ...(damaged.length === 0 ? {} : { damaged }),
        ...(step.next === undefined ? {} : { next: step.next }),
      };
    onProgress?.({ searched, found: events.length, reached: new Date(step.reached) });
    query = { ...query, before: step.next, limit: left };
  }
}

/** Reads the files of an export step by step: the worker makes no more of them than are read. */
async function* exportEvents(ask: AskSandbox, options: EventExport): AsyncGenerator<ExportedFile, void> {
  let step = await ask('exportEvents', { options: copyInput(options) });
  for (;;) {
    yield* step.files;
    if (step.next === undefined) return;
    step = await ask('exportEvents', { continues: step.next });
  }
}

/** Creates the members that call a method of the worker without conversion, each at its path. */
function membersOf(ask: AskSandbox): SandboxMembers {
  const members: Record<string, unknown> = {};
  for (const [method, { path, parameters }] of Object.entries(SANDBOX_METHODS)) {
    if (path === null) continue;
    // Async: an argument that cannot be copied rejects instead of throwing.
    const member = async (...args: unknown[]): Promise<unknown> =>
      await ask(method as SandboxMethod, ...(copyInput(args.slice(0, parameters.length)) as never));
    const [first, second] = path.split('.') as [string, string?];
    members[first] = second === undefined ? member : { ...(members[first] as object | undefined), [second]: member };
  }
  return members as SandboxMembers;
}

function createSandbox(ask: AskSandbox): Sandbox {
  const time = async (state: Promise<ClockState>): Promise<Date> => new Date((await state).now);
  const members = membersOf(ask);
  const replay = async (document: unknown, options?: ImportOptions): Promise<ImportReport> =>
    (await (await import('./replay-seed.ts')).replaySeed(ask, document, options)) as ImportReport;
  const advance = async (start: () => Promise<ClockState>, options?: AdvanceOptions): Promise<Date> =>
    (await import('./advance-clock.ts')).advanceClock(ask, start, options);
  return {
    ...members,
    clock: {
      ...members.clock,
      now: () => time(ask('clock')),
      state: async () => clockState(await ask('clock')),
      advance: (seconds, options) => advance(() => ask('advanceClock', seconds), options),
      async advanceToNext() {
        const state = await ask('advanceClockToNext');
        return state && new Date(state.now);
      },
      async set(date, options) {
        if (!(date instanceof Date) || Number.isNaN(date.getTime()))
          throw new TypeError('sandbox.clock.set: date must be a valid Date.');
        return await advance(() => ask('setClock', date.getTime()), options);
      },
      run: () => time(ask('runClock', true)),
      pause: () => time(ask('runClock', false)),
    },
    events: {
      // Async: a query that cannot be copied rejects instead of throwing.
      query: async (query = {}, options = {}) => await queryEvents(ask, query, options),
      export: (options = {}) => exportEvents(ask, options),
      validate: async (files) => await ask('validateEvents', { files }),
    },
    cost: {
      ...members.cost,
      // Async: a query that cannot be copied rejects instead of throwing.
      month: async (query = {}, options = {}) => (await import('./month-cost.ts')).monthCost(ask, query, options),
    },
    seed: (document) => replay(document),
    import: (document, options) => replay(document, options),
    async simulate(call) {
      const simulation = await ask('simulate', copyInput(call));
      if (!simulation.ok) throw createException(simulation.error, '');
      return simulation.decision;
    },
    checkPolicy: (keyArn, policy, caller) =>
      members.previewPolicy(keyArn, policy, caller === undefined ? {} : { caller }),
  };
}

/** Creates the client of sandbox `id`. */
export function createSandboxClient(worker: WorkerApi, changes: ChangeNotices, id: string): Strongroom {
  /** Returns the answer, and notifies of the change that it can have made, or of the storage failure. */
  async function notified<T>(answer: Promise<T>, mayChange: boolean): Promise<T> {
    try {
      const value = await answer;
      if (mayChange) changes.notifyLocal(id, 'call');
      return value;
    } catch (error) {
      if (error instanceof Error && error.name === 'StorageError') changes.notifyLocal(id, 'storage');
      else if (mayChange) changes.notifyLocal(id, 'call');
      throw error;
    }
  }
  const ask = ((method, ...args) =>
    notified(worker.sandbox(id, method, args), SANDBOX_METHODS[method].changes)) as AskSandbox;
  const http: Strongroom['http'] = (request) => notified(worker.http(id, request), true);

  return {
    id,
    kms: (region = DEFAULT_REGION, caller, requestContext, options) =>
      createKmsClient(
        (call) => notified(worker.call(id, call), true),
        {
          region,
          ...(caller === undefined ? {} : { caller }),
          ...(requestContext === undefined ? {} : { requestContext: copyInput(requestContext) }),
        },
        options,
      ),
    requestHandler: () => createRequestHandler(http),
    http,
    sandbox: createSandbox(ask),
    world: (other) => createSandboxClient(worker, changes, other),
    onChange: (listener) => changes.subscribe(id, listener),
  };
}
