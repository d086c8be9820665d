/** The page's composition root: starts the worker, connects the client, puts `strongroom` into the page and mounts the app. */
import { connect } from './client/connect.ts';
import { withEnvelope } from './library.ts';
import { watchUpdates } from './pwa/update.ts';
import './ui/app.ts';
import workerUrl from './worker/main.ts?worker&url';

/** Only this one policy makes URLs that a worker may be loaded from. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
const policy = trustedTypes?.createPolicy('strongroom-workers', { createScriptURL: (url) => url });
const worker = new Worker(policy?.createScriptURL(workerUrl) ?? workerUrl, { type: 'module', name: 'strongroom' });

const strongroom = connect(worker);
Object.assign(globalThis, { strongroom: withEnvelope(strongroom) });

const app = document.createElement('strong-app');
app.strongroom = strongroom;
document.body.append(app);

watchUpdates(
  {
    offlineReady: () => (app.offline = true),
    updateReady: (apply) => (app.waiting = { use: apply }),
  },
  (url) => policy?.createScriptURL(url) ?? url,
);
