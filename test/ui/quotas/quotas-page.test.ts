import { expect } from 'chai';
import '../../../src/ui/quotas/quotas-page.ts';
import { TEXTS } from '../../../src/ui/quotas/quotas-texts.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf, until } from '../fixture.ts';

type Tab = HTMLElementTagNameMap['strong-quotas-tab'];

async function open(context: PageContext): Promise<Tab> {
  const page = await place('strong-quotas-page', { context });
  const tab = inside<Tab>(page, 'strong-quotas-tab');
  await until(() => tab.shadowRoot?.querySelector('strong-resource-quota-table'));
  await drawn(tab);
  return tab;
}

/** The row of a quota by its name, in the tables of request quotas. */
function rowOf(tab: Tab, name: string): HTMLElement | undefined {
  const tables = allInside(tab, 'strong-request-quota-table');
  const rows = tables.flatMap((table) => allInside(table, 'tbody tr'));
  return rows.find((row) => row.querySelector('.name')?.textContent?.trim().startsWith(name));
}

const SYMMETRIC = 'Cryptographic operations (symmetric) request rate';

/** Two requests per second; the clock is paused, so nothing refills. */
async function smallQuota(): Promise<PageContext> {
  const context = pageContext();
  const { sandbox } = context.strongroom;
  await sandbox.settings.set({ requestQuotas: { divideBy: 50_000 } });
  await sandbox.clock.pause();
  return context;
}

describe('strong-quotas-page', () => {
  it('is accessible with all groups open, and says that quotas are off', async () => {
    const tab = await open(pageContext());
    for (const group of allInside<HTMLDetailsElement>(tab, 'details')) group.open = true;
    await expectAccessible(tab);
    expect(textOf(rowOf(tab, SYMMETRIC)!)).to.contain(TEXTS.requests.off);
    expect(textOf(tab)).to.contain('Key policy document size');
  });

  it('shows the level of a quota, and the calls that used it or were throttled, without being asked', async () => {
    const context = await smallQuota();
    const key = await newKey(context);
    const tab = await open(context);
    const gauge = () => rowOf(tab, SYMMETRIC)?.querySelector('strong-gauge')?.shadowRoot?.querySelector('meter');
    expect(gauge()?.getAttribute('aria-valuetext')).to.equal(TEXTS.requests.level('2', '2'));
    const once = context.strongroom.kms(context.region, context.caller, undefined, { maxAttempts: 1 });
    for (let call = 0; call < 3; call++) await once.call('GenerateDataKey', { KeyId: key.KeyId, KeySpec: 'AES_256' });
    await until(() => gauge()?.value === 0);
    const links = [...(rowOf(tab, SYMMETRIC)?.querySelectorAll<HTMLAnchorElement>('a') ?? [])];
    expect(links.map((link) => link.textContent?.trim())).to.deep.equal([
      TEXTS.requests.calls('GenerateDataKey', 3),
      TEXTS.requests.throttled(1),
    ]);
    expect(links[1]?.hash).to.equal('#/activity?operation=GenerateDataKey&error=ThrottlingException&console=1');
    await expectAccessible(tab);
  });

  it('changes the profile', async () => {
    const context = pageContext();
    const tab = await open(context);
    inside<HTMLInputElement>(inside(tab, 'strong-request-quotas'), '[value=real]').click();
    await until(() => rowOf(tab, SYMMETRIC)?.querySelector('strong-gauge'));
    expect((await context.strongroom.sandbox.settings.get()).requestQuotas).to.equal('real');
  });

  it('requests an increase by keyboard, and shows it until it is approved', async () => {
    const context = pageContext();
    const { sandbox } = context.strongroom;
    const tab = await open(context);
    const name = 'Aliases per key';
    const table = inside(tab, 'strong-resource-quota-table');
    const row = () => allInside(table, 'tbody tr').find((one) => textOf(one).startsWith(name));
    row()?.querySelector('button')?.click();
    const dialog = inside(tab, 'strong-increase-dialog');
    await until(() => dialog.shadowRoot?.activeElement?.id === 'value');
    await expectAccessible(dialog);
    const value = inside<HTMLInputElement>(dialog, '#value');
    value.value = '40';
    value.form?.requestSubmit();
    await until(() => dialog.shadowRoot?.querySelector('strong-problem'));
    expect(textOf(dialog)).to.contain('You must provide a quota value greater than the current quota value');
    value.value = '60';
    const requested = next(dialog, 'strong-increase-requested');
    inside(dialog, '[slot=actions]').click();
    await requested;
    await until(() => textOf(row()!).includes('Requested: 60'));
    expect(row()?.querySelector('button')).to.equal(null);
    await sandbox.clock.advance(31 * 60);
    await until(() => textOf(row()!).includes('Increased to 60'));
  });

  it('says that a service has no account, and that nothing adjusts the policy size', async () => {
    const tab = await open({ ...pageContext(), caller: 's3.amazonaws.com', account: '' });
    const page = (tab.getRootNode() as ShadowRoot).host;
    expect(textOf(page)).to.contain('these are the quotas of the default account in us-east-1');
    const rows = allInside(inside(tab, 'strong-resource-quota-table'), 'tbody tr');
    const policy = rows.find((row) => textOf(row).startsWith('Key policy'));
    expect(textOf(policy!)).to.contain(TEXTS.increase.notAdjustable);
  });
});
