/** Who looks again, and when: notices of changes by this client and, where the browser has BroadcastChannel, by everybody else. */
import { CHANGE_MESSAGE_VERSION, CHANGES_CHANNEL, type ChangeMessage } from '../model/contract.ts';
import type { ChangeNotice } from './strongroom.ts';

type Listener = (notice: ChangeNotice) => void;

/** The notices of one connection, over all its worlds. */
export interface ChangeNotices {
  /** Something was called by this client, and may have changed anything, or its storage failed: told once per microtask and world. */
  notifyLocal(world: string, what: 'call' | 'storage'): void;
  subscribe(world: string, listener: Listener): () => void;
}

function isChangeMessage(data: unknown): data is ChangeMessage {
  const message = data as Partial<ChangeMessage> | null;
  return typeof message?.world === 'string' && message.version === CHANGE_MESSAGE_VERSION;
}

/** The notice of a message of another client, or of this tab's worker. */
function noticeOf({ world, seq, changedSeq, changes, storage }: ChangeMessage): ChangeNotice {
  const touched = changes === 'all' ? ['*'] : changes.map(({ store, key }) => `${store}/${key}`);
  return {
    world,
    own: false,
    seq,
    ...(changedSeq === undefined ? {} : { changedSeq }),
    changes,
    ...(storage ? { storage } : {}),
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- filled for whoever still reads it
    touched,
  };
}

/** Nothing is opened before the first listener, and nothing stays open after the last. */
export function createChangeNotices(): ChangeNotices {
  const listeners = new Map<Listener, string>();
  /** Worlds of which a notice is due, with what happened. */
  const due = new Map<string, Set<'call' | 'storage'>>();
  let channel: BroadcastChannel | undefined;

  function notify(notice: ChangeNotice): void {
    for (const [listener, world] of [...listeners]) if (world === notice.world) listener(notice);
  }

  function open(): void {
    if (channel || typeof BroadcastChannel === 'undefined') return;
    channel = new BroadcastChannel(CHANGES_CHANNEL);
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isChangeMessage(data)) notify(noticeOf(data));
    };
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
      // A key of its own for each call: one function may listen twice.
      const key: Listener = (notice) => listener(notice);
      listeners.set(key, world);
      open();
      return () => {
        listeners.delete(key);
        if (listeners.size > 0) return;
        channel?.close();
        channel = undefined;
      };
    },
  };
}
