import { expect } from 'chai';
import '../../../src/ui/keys/bulk-dialog.ts';
import type { BulkAction } from '../../../src/ui/keys/bulk-dialog.ts';
import { loadKeys } from '../../../src/ui/keys/load-keys.ts';
import { TEXTS as RADIUS_TEXTS } from '../../../src/ui/blast-radius/blast-radius-texts.ts';
import { TEXTS } from '../../../src/ui/keys/keys-texts.ts';
import { servicesOf } from '../../../src/ui/page/services-of.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, expectAccessible, inside, place, textOf, type, until } from '../fixture.ts';

/** The dialog for `action` on all keys. */
async function opened(context: PageContext, action: BulkAction) {
  const dialog = await place('strong-bulk-dialog', { context });
  await dialog.show(action, await loadKeys(context.kms, context.strongroom));
  await until(() => !textOf(dialog).includes(RADIUS_TEXTS.loading));
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

  describe('with services that use the keys', () => {
    /** An item of a table that either of two keys decrypts. */
    async function twoRecipients(context: PageContext) {
      const [one, other] = [await newKey(context), await newKey(context)];
      const { tenantTable } = servicesOf(context.strongroom);
      await tenantTable.createTable({ TableName: 't', isolation: 'context', KeyId: one.Arn });
      await tenantTable.putItem({ TableName: 't', tenant: 'red', id: '1', text: 'x' });
      await tenantTable.addRecipient({ TableName: 't', tenant: 'red', KeyId: other.Arn });
      return [one, other] as const;
    }
    const radius = (dialog: HTMLElement) => inside(dialog, 'strong-blast-radius');
    const group = (dialog: HTMLElement, name: string) =>
      allInside(radius(dialog), `.${name} li`)
        .map((line) => textOf(line))
        .join();

    for (const action of ['disable', 'delete'] as const)
      it(`shows what would stop with all keys together: ${action}`, async () => {
        const context = pageContext();
        await twoRecipients(context);
        const dialog = await opened(context, action);
        await until(() => group(dialog, 'now').includes('t/red/1'));
        expect(group(dialog, 'continues')).to.equal('');
        await expectAccessible(dialog);
        expect(await statesOf(context)).to.deep.equal(['Enabled', 'Enabled']);
      });

    it('shows what continues with a key that is not changed', async () => {
      const context = pageContext();
      const [one] = await twoRecipients(context);
      const dialog = await place('strong-bulk-dialog', { context });
      const keys = await loadKeys(context.kms, context.strongroom);
      await dialog.show(
        'disable',
        keys.filter(({ arn }) => arn === one.Arn),
      );
      await until(() => dialog.shadowRoot?.querySelector('strong-blast-radius'));
      await until(() => group(dialog, 'continues').includes('t/red/1'));
    });

    it('shows nothing with a tag, and nothing in a sandbox without records', async () => {
      const context = pageContext();
      await twoRecipients(context);
      const dialog = await opened(context, 'tag');
      expect(dialog.shadowRoot?.querySelector('strong-blast-radius')).to.equal(null);
      const empty = pageContext();
      await newKey(empty);
      expect((await opened(empty, 'disable')).shadowRoot?.querySelector('strong-blast-radius')).to.equal(null);
    });

    it('asks a second time if what would stop could not be determined', async () => {
      const context = pageContext();
      await twoRecipients(context);
      Object.assign(context.strongroom.sandbox.serviceRecords, {
        list: () => Promise.reject(new Error('storage')),
      });
      const dialog = await opened(context, 'disable');
      expect(textOf(inside(dialog, '[role=alert]'))).to.equal(RADIUS_TEXTS.unknownEffects);
      await expectAccessible(dialog);
      submit(dialog);
      expect(inside<HTMLInputElement>(dialog, '[name=unknown]').validity.valueMissing).to.equal(true);
      expect(await statesOf(context)).to.deep.equal(['Enabled', 'Enabled']);
      inside(dialog, '[name=unknown]').click();
      submit(dialog);
      await until(() => textOf(dialog).includes(TEXTS.bulk.result(2, 2)));
      expect(await statesOf(context)).to.deep.equal(['Disabled', 'Disabled']);
    });
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
