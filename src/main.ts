/** Composition root of the page: connects the client to the worker, exposes `strongroom` and mounts the app. */
import { yieldToEventLoop } from './base/yield-to-event-loop.ts';
import { connectToWorker } from './client/connect.ts';
import fileWorkerUrl from './envelope/files/file-worker.ts?worker&url';
import hashWorkerUrl from './envelope/hash-worker.ts?worker&url';
import { withEnvelope } from './library.ts';
import { watchUpdates } from './pwa/update.ts';
import { startAppWorker, startWorker, takeAppWorker, trustedTypes, workerScriptUrl } from './start.ts';
import { blockFileNavigation } from './ui/kit/dropped-files.ts';
import { relayLink } from './ui/page/relay-link.ts';
import type { StrongApp } from './ui/shell/strong-app.ts';
import './ui/shell/strong-app.ts';

/** How every answer of STS begins. */
const STS_DOCUMENT = /^<\w+ xmlns="https:\/\/sts\.amazonaws\.com\/doc\/2011-06-15\/">/;
/**
 * The AWS SDK parses answers of STS by DOMParser, from a string. This policy lets it parse those alone: any other
 * string is refused, as without a default policy.
 */
trustedTypes?.createPolicy('default', {
  createHTML: (text: string, _type: string, sink: string) =>
    sink === 'DOMParser parseFromString' && STS_DOCUMENT.test(text) ? text : null,
});

/** What the app shows. Its element takes it over. */
let app: Partial<StrongApp> = {};
let worker = takeAppWorker();
const client = connectToWorker(worker, 'default', {
  restart() {
    worker = startAppWorker();
    relayLink.workerReplaced?.();
    return worker;
  },
  onLost: (loss) => (app.workerLoss = loss),
  wrap: (api) => (relayLink.worker = api),
});
// The pages and the console of the browser share one object: an app of its services has its data key in memory.
const strongroom = withEnvelope(client, { startHashWorker: () => startWorker(hashWorkerUrl, 'strongroom-hash') });
Object.assign(globalThis, { strongroom });

relayLink.startWorker = startWorker;
relayLink.send = (notice, transfer) => worker.postMessage(notice, transfer);

app.strongroom = strongroom;
app.startFileWorker = () => startWorker(fileWorkerUrl, 'strongroom-file');

/** Mounts the app in tasks of their own, so that the browser can act on input and paint in between. */
async function mount(): Promise<void> {
  await yieldToEventLoop();
  const element = Object.assign(document.createElement('strong-app'), app);
  app = element;
  await yieldToEventLoop();
  document.body.append(element);
}
void mount();
blockFileNavigation();

watchUpdates(
  {
    offlineReady: () => (app.offline = true),
    updateReady: (apply) => (app.waiting = { use: apply }),
  },
  workerScriptUrl,
  // Installing fetches every file of the app. What this visit needs comes first.
  strongroom.sandbox.storage(),
);
