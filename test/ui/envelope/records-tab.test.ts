import { expect } from 'chai';
import { cacheCode } from '../../../src/ui/envelope/cache-code.ts';
import { liveKeys } from '../../../src/ui/envelope/live-keys.ts';
import '../../../src/ui/envelope/records-tab.ts';
import { TEXTS } from '../../../src/ui/envelope/records-texts.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

type Tab = HTMLElementTagNameMap['strong-records-tab'];

async function enter(tab: Tab, name: string, value: string): Promise<void> {
  const input = inside<HTMLInputElement>(tab, `#${name}`);
  input.value = value;
  input.dispatchEvent(new Event('change'));
  await drawn(tab);
}

/** Presses a button and waits for its run. Returns the cells of the row: calls, saved, hits, misses, evictions. */
async function run(tab: Tab, button: string): Promise<(string | undefined)[]> {
  const before = allInside(tab, 'td.calls').length;
  inside(tab, `#${button}`).click();
  await until(() => allInside(tab, 'td.calls').length > before || tab.shadowRoot?.querySelector('strong-problem'));
  await drawn(tab);
  const row = allInside(tab, 'td.calls').at(-1)?.closest('tr');
  return [...(row?.querySelectorAll('td') ?? [])].slice(2).map(({ textContent }) => textContent.trim());
}

async function callsOf({ strongroom }: PageContext, operation: 'GenerateDataKey' | 'Decrypt'): Promise<number> {
  return (await strongroom.sandbox.events.query({ operation, limit: 500 })).events.length;
}

const open = async (records = '20') => {
  const context = pageContext();
  const tab = await place('strong-records-tab', { context, pairs: { purpose: 'test' } });
  await enter(tab, 'count', records);
  return { context, tab };
};

const liveCached = () => {
  liveKeys.check();
  return liveKeys.keys.filter((key) => key.holder === 'dataKeyCache' && key.overwrittenAt === undefined).length;
};

describe('strong-records-tab', function () {
  this.timeout(60_000);

  it('encrypts all records with one data key, and shows the calls that KMS recorded', async () => {
    const { context, tab } = await open('200');
    await expectAccessible(tab);
    expect(await run(tab, 'encrypt-cached')).to.deep.equal(['1', '199', '199', '1', '0']);
    expect(await callsOf(context, 'GenerateDataKey')).to.equal(1);
    expect(liveCached()).to.equal(1);
    expect(await run(tab, 'decrypt-cached')).to.deep.equal(['1', '199', '199', '1', '0']);
    expect(await callsOf(context, 'Decrypt')).to.equal(1);
    const keys = allInside(tab, '#data-keys tbody tr').map((row) => row.textContent.replace(/\s+/g, ' '));
    expect(keys).to.have.length(2);
    expect(keys[0]).to.contain(TEXTS.cache.uses.encrypt).and.to.contain('purpose = test').and.to.contain('200');
    await expectAccessible(tab);
  });

  it('without the cache makes one call for each record', async () => {
    const { context, tab } = await open('5');
    expect(await run(tab, 'encrypt-plain')).to.deep.equal(['5', '–', '–', '–', '–']);
    expect(await run(tab, 'decrypt-cached')).to.deep.equal(['5', '0', '0', '5', '0']);
    expect([await callsOf(context, 'GenerateDataKey'), await callsOf(context, 'Decrypt')]).to.deep.equal([5, 5]);
  });

  it('replaces and overwrites a data key that reaches a limit', async () => {
    const { tab } = await open('20');
    await enter(tab, 'maxMessages', '5');
    expect(await run(tab, 'encrypt-cached')).to.deep.equal(['4', '16', '16', '4', '3']);
    expect(liveCached()).to.equal(1);
    await enter(tab, 'maxBytes', '1');
    // Another limit empties the cache; a record above the limit never enters it.
    expect(liveCached()).to.equal(0);
    expect((await run(tab, 'encrypt-cached')).slice(0, 4)).to.deep.equal(['20', '0', '0', '0']);
    expect(textOf(tab)).to.contain(TEXTS.cache.none);
  });

  it('uses one data key for each encryption context, and evicts above the capacity', async () => {
    const { tab } = await open('20');
    await enter(tab, 'tenants', '4');
    expect(await run(tab, 'encrypt-cached')).to.deep.equal(['4', '16', '16', '4', '0']);
    expect(liveCached()).to.equal(4);
    await enter(tab, 'capacity', '2');
    // Records go round the tenants, so the data key of the next one has always just been evicted.
    expect(await run(tab, 'encrypt-cached')).to.deep.equal(['20', '0', '0', '20', '18']);
  });

  it('overwrites the data keys on request, and when the tab is left', async () => {
    const { tab } = await open();
    await run(tab, 'encrypt-cached');
    expect(liveCached()).to.equal(1);
    inside(tab, '#clear').click();
    await drawn(tab);
    expect(liveCached()).to.equal(0);
    expect(textOf(tab)).to.contain(TEXTS.cache.cleared);
    expect(tab.shadowRoot?.activeElement?.id).to.equal('cache');
    await run(tab, 'encrypt-cached');
    expect(liveCached()).to.equal(1);
    tab.remove();
    expect(liveCached()).to.equal(0);
  });

  it('shows the error of KMS, and keeps nothing', async () => {
    const { context, tab } = await open();
    tab.keyId = 'alias/absent';
    await drawn(tab);
    await run(tab, 'encrypt-cached');
    expect(inside<HTMLElementTagNameMap['strong-problem']>(tab, 'strong-problem').problem?.name).to.equal(
      'NotFoundException',
    );
    expect(liveCached()).to.equal(0);
    expect(await callsOf(context, 'Decrypt')).to.equal(0);
    await expectAccessible(tab);
  });

  it('writes the limits as code, with names in quotes', () => {
    const code = cacheCode(`it's "a"`, 'eu-west-1', { maxAgeMs: 5000, maxMessages: 7, capacity: 3 });
    expect(code).to.contain(String.raw`generatorKeyId: "it's \"a\"",`);
    expect(code).to.contain('maxAge: 5000,').and.to.contain('maxMessagesEncrypted: 7,');
    expect(code).to.contain('getLocalCryptographicMaterialsCache(3)').and.not.to.contain('maxBytesEncrypted');
  });
});
