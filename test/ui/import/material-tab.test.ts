import { expect } from 'chai';
import { encodeUtf8, type Bytes } from '../../../src/base/bytes.ts';
import '../../../src/ui/import/material-tab.ts';
import { TEXTS } from '../../../src/ui/import/import-texts.ts';
import { WORDS } from '../../../src/ui/kit/kit-texts.ts';
import type { InputOf } from '../../../src/model/operations.ts';
import { KEY_CHANGED } from '../../../src/ui/page/strong-key-tab.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { openssl } from '../../crypto/openssl.ts';
import { describeKey, newKey, pageContext } from '../context.ts';
import { allInside, expectAccessible, inside, next, place, textOf, until } from '../fixture.ts';

type Tab = HTMLElementTagNameMap['strong-key-material-tab'];

async function open(context: PageContext, input: InputOf<'CreateKey'> = {}): Promise<Tab> {
  const key = await newKey(context, { Origin: 'EXTERNAL', ...input });
  const tab = await place('strong-key-material-tab', { context, key });
  await until(() => !textOf(tab).includes(WORDS.loading) && allInside(tab, 'h3').length > 0);
  return tab;
}

const steps = (tab: Tab): Element => inside(tab, 'strong-import-steps');
const options = (tab: Tab): Element => inside(tab, 'strong-import-options');

function button(root: Element, words: string): HTMLButtonElement {
  const found = allInside<HTMLButtonElement>(root, 'button').find(({ textContent }) => textContent.trim() === words);
  if (!found) throw new Error(`There is no button ${words}.`);
  return found;
}

/** Sets the key as the page would. */
async function lookAgain(tab: Tab): Promise<void> {
  tab.key = await describeKey(tab.context, tab.key);
  await tab.updateComplete;
}

async function getParameters(tab: Tab): Promise<void> {
  button(tab, TEXTS.wizard.parameters.get).click();
  await next(tab, KEY_CHANGED.name);
  await until(() => allInside(tab, 'strong-import-steps').length === 1);
}

async function wrapInPage(tab: Tab): Promise<void> {
  button(steps(tab), TEXTS.wizard.material.generate).click();
  await until(() => textOf(steps(tab)).includes(TEXTS.wizard.material.wrap));
  button(steps(tab), TEXTS.wizard.material.wrap).click();
  await until(() => textOf(steps(tab)).includes(TEXTS.wizard.material.wrapped));
}

async function importNow(tab: Tab): Promise<void> {
  await until(() => button(options(tab), TEXTS.wizard.import.import).ariaDisabled === 'false');
  button(options(tab), TEXTS.wizard.import.import).click();
  await next(tab, KEY_CHANGED.name);
  await lookAgain(tab);
}

async function give(drop: Element, bytes: Bytes, name: string): Promise<void> {
  const input = inside<HTMLInputElement>(drop, 'input');
  const files = new DataTransfer();
  files.items.add(new File([bytes], name));
  input.files = files.files;
  input.dispatchEvent(new Event('change'));
}

describe('the key material tab', () => {
  it('wraps key material in the page, step by step, and imports it', async () => {
    const context = pageContext();
    const tab = await open(context);
    expect(textOf(tab)).to.contain('Not imported yet.').and.to.contain(TEXTS.wizard.material.first);
    expect(button(options(tab), TEXTS.wizard.import.import).ariaDisabled).to.equal('true');
    await expectAccessible(tab);
    await getParameters(tab);
    await wrapInPage(tab);
    expect(textOf(steps(tab))).to.contain('32 bytes become 512 bytes');
    await expectAccessible(tab);
    await importNow(tab);
    expect(tab.key).to.include({ KeyState: 'Enabled', ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' });
    await until(() => allInside(tab, 'strong-import-materials').length === 1);
    await expectAccessible(tab);
    const { CiphertextBlob } = await context.kms.encrypt({ KeyId: tab.key.KeyId, Plaintext: Uint8Array.of(5) });
    expect((await context.kms.decrypt({ CiphertextBlob })).Plaintext).to.deep.equal(Uint8Array.of(5));
    // The keys are native: this browser unwrapped them.
    const custody = await context.strongroom.sandbox.custody.get(tab.key.Arn);
    expect(custody).to.deep.equal({ native: ['SYMMETRIC_DEFAULT'], wrapped: false, imported: 'unwrapped' });
  });

  it('shows the layers of RSA_AES_KEY_WRAP for a private key', async () => {
    const context = pageContext();
    const tab = await open(context, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    await getParameters(tab);
    await wrapInPage(tab);
    expect(allInside(steps(tab), 'ol li')).to.have.length(4);
    await importNow(tab);
    const input = { KeyId: tab.key.KeyId, Message: Uint8Array.of(1), SigningAlgorithm: 'ECDSA_SHA_256' } as const;
    const { Signature } = await context.kms.sign(input);
    expect((await context.kms.verify({ ...input, Signature })).SignatureValid).to.equal(true);
  });

  it('imports a file that OpenSSL wrapped, with an expiration, and deletes the material', async () => {
    const context = pageContext();
    const tab = await open(context, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    const { PublicKey, ImportToken } = await context.kms.getParametersForImport({
      KeyId: tab.key.KeyId,
      WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
      WrappingKeySpec: 'RSA_2048',
    });
    const material = crypto.getRandomValues(new Uint8Array(32));
    const wrapped = await openssl.wrap('RSAES_OAEP_SHA_256', PublicKey as Bytes, material);
    await getParameters(tab);
    allInside<HTMLInputElement>(steps(tab), 'input[type=radio]')[1]?.click();
    await until(() => allInside(steps(tab), 'strong-file-drop').length === 2);
    const [file, token] = allInside(steps(tab), 'strong-file-drop');
    await give(file!, wrapped, 'EncryptedKeyMaterial.bin');
    await give(token!, ImportToken as Bytes, 'importToken.bin');
    await until(() => textOf(steps(tab)).includes('importToken.bin'));
    await expectAccessible(tab);
    allInside<HTMLInputElement>(options(tab), 'input[name=expiration]')[1]?.click();
    await until(() => allInside(options(tab), '#days').length === 1);
    inside<HTMLInputElement>(options(tab), '#days').value = '10';
    await importNow(tab);
    const days = ((tab.key.ValidTo?.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(days).to.be.within(9.9, 10.1);
    const { Mac } = await context.kms.generateMac({
      KeyId: tab.key.KeyId,
      Message: Uint8Array.of(1),
      MacAlgorithm: 'HMAC_SHA_256',
    });
    expect(Mac).to.deep.equal(await openssl.mac('sha256', material, Uint8Array.of(1)));
    await until(() => textOf(tab).includes(TEXTS.status.delete));
    button(tab, TEXTS.status.delete).click();
    inside<HTMLInputElement>(tab, 'strong-dialog input[type=checkbox]').click();
    await tab.updateComplete;
    inside<HTMLButtonElement>(tab, 'strong-dialog button.danger').click();
    await next(tab, KEY_CHANGED.name);
    await lookAgain(tab);
    expect(tab.key.KeyState).to.equal('PendingImport');
  });

  it('imports new key material, shows it as pending, and rotates to it', async () => {
    const context = pageContext();
    const tab = await open(context);
    await getParameters(tab);
    await wrapInPage(tab);
    await importNow(tab);
    await until(() => allInside(options(tab), 'input[name=type]').length === 2);
    await getParameters(tab);
    await wrapInPage(tab);
    allInside<HTMLInputElement>(options(tab), 'input[name=type]')[1]?.click();
    await importNow(tab);
    await until(() => textOf(tab).includes(TEXTS.rotate.hint));
    const rows = (): string[] =>
      allInside(inside(tab, 'strong-import-materials'), 'tbody tr').map(({ textContent }) => textContent);
    expect(rows()[0]).to.contain(TEXTS.table.states['PENDING_ROTATION']);
    button(tab, TEXTS.rotate.rotate).click();
    await next(tab, KEY_CHANGED.name);
    await lookAgain(tab);
    await until(() => rows()[0]?.includes(TEXTS.table.states['CURRENT'] ?? '-') ?? false);
  });

  it('keeps the plaintext for another wrapping key, and not what was wrapped for the last one', async () => {
    const tab = await open(pageContext(), { KeySpec: 'ECC_NIST_P521', KeyUsage: 'SIGN_VERIFY' });
    await getParameters(tab);
    await wrapInPage(tab);
    const shown = textOf(steps(tab)).match(/Plaintext key material, \d+ bytes/)?.[0];
    const choice = inside<HTMLSelectElement>(tab, '#choice');
    choice.selectedIndex = choice.options.length - 1;
    choice.dispatchEvent(new Event('change'));
    await tab.updateComplete;
    expect(button(options(tab), TEXTS.wizard.import.import).ariaDisabled).to.equal('true');
    await getParameters(tab);
    expect(textOf(steps(tab)))
      .to.include(shown)
      .and.not.to.include(TEXTS.wizard.material.wrapped);
    button(steps(tab), TEXTS.wizard.material.wrap).click();
    await until(() => textOf(steps(tab)).includes(TEXTS.wizard.material.wrapped));
    await importNow(tab);
    expect(tab.key.KeyState).to.equal('Enabled');
  });

  it('says what is wrong with a file of key material', async () => {
    const tab = await open(pageContext(), { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    expect(textOf(tab)).to.include('If it had key material before');
    await getParameters(tab);
    const drop = inside(steps(tab), 'strong-file-drop');
    await give(drop, encodeUtf8('-----BEGIN EC PRIVATE KEY-----\n-----END EC PRIVATE KEY-----'), 'ec.pem');
    await until(() => textOf(steps(tab)).includes(TEXTS.wizard.material.notPkcs8('ec.pem')));
    await give(drop, new Uint8Array(31), 'short.bin');
    await until(() => textOf(steps(tab)).includes(TEXTS.wizard.material.wrongLength(31, '32 to 128 bytes')));
    await expectAccessible(tab);
    await give(drop, new Uint8Array(65 * 1024), 'huge.bin');
    await until(() => textOf(steps(tab)).includes(TEXTS.wizard.material.fileTooLarge('huge.bin')));
    expect(textOf(steps(tab)), 'the earlier material').to.include(TEXTS.wizard.material.plaintext(31));
  });

  it('shows why an import was refused, and keeps the wrapped material', async () => {
    const context = pageContext();
    const tab = await open(context);
    await getParameters(tab);
    await wrapInPage(tab);
    await context.strongroom.sandbox.clock.advance(25 * 3600);
    button(options(tab), TEXTS.wizard.import.import).click();
    await until(() => textOf(tab).includes('ExpiredImportTokenException'));
    expect((await describeKey(context, tab.key)).KeyState).to.equal('PendingImport');
  });
});
