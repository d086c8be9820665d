import { expect } from 'chai';
import '../../../src/ui/settings/settings-page.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { GAPS } from '../../../src/model/gaps.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, type, until } from '../fixture.ts';

type Page = HTMLElementTagNameMap['strong-settings-page'];

async function open(context: PageContext): Promise<Page> {
  const page = await place('strong-settings-page', { context });
  await until(() => allInside(page, '[name=custody]').length === 3);
  return page;
}

const button = (page: Page, name: string): HTMLButtonElement =>
  allInside<HTMLButtonElement>(page, 'button').find((one) => one.textContent.trim() === name) ??
  expect.fail(`no button ${name}`);
const checked = (page: Page): string | undefined =>
  allInside<HTMLInputElement>(page, '[name=custody]').find((one) => one.checked)?.value;

describe('strong-settings-page', () => {
  it('is accessible, and lists every known gap', async () => {
    const page = await open(pageContext());
    await expectAccessible(page);
    for (const { asks } of Object.values(GAPS)) expect(textOf(page)).to.contain(asks);
  });

  it('shows the custody of the world, and changes it for the keys that come', async () => {
    const context = pageContext();
    const page = await open(context);
    expect(checked(page)).to.equal('complete');
    inside<HTMLInputElement>(page, '[value=strict]').click();
    await until(() => checked(page) === 'strict');
    const { sandbox } = context.strongroom;
    await until(async () => (await sandbox.settings.get()).custody === 'strict');
    const reply = await context.kms.call('CreateKey', { KeySpec: 'ECC_SECG_P256K1', KeyUsage: 'SIGN_VERIFY' });
    expect(reply.ok).to.equal(false);
    const { Arn = '' } = await newKey(context, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    expect((await sandbox.custody.get(Arn))?.wrapped).to.equal(false);
    expect(allInside<HTMLAnchorElement>(page, 'a').map((link) => link.getAttribute('href'))).to.include(
      '#/capabilities',
    );
  });

  it('shows a refused change as it was refused, and the setting as it is', async () => {
    const context = pageContext();
    const { settings } = context.strongroom.sandbox;
    const refusing = {
      ...context.strongroom.sandbox,
      settings: { ...settings, set: () => Promise.reject(new TypeError('The setting is refused.')) },
    };
    const page = await open({ ...context, strongroom: { ...context.strongroom, sandbox: refusing } });
    inside<HTMLInputElement>(page, '[value=native]').click();
    await until(() => textOf(page).includes('The setting is refused.'));
    await drawn(page);
    expect(checked(page)).to.equal('complete');
  });

  it('shows the clock as it is set elsewhere, without asking for it again and again', async () => {
    const context = pageContext();
    const { sandbox } = context.strongroom;
    let asked = 0;
    const clock = {
      ...sandbox.clock,
      state: () => {
        asked++;
        return sandbox.clock.state();
      },
    };
    const page = await open({
      ...context,
      strongroom: { ...context.strongroom, sandbox: { ...sandbox, clock } },
    });
    await sandbox.clock.pause();
    await until(() => textOf(page).includes('standing still'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const before = asked;
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(asked).to.equal(before);
    await sandbox.clock.set(new Date('2090-05-06T12:00:00Z'));
    await until(() => textOf(page).includes('2090'));
  });

  it('changes the other settings', async () => {
    const context = pageContext();
    const page = await open(context);
    const select = inside<HTMLSelectElement>(page, '#signatures');
    select.value = 'ignored';
    select.dispatchEvent(new Event('change'));
    const { settings } = context.strongroom.sandbox;
    await until(async () => (await settings.get()).signatures === 'ignored');
  });

  it('moves the clock on, stops it and lets it run', async () => {
    const context = pageContext();
    const { clock } = context.strongroom.sandbox;
    const page = await open(context);
    button(page, 'Pause').click();
    await until(() => allInside(page, 'button').some((one) => one.textContent.trim() === 'Run'));
    const before = await clock.now();
    button(page, '+7 days').click();
    await until(async () => (await clock.now()).getTime() === before.getTime() + 7 * 86_400_000);
    expect(textOf(page)).to.contain('standing still');
    button(page, 'Run').click();
    await until(() => allInside(page, 'button').some((one) => one.textContent.trim() === 'Pause'));
  });

  it('resets the world only for whoever typed the word', async () => {
    const context = pageContext();
    await newKey(context);
    const page = await open(context);
    button(page, 'Reset this world…').click();
    await expectAccessible(page);
    const reset = button(page, 'Reset');
    type(inside<HTMLInputElement>(page, '#word'), 'reset it');
    await drawn(page);
    expect(reset.disabled).to.equal(true);
    type(inside<HTMLInputElement>(page, '#word'), 'reset');
    await drawn(page);
    reset.click();
    const dialog = inside<HTMLDialogElement>(inside(page, 'strong-dialog'), 'dialog');
    await until(() => !dialog.open);
    expect((await context.kms.listKeys()).Keys).to.deep.equal([]);
    await until(() => inside<HTMLInputElement>(page, '#word').value === '');
  });

  it('sets how long a grant, a tag or an alias takes to count', async () => {
    const context = pageContext();
    const page = await open(context);
    const field = inside<HTMLInputElement>(page, '#delay');
    expect(field.value).to.equal('0');
    type(field, '45');
    button(page, 'Set the delay').click();
    await until(async () => (await context.strongroom.sandbox.settings.get()).propagationDelaySeconds === 45);
    type(field, '301');
    button(page, 'Set the delay').click();
    expect(field.validity.rangeOverflow).to.equal(true);
    expect((await context.strongroom.sandbox.settings.get()).propagationDelaySeconds).to.equal(45);
    await expectAccessible(page);
  });
});
