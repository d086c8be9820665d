/** The methods of a sandbox about records of services. What they need is loaded when it is used. */
import type {
  ServiceRecord,
  ServiceRecordChanges,
  ServiceRecordName,
  ServiceRecordOutcome,
  ServiceRecordPage,
  ServiceRecordQuery,
} from '../model/service-records.ts';
import type { Reader } from './transaction/reader.ts';
import type { TransactionResult } from './transaction/run-transaction.ts';

/** Runs an administrative action. */
type Administer = <T>(act: (reader: Reader) => Promise<TransactionResult<T>>) => Promise<T>;

/** `sandbox.serviceRecords`. Every method throws TypeError for a malformed argument. */
export class ServiceRecordMethods {
  readonly #run: Administer;
  readonly #now: (reader: Reader) => Promise<number>;

  /** @param now returns the simulated time in milliseconds since 1970 */
  constructor(run: Administer, now: (reader: Reader) => Promise<number>) {
    this.#run = run;
    this.#now = now;
  }

  /** Returns a record, or undefined. */
  async serviceRecord(record: ServiceRecordName): Promise<ServiceRecord | undefined> {
    const { getServiceRecord } = await import('./service-records.ts');
    return this.#run(async (reader) => ({ changes: [], value: await getServiceRecord(reader, record) }));
  }

  /** Lists the records of a scope by name. */
  async serviceRecords(query: ServiceRecordQuery): Promise<ServiceRecordPage> {
    const { listServiceRecords } = await import('./service-records.ts');
    return this.#run(async (reader) => ({ changes: [], value: await listServiceRecords(reader, query) }));
  }

  /** Stores changes in one transaction, or none of them. */
  async changeServiceRecords(changes: ServiceRecordChanges): Promise<ServiceRecordOutcome> {
    const { changeServiceRecords } = await import('./service-records.ts');
    return this.#run(async (reader) => changeServiceRecords(reader, changes, await this.#now(reader)));
  }
}
