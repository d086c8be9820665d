/**
 * Entry of the app's worker: the host of this tab. New sandboxes have the request quotas of AWS. The name of the worker
 * tells which commits a page has seen.
 */
import type { Endpoint } from 'comlink';
import { MEMORY_WORKER } from '../model/memory-worker.ts';
import { isRelayNotice } from '../model/relay-messages.ts';
import { XksConnectionError } from '../model/xks-proxy-api.ts';
import { createHost, type HostOptions } from './host.ts';
import type { RelayTransport } from './relay-transport.ts';
import { seenCommitsIn } from './seen-commits.ts';
import { serve } from './serve.ts';

/** Pages are type-checked with this file, and `postMessage` of a page has another parameter. */
const scope: unknown = globalThis;

const { name = '' } = globalThis as { readonly name?: string };

/** Loaded when the page opens the first relay. */
let relays: Promise<RelayTransport> | undefined;
addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!isRelayNotice(data)) return;
  const { origin, port } = data['strongroom-relay'];
  relays ??= import('./relay-transport.ts').then(({ RelayTransport }) => new RelayTransport());
  relays = relays.then((open) => {
    open.connect(origin, port);
    return open;
  });
});

/** A worker for proofs of labs: its sandboxes are in memory, and no other tab hears of them. */
const inMemory: HostOptions =
  name === MEMORY_WORKER
    ? {
        openStorage: async () => ({
          database: (await import('../storage/memory.ts')).createMemoryDatabase(),
          state: { kind: 'memory' },
        }),
        delete: () => Promise.resolve(),
        postChange: () => undefined,
      }
    : {};

const host = createHost({
  ...inMemory,
  sendToProxy: async (request, timeoutMs) => {
    const open = await relays?.catch(() => undefined);
    if (open === undefined) throw new XksConnectionError('no-relay');
    return await open.send(request, timeoutMs);
  },
  initialSettings: { requestQuotas: 'real' },
  seenCommits: seenCommitsIn(name),
});
// Opens the default sandbox, which every page uses, while the page is still loading. The page reports a failure.
host.sandbox('default', 'storage', []).catch(() => undefined);
serve(host, scope as Endpoint);
