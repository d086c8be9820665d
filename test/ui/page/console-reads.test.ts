import { expect } from 'chai';
import { consoleClient, isConsoleRead } from '../../../src/ui/page/console-reads.ts';
import { pageContext } from '../context.ts';

describe('the client of the console', () => {
  it('marks the reads that show pages, and no other call', async () => {
    const { strongroom, region, caller } = pageContext();
    const kms = consoleClient(strongroom, region, caller);
    const created = await kms.call('CreateKey', {});
    const KeyId = created.ok ? (created.output.KeyMetadata?.KeyId ?? '') : '';
    await kms.call('DescribeKey', { KeyId });
    await kms.call('ListKeys', {});
    await kms.call('GetKeyPolicy', { KeyId });
    await kms.call('Encrypt', { KeyId, Plaintext: new Uint8Array(1) });
    await kms.call('GenerateRandom', { NumberOfBytes: 1 });
    await strongroom.kms(region, caller).call('DescribeKey', { KeyId });
    const { events } = await strongroom.sandbox.events.query({ principal: caller });
    const marked = events.filter(isConsoleRead).map(({ record }) => record.eventName);
    expect(marked).to.deep.equal(['GetKeyPolicy', 'ListKeys', 'DescribeKey']);
    expect(events).to.have.length(7);
  });
});
