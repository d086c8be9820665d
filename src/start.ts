/**
 * The first script of the page. Starts the worker and loads the code of the page that the address names, both while the
 * rest of the app is loaded: index.html runs this file by itself as soon as it has arrived. It imports only what that
 * needs.
 */
import { browserStorage } from './ui/page/browser-storage.ts';
import { parseAddress } from './ui/page/parse-address.ts';
import { loadPage } from './ui/shell/page-loaders.ts';
import { readStoredCommits } from './ui/shell/stored-commits.ts';
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

/** Starts another worker of the app. */
export const startAppWorker = (): Worker =>
  startWorker(`${workerUrl}#${readStoredCommits(browserStorage())}`, 'strongroom');

const first = startAppWorker();
let hasFailed = false;
first.addEventListener('error', () => (hasFailed = true), { once: true });

/**
 * Returns the worker that this file has started, or another one if that one has failed already: nobody listened when
 * it did.
 */
export const takeAppWorker = (): Worker => (hasFailed ? startAppWorker() : first);

// The app loads it again, and reports what fails.
loadPage(parseAddress(location.hash).page).catch(() => undefined);
