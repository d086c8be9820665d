import { expect } from 'chai';
import '../../../src/ui/key/strong-custody.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf } from '../fixture.ts';

const BOTH = { native: ['ECDSA_SHA_256'], wrapped: true };

describe('strong-custody', () => {
  const cases = [
    {
      spec: 'SYMMETRIC_DEFAULT',
      usage: 'ENCRYPT_DECRYPT',
      custody: { native: ['SYMMETRIC_DEFAULT'], wrapped: false },
      says: 'Native.',
    },
    {
      spec: 'RSA_2048',
      usage: 'SIGN_VERIFY',
      custody: { native: ['RSASSA_PSS_SHA_256'], wrapped: false },
      says: 'MessageType DIGEST needs the bare private key and is refused',
    },
    {
      spec: 'ECC_SECG_P256K1',
      usage: 'SIGN_VERIFY',
      custody: { native: [], wrapped: true },
      says: 'no native ECC_SECG_P256K1 keys: a library',
    },
    { spec: 'ML_DSA_65', usage: 'SIGN_VERIFY', custody: BOTH, says: 'EXTERNAL_MU is done with the copy' },
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
    ['ECC_NIST_P256', 'Sign with MessageType DIGEST'],
    ['ML_DSA_44', 'Sign with MessageType EXTERNAL_MU'],
    ['ECC_NIST_EDWARDS25519', 'Sign with ED25519_PH_SHA_512 (Ed25519ph)'],
  ] as const;
  for (const [spec, what] of stops) {
    it(`destroys the copy of ${spec} only after it has said that ${what} stops`, async () => {
      const element = await place('strong-custody', { spec, usage: 'SIGN_VERIFY', custody: BOTH });
      inside<HTMLButtonElement>(element, 'button').click();
      const dialog = inside(element, 'strong-dialog');
      expect(inside<HTMLDialogElement>(dialog, 'dialog').open).to.equal(true);
      expect(textOf(dialog)).to.contain(`${what}. The call will return UnsupportedOperationException`);
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
