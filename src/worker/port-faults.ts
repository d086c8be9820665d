/**
 * Faults of two ports of an engine: storage, and the clock of the device. While faults are set, functions of the ports
 * are replaced; otherwise nothing is, so no call pays for it.
 */
import type { FaultOptions, FaultSettings, HostFaultName } from '../model/faults.ts';
import type { Database, Ports } from '../model/ports.ts';
import { StorageError } from '../model/storage-error.ts';

/** The ports that can fail. */
export type FaultyPorts = Pick<Ports, 'database' | 'clock'>;

type HostFaultSettings = Pick<FaultSettings, HostFaultName>;

/** Every read of the database by name. */
const READS = [
  'get',
  'page',
  'count',
  'findUnlisted',
  'lastSeq',
  'readSegments',
  'readLogBlocks',
  'readLogSummaries',
  'readLogFold',
] as const;

/** Commits that fail, with the error of each. An error of the browser is its cause, as when the browser raises it. */
const FAILING_COMMITS = {
  'storage-full': () => new StorageError('full', new DOMException('The quota is used up.', 'QuotaExceededError')),
  'storage-aborted': () => new StorageError('gone', new DOMException('The transaction was aborted.', 'AbortError')),
} as const;

const failed = () => new StorageError('failed', new DOMException('Internal error.', 'UnknownError'));

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** The faults of the ports of one sandbox in one host. */
export class PortFaults {
  #settings: HostFaultSettings = {};
  #ports: FaultyPorts | undefined;
  /** Restores the functions that are replaced. */
  #restore: (() => void) | undefined;
  /** Real time at which the clock stopped. */
  #stoppedAt = 0;

  /** The faults that are set, with their options. */
  get settings(): HostFaultSettings {
    return this.#settings;
  }

  /** Takes over the ports of the sandbox, which are new each time that it is opened. */
  attach(ports: FaultyPorts): void {
    if (this.#ports === ports) return;
    this.#restore?.();
    this.#restore = undefined;
    this.#ports = ports;
    this.#install();
  }

  /** Sets a fault, or changes its options. */
  set(name: HostFaultName, options: FaultOptions = {}): void {
    if (name === 'clock-stopped') this.#stoppedAt = this.#ports?.clock.now() ?? 0;
    this.#change({ ...this.#settings, [name]: options });
  }

  /** Clears a fault, or all. */
  clear(name?: HostFaultName): void {
    this.#change(Object.fromEntries(Object.entries(this.#settings).filter(([one]) => name && one !== name)));
  }

  #change(settings: HostFaultSettings): void {
    this.#restore?.();
    this.#restore = undefined;
    this.#settings = settings;
    this.#install();
  }

  #install(): void {
    if (this.#ports === undefined || Object.keys(this.#settings).length === 0) return;
    const { database, clock } = this.#ports;
    const undo: (() => void)[] = [];
    function replace<T extends object, N extends keyof T>(target: T, name: N, by: T[N]): void {
      const before = Object.getOwnPropertyDescriptor(target, name);
      target[name] = by;
      undo.push(() => {
        if (before === undefined) Reflect.deleteProperty(target, name);
        else Object.defineProperty(target, name, before);
      });
    }
    const now = clock.now.bind(clock);
    replace(clock, 'now', () => this.#now(now));
    const commit = database.commit.bind(database);
    replace(database, 'commit', async (...args) => {
      await this.#beforeCommit();
      return commit(...args);
    });
    if (this.#settings['storage-failed'] !== undefined)
      for (const name of READS)
        if (database[name] !== undefined)
          replace(database as unknown as Record<(typeof READS)[number], Database['lastSeq']>, name, () =>
            Promise.reject(failed()),
          );
    this.#restore = () => {
      for (const one of undo) one();
    };
  }

  #now(real: () => number): number {
    const { 'clock-ahead': ahead, 'clock-behind': behind, 'clock-stopped': stopped } = this.#settings;
    const now = stopped === undefined ? real() : this.#stoppedAt;
    return now + 1000 * ((ahead?.seconds ?? 0) - (behind?.seconds ?? 0));
  }

  async #beforeCommit(): Promise<void> {
    if (this.#settings['storage-failed'] !== undefined) throw failed();
    for (const name of Object.keys(FAILING_COMMITS) as (keyof typeof FAILING_COMMITS)[]) {
      const options = this.#settings[name];
      if (options === undefined) continue;
      const { commits = Infinity } = options;
      if (commits <= 1) this.clear(name);
      else if (Number.isFinite(commits)) this.#settings = { ...this.#settings, [name]: { commits: commits - 1 } };
      if (commits >= 1) throw FAILING_COMMITS[name]();
    }
    const { 'storage-slow': slow } = this.#settings;
    if (slow?.milliseconds !== undefined) await wait(slow.milliseconds);
  }
}
