/** Page side of the service worker: installed, ready offline, or a new version that waits for the visitor. */

/** Callbacks of the page. */
export interface UpdateWatch {
  /** The app is fully cached and works offline. Called on every visit. */
  offlineReady(): void;
  /** A new version waits. `apply` activates it; every tab then reloads once. */
  updateReady(apply: () => void): void;
}

/** A script URL created by the page's Trusted Types policy. */
export type ScriptUrl = (url: string) => string;

/**
 * Registers the service worker next to the page, once `started` has settled. Does nothing if the browser has none or
 * refuses it (a private window): the app works online.
 */
export function watchUpdates(watch: UpdateWatch, scriptUrl: ScriptUrl, started: Promise<unknown>): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  let controlled = navigator.serviceWorker.controller !== null;
  let reloaded = false;
  // A worker controls a page only once it is installed, which includes the cached files.
  if (controlled) watch.offlineReady();
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    // The first worker of a page takes control without a reload, because it replaces nothing. Each later one, even in
    // the same visit, is a new version. A lost worker, for example on a full disk, is not a new version.
    const isReplaced = controlled && navigator.serviceWorker.controller !== null;
    controlled = navigator.serviceWorker.controller !== null;
    if (!isReplaced) return;
    if (reloaded) return;
    reloaded = true;
    location.reload();
  });
  const registerNow = () => register(watch, scriptUrl);
  started.then(registerNow, registerNow).catch(() => undefined);
}

/** Registers the service worker. The code for that is loaded after the page: nobody waits for it. */
async function register(watch: UpdateWatch, scriptUrl: ScriptUrl): Promise<void> {
  const { Workbox } = await import('workbox-window');
  const workbox = new Workbox(scriptUrl('./service-worker.js'));
  workbox.addEventListener('activated', ({ isUpdate }) => {
    if (!isUpdate) watch.offlineReady();
  });
  workbox.addEventListener('waiting', () => {
    watch.updateReady(() => {
      workbox.messageSkipWaiting();
    });
  });
  const registration = await workbox.register();
  // A page loaded by a hard reload has no controller.
  if (registration?.active) watch.offlineReady();
}
