import { expect } from 'chai';
import '../../../src/ui/key-stores/key-store-page.ts';
import '../../../src/ui/proxies/proxies-page.ts';
import { TEXTS } from '../../../src/ui/proxies/proxies-texts.ts';
import { XKS_ERRORS } from '../../../src/model/xks-proxy-api.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { pageContext } from '../context.ts';
import { expectAccessible, inside, place, textOf, until } from '../fixture.ts';

type Page = HTMLElementTagNameMap['strong-proxies-page'];

async function open(context: PageContext = pageContext()): Promise<Page> {
  const page = await place('strong-proxies-page', { context });
  await until(() => page.shadowRoot?.querySelector('#create'));
  return page;
}

/** Creates a proxy by the form. */
async function createProxy(page: Page): Promise<void> {
  inside<HTMLFormElement>(page, '#create').requestSubmit();
  await until(() => page.shadowRoot?.querySelector('strong-proxy'));
}

/** The element of the only proxy. */
const proxyOf = (page: Page): HTMLElement => inside(page, 'strong-proxy');

async function createKey(page: Page, keyId: string): Promise<void> {
  inside<HTMLInputElement>(proxyOf(page), '#key-id').value = keyId;
  inside<HTMLFormElement>(proxyOf(page), 'form').requestSubmit();
  await until(() => textOf(proxyOf(page)).includes(keyId));
}

describe('strong-proxies-page', () => {
  it('creates a key manager, an external key and a key store, and shows the requests of KMS', async () => {
    const context = pageContext();
    const page = await open(context);
    expect(textOf(page)).to.contain(TEXTS.none);
    await expectAccessible(page);
    await createProxy(page);
    await createKey(page, 'vault-1');
    await expectAccessible(page);
    inside<HTMLFormElement>(page, '#store').requestSubmit();
    await until(() => textOf(proxyOf(page)).includes('ConnectCustomKeyStore'));
    await context.strongroom.sandbox.clock.advance(60);
    const { CustomKeyStores: [store] = [] } = await context.kms.describeCustomKeyStores({});
    expect([store?.CustomKeyStoreName, store?.ConnectionState]).to.deep.equal(['external', 'CONNECTED']);
    await expectAccessible(page);

    const { KeyMetadata } = await context.kms.createKey({
      Origin: 'EXTERNAL_KEY_STORE',
      CustomKeyStoreId: store?.CustomKeyStoreId,
      XksKeyId: 'vault-1',
    });
    const [proxy] = await context.strongroom.sandbox.proxies.list();
    inside<HTMLButtonElement>(proxyOf(page), `[aria-label="${TEXTS.keys.disable('vault-1')}"]`).click();
    await until(() => textOf(proxyOf(page)).includes(TEXTS.keys.disabled));
    expect((await context.strongroom.sandbox.proxies.keys(proxy?.id ?? ''))[0]?.status).to.equal('DISABLED');
    const reply = await context.kms.call('GenerateDataKey', { KeyId: KeyMetadata?.KeyId ?? '', KeySpec: 'AES_256' });
    expect(reply.ok ? '' : reply.error.name).to.equal('KMSInvalidStateException');
    await until(() => textOf(proxyOf(page)).includes('InvalidStateException'));
  });

  it('creates one key store for a double click, and leads to it', async () => {
    const context = pageContext();
    const page = await open(context);
    await createProxy(page);
    const form = inside<HTMLFormElement>(page, '#store');
    form.requestSubmit();
    form.requestSubmit();
    await until(() => textOf(page).includes(TEXTS.secret.openStore('external')));
    expect(page.shadowRoot?.querySelector('strong-problem')).to.equal(null);
    const { CustomKeyStores = [] } = await context.kms.describeCustomKeyStores({});
    expect(CustomKeyStores).to.have.length(1);
    expect(inside<HTMLAnchorElement>(page, '.secret a').hash).to.equal(
      `#/key-stores/${CustomKeyStores[0]?.CustomKeyStoreId}`,
    );
  });

  it('keeps the ID of an external key that is refused', async () => {
    const page = await open();
    await createProxy(page);
    await createKey(page, 'vault-1');
    const field = inside<HTMLInputElement>(proxyOf(page), '#key-id');
    await until(() => field.value === '');
    field.value = 'vault-1';
    inside<HTMLFormElement>(proxyOf(page), 'form').requestSubmit();
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    expect(field.value).to.equal('vault-1');
    await expectAccessible(page);
  });

  it('shows the secret once, and hides it', async () => {
    const page = await open();
    await createProxy(page);
    const secret = inside(page, '.secret dd:last-of-type').textContent?.trim() ?? '';
    expect(secret).to.match(/^[A-Za-z0-9+/]{43}=/);
    inside<HTMLButtonElement>(page, '.secret .row button:last-of-type').click();
    await until(() => page.shadowRoot?.querySelector('.secret') === null);
    expect(textOf(page)).not.to.contain(secret);
  });

  it('sets and clears faults, and says why an input is rejected', async () => {
    const context = pageContext();
    const page = await open(context);
    const { faults } = context.strongroom.sandbox;
    const isSet = async (name: string) => (await faults.list()).find((fault) => fault.name === name)?.set;
    const panel = inside(page, 'strong-proxy-faults');
    inside<HTMLInputElement>(panel, '[name="xks-proxy-latency"]').click();
    await until(async () => (await isSet('xks-proxy-latency')) !== undefined);
    expect(await isSet('xks-proxy-latency')).to.deep.equal({ milliseconds: 300 });
    inside<HTMLInputElement>(panel, '[name="xks-proxy-latency"]').click();
    await until(async () => (await isSet('xks-proxy-latency')) === undefined);

    const select = inside<HTMLSelectElement>(panel, '#error');
    for (const errorName of Object.keys(XKS_ERRORS)) {
      select.value = errorName;
      select.dispatchEvent(new Event('change'));
      await until(async () => (await isSet('xks-proxy-error'))?.['errorName' as never] === errorName);
    }
    inside<HTMLButtonElement>(panel, '#clear').click();
    await until(async () => (await isSet('xks-proxy-error')) === undefined);

    inside<HTMLInputElement>(page, '#endpoint').value = 'https://kms.us-east-1.amazonaws.com';
    inside<HTMLFormElement>(page, '#create').requestSubmit();
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
  });

  it('says which KMS keys stop working, and deletes an external key and a proxy', async () => {
    const context = pageContext();
    const { sandbox } = context.strongroom;
    const page = await open(context);
    await createProxy(page);
    await createKey(page, 'vault-1');
    await createKey(page, 'unused-1');
    inside<HTMLFormElement>(page, '#store').requestSubmit();
    await until(() => textOf(proxyOf(page)).includes('ConnectCustomKeyStore'));
    await sandbox.clock.advance(60);
    const { CustomKeyStores: [store] = [] } = await context.kms.describeCustomKeyStores({});
    const { KeyMetadata } = await context.kms.createKey({
      Origin: 'EXTERNAL_KEY_STORE',
      CustomKeyStoreId: store?.CustomKeyStoreId,
      XksKeyId: 'vault-1',
    });
    const { CiphertextBlob } = await context.kms.encrypt({ KeyId: KeyMetadata?.KeyId, Plaintext: Uint8Array.of(1) });
    const dialog = inside(page, 'strong-remove-external');
    const confirm = () => inside<HTMLButtonElement>(dialog, '[slot="actions"]').click();
    const press = (label: string) => inside<HTMLButtonElement>(proxyOf(page), `[aria-label="${label}"]`).click();

    press(TEXTS.keys.remove('unused-1'));
    await until(() => textOf(dialog).includes(TEXTS.removal.unused(context.account, context.region)));
    await expectAccessible(page);
    confirm();
    await until(() => !textOf(proxyOf(page)).includes('unused-1'));

    press(TEXTS.keys.remove('vault-1'));
    await until(() => textOf(dialog).includes(TEXTS.removal.key(KeyMetadata?.KeyId ?? '', 'vault-1')));
    expect(textOf(dialog)).to.include(TEXTS.removal.forever);
    confirm();
    await until(() => textOf(proxyOf(page)).includes(TEXTS.keys.none));
    const reply = await context.kms.call('Decrypt', { CiphertextBlob });
    expect(reply.ok ? '' : reply.error.message).to.include('was not found in its external key manager');

    inside<HTMLButtonElement>(proxyOf(page), 'button.danger:last-of-type').click();
    await until(() => textOf(dialog).includes(TEXTS.removal.stores));
    expect(textOf(dialog)).to.include('external');
    confirm();
    await until(() => page.shadowRoot?.querySelector('strong-proxy') === null);
    expect(await sandbox.proxies.list()).to.deep.equal([]);
  });

  it('edits the policy of a proxy, which then denies requests', async () => {
    const context = pageContext();
    const { sandbox } = context.strongroom;
    const page = await open(context);
    await createProxy(page);
    const editor = inside(proxyOf(page), 'strong-proxy-policy') as HTMLElementTagNameMap['strong-proxy-policy'];
    editor.show();
    await editor.updateComplete;
    inside<HTMLButtonElement>(editor, '#add').click();
    await until(() => editor.shadowRoot?.querySelector('#sid-1'));
    const fill = (selector: string, value: string, event = 'input') => {
      const field = inside<HTMLInputElement>(editor, selector);
      field.value = value;
      field.dispatchEvent(new Event(event, { bubbles: true }));
    };
    await expectAccessible(page);
    // A Sid that is taken is not saved.
    fill('#sid-1', 'AllowAll');
    await editor.updateComplete;
    inside<HTMLFormElement>(editor, 'form').requestSubmit();
    const [before] = await sandbox.proxies.list();
    expect(before?.policy).to.have.length(1);
    fill('#sid-1', 'NoReEncrypt');
    fill('#effect-1', 'Deny', 'change');
    fill('#kmsOperations-1', 'ReEncrypt\n\n CreateKey ');
    await editor.updateComplete;
    inside<HTMLFormElement>(editor, 'form').requestSubmit();
    await until(() => textOf(proxyOf(page)).includes('NoReEncrypt: Deny'));
    const [proxy] = await sandbox.proxies.list();
    expect(proxy?.policy).to.deep.equal([
      { sid: 'AllowAll', effect: 'Allow' },
      { sid: 'NoReEncrypt', effect: 'Deny', kmsOperations: ['ReEncrypt', 'CreateKey'] },
    ]);
  });

  it('shows the relay of a real proxy by its endpoint, and rejects what is none', async () => {
    const page = await open();
    const name = async (endpoint: string) => {
      inside<HTMLInputElement>(page, '#real-endpoint').value = endpoint;
      inside<HTMLFormElement>(page, '#real').requestSubmit();
      await page.updateComplete;
    };
    for (const endpoint of ['http://xks.example.com', 'https://xks.example.com:8443', 'xks']) {
      await name(endpoint);
      expect(textOf(inside(page, '#real')), endpoint).to.include(TEXTS.real.invalid);
    }
    await name('https://XKS.corp.example');
    expect(textOf(inside(page, 'strong-relay'))).to.include('No relay is open to https://xks.corp.example.');
    await expectAccessible(page);
  });

  it('shows a failed connection on the page of the key store, which connects with a new credential', async () => {
    const context = pageContext();
    const { sandbox } = context.strongroom;
    const proxy = await sandbox.proxies.create();
    const { CustomKeyStoreId = '' } = await context.kms.createCustomKeyStore({
      CustomKeyStoreName: 'external',
      CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
      XksProxyConnectivity: 'PUBLIC_ENDPOINT',
      XksProxyUriEndpoint: proxy.endpoint,
      XksProxyUriPath: proxy.path,
      XksProxyAuthenticationCredential: {
        AccessKeyId: proxy.credential.accessKeyId,
        RawSecretAccessKey: proxy.credential.rawSecretAccessKey,
      },
    });
    await sandbox.proxies.removeCredential(proxy.id, proxy.credential.accessKeyId);
    await context.kms.connectCustomKeyStore({ CustomKeyStoreId });
    await sandbox.clock.advance(60);
    const page = await place('strong-key-store-page', { context, storeId: CustomKeyStoreId });
    await until(() => textOf(page).includes(proxy.endpoint));
    expect(textOf(page)).to.contain('INVALID_CREDENTIALS');
    await expectAccessible(page);

    await context.kms.disconnectCustomKeyStore({ CustomKeyStoreId });
    await sandbox.clock.advance(60);
    const credential = await sandbox.proxies.createCredential(proxy.id);
    const editor = inside(page, 'strong-edit-key-store') as HTMLElementTagNameMap['strong-edit-key-store'];
    await until(() => editor.store.ConnectionState === 'DISCONNECTED');
    editor.show();
    inside<HTMLInputElement>(editor, '#access-key').value = credential.accessKeyId;
    inside<HTMLInputElement>(editor, '#secret').value = credential.rawSecretAccessKey;
    inside<HTMLFormElement>(editor, 'form').requestSubmit();
    await until(() => textOf(page).includes(credential.accessKeyId));
    await context.kms.connectCustomKeyStore({ CustomKeyStoreId });
    await sandbox.clock.advance(60);
    await until(() => editor.store.ConnectionState === 'CONNECTED');
  });
});
