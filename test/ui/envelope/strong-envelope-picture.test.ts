import { expect } from 'chai';
import '../../../src/ui/envelope/strong-envelope-picture.ts';
import { STEP_COUNT, type EnvelopeRun } from '../../../src/ui/envelope/envelope-run.ts';
import { TEXTS } from '../../../src/ui/envelope/picture-texts.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf } from '../fixture.ts';

type Picture = HTMLElementTagNameMap['strong-envelope-picture'];

const RUN: EnvelopeRun = {
  direction: 'encrypt',
  file: { name: 'letter.txt', size: 260, head: Uint8Array.of(0xde, 0xad) },
  context: { tenant: '1' },
  calls: [],
  key: {
    arn: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    keyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
  },
  dataKey: new Uint8Array(32).fill(7),
  edk: new Uint8Array(184),
  parts: { total: 700, header: 400, bodyAt: 424, edkAt: 100, edkLength: 184 },
  bodyHead: Uint8Array.of(0xbe, 0xef),
  heldMs: 3.2,
  done: 6,
};

const steps = (element: Picture): HTMLButtonElement[] => allInside<HTMLButtonElement>(element, '.steps button');
const current = (element: Picture): number =>
  steps(element).findIndex((step) => step.getAttribute('aria-current') === 'step') + 1;
const press = (element: Picture, key: string, more: KeyboardEventInit = {}): boolean =>
  inside(element, 'figure').dispatchEvent(new KeyboardEvent('keydown', { key, ...more }));

describe('strong-envelope-picture', () => {
  for (const [name, run] of [
    ['before anything ran', undefined],
    ['after a file was encrypted', RUN],
    ['after a file was decrypted', { ...RUN, direction: 'decrypt', done: 4 } as EnvelopeRun],
  ] as const) {
    it(`is accessible ${name}, as a picture and as text`, async () => {
      const element = await place('strong-envelope-picture', { run });
      await expectAccessible(element);
      press(element, 't');
      await drawn(element);
      await expectAccessible(element);
    });
  }

  it('has a text for every step', () => {
    expect(TEXTS.steps.encrypt).to.have.length(STEP_COUNT.encrypt);
    expect(TEXTS.steps.decrypt).to.have.length(STEP_COUNT.decrypt);
  });

  it('disables the steps that the run has not reached', async () => {
    const element = await place('strong-envelope-picture');
    expect(steps(element).every(({ disabled }) => disabled)).to.equal(true);
    expect(inside(element, 'figcaption p').textContent).to.equal(TEXTS.summary.encrypt);
    element.run = { ...RUN, done: 4 };
    await drawn(element);
    expect(steps(element).map(({ disabled }) => disabled)).to.deep.equal([false, false, false, false, true, true]);
    expect(current(element)).to.equal(4);
  });

  it('goes to steps by its buttons and by the arrow keys, within the run', async () => {
    const element = await place('strong-envelope-picture', { run: RUN });
    steps(element)[1]?.click();
    await drawn(element);
    expect(current(element)).to.equal(2);
    expect(inside(element, 'figcaption p').textContent).to.equal(TEXTS.steps.encrypt[1]?.description);
    for (const [key, at] of [
      ['ArrowLeft', 1],
      ['ArrowLeft', 1],
      ['ArrowRight', 2],
    ] as const) {
      press(element, key);
      await drawn(element);
      expect(current(element)).to.equal(at);
    }
    for (let times = 0; times < 9; times += 1) press(element, 'ArrowRight');
    await drawn(element);
    expect(current(element)).to.equal(6);
  });

  it('shows the plaintext data key only from its return until it is overwritten', async () => {
    const element = await place('strong-envelope-picture', { run: RUN });
    expect(inside(element, '.wiped').textContent).to.contain(TEXTS.dataKey.inUseFor('3.2 ms'));
    steps(element)[3]?.click();
    await drawn(element);
    expect(inside(element, '.plaintext').textContent).to.contain(TEXTS.dataKey.plaintext);
    expect(allInside(element, '.wiped')).to.deep.equal([]);
    steps(element)[0]?.click();
    await drawn(element);
    expect(allInside(element, '.plaintext')).to.deep.equal([]);
  });

  it('shows the same values as a list', async () => {
    const element = await place('strong-envelope-picture', { run: RUN });
    press(element, 'T');
    await drawn(element);
    const list = allInside(element, 'ol.textform li').map((item) => item.textContent.replace(/\s+/g, ' '));
    expect(list).to.have.length(6);
    expect(list[0]).to.contain('key ID 1234abcd').and.to.contain('tenant = 1');
    expect(list[2])
      .to.contain(TEXTS.facts.plaintextKey('32 bytes'))
      .and.to.contain(TEXTS.facts.encryptedKey('184 bytes'));
    expect(list[5]).to.contain(TEXTS.facts.encryptedFile('700 bytes'));
    press(element, 'r', { ctrlKey: true });
    press(element, 't', { ctrlKey: true });
    await drawn(element);
    expect(allInside(element, 'ol.textform')).to.have.length(1);
  });

  it('follows a new run', async () => {
    const element = await place('strong-envelope-picture', { run: RUN });
    steps(element)[0]?.click();
    element.run = { ...RUN, direction: 'decrypt', done: 4 };
    await drawn(element);
    expect(steps(element)).to.have.length(4);
    expect(current(element)).to.equal(4);
    expect(textOf(element)).to.contain('tenant=1');
  });
});
