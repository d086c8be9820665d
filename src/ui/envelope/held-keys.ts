/** The secrets that one run has listed, for its entry in the ledger. */
import type { LiveKeys } from './live-keys.ts';

/** Where secrets are listed while they are in memory. */
export type KeyList = Pick<LiveKeys, 'add' | 'check'>;

/** Passes secrets on to the list of the page, and remembers their bytes. */
export class HeldKeys implements KeyList {
  /** The bytes, which stay with their owners. */
  readonly copies = new Set<Uint8Array>();
  readonly list: LiveKeys;

  constructor(list: LiveKeys) {
    this.list = list;
  }

  add(...parameters: Parameters<LiveKeys['add']>): void {
    this.copies.add(parameters[2]);
    this.list.add(...parameters);
  }

  check(): void {
    this.list.check();
  }
}
