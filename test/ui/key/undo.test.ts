/** Undo of the changes of a key: each restores what the change replaced. */
import { expect } from 'chai';
import type { Toast } from '../../../src/ui/kit/toast.ts';
import { TOAST } from '../../../src/ui/kit/toast.ts';
import { keyChanges, undoCancellation, undoDeletion } from '../../../src/ui/key/key-changes.ts';
import { TEXTS } from '../../../src/ui/key/key-texts.ts';
import '../../../src/ui/key/key-page.ts';
import type { StrongKeyTab } from '../../../src/ui/page/strong-key-tab.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { describeKey, newKey, pageContext } from '../context.ts';
import { allInside, drawn, inside, next, place, type, until } from '../fixture.ts';

const DAY_SECONDS = 86_400;

/** Acts, and resolves with the toast of the change. */
async function toastOf(element: Element, act: () => unknown): Promise<Toast> {
  const shown = next<Toast>(element, TOAST.name);
  act();
  return (await shown).detail;
}

const undo = async ({ undo: reverse }: Toast): Promise<string> => {
  await reverse?.run();
  return reverse?.done ?? expect.fail('there is no Undo');
};

async function tabOf<
  T extends 'strong-key-aliases-tab' | 'strong-key-tags-tab' | 'strong-key-rotation-tab' | 'strong-key-general-tab',
>(tag: T, context: PageContext, KeyId: string) {
  const { Aliases = [] } = await context.kms.listAliases({ KeyId });
  const aliases = Aliases.map(({ AliasName = '' }) => AliasName);
  const key = await describeKey(context, { KeyId });
  const tab = (await place(tag, { context, key, aliases } as object)) as unknown as StrongKeyTab;
  await until(() => !tab.hasAttribute('loading'));
  await drawn(tab);
  return tab;
}

const submit = (tab: Element) => inside<HTMLFormElement>(tab, 'form').requestSubmit();

describe('Undo of a change of a key', () => {
  it('enables a key that was disabled', async () => {
    const context = pageContext();
    const { KeyId } = await newKey(context);
    const page = await place('strong-key-page', { context, keyId: KeyId });
    await until(() => page.shadowRoot?.querySelector('strong-key-actions'));
    const toast = await toastOf(page, () =>
      inside(page, 'strong-key-actions').dispatchEvent(new CustomEvent('strong-key-action', { detail: 'disable' })),
    );
    expect(toast.text).to.equal(`${KeyId}: ${TEXTS.actions.disabled}`);
    expect((await describeKey(context, { KeyId })).KeyState).to.equal('Disabled');
    expect(await undo(toast)).to.equal(`${KeyId}: ${TEXTS.actions.enabled}`);
    expect((await describeKey(context, { KeyId })).KeyState).to.equal('Enabled');
  });

  it('of a tab names the key as its page does', async () => {
    const context = pageContext();
    const { KeyId = '' } = await newKey(context);
    const tab = await tabOf('strong-key-tags-tab', context, KeyId);
    tab.keyName = 'alias/named';
    const saved = new CustomEvent('strong-pairs', { detail: { team: 'blue' } });
    const toast = await toastOf(tab, () => inside(tab, 'strong-pairs').dispatchEvent(saved));
    expect(toast.text).to.equal(`alias/named: ${TEXTS.tags.saved}`);
    expect(toast.undo?.done).to.equal(`alias/named: ${TEXTS.tags.restored}`);
  });

  for (const [before, state] of [
    ['enabled', 'Enabled'],
    ['disabled', 'Disabled'],
  ] as const) {
    it(`cancels the deletion of a key that was ${before}, which is ${before} again`, async () => {
      const context = pageContext();
      const { KeyId } = await newKey(context);
      const changes = keyChanges(context.kms, KeyId);
      if (before === 'disabled') await changes.disable();
      await changes.scheduleDeletion(7);
      await undoDeletion(changes, before === 'enabled').run();
      expect((await describeKey(context, { KeyId })).KeyState).to.equal(state);
    });
  }

  it('schedules a canceled deletion again, unless less than the minimum remained', async () => {
    const context = pageContext();
    const { KeyId } = await newKey(context);
    const changes = keyChanges(context.kms, KeyId);
    expect(undoCancellation(changes, 6)).to.equal(undefined);
    await undoCancellation(changes, 9.5)?.run();
    const { DeletionDate } = await describeKey(context, { KeyId });
    const left = (DeletionDate?.getTime() ?? 0) - (await context.strongroom.sandbox.clock.now()).getTime();
    expect(Math.round(left / 1000 / DAY_SECONDS)).to.equal(10);
  });

  it('creates a deleted alias again, on the same key', async () => {
    const context = pageContext();
    const { KeyId } = await newKey(context);
    await context.kms.createAlias({ AliasName: 'alias/app', TargetKeyId: KeyId });
    const tab = await tabOf('strong-key-aliases-tab', context, KeyId);
    const toast = await toastOf(tab, () => inside(tab, '.danger').click());
    expect(toast.text).to.contain('Programs that name it now fail');
    expect((await context.kms.listAliases({ KeyId })).Aliases).to.deep.equal([]);
    await undo(toast);
    expect((await describeKey(context, { KeyId: 'alias/app' })).KeyId).to.equal(KeyId);
  });

  it('deletes a created alias, and moves a moved one back', async () => {
    const context = pageContext();
    const { KeyId } = await newKey(context);
    const other = await newKey(context);
    const tab = await tabOf('strong-key-aliases-tab', context, KeyId);
    const add = () => {
      inside<HTMLInputElement>(tab, '#alias').value = 'app';
      submit(tab);
    };
    await undo(await toastOf(tab, add));
    expect((await context.kms.listAliases({ KeyId })).Aliases).to.deep.equal([]);
    await context.kms.createAlias({ AliasName: 'alias/app', TargetKeyId: other.KeyId });
    add();
    await until(() => tab.shadowRoot?.querySelector('strong-problem button'));
    const moved = await toastOf(tab, () => inside(tab, 'strong-problem button').click());
    expect((await describeKey(context, { KeyId: 'alias/app' })).KeyId).to.equal(KeyId);
    await undo(moved);
    expect((await describeKey(context, { KeyId: 'alias/app' })).KeyId).to.equal(other.KeyId);
  });

  it('refuses an alias name at its field, and sends nothing', async () => {
    const context = pageContext();
    const { KeyId } = await newKey(context);
    const tab = await tabOf('strong-key-aliases-tab', context, KeyId);
    for (const [name, says] of [
      ['my app', TEXTS.aliases.invalid],
      ['alias/aws/s3', TEXTS.aliases.reserved],
    ] as const) {
      inside<HTMLInputElement>(tab, '#alias').value = name;
      submit(tab);
      await until(() => inside(tab, '#alias-error').textContent === says);
    }
    expect((await context.strongroom.sandbox.events.query({ operation: 'CreateAlias' })).events).to.deep.equal([]);
  });

  it('restores tags: changed, removed and added ones', async () => {
    const context = pageContext();
    const { KeyId } = await newKey(context, {
      Tags: [
        { TagKey: 'team', TagValue: 'red' },
        { TagKey: 'old', TagValue: '1' },
      ],
    });
    const tab = await tabOf('strong-key-tags-tab', context, KeyId);
    const toast = await toastOf(tab, () =>
      inside(tab, 'strong-pairs').dispatchEvent(
        new CustomEvent('strong-pairs', { detail: { team: 'blue', added: '2' } }),
      ),
    );
    await undo(toast);
    const { Tags = [] } = await context.kms.listResourceTags({ KeyId });
    expect(Object.fromEntries(Tags.map(({ TagKey, TagValue }) => [TagKey, TagValue]))).to.deep.equal({
      team: 'red',
      old: '1',
    });
  });

  it('restores the description', async () => {
    const context = pageContext();
    const { KeyId } = await newKey(context, { Description: 'first' });
    const tab = await tabOf('strong-key-general-tab', context, KeyId);
    const toast = await toastOf(tab, () => {
      type(inside<HTMLInputElement>(tab, '#description'), 'second');
      submit(tab);
    });
    expect((await describeKey(context, { KeyId })).Description).to.equal('second');
    await undo(toast);
    expect((await describeKey(context, { KeyId })).Description).to.equal('first');
  });

  it('restores the rotation setting: off, and on with its period', async () => {
    const context = pageContext();
    const { KeyId } = await newKey(context);
    const status = () => context.kms.getKeyRotationStatus({ KeyId });
    let tab = await tabOf('strong-key-rotation-tab', context, KeyId);
    await undo(await toastOf(tab, () => submit(tab)));
    expect((await status()).KeyRotationEnabled).to.equal(false);
    await context.kms.enableKeyRotation({ KeyId, RotationPeriodInDays: 100 });
    tab = await tabOf('strong-key-rotation-tab', context, KeyId);
    const disable = allInside(tab, 'button').find((one) => one.textContent.trim() === TEXTS.rotation.disable);
    const toast = await toastOf(tab, () => disable?.click());
    expect((await status()).KeyRotationEnabled).to.equal(false);
    await undo(toast);
    expect(await status()).to.include({ KeyRotationEnabled: true, RotationPeriodInDays: 100 });
  });
});
