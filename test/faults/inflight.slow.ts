/** Ten ends of a worker with 10,000 calls in flight. `npm test` runs a short form, in `test/e2e/inflight.e2e.ts`. */
import { it } from 'node:test';
import { terminateInFlight } from '../support/inflight.ts';

it('each answered call of two tabs has exactly one event, in order, when workers end with 10,000 calls in flight', async (t) => {
  await terminateInFlight({ inFlight: 10_000, terminations: 10 }, (line) => t.diagnostic(line));
});
