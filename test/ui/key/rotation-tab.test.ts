import { expect } from 'chai';
import { KEY_CHANGED } from '../../../src/ui/page/strong-key-tab.ts';
import '../../../src/ui/key/rotation-tab.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import type { InputOf } from '../../../src/model/operations.ts';
import { TEXTS } from '../../../src/ui/key/key-texts.ts';
import { WORDS } from '../../../src/ui/kit/kit-texts.ts';
import { describeKey, newKey, pageContext } from '../context.ts';
import { allInside, expectAccessible, inside, next, place, textOf, until } from '../fixture.ts';

type Tab = HTMLElementTagNameMap['strong-key-rotation-tab'];

async function open(context: PageContext, input: InputOf<'CreateKey'> = {}): Promise<Tab> {
  const tab = await place('strong-key-rotation-tab', { context, key: await newKey(context, input) });
  await until(() => !textOf(tab).includes(WORDS.loading));
  return tab;
}

function button(tab: Tab, words: string): HTMLButtonElement {
  const found = allInside<HTMLButtonElement>(tab, 'button').find((one) => one.textContent.trim() === words);
  if (!found) throw new Error(`There is no button ${words}.`);
  return found;
}

/** Sets the key as the page would, and waits for `isShown`. */
async function lookAgain(tab: Tab, isShown: () => boolean): Promise<void> {
  tab.key = await describeKey(tab.context, tab.key);
  await until(isShown);
}

/** Whether the tab shows automatic rotation as enabled: then it can be disabled. */
const isEnabled = (tab: Tab): boolean =>
  allInside(tab, 'button').some(({ textContent }) => textContent.trim() === TEXTS.rotation.disable);

const rows = (tab: Tab): string[] =>
  allInside(inside(tab, 'strong-materials'), 'tbody tr').map((row) => row.textContent.replace(/\s+/g, ' '));

describe('the rotation tab', () => {
  it('turns automatic rotation on with a period, changes it, and turns it off', async () => {
    const context = pageContext();
    const tab = await open(context);
    expect(isEnabled(tab)).to.equal(false);
    await expectAccessible(tab);
    const period = inside<HTMLInputElement>(tab, '#period');
    expect([period.value, period.min, period.max]).to.deep.equal(['365', '90', '2560']);
    period.value = '120';
    inside<HTMLFormElement>(tab, 'form').requestSubmit();
    await next(tab, KEY_CHANGED.name);
    await lookAgain(tab, () => isEnabled(tab) && textOf(tab).includes('120 days'));
    const { NextRotationDate } = await context.kms.getKeyRotationStatus({ KeyId: tab.key.KeyId });
    expect(textOf(tab)).to.contain(new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(NextRotationDate));
    expect(inside<HTMLAnchorElement>(tab, 'a[href]').getAttribute('href')).to.equal('#/settings');
    button(tab, TEXTS.rotation.disable).click();
    await next(tab, KEY_CHANGED.name);
    await lookAgain(tab, () => !isEnabled(tab));
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
    button(tab, TEXTS.rotation.rotate).click();
    await next(tab, KEY_CHANGED.name);
    await lookAgain(tab, () => rows(tab).length === 2);
    expect(textOf(tab)).to.contain('1 used, 24 remaining');
    const [newest = '', oldest = ''] = rows(tab);
    expect(newest).to.contain(TEXTS.materials.states.CURRENT.name).and.to.contain(TEXTS.materials.types.ON_DEMAND);
    expect(newest).to.contain((await describeKey(context, tab.key)).CurrentKeyMaterialId);
    expect(oldest).to.contain(TEXTS.materials.states.NON_CURRENT.name).and.to.contain(TEXTS.materials.initial);
    expect(textOf(inside(tab, 'strong-call'))).to.contain('RotateKeyOnDemand');
    await expectAccessible(tab);
  });

  it('shows the refusal of the 26th rotation on demand as AWS words it', async () => {
    const context = pageContext();
    const key = await newKey(context);
    for (let i = 0; i < 25; i++) await context.kms.rotateKeyOnDemand({ KeyId: key.KeyId });
    const tab = await place('strong-key-rotation-tab', { context, key });
    await until(() => !textOf(tab).includes(WORDS.loading));
    expect(textOf(tab)).to.contain('25 used, 0 remaining');
    expect(rows(tab)).to.have.length(26);
    button(tab, TEXTS.rotation.rotate).click();
    await until(() => textOf(tab).includes('LimitExceededException'));
    expect(textOf(inside(tab, 'strong-problem'))).to.contain('The on-demand rotations limit has been reached');
  });

  it('shows what the clock did', async () => {
    const context = pageContext();
    const tab = await open(context);
    await context.kms.enableKeyRotation({ KeyId: tab.key.KeyId, RotationPeriodInDays: 90 });
    await context.strongroom.sandbox.clock.advance(91 * 86_400);
    await lookAgain(tab, () => isEnabled(tab) && textOf(tab).includes('90 days'));
    expect(rows(tab)[0])
      .to.contain(TEXTS.materials.states.CURRENT.name)
      .and.to.contain(TEXTS.materials.types.AUTOMATIC);
  });

  it('says why a state refuses it', async () => {
    const context = pageContext();
    const tab = await open(context);
    await context.kms.disableKey({ KeyId: tab.key.KeyId });
    await lookAgain(tab, () => textOf(tab).includes(TEXTS.rotation.refused('disabled')));
    expect(button(tab, TEXTS.rotation.enable).disabled).to.equal(true);
    expect(button(tab, TEXTS.rotation.rotate).disabled).to.equal(true);
    await expectAccessible(tab);
  });

  it('shows the yearly rotation of an AWS managed key, and no way to change it', async () => {
    const context = pageContext();
    const key = await describeKey(context, { KeyId: 'alias/aws/s3' });
    const tab = await place('strong-key-rotation-tab', { context, key });
    await until(() => textOf(tab).includes('365 days'));
    expect(textOf(tab)).to.contain(TEXTS.rotation.awsManaged).and.to.contain(TEXTS.rotation.awsManagedOnDemand);
    expect(allInside(tab, 'button, input')).to.deep.equal([]);
  });

  const others: readonly [InputOf<'CreateKey'>, string][] = [
    [{ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }, TEXTS.rotation.asymmetric],
    [{ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }, TEXTS.rotation.hmac],
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
