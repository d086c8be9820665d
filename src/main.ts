/** The page's composition root: starts the worker, connects the client, puts `strongroom` into the page and mounts the app. */
import { connect } from './client/connect.ts';
import type { Strongroom } from './client/strongroom.ts';
import { createEnvelope, type Envelope } from './envelope/envelope.ts';
import { watchUpdates } from './pwa/update.ts';
import './ui/app.ts';
import workerUrl from './worker/main.ts?worker&url';

/** `globalThis.strongroom`: one world, and its envelope. */
export type PageStrongroom = Omit<Strongroom, 'world'> & { readonly envelope: Envelope; world(id: string): PageStrongroom };

/** Only this one policy makes URLs that a worker may be loaded from. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
const policy = trustedTypes?.createPolicy('strongroom-workers', { createScriptURL: (url) => url });
const worker = new Worker(policy?.createScriptURL(workerUrl) ?? workerUrl, { type: 'module', name: 'strongroom' });

function withEnvelope(strongroom: Strongroom): PageStrongroom {
  return {
    ...strongroom,
    envelope: createEnvelope((region, caller) => strongroom.kms(region, caller)),
    world: (id) => withEnvelope(strongroom.world(id)),
  };
}

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
