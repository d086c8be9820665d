/** Who looks again, and when: notices of changes by this client and, where the browser has BroadcastChannel, by everybody else. */
import { CHANGES_CHANNEL, type ChangeMessage } from '../model/contract.ts';
import type { ChangeNotice } from './strongroom.ts';

type Listener = (notice: ChangeNotice) => void;

/** The notices of one connection, over all its worlds. */
export interface Changes {
  /**
   * Something was called or changed by this client: told once per microtask and world. `touched`: all that it can have touched; without it, anything.
   */
  tell(world: string, touched?: readonly string[]): void;
  listen(world: string, listener: Listener): () => void;
}

function isChangeMessage(data: unknown): data is ChangeMessage {
  const message = data as Partial<ChangeMessage> | null;
  return typeof message?.world === 'string' && Array.isArray(message.touched);
}

/** Nothing is opened before the first listener, and nothing stays open after the last. */
export function createChanges(): Changes {
  const listeners = new Map<Listener, string>();
  /** Worlds of which a notice is due, with what was touched; undefined: anything. */
  const due = new Map<string, Set<string> | undefined>();
  let channel: BroadcastChannel | undefined;

  function notify(notice: ChangeNotice): void {
    for (const [listener, world] of [...listeners]) if (world === notice.world) listener(notice);
  }

  function open(): void {
    if (channel || typeof BroadcastChannel === 'undefined') return;
    channel = new BroadcastChannel(CHANGES_CHANNEL);
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isChangeMessage(data)) notify({ world: data.world, own: false, seq: data.seq, touched: data.touched });
    };
  }

  return {
    tell(world, touched) {
      if (listeners.size === 0) return;
      const known = due.get(world);
      if (due.has(world)) {
        if (touched === undefined) due.set(world, undefined);
        else for (const name of touched) known?.add(name);
        return;
      }
      due.set(world, touched && new Set(touched));
      queueMicrotask(() => {
        const names = due.get(world);
        due.delete(world);
        notify({ world, own: true, touched: [...(names ?? [])] });
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
