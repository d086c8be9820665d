import { expect } from 'chai';
import '../../../src/ui/page/strong-call.ts';
import { Recorder, type CallRecord } from '../../../src/ui/page/call-recorder.ts';
import { TEXTS } from '../../../src/ui/page/call-texts.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, expectAccessible, inside, place, textOf } from '../fixture.ts';

/** Real calls: one with a secret in its answer, one with a date, one that fails. */
async function calls(): Promise<{
  readonly dataKey: CallRecord;
  readonly described: CallRecord;
  readonly failed: CallRecord;
  readonly keyId: string;
}> {
  const context = pageContext();
  const { KeyId = '' } = await newKey(context);
  const recorder = new Recorder(context.kms);
  await recorder.reply('GenerateDataKey', { KeyId, KeySpec: 'AES_256', EncryptionContext: { tenant: '1' } });
  await recorder.reply('DescribeKey', { KeyId });
  await recorder.reply('DescribeKey', { KeyId: 'alias/none' });
  const [dataKey, described, failed] = recorder.calls;
  if (!dataKey || !described || !failed) return expect.fail('a call was not recorded');
  return { dataKey, described, failed, keyId: KeyId };
}

describe('strong-call', () => {
  it('is accessible shut and open', async () => {
    const { dataKey, failed } = await calls();
    await expectAccessible(await place('strong-call', { call: dataKey }));
    await expectAccessible(await place('strong-call', { call: dataKey, open: true }));
    await expectAccessible(await place('strong-call', { call: failed, open: true }));
  });

  it('shows nothing without a call', async () => {
    expect(textOf(await place('strong-call'))).to.equal('');
  });

  it('marks what is secret, and nothing else', async () => {
    const { dataKey } = await calls();
    const element = await place('strong-call', { call: dataKey, open: true });
    const secrets = allInside(element, 'dd.secret');
    expect(secrets.map((one) => one.previousElementSibling?.textContent)).to.deep.equal(['Plaintext']);
    expect(textOf(secrets[0] as HTMLElement))
      .to.contain(TEXTS.call.plaintext)
      .and.to.contain('32 bytes');
    expect(allInside(element, 'dt').map((name) => name.textContent)).to.include.members([
      'EncryptionContext',
      'CiphertextBlob',
      'KeyId',
    ]);
    expect(textOf(element)).to.contain('"tenant": "1"');
  });

  it('says on what it was done, or how it failed', async () => {
    const { described, failed, keyId } = await calls();
    expect(textOf(inside(await place('strong-call', { call: described }), 'summary'))).to.contain(
      `key ${keyId.slice(0, 4)}…${keyId.slice(-4)}`,
    );
    const element = await place('strong-call', { call: failed });
    expect(textOf(inside(element, 'summary'))).to.contain('NotFoundException');
    expect(inside(element, 'summary strong-icon').className).to.equal('failed');
  });

  it('shows as response to a failed call only what AWS sends', async () => {
    const { failed } = await calls();
    expect(!failed.reply.ok && failed.reply.error.reason, 'a reason that AWS does not send').to.be.an('object');
    const element = await place('strong-call', { call: failed, open: true });
    const names = [...element.renderRoot.querySelectorAll('.two > div:last-child dt')].map(textOf);
    expect(names).to.deep.equal(['name', 'message']);
  });

  it('leads to its event', async () => {
    const { described } = await calls();
    const element = await place('strong-call', { call: described, open: true });
    const id = described.reply.event?.record.eventID ?? 'none';
    expect(allInside<HTMLAnchorElement>(element, 'a').map((link) => link.getAttribute('href'))).to.deep.equal([
      `#/activity?event=${id}`,
    ]);
  });

  it('says that nothing went in where nothing did', async () => {
    const recorder = new Recorder(pageContext().kms);
    await recorder.reply('ListKeys', {});
    const element = await place('strong-call', { call: recorder.calls[0], open: true });
    expect(textOf(inside(element, '.two > div'))).to.contain(TEXTS.call.empty);
  });
});
