/** Implements `Strongroom` over a transport to the worker. */
import type { ClockState, WorldApi } from '../model/contract.ts';
import { DEFAULT_REGION } from '../model/regions.ts';
import type { SendToWorker } from './worker-transport.ts';
import type { ChangeNotices } from './change-notices.ts';
import { createException } from './exceptions.ts';
import { createKmsClient } from './kms-client.ts';
import { createRequestHandler } from './request-handler.ts';
import { copyInput } from './copy-input.ts';
import { METHOD_KINDS } from './method-kinds.ts';
import type { AdvanceOptions, Sandbox, SandboxClockState, Strongroom } from './strongroom.ts';

/** Interval of `onProgress` calls during an advance, in milliseconds. */
const PROGRESS_MS = 200;

function clockState({ now, paused, advancingTo }: ClockState): SandboxClockState {
  return {
    now: new Date(now),
    paused,
    ...(advancingTo === undefined ? {} : { advancingTo: new Date(advancingTo) }),
  };
}

async function advance(ask: SendToWorker, seconds: number, { signal, onProgress }: AdvanceOptions = {}): Promise<Date> {
  signal?.throwIfAborted();
  const stop = (): void => void ask('stopClock', []).catch(() => undefined);
  signal?.addEventListener('abort', stop, { once: true });
  const timer =
    onProgress &&
    setInterval(() => {
      ask('clock', []).then(
        (state) => onProgress(clockState(state)),
        () => undefined,
      );
    }, PROGRESS_MS);
  try {
    const { now } = await ask('advanceClock', [seconds]);
    signal?.throwIfAborted();
    return new Date(now);
  } finally {
    clearInterval(timer);
    signal?.removeEventListener('abort', stop);
  }
}

function createSandbox(ask: SendToWorker): Sandbox {
  const time = async (state: Promise<ClockState>): Promise<Date> => new Date((await state).now);
  return {
    reset: () => ask('reset', []),
    settings: { get: () => ask('settings', []), set: (change) => ask('setSettings', [copyInput(change)]) },
    clock: {
      now: () => time(ask('clock', [])),
      state: async () => clockState(await ask('clock', [])),
      advance: (seconds, options) => advance(ask, seconds, options),
      async set(date) {
        if (!(date instanceof Date) || Number.isNaN(date.getTime()))
          throw new TypeError('sandbox.clock.set: date must be a valid Date.');
        return await time(ask('setClock', [date.getTime()]));
      },
      run: () => time(ask('runClock', [true])),
      pause: () => time(ask('runClock', [false])),
    },
    accounts: {
      put: (account) => ask('putAccount', [copyInput(account)]),
      list: () => ask('accounts', []),
      remove: (id) => ask('removeAccount', [id]),
    },
    principals: {
      put: (principal) => ask('putPrincipal', [copyInput(principal)]),
      get: (arn) => ask('principal', [arn]),
      list: () => ask('principals', []),
      remove: (arn) => ask('removePrincipal', [arn]),
    },
    accessKeys: {
      list: (arn) => ask('accessKeys', [arn]),
      remove: (id) => ask('removeAccessKey', [id]),
    },
    groups: {
      put: (group) => ask('putGroup', [copyInput(group)]),
      list: () => ask('groups', []),
      remove: (arn) => ask('removeGroup', [arn]),
    },
    endpoints: {
      put: (endpoint) => ask('putEndpoint', [copyInput(endpoint)]),
      list: () => ask('endpoints', []),
      remove: (id) => ask('removeEndpoint', [id]),
    },
    explain: (requestId) => ask('explain', [requestId]),
    async simulate(call) {
      const simulation = await ask('simulate', [copyInput(call)]);
      if (!simulation.ok) throw createException(simulation.error, '');
      return simulation.decision;
    },
    accessMatrix: (keyArn) => ask('accessMatrix', [keyArn]),
    previewPolicy: (keyArn, policy, options = {}) => ask('previewPolicy', [keyArn, policy, options]),
    checkPolicy: (keyArn, policy, caller) =>
      ask('previewPolicy', [keyArn, policy, caller === undefined ? {} : { caller }]),
    policyVersion: (policy) => ask('policyVersion', [policy]),
    policyVersions: (keyArn) => ask('policyVersions', [keyArn]),
    events: { query: (query = {}) => ask('events', [copyInput(query)]) },
    whereIs: (keyId) => ask('whereIs', [keyId]),
    awsOwnedKeys: () => ask('awsOwnedKeys', []),
    storage: () => ask('storage', []),
    custody: { get: (keyArn) => ask('custody', [keyArn]), dropWrapped: (keyArn) => ask('dropWrapped', [keyArn]) },
    capabilities: () => ask('capabilities', []),
  };
}

/**
 * Creates the client of sandbox `id`.
 * @param askOf returns the transport to a sandbox, also for `world(id)`
 */
export function createSandboxClient(
  askOf: (world: string) => SendToWorker,
  changes: ChangeNotices,
  id: string,
): Strongroom {
  const plain = askOf(id);
  async function ask<M extends keyof WorldApi>(
    method: M,
    args: Parameters<WorldApi[M]>,
  ): Promise<Awaited<ReturnType<WorldApi[M]>>> {
    try {
      const answer = await plain(method, args);
      if (METHOD_KINDS[method] === 'change') changes.notifyLocal(id, 'call');
      return answer;
    } catch (error) {
      if (error instanceof Error && error.name === 'StorageError') changes.notifyLocal(id, 'storage');
      else if (METHOD_KINDS[method] === 'change') changes.notifyLocal(id, 'call');
      throw error;
    }
  }
  const http: Strongroom['http'] = (request) => ask('http', [request]);

  return {
    kms: (region = DEFAULT_REGION, caller, requestContext) =>
      createKmsClient(ask, {
        region,
        ...(caller === undefined ? {} : { caller }),
        ...(requestContext === undefined ? {} : { requestContext: copyInput(requestContext) }),
      }),
    requestHandler: () => createRequestHandler(http),
    http,
    sandbox: createSandbox(ask),
    world: (other) => createSandboxClient(askOf, changes, other),
    onChange: (listener) => changes.subscribe(id, listener),
  };
}
