/** Passes bytes from the Playground to the Inspector and back, in the memory of this tab. No address has content. */
import type { NamedBlob } from './message-head.ts';

/** A page that takes bytes. */
type Receiver = 'inspector' | 'playground';

let waiting: { readonly to: Receiver; readonly file: NamedBlob } | undefined;

/** Lays a file ready for a page, which takes it when it is opened. A file that was laid ready before is dropped. */
export function handOver(to: Receiver, file: NamedBlob): void {
  waiting = { to, file };
}

/** Takes the file that was laid ready for a page, once. */
export function takeOver(to: Receiver): NamedBlob | undefined {
  if (waiting?.to !== to) return undefined;
  const { file } = waiting;
  waiting = undefined;
  return file;
}
