/** Who looks again, and when: notices of changes by this client and, where the browser has BroadcastChannel, by everybody else. */
import { CHANGE_MESSAGE_VERSION, CHANGES_CHANNEL, type ChangeMessage } from '../model/contract.ts';
import type { ChangeNotice } from './strongroom.ts';

type Listener = (notice: ChangeNotice) => void;

/** The notices of one connection, over all its worlds. */
export interface Changes {
  /** Something was called or changed by this client: told once per microtask and world. */
  tell(world: string): void;
  listen(world: string, listener: Listener): () => void;
}

function isChangeMessage(data: unknown): data is ChangeMessage {
  const message = data as Partial<ChangeMessage> | null;
  return typeof message?.world === 'string' && message.version === CHANGE_MESSAGE_VERSION;
}

/** The notice of a message of another client, or of this tab's worker. */
function noticeOf({ world, seq, changedSeq, changes }: ChangeMessage): ChangeNotice {
  const touched = changes === 'all' ? ['*'] : changes.map(({ store, key }) => `${store}/${key}`);
  return { world, own: false, seq, ...(changedSeq === undefined ? {} : { changedSeq }), changes, touched };
}

/** Nothing is opened before the first listener, and nothing stays open after the last. */
export function createChanges(): Changes {
  const listeners = new Map<Listener, string>();
  const told = new Set<string>();
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
    tell(world) {
      if (listeners.size === 0 || told.has(world)) return;
      told.add(world);
      queueMicrotask(() => {
        told.delete(world);
        notify({ world, own: true, touched: [] });
      });
    },
    listen(world, listener) {
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
