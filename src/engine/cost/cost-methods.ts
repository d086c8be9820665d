/** The methods of a sandbox about cost. What they need is loaded when it is used. */
import type { EventQuery, EventQueryStep } from '../../model/audit.ts';
import type { CostEstimate, CostWorkload, MonthCostQuery, MonthCostStep } from '../../model/cost.ts';
import type { Ports } from '../../model/ports.ts';
import type { PriceTable } from '../../model/prices.ts';
import type { MonthCounts } from './month-counts.ts';

/** The audit log, as far as cost reads it. */
interface EventLog {
  query(query: EventQuery, maxSearched: number): Promise<EventQueryStep>;
}

/** Prices, the cost of a month, and estimates. */
export class CostMethods {
  readonly #ports: Ports;
  readonly #log: EventLog;
  readonly #settledTime: () => Promise<number>;
  #counts: MonthCounts | undefined;

  /** @param settledTime runs the due tasks and returns the simulated time */
  constructor(ports: Ports, log: EventLog, settledTime: () => Promise<number>) {
    this.#ports = ports;
    this.#log = log;
    this.#settledTime = settledTime;
  }

  /** Returns the list prices of AWS. */
  async prices(): Promise<PriceTable> {
    return (await import('../../model/prices.ts')).LIST_PRICES;
  }

  /** Returns the cost of a month, or what a step of it counted. Throws TypeError for an invalid query. */
  async monthCost(query: MonthCostQuery): Promise<MonthCostStep> {
    const [{ computeMonthCost }, { MonthCounts }] = await Promise.all([
      import('./month-cost.ts'),
      import('./month-counts.ts'),
    ]);
    this.#counts ??= new MonthCounts();
    const { database, yieldToEventLoop = () => Promise.resolve() } = this.#ports;
    return computeMonthCost(query, this.#counts, {
      database,
      now: await this.#settledTime(),
      query: (events) => this.#log.query(events, Infinity),
      yieldToEventLoop,
    });
  }

  /** Returns the cost of a planned workload. Throws TypeError for an invalid member. */
  async estimateCost(workload: CostWorkload): Promise<CostEstimate> {
    return (await import('./estimate.ts')).estimateCost(workload);
  }
}
