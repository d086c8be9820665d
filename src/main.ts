/** Composition root of the page: starts the worker, connects the client, exposes `strongroom` and mounts the app. */
import { connectToWorker } from './client/connect.ts';
import hashWorkerUrl from './envelope/hash-worker.ts?worker&url';
import { withEnvelope } from './library.ts';
import { watchUpdates } from './pwa/update.ts';
import { blockFileNavigation } from './ui/kit/dropped-files.ts';
import { browserStorage } from './ui/page/app-state.ts';
import { readStoredCommits } from './ui/shell/stored-commits.ts';
import './ui/shell/strong-app.ts';
import workerUrl from './worker/app.ts?worker&url';

interface TrustedTypes {
  createPolicy<R>(name: string, rules: R): R;
}

const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
/** Only this policy creates URLs that a worker may load. */
const policy = trustedTypes?.createPolicy('strongroom-workers', { createScriptURL: (url: string) => url });

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
const startWorker = (url: string, name: string) =>
  new Worker(policy?.createScriptURL(url) ?? url, { type: 'module', name });

const app = document.createElement('strong-app');
const startStrongroom = () => startWorker(`${workerUrl}#${readStoredCommits(browserStorage())}`, 'strongroom');
const strongroom = connectToWorker(startStrongroom(), 'default', {
  restart: startStrongroom,
  onLost: (loss) => (app.workerLoss = loss),
});
Object.assign(globalThis, {
  strongroom: withEnvelope(strongroom, { startHashWorker: () => startWorker(hashWorkerUrl, 'strongroom-hash') }),
});

app.strongroom = strongroom;
document.body.append(app);
blockFileNavigation();

watchUpdates(
  {
    offlineReady: () => (app.offline = true),
    updateReady: (apply) => (app.waiting = { use: apply }),
  },
  (url) => policy?.createScriptURL(url) ?? url,
);
