/** The picture of lab L15: request quotas as buckets, and the calls that they allowed or throttled. */
import { expect } from 'chai';
import { loadQuotaBucket } from '../../../src/ui/pictures/load-quota-bucket.ts';
import { playLab } from './play-lab.ts';

describe('quota-bucket', () => {
  it('shows the full bucket of symmetric operations at the start', async () => {
    const { source } = await playLab('L15');
    const { buckets } = await loadQuotaBucket(source);
    const bucket = buckets.find(({ enforced }) => enforced === 20);
    expect(bucket).to.deep.include({ level: 20, account: '111122223333', region: 'us-east-1', retries: [] });
  });

  it('shows calls of several operations in one bucket, throttled calls, retries, and a bucket per place', async () => {
    const lab = await playLab('L15');
    await lab.solve('place');
    const { buckets, isPartial } = await loadQuotaBucket(lab.source);
    expect(isPartial).to.equal(false);
    const symmetric = buckets.filter(({ operations }) =>
      operations.some(({ operation }) => operation === 'GenerateDataKey'),
    );
    expect(symmetric.map(({ account, region }) => [account, region])).to.deep.include.members([
      ['111122223333', 'us-east-1'],
      ['111122223333', 'eu-west-1'],
      ['444455556666', 'us-east-1'],
    ]);
    const home = symmetric.find(({ account, region }) => account === '111122223333' && region === 'us-east-1');
    expect(home?.operations.map(({ operation }) => operation)).to.include.members(['GenerateDataKey', 'Encrypt']);
    expect(home?.operations.some(({ throttled }) => throttled > 0)).to.equal(true);
    // The clock is paused in these seconds, so no request refills the bucket.
    const full = home?.seconds.filter(({ throttled }) => throttled > 0) ?? [];
    expect(full.map(({ allowed }) => allowed)).to.deep.equal(full.map(() => 20));
  });

  it('shows the retries of a load with backoff', async () => {
    const lab = await playLab('L15');
    await lab.solve('backoff');
    const { buckets } = await loadQuotaBucket(lab.source);
    const retries = buckets.flatMap((bucket) => bucket.retries);
    expect(retries.map(({ operation }) => operation)).to.include('GenerateDataKey');
    expect(retries.every(({ attempt }) => attempt > 1)).to.equal(true);
    expect(new Set(retries.map(({ delayMs }) => delayMs)).size).to.be.above(1);
  });
});
