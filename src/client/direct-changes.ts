/** Change notices between a host and a client of one process, without a channel that other sandboxes would hear. */
import type { ChangeMessage } from '../model/contract.ts';
import type { ReceiveChanges } from './change-notices.ts';

/** The two ends. */
export interface DirectChanges {
  readonly post: (message: ChangeMessage) => void;
  readonly receive: ReceiveChanges;
}

/** Creates the ends. A message without a receiver is dropped. */
export function createDirectChanges(): DirectChanges {
  let receiver: ((data: unknown) => void) | undefined;
  return {
    post: (message) => receiver?.(message),
    receive(receive) {
      receiver = receive;
      return () => {
        receiver = undefined;
      };
    },
  };
}
