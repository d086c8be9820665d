import { expect } from 'chai';
import { ANNOUNCE, type Announcement } from '../../../src/ui/kit/announce.ts';
import '../../../src/ui/settings/settings-page.ts';
import { TEXTS } from '../../../src/ui/settings/settings-texts.ts';
import { OPEN_CLOCK, type PageContext } from '../../../src/ui/page/page-context.ts';
import { GAPS } from '../../../src/model/gaps.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf, type, until } from '../fixture.ts';

type Page = HTMLElementTagNameMap['strong-settings-page'];

async function open(context: PageContext): Promise<Page> {
  const page = await place('strong-settings-page', { context });
  await until(() => allInside(page, '[name=custody]').length === 3);
  return page;
}

const checked = (page: Page): string | undefined =>
  allInside<HTMLInputElement>(page, '[name=custody]').find((one) => one.checked)?.value;

describe('strong-settings-page', () => {
  it('is accessible, and lists every known gap', async () => {
    const page = await open(pageContext());
    await expectAccessible(page);
    for (const { asks } of Object.values(GAPS)) expect(textOf(page)).to.contain(asks);
  });

  it('shows the custody setting of the sandbox, and changes it for new keys', async () => {
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

  it('shows the error of a rejected change, and the unchanged setting', async () => {
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

  it('changes the other settings', async () => {
    const context = pageContext();
    const page = await open(context);
    const select = inside<HTMLSelectElement>(page, '#signatures');
    select.value = 'ignored';
    select.dispatchEvent(new Event('change'));
    const { settings } = context.strongroom.sandbox;
    await until(async () => (await settings.get()).signatures === 'ignored');
  });

  it('has no controls of the clock, and asks the header to open them', async () => {
    const page = await open(pageContext());
    expect(allInside(page, '#pause, [data-step]')).to.deep.equal([]);
    const asked = next<HTMLElement>(document, OPEN_CLOCK.name);
    const button = inside(page, '#open-clock');
    button.click();
    expect((await asked).detail).to.equal(button);
  });

  it('resets the sandbox only after the confirmation is entered', async () => {
    const context = pageContext();
    await newKey(context);
    const page = await open(context);
    inside(page, '#open-reset').click();
    await expectAccessible(page);
    const reset = inside<HTMLButtonElement>(page, '[slot=actions]');
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

  it('announces the answer to a request for persistent storage, and explains a refusal', async () => {
    const { storage } = navigator;
    const answers = { persisted: async () => false, persist: async () => false, estimate: async () => ({}) };
    Object.defineProperty(navigator, 'storage', { configurable: true, value: answers });
    try {
      const context = pageContext();
      const sandbox = { ...context.strongroom.sandbox, storage: async () => ({ kind: 'indexeddb' as const }) };
      const page = await open({ ...context, strongroom: { ...context.strongroom, sandbox } });
      await until(() => page.shadowRoot?.querySelector('#request'));
      const said = next<Announcement>(document, ANNOUNCE);
      inside(page, '#request').click();
      expect((await said).detail.text).to.equal(TEXTS.storage.declined);
      await until(() => page.shadowRoot?.querySelector('#declined'));
      expect(allInside(page, '#request')).to.deep.equal([]);
      await expectAccessible(page);
    } finally {
      Object.defineProperty(navigator, 'storage', { configurable: true, value: storage });
    }
  });

  it('shows settings that another client changes', async () => {
    const context = pageContext();
    const page = await open(context);
    await context.strongroom.sandbox.settings.set({ custody: 'strict' });
    await until(() => checked(page) === 'strict');
  });

  it('shows where the sandbox is stored and the error, when its settings cannot be read', async () => {
    const context = pageContext();
    const { sandbox } = context.strongroom;
    const settings = { ...sandbox.settings, get: () => Promise.reject(new Error('The settings are damaged.')) };
    const page = await place('strong-settings-page', {
      context: { ...context, strongroom: { ...context.strongroom, sandbox: { ...sandbox, settings } } },
    });
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    expect(textOf(page)).to.contain('The settings are damaged.').and.to.contain(TEXTS.storage.memory('').trim());
  });

  it('shows the request quotas, and changes them', async () => {
    const context = pageContext();
    const page = await open(context);
    const stored = async () => (await context.strongroom.sandbox.settings.get()).requestQuotas;
    const quotas = inside(page, 'strong-request-quotas');
    const chosen = () => allInside<HTMLInputElement>(quotas, '[name=requestQuotas]').find((one) => one.checked)?.value;
    expect(chosen()).to.equal('off');
    inside(quotas, '[value=real]').click();
    await until(async () => (await stored()) === 'real');
    await until(() => chosen() === 'real');
    inside(quotas, '[value=divided]').click();
    await until(() => chosen() === 'divided' && !inside(quotas, 'form').hidden);
    await expectAccessible(page);
    type(inside<HTMLInputElement>(quotas, '#divisor'), '20');
    inside(quotas, '[type=submit]').click();
    await until(async () => JSON.stringify(await stored()) === '{"divideBy":20}');
    inside(quotas, '[value=off]').click();
    await until(async () => (await stored()) === 'off');
  });

  it('sets the propagation delay within its limits', async () => {
    const context = pageContext();
    const page = await open(context);
    const field = inside<HTMLInputElement>(page, '#delay');
    expect(field.value).to.equal('0');
    type(field, '45');
    inside(page, '[type=submit]').click();
    await until(async () => (await context.strongroom.sandbox.settings.get()).propagationDelaySeconds === 45);
    type(field, '301');
    inside(page, '[type=submit]').click();
    expect(field.validity.rangeOverflow).to.equal(true);
    expect((await context.strongroom.sandbox.settings.get()).propagationDelaySeconds).to.equal(45);
    await expectAccessible(page);
  });
});
