import { expect } from 'chai';
import { KEY_CHANGED } from '../../../src/ui/page/strong-key-tab.ts';
import { SWITCH_TO, type PageContext, type SwitchTo } from '../../../src/ui/page/page-context.ts';
import { TEXTS } from '../../../src/ui/replicas/replicas-texts.ts';
import '../../../src/ui/replicas/regionality-tab.ts';
import { describeKey, newKey, pageContext } from '../context.ts';
import { allInside, expectAccessible, inside, next, place, textOf, until, shownText } from '../fixture.ts';

type Tab = HTMLElementTagNameMap['strong-key-regionality-tab'];

const EUROPE = 'eu-west-1';
const ASIA = 'ap-south-1';

async function open(context: PageContext): Promise<Tab> {
  const tab = await place('strong-key-regionality-tab', {
    context,
    key: await newKey(context, { MultiRegion: true }),
  });
  await until(() => textOf(tab).includes(TEXTS.related));
  return tab;
}

function button(within: Element, words: string): HTMLButtonElement {
  const found = allInside<HTMLButtonElement>(within, 'button').find((one) => one.textContent.trim() === words);
  if (!found) throw new Error(`There is no button ${words}.`);
  return found;
}

/** Sets the key as the page would, and waits for `isShown`. */
async function lookAgain(tab: Tab, isShown: () => boolean): Promise<void> {
  tab.key = await describeKey(tab.context, tab.key);
  await until(isShown);
}

const rows = (tab: Tab): string[] =>
  allInside(tab, 'tbody tr').map((row) => `${row.textContent} ${textOf(row)}`.replace(/\s+/g, ' '));

/** Creates replicas in the dialog: each with its Region and alias. */
async function replicate(tab: Tab, wanted: readonly (readonly [region: string, alias: string])[]): Promise<void> {
  button(tab, TEXTS.replicate.open).click();
  const dialog = inside<HTMLElementTagNameMap['strong-replicate-dialog']>(tab, 'strong-replicate-dialog');
  await dialog.updateComplete;
  for (const [index, [region, alias]] of wanted.entries()) {
    if (index > 0) button(dialog, TEXTS.replicate.add).click();
    await dialog.updateComplete;
    const select = allInside<HTMLSelectElement>(dialog, 'select')[index] as HTMLSelectElement;
    select.value = region;
    select.dispatchEvent(new Event('change'));
    (allInside<HTMLInputElement>(dialog, 'input[name^=alias]')[index] as HTMLInputElement).value = alias;
  }
  const changed = next(tab, KEY_CHANGED.name);
  inside<HTMLFormElement>(dialog, 'form').requestSubmit();
  await changed;
}

describe('the Regionality tab', () => {
  it('creates replicas with aliases, and shows each related key in the map and the table', async () => {
    const context = pageContext();
    const tab = await open(context);
    await expectAccessible(tab);
    expect(button(tab, TEXTS.move.open).disabled).to.equal(true);
    await replicate(tab, [
      [EUROPE, 'app'],
      [ASIA, ''],
    ]);
    await lookAgain(tab, () => rows(tab).length === 3);
    expect(rows(tab)[1]).to.contain(EUROPE).and.to.contain(TEXTS.types.REPLICA).and.to.contain('Creating');
    const kms = context.strongroom.kms(EUROPE, context.caller);
    expect((await kms.describeKey({ KeyId: 'alias/app' })).KeyMetadata?.KeyId).to.equal(tab.key.KeyId);
    const map = inside(tab, 'strong-region-map');
    expect(allInside(map, '.frame')).to.have.length(3);
    expect(inside(map, 'svg').getAttribute('aria-label')).to.equal(TEXTS.map.label(2, context.region));
    await expectAccessible(tab);
  });

  it('changes the primary Region, and leads to the related keys', async () => {
    const context = pageContext();
    const tab = await open(context);
    await replicate(tab, [[EUROPE, '']]);
    await context.strongroom.sandbox.clock.advance(5);
    await lookAgain(tab, () => rows(tab)[1]?.includes('Enabled') === true);
    button(tab, TEXTS.move.open).click();
    await inside<HTMLElementTagNameMap['strong-dialog']>(tab, '#move').updateComplete;
    const changed = next(tab, KEY_CHANGED.name);
    inside<HTMLFormElement>(tab, '#move-form').requestSubmit();
    await changed;
    await lookAgain(tab, () => rows(tab)[0]?.includes(EUROPE) === true);
    expect(rows(tab)[0]).to.contain(TEXTS.types.PRIMARY).and.to.contain('Updating');
    const switching = next<SwitchTo>(tab, SWITCH_TO.name);
    button(tab, shownText(TEXTS.openPrimary(EUROPE))).click();
    expect((await switching).detail).to.deep.equal({ region: EUROPE });
    await expectAccessible(tab);
  });

  it('says which replicas exist when a later one is refused', async () => {
    const context = pageContext();
    const tab = await open(context);
    await context.kms.replicateKey({ KeyId: tab.key.KeyId, ReplicaRegion: ASIA });
    // The dialog does not know of that replica yet.
    button(tab, TEXTS.replicate.open).click();
    const dialog = inside<HTMLElementTagNameMap['strong-replicate-dialog']>(tab, 'strong-replicate-dialog');
    await dialog.updateComplete;
    button(dialog, TEXTS.replicate.add).click();
    await dialog.updateComplete;
    for (const [index, region] of [EUROPE, ASIA].entries()) {
      const select = allInside<HTMLSelectElement>(dialog, 'select')[index] as HTMLSelectElement;
      select.value = region;
      select.dispatchEvent(new Event('change'));
    }
    inside<HTMLFormElement>(dialog, 'form').requestSubmit();
    await until(() => textOf(dialog).includes('AlreadyExistsException'));
    expect(textOf(dialog)).to.contain(TEXTS.replicate.partly(EUROPE));
    await dialog.updateComplete;
    const select = inside<HTMLSelectElement>(dialog, 'select');
    expect(select.value).to.equal(ASIA);
    expect([...select.options].map(({ value }) => value)).not.to.include(EUROPE);
  });

  it('says why a single-Region key has no related keys', async () => {
    const context = pageContext();
    const tab = await place('strong-key-regionality-tab', { context, key: await newKey(context, {}) });
    await until(() => textOf(tab).includes(TEXTS.single));
    expect(allInside(tab, 'strong-region-map')).to.deep.equal([]);
  });
});
