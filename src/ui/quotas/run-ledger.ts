/** Writes to the ledger of the sandbox what a run of the load generator holds and does. */
import { createUuid } from '../../base/uuid.ts';
import type { Ledger } from '../../services/ledger/ledger.ts';
import type { CacheObserver, GeneratedKey } from './data-key-cache.ts';
import type { RunPlan } from './run-plan.ts';
import type { RunResults } from './run-results.ts';

const PROGRAM = 'load-generator';

/** The ledger of one run. Writes are in order, and `finish` resolves after the last. */
export class RunLedger implements CacheObserver {
  readonly #ledger: Pick<Ledger, 'put' | 'update'>;
  readonly #plan: RunPlan;
  readonly #id = createUuid(crypto.getRandomValues(new Uint8Array(16)));
  #writes: Promise<void> = Promise.resolve();

  constructor(ledger: Pick<Ledger, 'put' | 'update'>, plan: RunPlan) {
    this.#ledger = ledger;
    this.#plan = plan;
  }

  kept({ edkSha, keyArn }: GeneratedKey, tenant: string | undefined): void {
    const { maxMessages: maxUses, maxAgeSeconds } = this.#plan.cache ?? {};
    this.#write(() =>
      this.#ledger.put({
        kind: 'dataKey',
        id: this.#nameOf(edkSha),
        program: PROGRAM,
        edkSha,
        key: keyArn,
        uses: 0,
        zeroised: false,
        contextNames: tenant === undefined ? [] : ['tenant'],
        ...(tenant === undefined ? {} : { tenant }),
        ...(maxUses === undefined ? {} : { maxUses }),
        ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
      }),
    );
  }

  dropped({ edkSha }: GeneratedKey, messages: number): void {
    const id = this.#nameOf(edkSha);
    this.#write(() => this.#ledger.update({ kind: 'dataKey', id, uses: messages, zeroised: true }));
  }

  /** Writes the run. Rejects with the first write that failed. */
  async finish({ jobs, attempts }: RunResults): Promise<void> {
    const { operation } = this.#plan;
    const kmsCalls = attempts.length;
    const run = { kind: 'run', id: this.#id, program: PROGRAM, items: jobs.succeeded, kmsCalls } as const;
    this.#write(() => this.#ledger.put({ ...run, calls: { [operation]: kmsCalls } }));
    await this.#writes;
  }

  #nameOf(edkSha: string): string {
    return `${this.#id}/${edkSha.slice(0, 16)}`;
  }

  #write(write: () => Promise<void>): void {
    this.#writes = this.#writes.then(write);
    // `finish` reports it.
    this.#writes.catch(() => undefined);
  }
}
