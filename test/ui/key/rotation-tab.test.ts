import { expect } from 'chai';
import { KEY_CHANGED } from '../../../src/ui/page/strong-key-tab.ts';
import '../../../src/ui/key/rotation-tab.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import type { InputOf } from '../../../src/model/operations.ts';
import { describeKey, newKey, pageContext } from '../context.ts';
import { allInside, expectAccessible, inside, next, place, textOf, until } from '../fixture.ts';

type Tab = HTMLElementTagNameMap['strong-key-rotation-tab'];

async function open(context: PageContext, input: InputOf<'CreateKey'> = {}): Promise<Tab> {
  const tab = await place('strong-key-rotation-tab', { context, key: await newKey(context, input) });
  await until(() => !textOf(tab).includes('Loading…'));
  return tab;
}

function button(tab: Tab, words: string): HTMLButtonElement {
  const found = allInside<HTMLButtonElement>(tab, 'button').find((one) => one.textContent.trim() === words);
  if (!found) throw new Error(`There is no button ${words}.`);
  return found;
}

/** Hands the tab what the page would, and waits until it shows `words`. */
async function lookAgain(tab: Tab, words: string): Promise<void> {
  tab.key = await describeKey(tab.context, tab.key);
  await until(() => textOf(tab).includes(words));
}

const rows = (tab: Tab): string[] =>
  allInside(inside(tab, 'strong-materials'), 'tbody tr').map((row) => row.textContent.replace(/\s+/g, ' '));

describe('the rotation tab', () => {
  it('turns automatic rotation on with a period, changes it, and turns it off', async () => {
    const context = pageContext();
    const tab = await open(context);
    expect(textOf(tab)).to.contain('Disabled. The key material changes only');
    await expectAccessible(tab);
    const period = inside<HTMLInputElement>(tab, '#period');
    expect([period.value, period.min, period.max]).to.deep.equal(['365', '90', '2560']);
    period.value = '120';
    inside<HTMLFormElement>(tab, 'form').requestSubmit();
    await next(tab, KEY_CHANGED.name);
    await lookAgain(tab, 'Enabled, every 120 days.');
    const { NextRotationDate } = await context.kms.getKeyRotationStatus({ KeyId: tab.key.KeyId });
    expect(textOf(tab)).to.contain(new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(NextRotationDate));
    expect(inside<HTMLAnchorElement>(tab, 'a[href]').getAttribute('href')).to.equal('#/settings');
    button(tab, 'Disable rotation').click();
    await next(tab, KEY_CHANGED.name);
    await lookAgain(tab, 'Disabled. The key material changes only');
  });

  it('asks for no period that AWS would refuse', async () => {
    const tab = await open(pageContext());
    const period = inside<HTMLInputElement>(tab, '#period');
    for (const value of ['89', '2561', '']) {
      period.value = value;
      expect(period.checkValidity(), value).to.equal(false);
    }
  });

  it('rotates on demand, shows the answer, and marks the current material', async () => {
    const context = pageContext();
    const tab = await open(context);
    expect(rows(tab)).to.have.length(1);
    expect(textOf(tab)).to.contain('0 used, 25 remaining');
    button(tab, 'Rotate key now').click();
    await next(tab, KEY_CHANGED.name);
    await lookAgain(tab, '1 used, 24 remaining');
    const [newest = '', oldest = ''] = rows(tab);
    expect(newest).to.contain('Current').and.to.contain('On demand');
    expect(newest).to.contain((await describeKey(context, tab.key)).CurrentKeyMaterialId);
    expect(oldest).to.contain('Non-current').and.to.contain('it came with the key');
    expect(textOf(inside(tab, 'strong-call'))).to.contain('RotateKeyOnDemand');
    await expectAccessible(tab);
  });

  it('shows the refusal of the 26th rotation on demand as AWS words it', async () => {
    const context = pageContext();
    const key = await newKey(context);
    for (let i = 0; i < 25; i++) await context.kms.rotateKeyOnDemand({ KeyId: key.KeyId });
    const tab = await place('strong-key-rotation-tab', { context, key });
    await until(() => textOf(tab).includes('25 used, 0 remaining'));
    expect(rows(tab)).to.have.length(26);
    button(tab, 'Rotate key now').click();
    await until(() => textOf(tab).includes('LimitExceededException'));
    expect(textOf(inside(tab, 'strong-problem'))).to.contain('The on-demand rotations limit has been reached');
  });

  it('shows what the clock did', async () => {
    const context = pageContext();
    const tab = await open(context);
    await context.kms.enableKeyRotation({ KeyId: tab.key.KeyId, RotationPeriodInDays: 90 });
    await context.strongroom.sandbox.clock.advance(91 * 86_400);
    await lookAgain(tab, 'Enabled, every 90 days.');
    expect(rows(tab)[0]).to.contain('Current').and.to.contain('Automatic');
  });

  it('says why a state refuses it', async () => {
    const context = pageContext();
    const tab = await open(context);
    await context.kms.disableKey({ KeyId: tab.key.KeyId });
    await lookAgain(tab, 'The key is disabled. It does not rotate');
    expect(button(tab, 'Enable rotation').disabled).to.equal(true);
    expect(button(tab, 'Rotate key now').disabled).to.equal(true);
    await expectAccessible(tab);
  });

  it('shows the yearly rotation of an AWS managed key, and no way to change it', async () => {
    const context = pageContext();
    const key = await describeKey(context, { KeyId: 'alias/aws/s3' });
    const tab = await place('strong-key-rotation-tab', { context, key });
    await until(() => textOf(tab).includes('Enabled, every 365 days.'));
    expect(textOf(tab))
      .to.contain('You cannot change this schedule')
      .and.to.contain('cannot rotate AWS managed keys on demand');
    expect(allInside(tab, 'button, input')).to.deep.equal([]);
  });

  const others: readonly [InputOf<'CreateKey'>, string][] = [
    [{ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }, 'Asymmetric keys cannot be rotated'],
    [{ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }, 'HMAC keys cannot be rotated'],
  ];
  for (const [input, why] of others) {
    it(`says why ${input.KeySpec} cannot rotate, and asks AWS nothing`, async () => {
      const context = pageContext();
      const tab = await open(context, input);
      expect(textOf(tab)).to.contain(why);
      expect((await context.strongroom.sandbox.events.query({ operation: 'ListKeyRotations' })).events).to.deep.equal(
        [],
      );
    });
  }
});
