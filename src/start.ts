/**
 * The first script of the page. Loads the code of the page that the address names, and starts the worker, both while
 * the rest of the app is loaded: index.html runs this file by itself as soon as it has arrived. It imports only what
 * that needs.
 */
import { readStoredCommits } from './client/stored-commits.ts';
import { browserStorage } from './ui/page/browser-storage.ts';
import { parseAddress } from './ui/page/parse-address.ts';
import { loadPage } from './ui/shell/page-loaders.ts';
import workerUrl from './worker/app.ts?worker&url';

interface TrustedTypes {
  createPolicy<R>(name: string, rules: R): R;
}

/** The Trusted Types of this browser, if it has them. */
export const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
/** Only this policy creates URLs that a worker may load. */
const policy = trustedTypes?.createPolicy('strongroom-workers', { createScriptURL: (url: string) => url });

/** Returns `url` as one that a worker may load. */
export const workerScriptUrl = (url: string): string => policy?.createScriptURL(url) ?? url;

/** Starts a worker from a module script. */
export const startWorker = (url: string, name: string): Worker =>
  new Worker(workerScriptUrl(url), { type: 'module', name });

/**
 * Starts another worker of the app. Its name has what src/worker/app.ts reads of the page. Its URL must not: a module
 * is known by its whole URL, so a chunk that imports the worker's script would run it again, as a second host.
 */
export const startAppWorker = (): Worker => startWorker(workerUrl, `strongroom ${readStoredCommits(browserStorage())}`);

/** The worker that is started here, until it fails. */
let first: Worker | undefined;

// The script of the worker is larger than the rest of the app. While files come from the network it would share the
// bandwidth with what people see first.
if ((navigator as Partial<Navigator>).serviceWorker?.controller) {
  first = startAppWorker();
  first.addEventListener('error', () => (first = undefined), { once: true });
}

/** Returns the worker of the app. Starts it unless it runs: it may have failed while nobody listened. */
export const takeAppWorker = (): Worker => first ?? startAppWorker();

// The app loads it again, and reports what fails.
loadPage(parseAddress(location.hash).page).catch(() => undefined);
