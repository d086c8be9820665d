/** What the runner of labs needs from outside of the sandbox. */
import type { LedgerEntry } from './lab-facts.ts';
import type { LabValue } from './lab-value.ts';

/** The services that use KMS, in the sandbox of the lab. */
export interface LabServices {
  /**
   * Calls a method of a service.
   * @param service `objectStore`, for example
   */
  call(
    service: string,
    method: string,
    input: LabValue,
    from: { readonly by: string; readonly region: string },
  ): Promise<unknown>;
  /** What programs hold, by hashes. */
  ledger(): Promise<readonly LedgerEntry[]>;
}

/** Keeps the progress of each lab: JSON values by the ID of the lab. */
export interface LabStore {
  read(lab: string): Promise<unknown>;
  write(lab: string, value: LabValue): Promise<void>;
  /** Runs what reads progress and then writes it, while no other client of the store does. Omitted: no others exist. */
  exclusive?<T>(lab: string, run: () => Promise<T>): Promise<T>;
}
