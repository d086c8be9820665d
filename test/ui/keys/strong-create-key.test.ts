import { expect } from 'chai';
import { KEY_SPECS } from '../../../src/model/algorithms.ts';
import type { Capability } from '../../../src/model/contract.ts';
import { TEXTS } from '../../../src/ui/page/custody-texts.ts';
import { TEXTS as KEYS_TEXTS } from '../../../src/ui/keys/keys-texts.ts';
import type { KeySpec } from '../../../src/model/sdk.ts';
import '../../../src/ui/keys/strong-create-key.ts';
import { CREATE_KEY, type NewKey } from '../../../src/ui/keys/strong-create-key.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf } from '../fixture.ts';

type Dialog = HTMLElementTagNameMap['strong-create-key'];

const LIBRARY = ['ECC_SECG_P256K1', 'HMAC_224', 'SM2', 'ML_KEM_512'];
const CAPABILITIES: readonly Capability[] = (Object.keys(KEY_SPECS) as KeySpec[]).map((spec) => ({
  spec,
  servedBy: LIBRARY.includes(spec) ? 'library' : 'native',
}));

async function open(members: Partial<Dialog> = {}): Promise<Dialog> {
  const dialog = await place('strong-create-key', { region: 'us-east-1', capabilities: CAPABILITIES, ...members });
  dialog.show();
  await drawn(dialog);
  return dialog;
}

async function choose(dialog: Dialog, id: 'usage' | 'spec', value: string): Promise<void> {
  const select = inside<HTMLSelectElement>(dialog, `#${id}`);
  select.value = value;
  select.dispatchEvent(new Event('change'));
  await drawn(dialog);
}

const custody = (dialog: Dialog): Element => inside(dialog, 'strong-custody-choice');

async function pick(dialog: Dialog, value: string): Promise<void> {
  await drawn(custody(dialog));
  inside<HTMLInputElement>(custody(dialog), `input[value=${value}]`).click();
  await drawn(dialog);
}

const offers = (dialog: Dialog): string[] =>
  [...inside<HTMLSelectElement>(dialog, '#spec').options].map(({ text, disabled }) =>
    disabled ? `no: ${text}` : text,
  );

async function submitted(dialog: Dialog): Promise<NewKey> {
  const asked = next<NewKey>(dialog, CREATE_KEY.name);
  inside<HTMLFormElement>(dialog, 'form').requestSubmit();
  return (await asked).detail;
}

describe('strong-create-key', () => {
  it('makes a symmetric key unless told otherwise, and offers no choice where there is none', async () => {
    const dialog = await open();
    expect(textOf(custody(dialog))).to.contain(KEYS_TEXTS.custody.native);
    expect(allInside(custody(dialog), 'input')).to.deep.equal([]);
    inside<HTMLInputElement>(dialog, '#alias').value = 'app';
    await expectAccessible(dialog);
    expect(await submitted(dialog)).to.deep.equal({
      alias: 'alias/app',
      description: '',
      usage: 'ENCRYPT_DECRYPT',
      spec: 'SYMMETRIC_DEFAULT',
      origin: 'AWS_KMS',
      custody: 'native',
      multiRegion: false,
      keyStoreId: undefined,
      xksKeyId: undefined,
    });
  });

  it('begins with the custody of the world, and passes what was chosen', async () => {
    const dialog = await open({ custody: 'complete' });
    await choose(dialog, 'usage', 'SIGN_VERIFY');
    await drawn(custody(dialog));
    expect(inside<HTMLInputElement>(custody(dialog), 'input:checked').value).to.equal('complete');
    expect(textOf(custody(dialog)))
      .to.contain(TEXTS.planned.native(TEXTS.bareKey.digest))
      .and.to.contain(TEXTS.planned.both(TEXTS.bareKey.digest));
    await expectAccessible(dialog);
    await pick(dialog, 'strict');
    expect(await submitted(dialog)).to.include({ usage: 'SIGN_VERIFY', spec: 'RSA_2048', custody: 'strict' });
    dialog.show();
    expect((await submitted(dialog)).custody, 'fresh again').to.equal('complete');
  });

  it('shows what the Region has not, with the reason', async () => {
    const east = await open();
    await choose(east, 'usage', 'KEY_AGREEMENT');
    expect(offers(east)).to.deep.equal([
      'ECC_NIST_P256',
      'ECC_NIST_P384',
      'ECC_NIST_P521',
      `no: ${KEYS_TEXTS.createKey.specNotOffered('SM2', TEXTS.notOffered.onlyInChina)}`,
    ]);
    const china = await open({ region: 'cn-north-1' });
    await choose(china, 'usage', 'KEY_AGREEMENT');
    expect(offers(china)).to.include('SM2');
    await choose(china, 'usage', 'ENCAPSULATE_DECAPSULATE');
    expect(offers(china)).to.include(
      `no: ${KEYS_TEXTS.createKey.specNotOffered('ML_KEM_768', TEXTS.notOffered.notInChina)}`,
    );
  });

  it('shows what strict refuses, and does not let a wrapped spec be strict', async () => {
    const dialog = await open();
    await choose(dialog, 'usage', 'SIGN_VERIFY');
    await pick(dialog, 'strict');
    expect(offers(dialog)).to.include(
      `no: ${KEYS_TEXTS.createKey.specNotOffered('ECC_SECG_P256K1', TEXTS.notOffered.notNative)}`,
    );
    await pick(dialog, 'native');
    await choose(dialog, 'spec', 'ECC_SECG_P256K1');
    await drawn(custody(dialog));
    expect(inside<HTMLInputElement>(custody(dialog), 'input[value=strict]').disabled).to.equal(true);
    expect(textOf(custody(dialog)))
      .to.contain(TEXTS.planned.refused('ECC_SECG_P256K1'))
      .and.to.contain(TEXTS.planned.wrapped('ECC_SECG_P256K1', TEXTS.bareKey.digest));
  });

  it('under strict begins each usage with a spec that can be had', async () => {
    const dialog = await open({ custody: 'strict' });
    await choose(dialog, 'usage', 'GENERATE_VERIFY_MAC');
    expect(await submitted(dialog)).to.include({ spec: 'HMAC_256', custody: 'strict' });
    expect(offers(dialog)[0]).to.match(/^no: HMAC_224/);
  });
});
