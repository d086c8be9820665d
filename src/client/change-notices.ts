/** Change notices from this client and from other tabs and workers. */
import { CHANGE_MESSAGE_VERSION, CHANGES_CHANNEL, type ChangeMessage } from '../model/contract.ts';
import type { ChangeNotice } from './strongroom.ts';

type Listener = (notice: ChangeNotice) => void;

/** Change notices of one connection, for all its sandboxes. */
export interface ChangeNotices {
  /** Reports a call of this client, or a storage failure. Listeners are notified once per microtask and sandbox. */
  notifyLocal(world: string, what: 'call' | 'storage'): void;
  subscribe(world: string, listener: Listener): () => void;
}

function isChangeMessage(data: unknown): data is ChangeMessage {
  const message = data as Partial<ChangeMessage> | null;
  return typeof message?.world === 'string' && message.version === CHANGE_MESSAGE_VERSION;
}

/** Converts a message of another client, or of the worker of this tab, to a notice. */
function noticeOf({ world, seq, changedSeq, changes, storage, advance }: ChangeMessage): ChangeNotice {
  const touched = changes === 'all' ? ['*'] : changes.map(({ store, key }) => `${store}/${key}`);
  return {
    world,
    own: false,
    seq,
    ...(changedSeq === undefined ? {} : { changedSeq }),
    changes,
    ...(storage ? { storage } : {}),
    ...(advance ? { advance: { to: new Date(advance.to), isOver: advance.isOver } } : {}),
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- filled for whoever still reads it
    touched,
  };
}

/** Starts to receive the messages of hosts. Returns what ends it. */
export type ReceiveChanges = (receive: (data: unknown) => void) => () => void;

/** Receives messages through the channel of all tabs and workers of this origin, if the browser has channels. */
const receiveFromChannel: ReceiveChanges = (receive) => {
  if (typeof BroadcastChannel === 'undefined') return () => undefined;
  const channel = new BroadcastChannel(CHANGES_CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    receive(data);
  };
  return () => {
    channel.close();
  };
};

/** Starts to receive with the first listener and ends with the last. */
export function createChangeNotices(receiveChanges: ReceiveChanges = receiveFromChannel): ChangeNotices {
  const listeners = new Map<Listener, string>();
  /** What happened in each sandbox since the last notification. */
  const due = new Map<string, Set<'call' | 'storage'>>();
  let end: (() => void) | undefined;

  function notify(notice: ChangeNotice): void {
    for (const [listener, world] of [...listeners]) {
      if (world !== notice.world) continue;
      try {
        listener(notice);
      } catch (error) {
        // Reported as an uncaught error, without keeping the notice from the other listeners.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  function open(): void {
    end ??= receiveChanges((data) => {
      if (isChangeMessage(data)) notify(noticeOf(data));
    });
  }

  return {
    notifyLocal(world, what) {
      if (listeners.size === 0) return;
      const known = due.get(world);
      if (known) {
        known.add(what);
        return;
      }
      const happened = new Set([what]);
      due.set(world, happened);
      queueMicrotask(() => {
        due.delete(world);
        notify({
          world,
          own: true,
          ...(happened.has('call') ? {} : { changes: [] }),
          ...(happened.has('storage') ? { storage: true as const } : {}),
          // eslint-disable-next-line @typescript-eslint/no-deprecated -- filled for whoever still reads it
          touched: [],
        });
      });
    },
    subscribe(world, listener) {
      if (typeof (listener as unknown) !== 'function') throw new TypeError('onChange: listener must be a function.');
      // A new object per subscription: the same function may subscribe twice.
      const key: Listener = (notice) => listener(notice);
      listeners.set(key, world);
      open();
      return () => {
        listeners.delete(key);
        if (listeners.size > 0) return;
        end?.();
        end = undefined;
      };
    },
  };
}
