/** Timers that do not keep a program running. */

interface Deno {
  unrefTimer(id: number): void;
}

/** Lets a program in Node, Bun or Deno end while the timer is pending. A browser has no such timers. */
export function unrefTimer(timer: ReturnType<typeof setTimeout>): void {
  const { Deno: deno } = globalThis as { Deno?: Deno };
  if (typeof timer === 'number') deno?.unrefTimer(timer);
  else (timer as { unref?: () => void }).unref?.();
}
