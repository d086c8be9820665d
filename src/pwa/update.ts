/** The service worker as the page sees it: installed, ready offline, and a new version that waits for the visitor's word. */
import { Workbox } from 'workbox-window';

/** What the page hears. */
export interface UpdateWatch {
  /** Everything is stored: the app works offline from now on. */
  offlineReady(): void;
  /** A new version waits. `apply` lets it take over; every tab then reloads once. */
  updateReady(apply: () => void): void;
}

/** A script URL as the page's Trusted Types policy makes it. */
export type ScriptUrl = (url: string) => string;

/** Registers the service worker next to the page. Where the browser has none, or refuses (a private window), nothing happens: the app works online. */
export function watchUpdates(watch: UpdateWatch, scriptUrl: ScriptUrl): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const workbox = new Workbox(scriptUrl('./service-worker.js'));
  let controlled = navigator.serviceWorker.controller !== null;
  workbox.addEventListener('activated', ({ isUpdate }) => {
    if (!isUpdate) watch.offlineReady();
  });
  workbox.addEventListener('waiting', () => {
    watch.updateReady(() => {
      workbox.messageSkipWaiting();
    });
  });
  let reloaded = false;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    // The first worker of a page takes over without a reload: there was nothing older to leave. The next one, even in the same visit, is a new version.
    if (!controlled) {
      controlled = true;
      return;
    }
    if (reloaded) return;
    reloaded = true;
    location.reload();
  });
  workbox.register().catch(() => undefined);
}
