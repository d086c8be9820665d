import { expect } from 'chai';
import { ThrottlingRetries } from '../../src/client/throttling-retries.ts';
import type { Reply } from '../../src/model/contract.ts';

const THROTTLED: Reply = {
  ok: false,
  requestId: '00000000-0000-4000-8000-000000000000',
  error: { name: 'ThrottlingException', message: '' },
};

describe('ThrottlingRetries', () => {
  it('waits for the longest delay without jitter', async () => {
    const sent: unknown[] = [];
    const send = (report: unknown) => {
      sent.push(report);
      return Promise.resolve(THROTTLED);
    };
    const startedAt = performance.now();
    await new ThrottlingRetries().retry(THROTTLED, 2, send, { hasJitter: false });
    expect(sent).to.deep.equal([{ attempt: 2, delayMs: 1000 }]);
    expect(performance.now() - startedAt).to.be.greaterThan(950);
  });

  it('ends a delay when the signal aborts, and makes no further attempt', async () => {
    const controller = new AbortController();
    const reason = new Error('stopped');
    const send = () => Promise.reject(new Error('An attempt was made.'));
    const options = { hasJitter: false, signal: controller.signal };
    const retried = new ThrottlingRetries().retry(THROTTLED, 9, send, options);
    controller.abort(reason);
    const outcome = await retried.catch((error: unknown) => error);
    expect(outcome).to.equal(reason);
  });
});
