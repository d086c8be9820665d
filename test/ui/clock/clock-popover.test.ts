/** The controls of the simulated clock, as the header opens them. */
import { expect } from 'chai';
import { createStrongroom } from '../../../src/memory.ts';
import type { AdvanceOptions, ChangeNotice, Strongroom } from '../../../src/client/strongroom.ts';
import { ANNOUNCE, type Announcement } from '../../../src/ui/kit/announce.ts';
import { moment } from '../../../src/ui/kit/format.ts';
import { TEXTS } from '../../../src/ui/clock/clock-texts.ts';
import '../../../src/ui/shell/strong-clock.ts';
import { sealBySubtle } from '../../engine/import/seal-by-subtle.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf, until, shownText } from '../fixture.ts';

const START = new Date(Date.UTC(2030, 0, 1, 12));
const DAY_MS = 86_400_000;

type Popover = HTMLElementTagNameMap['strong-clock-popover'];

/** A sandbox whose clock is paused at START. */
async function create(): Promise<Strongroom> {
  const strongroom = createStrongroom();
  await strongroom.sandbox.clock.pause();
  await strongroom.sandbox.clock.set(START);
  return strongroom;
}

async function open(strongroom: Strongroom) {
  const clock = await place('strong-clock', { strongroom });
  await until(() => textOf(inside(clock, 'button')).includes(moment(START)));
  inside(clock, 'button').focus();
  inside(clock, 'button').click();
  await until(() => clock.shadowRoot?.querySelector('strong-clock-popover')?.shadowRoot?.querySelector('#at'));
  const popover = inside<Popover>(clock, 'strong-clock-popover');
  const list = inside(popover, 'strong-task-list');
  await until(() => !textOf(list).includes('Loading'));
  return { clock, popover, list };
}

/** Presses a button once it does something, and resolves to what is announced then. */
async function press(popover: Popover, selector: string): Promise<string> {
  await until(() => inside(popover, selector).ariaDisabled !== 'true');
  const announced = next<Announcement>(popover, ANNOUNCE);
  inside(popover, selector).click();
  const { text } = (await announced).detail;
  await drawn(popover);
  return text;
}

async function rotatingKey(strongroom: Strongroom, RotationPeriodInDays: number): Promise<string> {
  const KeyId = (await strongroom.kms().createKey()).KeyMetadata?.KeyId ?? '';
  await strongroom.kms().enableKeyRotation({ KeyId, RotationPeriodInDays });
  return KeyId;
}

const after = (days: number) => new Date(START.getTime() + days * DAY_MS);

describe('the clock in the header', () => {
  it('shows the time and whether the clock runs, and is accessible closed and open', async () => {
    const strongroom = await create();
    await rotatingKey(strongroom, 90);
    const { clock } = await open(strongroom);
    await expectAccessible(clock);
    expect(textOf(inside(clock, 'button'))).to.contain('paused');
    await strongroom.sandbox.clock.run();
    await until(() => textOf(inside(clock, 'button')).includes('running'));
    inside(clock, '[popover]').hidePopover();
    await until(() => inside(clock, 'button').ariaExpanded === 'false');
    await expectAccessible(clock);
  });

  it('moves the focus into its popover, and Close gives it back', async () => {
    const { clock, popover } = await open(await create());
    await until(() => popover.shadowRoot?.activeElement?.localName === 'h2');
    inside(popover, '#close').click();
    await until(() => !inside(clock, '[popover]').matches(':popover-open'));
    expect(clock.shadowRoot?.activeElement === inside(clock, 'button')).to.equal(true);
  });

  it('returns the focus to what else opened it', async () => {
    const strongroom = await create();
    const { clock } = await open(strongroom);
    const panel = inside(clock, '[popover]');
    panel.hidePopover();
    await clock.updateComplete;
    const opener = document.createElement('button');
    document.body.append(opener);
    opener.focus();
    clock.show(opener);
    const heading = () => inside<Popover>(clock, 'strong-clock-popover').shadowRoot?.activeElement?.localName;
    await until(() => heading() === 'h2');
    panel.hidePopover();
    await until(() => document.activeElement === opener);
    opener.remove();
  });
});

describe('the controls of the clock', () => {
  it('resume and pause it', async () => {
    const strongroom = await create();
    const { popover } = await open(strongroom);
    expect(await press(popover, '#resume')).to.equal(TEXTS.resumedDone);
    expect((await strongroom.sandbox.clock.state()).paused).to.equal(false);
    await until(() => popover.shadowRoot?.querySelector('#pause'));
    expect(await press(popover, '#pause')).to.equal(TEXTS.pausedDone);
    expect((await strongroom.sandbox.clock.state()).paused).to.equal(true);
  });

  for (const [step, days] of [
    ['hour', 1 / 24],
    ['day', 1],
    ['month', 30],
    ['year', 365],
  ] as const)
    it(`advance it by one ${step}`, async () => {
      const strongroom = await create();
      const { popover } = await open(strongroom);
      expect(await press(popover, `[data-step='${step}']`)).to.equal(TEXTS.advanced[step]);
      expect(await strongroom.sandbox.clock.now()).to.deep.equal(after(days));
    });

  it('set it to a date, and say why they cannot', async () => {
    const strongroom = await create();
    const { popover } = await open(strongroom);
    const field = inside<HTMLInputElement>(popover, '#at');
    const form = inside<HTMLFormElement>(popover, 'form');
    form.requestSubmit();
    await drawn(popover);
    expect(inside(popover, '#missing').hidden).to.equal(false);
    field.focus();
    field.valueAsNumber = field.valueAsNumber + 10 * DAY_MS;
    form.requestSubmit();
    const target = new Date(START);
    target.setDate(target.getDate() + 10);
    await until(async () => (await strongroom.sandbox.clock.now()).getTime() === target.getTime());
    await until(() => form.querySelector('button')?.ariaDisabled === 'false');
    await strongroom.kms().listKeys();
    field.valueAsNumber = field.valueAsNumber - 20 * DAY_MS;
    form.requestSubmit();
    await until(() => popover.shadowRoot?.querySelector('strong-problem'));
    expect(await strongroom.sandbox.clock.now()).to.deep.equal(target);
  });

  it('offer the time of the clock until the visitor has chosen one', async () => {
    const strongroom = await create();
    const { popover } = await open(strongroom);
    const field = inside<HTMLInputElement>(popover, '#at');
    const shown = () => field.valueAsNumber;
    field.focus();
    const start = shown();
    field.blur();
    await press(popover, "[data-step='day']");
    await until(() => shown() === start + DAY_MS);
    // Chosen: the field keeps it.
    field.focus();
    field.valueAsNumber = start + 40 * DAY_MS;
    field.dispatchEvent(new InputEvent('input'));
    field.blur();
    await press(popover, "[data-step='day']");
    await until(() => textOf(inside(popover, '#now')).includes(moment(after(2))));
    expect(shown()).to.equal(start + 40 * DAY_MS);
    field.focus();
    expect(shown()).to.equal(start + 40 * DAY_MS);
    // Used: the field follows the clock again.
    const used = next<Announcement>(popover, ANNOUNCE);
    inside<HTMLFormElement>(popover, 'form').requestSubmit();
    await used;
    await drawn(popover);
    expect((await strongroom.sandbox.clock.now()).getTime()).to.be.greaterThan(after(39).getTime());
    field.blur();
    await press(popover, "[data-step='day']");
    await until(() => shown() === start + 41 * DAY_MS);
  });

  it('show the whole time in a field of a phone, with the button below it', async () => {
    const { popover } = await open(await create());
    const field = inside<HTMLInputElement>(popover, '#at');
    field.focus();
    for (const width of ['264px', '304px', '30rem']) {
      popover.style.width = width;
      await drawn(popover);
      field.style.flex = '0 0 auto';
      const needed = field.getBoundingClientRect().width;
      field.style.flex = '';
      expect(field.getBoundingClientRect().width, width).to.be.at.least(needed - 1);
      expect(field.getBoundingClientRect().right).to.be.at.most(popover.getBoundingClientRect().right + 1);
    }
  });

  it('jump to the next task, which then has run, or say that there is none', async () => {
    const strongroom = await create();
    const keyId = await rotatingKey(strongroom, 90);
    const { popover, list } = await open(strongroom);
    const [task] = allInside(list, '#tasks li');
    expect(textOf(task as HTMLElement)).to.contain(moment(after(90)));
    expect(task?.querySelector('a')?.getAttribute('href')).to.equal(`#/keys/${keyId}`);
    expect(await press(popover, '#jump')).to.equal(TEXTS.jumped(moment(after(90))));
    await until(() => allInside(list, '#events li').length === 1);
    const [event] = allInside(list, '#events li');
    expect(textOf(event as HTMLElement)).to.contain(moment(after(90)));
    await until(() => textOf(inside(list, '#tasks')).includes(moment(after(180))));
    await strongroom.kms().disableKeyRotation({ KeyId: keyId });
    expect(await press(popover, '#jump')).to.equal(TEXTS.noTask);
  });

  it('list the expiration of imported key material among the tasks that ran', async () => {
    const strongroom = await create();
    const kms = strongroom.kms();
    const KeyId = (await kms.createKey({ Origin: 'EXTERNAL' })).KeyMetadata?.KeyId ?? '';
    const wrapping = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' } as const;
    const parameters = await kms.getParametersForImport({ KeyId, ...wrapping });
    await kms.importKeyMaterial({
      KeyId,
      ImportToken: parameters.ImportToken,
      EncryptedKeyMaterial: await sealBySubtle(wrapping, parameters, new Uint8Array(32).fill(7)),
      ValidTo: after(10),
    });
    const { popover, list } = await open(strongroom);
    expect(textOf(inside(list, '#tasks'))).to.contain(TEXTS.upcoming['material-expiry']);
    expect(await press(popover, '#jump')).to.equal(TEXTS.jumped(moment(after(10))));
    await until(() => allInside(list, '#events li').length === 1);
    const [event] = allInside(list, '#events li');
    expect(textOf(event as HTMLElement)).to.contain(TEXTS.ran.DeleteExpiredKeyMaterial);
    expect(event?.querySelector('a')?.getAttribute('href')).to.equal(`#/keys/${KeyId}/material`);
  });

  it('show a long advance, and stop it', async () => {
    const strongroom = await create();
    const { sandbox } = strongroom;
    const target = after(365);
    const slow = (_: number, { signal, onProgress }: AdvanceOptions = {}) =>
      new Promise<Date>((_resolve, reject) => {
        onProgress?.({ now: after(73), paused: true, advancingTo: target });
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
      });
    const { popover } = await open({
      ...strongroom,
      sandbox: { ...sandbox, clock: { ...sandbox.clock, advance: slow } },
    });
    inside(popover, `[data-step='year']`).click();
    await until(() => popover.shadowRoot?.querySelector('progress'));
    expect(inside<HTMLProgressElement>(popover, 'progress').value).to.be.closeTo(0.2, 1e-9);
    expect(inside(popover, `[data-step='year']`).ariaDisabled).to.equal('true');
    await expectAccessible(popover);
    expect(await press(popover, '#stop')).to.equal(TEXTS.stopped);
    await until(() => popover.shadowRoot?.querySelector('progress') === null);
  });

  it('list every kind of task', async () => {
    const strongroom = await create();
    const kms = strongroom.kms();
    const KeyId = await rotatingKey(strongroom, 90);
    const doomed = await rotatingKey(strongroom, 90);
    await kms.scheduleKeyDeletion({ KeyId: doomed, PendingWindowInDays: 7 });
    await strongroom.sandbox.settings.set({ propagationDelaySeconds: 60 });
    await kms.tagResource({ KeyId, Tags: [{ TagKey: 'a', TagValue: 'b' }] });
    await kms.createAlias({ AliasName: 'alias/a', TargetKeyId: KeyId });
    const GranteePrincipal = 'arn:aws:iam::111122223333:role/Learner';
    await kms.createGrant({ KeyId, GranteePrincipal, Operations: ['Encrypt'] });
    await strongroom.sandbox.quotas.requestIncrease({ code: 'GrantsPerKey', value: 60_000 });
    const { list } = await open(strongroom);
    const tasks = allInside(list, '#tasks li').map(textOf);
    const { upcoming } = TEXTS;
    const kinds = [
      upcoming['tag-propagation'],
      upcoming['alias-propagation'],
      upcoming.grantCreated,
      upcoming['quota-increase']('GrantsPerKey', 'us-east-1'),
      upcoming.deletion,
      upcoming.rotation,
    ];
    expect(tasks).to.have.length(kinds.length);
    for (const kind of kinds) expect(tasks.some((task) => task.includes(shownText(kind)))).to.equal(true);
  });

  it('do not say that there are no tasks while an advance runs those that they have listed', async () => {
    const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const upcoming = [{ kind: 'rotation', at: after(1), keyArn }] as const;
    const list = await place('strong-task-list', { now: after(2), upcoming, ran: [] });
    const lines = () => allInside(list, 'p').map(textOf);
    expect(lines()).to.deep.equal([TEXTS.behind, TEXTS.behind]);
    list.upcoming = [];
    await drawn(list);
    expect(lines()).to.deep.equal([TEXTS.upcoming.none, TEXTS.ran.none]);
  });

  it('shows the advance of another tab until its end, also in a tab that was opened meanwhile', async () => {
    const listeners = new Set<(notice: ChangeNotice) => void>();
    const strongroom: Strongroom = {
      ...(await create()),
      onChange(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    };
    const { clock, popover } = await open(strongroom);
    const shown = () => popover.shadowRoot?.querySelector('#progress');
    expect(shown()).to.equal(null);
    const notify = (isOver: boolean) => {
      for (const listener of listeners)
        listener({
          world: strongroom.id,
          own: false,
          seq: 1,
          changes: [],
          touched: [],
          advance: { to: after(365), isOver },
        });
    };
    notify(false);
    await until(shown);
    expect(textOf(shown() as Element)).to.contain(TEXTS.progressElsewhere(moment(after(365))));
    expect(popover.shadowRoot?.querySelector('#stop')).to.equal(null);
    expect(textOf(inside(clock, 'button'))).to.contain('advancing');
    await expectAccessible(popover);
    const late = await place('strong-clock', { strongroom });
    notify(false);
    await until(() => textOf(inside(late, 'button')).includes('advancing'));
    notify(true);
    await until(() => !textOf(inside(late, 'button')).includes('advancing'));
    await until(() => shown() === null);
    expect(textOf(inside(clock, 'button'))).not.to.contain('advancing');
  });
});
