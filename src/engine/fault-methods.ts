/** The methods of a sandbox about faults. What they need is loaded when it is used. */
import type { FaultName, FaultOptions, FaultView } from '../model/faults.ts';
import type { Reader } from './transaction/reader.ts';
import type { TransactionResult } from './transaction/run-transaction.ts';

/** Runs an administrative action. */
type Administer = <T>(act: (reader: Reader) => Promise<TransactionResult<T>>) => Promise<T>;

/** `sandbox.faults`. */
export class FaultMethods {
  readonly #run: Administer;

  constructor(run: Administer) {
    this.#run = run;
  }

  /** Lists all faults. */
  async faults(): Promise<readonly FaultView[]> {
    const { listFaults } = await import('./faults.ts');
    return this.#run(async (reader) => ({ changes: [], value: await listFaults(reader) }));
  }

  /** Sets a fault. Throws TypeError for an unknown fault or an invalid option. */
  async setFault(name: FaultName, options?: FaultOptions): Promise<void> {
    const { setFault } = await import('./faults.ts');
    return this.#run((reader) => setFault(reader, name, options));
  }

  /** Clears a fault, or all. Throws TypeError for an unknown fault. */
  async clearFault(name?: FaultName): Promise<void> {
    const { clearFault } = await import('./faults.ts');
    return this.#run((reader) => clearFault(reader, name));
  }
}
