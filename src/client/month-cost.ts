/** The cost of a month, in steps: each counts a part of the audit log. Loaded when it is used. */
import type { MonthCost, MonthCostOptions, MonthCostQuery } from '../model/cost.ts';
import { copyInput } from './copy-input.ts';
import type { AskSandbox } from './ask-sandbox.ts';

/** Returns the cost of a month. Rejects with the signal's reason. */
export async function monthCost(
  ask: AskSandbox,
  given: MonthCostQuery,
  { signal, onProgress }: MonthCostOptions,
): Promise<MonthCost> {
  let query = copyInput(given);
  for (;;) {
    signal?.throwIfAborted();
    const step = await ask('monthCost', query);
    signal?.throwIfAborted();
    if (!step.isPartial) return step.cost;
    const { year, month, counted, reached } = step;
    onProgress?.({ counted, reached: new Date(reached) });
    // The month of the first step, also if the clock enters the next one meanwhile.
    query = { ...query, year, month };
  }
}
