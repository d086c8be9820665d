import { expect } from 'chai';
import { waitForIdle } from '../../src/worker/wait-for-idle.ts';

describe('The pause before background work', () => {
  it('takes a second', async () => {
    const start = performance.now();
    await waitForIdle();
    expect(performance.now() - start).to.be.at.least(990);
  });
});
