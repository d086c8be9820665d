/** Change notices of sandboxes in memory. */
import { expect } from 'chai';
import type { ChangeNotice } from '../../src/client/strongroom.ts';
import { createStrongroom } from '../../src/memory.ts';

describe('change notices of a sandbox in memory', () => {
  it('report what this sandbox changes, and nothing of another one in the same process', async () => {
    const [one, other] = [createStrongroom(), createStrongroom()];
    const heard: ChangeNotice[] = [];
    const heardByOther: ChangeNotice[] = [];
    other.onChange((notice) => heardByOther.push(notice));
    const fromHost = new Promise<ChangeNotice>((resolve) => {
      one.onChange((notice) => {
        heard.push(notice);
        if (!notice.own) resolve(notice);
      });
    });
    const { KeyMetadata } = await one.kms().createKey({});
    const { changes } = await fromHost;
    expect(heard.some(({ own }) => own)).to.equal(true);
    expect(changes).to.deep.include({ store: 'keys', key: KeyMetadata?.Arn });
    expect(heardByOther).to.deep.equal([]);
  });

  it('end with the last listener', async () => {
    const strongroom = createStrongroom();
    const heard: ChangeNotice[] = [];
    const stop = strongroom.onChange((notice) => heard.push(notice));
    stop();
    await strongroom.kms().createKey({});
    // Longer than the time between two messages of a host.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard).to.deep.equal([]);
  });
});
