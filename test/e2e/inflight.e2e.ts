/** Workers that end with 1,000 calls in flight: three times here, 10,000 calls and ten times in the slow run. */
import { it } from 'node:test';
import { terminateInFlight } from '../support/inflight.ts';

it('each answered call of two tabs has exactly one event, in order, when workers end with 1,000 calls in flight', async (t) => {
  await terminateInFlight({ inFlight: 1000, terminations: 3 }, (line) => t.diagnostic(line));
});
