import { expect } from 'chai';
import '../../../src/ui/key/strong-custody.ts';
import { TEXTS as KEY_TEXTS } from '../../../src/ui/key/key-texts.ts';
import { TEXTS } from '../../../src/ui/page/custody-texts.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf } from '../fixture.ts';

const BOTH = { native: ['ECDSA_SHA_256'], wrapped: true };

describe('strong-custody', () => {
  const cases = [
    {
      spec: 'SYMMETRIC_DEFAULT',
      usage: 'ENCRYPT_DECRYPT',
      custody: { native: ['SYMMETRIC_DEFAULT'], wrapped: false },
      says: TEXTS.why.native('SYMMETRIC_DEFAULT', undefined),
    },
    {
      spec: 'RSA_2048',
      usage: 'SIGN_VERIFY',
      custody: { native: ['RSASSA_PSS_SHA_256'], wrapped: false },
      says: TEXTS.why.native('RSA_2048', TEXTS.bareKey.digest),
    },
    {
      spec: 'ECC_SECG_P256K1',
      usage: 'SIGN_VERIFY',
      custody: { native: [], wrapped: true },
      says: TEXTS.why.wrapped('ECC_SECG_P256K1'),
    },
    { spec: 'ML_DSA_65', usage: 'SIGN_VERIFY', custody: BOTH, says: TEXTS.why.both(TEXTS.bareKey.externalMu) },
  ] as const;
  for (const { spec, usage, custody, says } of cases) {
    it(`says where ${spec} is and why: ${says}`, async () => {
      const element = await place('strong-custody', { spec, usage, custody });
      expect(textOf(element)).to.contain(says);
      // Only a copy beside native material can go: without anything else the key could do nothing.
      expect(allInside(element, 'strong-dialog')).to.have.length(custody === BOTH ? 1 : 0);
      await expectAccessible(element);
    });
  }

  const stops = [
    ['ECC_NIST_P256', TEXTS.bareKey.digest],
    ['ML_DSA_44', TEXTS.bareKey.externalMu],
    ['ECC_NIST_EDWARDS25519', TEXTS.bareKey.ed25519ph],
  ] as const;
  for (const [spec, what] of stops) {
    it(`destroys the copy of ${spec} only after it has said that ${what} stops`, async () => {
      const element = await place('strong-custody', { spec, usage: 'SIGN_VERIFY', custody: BOTH });
      inside<HTMLButtonElement>(element, 'button').click();
      const dialog = inside(element, 'strong-dialog');
      expect(inside<HTMLDialogElement>(dialog, 'dialog').open).to.equal(true);
      expect(textOf(dialog)).to.contain(KEY_TEXTS.custody.dialog.disabled(what));
      await expectAccessible(element);
      const destroy = inside<HTMLButtonElement>(element, '[slot=actions]');
      expect(destroy.disabled).to.equal(true);
      inside<HTMLInputElement>(element, 'input').click();
      await drawn(element);
      const asked = next(element, 'strong-drop-wrapped');
      destroy.click();
      await asked;
      expect(inside<HTMLDialogElement>(dialog, 'dialog').open).to.equal(false);
    });
  }

  it('forgets the confirmation when the dialog is opened again', async () => {
    const element = await place('strong-custody', { spec: 'RSA_2048', usage: 'SIGN_VERIFY', custody: BOTH });
    const open = inside<HTMLButtonElement>(element, 'button');
    open.click();
    inside<HTMLInputElement>(element, 'input').click();
    inside<HTMLElementTagNameMap['strong-dialog']>(element, 'strong-dialog').close();
    open.click();
    await drawn(element);
    expect(inside<HTMLButtonElement>(element, '[slot=actions]').disabled).to.equal(true);
    expect(inside<HTMLInputElement>(element, 'input').checked).to.equal(false);
  });
});
