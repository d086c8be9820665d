import { expect } from 'chai';
import '../../../src/ui/settings/faults-dialog.ts';
import { TEXTS } from '../../../src/ui/settings/faults-texts.ts';
import { pageContext } from '../context.ts';
import { allInside, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

async function open() {
  const context = pageContext();
  const dialog = await place('strong-faults-dialog', { strongroom: context.strongroom });
  await dialog.show();
  await until(() => allInside(dialog, 'form').length > 0);
  const button = (label: string) =>
    allInside<HTMLButtonElement>(dialog, 'button').find(({ ariaLabel }) => ariaLabel === label);
  return { context, dialog, button };
}

describe('strong-faults-dialog', () => {
  it('lists the faults of storage and clock, and is accessible', async () => {
    const { dialog } = await open();
    const names = allInside(dialog, 'form p .mono').map(({ textContent }) => textContent);
    expect(names).to.include.members(['storage-full', 'storage-slow', 'clock-ahead', 'clock-stopped']);
    expect(names).not.to.include('cloudhsm-network');
    await expectAccessible(dialog);
  });

  it('sets a fault with its options, which the next call meets, and clears it', async () => {
    const { context, dialog, button } = await open();
    await context.kms.createKey({});
    inside<HTMLInputElement>(dialog, '#storage-full-commits').value = '1';
    button(TEXTS.setFault('storage-full'))?.click();
    await until(() => button(TEXTS.clearFault('storage-full')));
    const refused = await context.kms.createKey({}).then(
      () => 'created',
      (error: Error) => error.name,
    );
    expect(refused).to.equal('StorageError');
    await context.kms.createKey({});

    button(TEXTS.setFault('storage-failed'))?.click();
    await until(() => button(TEXTS.clearFault('storage-failed')));
    expect(textOf(dialog)).to.contain(TEXTS.isSet);
    await expectAccessible(dialog);
    button(TEXTS.clearFault('storage-failed'))?.click();
    await until(() => button(TEXTS.setFault('storage-failed')));
    expect((await context.kms.listKeys({})).Keys).to.have.length(2);
  });

  it('needs the options of a fault that has no default', async () => {
    const { context, button } = await open();
    button(TEXTS.setFault('clock-ahead'))?.click();
    expect((await context.strongroom.sandbox.faults.list()).filter(({ set }) => set !== undefined)).to.deep.equal([]);
  });
});
