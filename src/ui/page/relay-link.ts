/** How this page reaches its worker. main.ts sets it: a library or a test has no such worker. */
import type { RelayNotice } from '../../model/relay-messages.ts';
import type { WorkerApi } from '../../model/worker-api.ts';

/** The link. */
export interface RelayLink {
  /** Sends a message to the worker. Omitted: this page opens no relays. */
  send?: (notice: RelayNotice, transfer: Transferable[]) => void;
  /** Called when another worker has replaced the one that had the ports. */
  workerReplaced?: () => void;
  /** What the clients of this page call: the recording of labs reads along. */
  worker?: WorkerApi;
  /** Starts a worker with the URL of the page's policy of Trusted Types. */
  startWorker?: (url: string, name: string) => Worker;
}

/** The link of this page. */
export const relayLink: RelayLink = {};
