import { expect } from 'chai';
import '../../../src/ui/keys/bulk-dialog.ts';
import type { BulkAction } from '../../../src/ui/keys/bulk-dialog.ts';
import { loadKeys } from '../../../src/ui/keys/load-keys.ts';
import { TEXTS } from '../../../src/ui/keys/keys-texts.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, expectAccessible, inside, place, textOf, type, until } from '../fixture.ts';

/** The dialog for `action` on all keys. */
async function opened(context: PageContext, action: BulkAction) {
  const dialog = await place('strong-bulk-dialog', { kms: context.kms });
  await dialog.show(action, await loadKeys(context.kms, context.strongroom));
  return dialog;
}

const submit = (dialog: HTMLElement) => inside<HTMLButtonElement>(dialog, '[slot=actions]').click();
const lines = (dialog: HTMLElement) => allInside(dialog, 'li').map((line) => textOf(line));
const statesOf = async ({ kms, strongroom }: PageContext) =>
  (await loadKeys(kms, strongroom)).map(({ state }) => state).sort();

describe('strong-bulk-dialog', () => {
  it('lists the keys with their states before anything is changed', async () => {
    const context = pageContext();
    const { KeyId } = await newKey(context);
    for (const AliasName of ['alias/a', 'alias/b']) await context.kms.createAlias({ AliasName, TargetKeyId: KeyId });
    const other = await newKey(context);
    const dialog = await opened(context, 'disable');
    expect(lines(dialog)).to.have.members(['alias/a, alias/b Enabled', `${other.KeyId} Enabled`]);
    await expectAccessible(dialog);
    expect(await statesOf(context)).to.deep.equal(['Enabled', 'Enabled']);
  });

  it('reports for each key what became of it', async () => {
    const context = pageContext();
    const [one, other] = [await newKey(context), await newKey(context)];
    await context.kms.disableKey({ KeyId: one.KeyId });
    await context.kms.scheduleKeyDeletion({ KeyId: other.KeyId, PendingWindowInDays: 7 });
    const dialog = await opened(context, 'enable');
    submit(dialog);
    await until(() => textOf(dialog).includes(TEXTS.bulk.result(1, 2)));
    expect(lines(dialog).filter((line) => line.endsWith(TEXTS.bulk.done))).to.have.length(1);
    expect(lines(dialog).filter((line) => line.includes('KMSInvalidStateException: '))).to.have.length(1);
    expect(allInside(dialog, '[slot=actions]')).to.deep.equal([]);
    await expectAccessible(dialog);
    expect(await statesOf(context)).to.deep.equal(['Enabled', 'PendingDeletion']);
  });

  it('adds a tag to each key and keeps their other tags', async () => {
    const context = pageContext();
    await newKey(context, { Tags: [{ TagKey: 'team', TagValue: 'red' }] });
    await newKey(context);
    const dialog = await opened(context, 'tag');
    submit(dialog);
    expect(inside<HTMLInputElement>(dialog, '#name').validity.valueMissing).to.equal(true);
    type(inside<HTMLInputElement>(dialog, '#name'), 'cost');
    type(inside<HTMLInputElement>(dialog, '#value'), '7');
    await expectAccessible(dialog);
    submit(dialog);
    await until(() => textOf(dialog).includes(TEXTS.bulk.result(2, 2)));
    const tags = (await loadKeys(context.kms, context.strongroom)).map((key) => key.tags);
    expect(tags).to.have.deep.members([{ team: 'red', cost: '7' }, { cost: '7' }]);
  });

  it('schedules deletion only after a confirmation', async () => {
    const context = pageContext();
    await newKey(context);
    await newKey(context);
    const dialog = await opened(context, 'delete');
    type(inside<HTMLInputElement>(dialog, '#days'), '9');
    submit(dialog);
    expect(await statesOf(context)).to.deep.equal(['Enabled', 'Enabled']);
    inside(dialog, '[name=sure]').click();
    await expectAccessible(dialog);
    submit(dialog);
    await until(() => textOf(dialog).includes(TEXTS.bulk.result(2, 2)));
    const now = (await context.strongroom.sandbox.clock.now()).getTime();
    for (const { deletionAt = 0 } of await loadKeys(context.kms, context.strongroom))
      expect((deletionAt - now) / 86_400_000).to.be.closeTo(9, 0.01);
  });

  it('is fresh each time that it is opened', async () => {
    const context = pageContext();
    await newKey(context);
    const dialog = await opened(context, 'disable');
    submit(dialog);
    await until(() => textOf(dialog).includes(TEXTS.bulk.result(1, 1)));
    await dialog.show('enable', await loadKeys(context.kms, context.strongroom));
    expect(lines(dialog)[0]).to.match(/ Disabled$/);
    submit(dialog);
    await until(() => textOf(dialog).includes(TEXTS.bulk.result(1, 1)));
    expect(await statesOf(context)).to.deep.equal(['Enabled']);
  });
});
