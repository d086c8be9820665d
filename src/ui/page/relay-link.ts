/** How this page gives the ports of relays to its worker. main.ts sets it: a library or a test has no such worker. */
import type { RelayNotice } from '../../model/relay-messages.ts';

/** The link. */
export interface RelayLink {
  /** Sends a message to the worker. Omitted: this page opens no relays. */
  send?: (notice: RelayNotice, transfer: Transferable[]) => void;
  /** Called when another worker has replaced the one that had the ports. */
  workerReplaced?: () => void;
}

/** The link of this page. */
export const relayLink: RelayLink = {};
