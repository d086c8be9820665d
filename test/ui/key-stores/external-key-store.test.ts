/** External key stores in the UI: creation by a configuration file, and every problem with its error and its fix. */
import { expect } from 'chai';
import type { NewProxy } from '../../../src/model/external-key-manager.ts';
import { isXksErrorName, XKS_ERRORS } from '../../../src/model/xks-proxy-api.ts';
import '../../../src/ui/key-stores/key-store-page.ts';
import '../../../src/ui/key-stores/key-stores-page.ts';
import {
  CALL_PROBLEMS,
  EXTERNAL_PROBLEMS,
  type CallProblemCode,
} from '../../../src/ui/key-stores/external-problems.ts';
import { EXTERNAL_TEXTS } from '../../../src/ui/key-stores/external-texts.ts';
import { TEXTS } from '../../../src/ui/key-stores/key-stores-texts.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { REASON_WORDS } from '../../../src/ui/page/error-reason-texts.ts';
import { explanationsLoaded } from '../../../src/ui/page/problem.ts';
import { pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

type Page = HTMLElementTagNameMap['strong-key-store-page'];

const { actions } = TEXTS;
const SERVICE = 'com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0';

async function newProxy({ strongroom, account }: PageContext, isPrivate = false): Promise<NewProxy> {
  const proxy = await strongroom.sandbox.proxies.create(
    isPrivate ? { endpointService: { name: SERVICE, owner: account, acceptanceRequired: false } } : {},
  );
  await strongroom.sandbox.proxies.createKey(proxy.id, { keyId: 'vault-1' });
  return proxy;
}

async function newStore(context: PageContext, proxy: NewProxy, isPrivate = false): Promise<string> {
  const { CustomKeyStoreId = '' } = await context.kms.createCustomKeyStore({
    CustomKeyStoreName: 'external',
    CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
    XksProxyConnectivity: isPrivate ? 'VPC_ENDPOINT_SERVICE' : 'PUBLIC_ENDPOINT',
    ...(isPrivate ? { XksProxyVpcEndpointServiceName: SERVICE } : {}),
    XksProxyUriEndpoint: proxy.endpoint,
    XksProxyUriPath: proxy.path,
    XksProxyAuthenticationCredential: {
      AccessKeyId: proxy.credential.accessKeyId,
      RawSecretAccessKey: proxy.credential.rawSecretAccessKey,
    },
  });
  return CustomKeyStoreId;
}

async function open(context: PageContext, storeId: string): Promise<Page> {
  const page = await place('strong-key-store-page', { context, storeId });
  await until(() => page.shadowRoot?.querySelector('strong-external-tab'));
  await drawn(page);
  return page;
}

const button = (page: HTMLElement, label: string): HTMLButtonElement | undefined =>
  allInside<HTMLButtonElement>(page, 'button').find((one) => one.textContent?.trim() === label);

const stateOf = (page: Page): string => textOf(inside(page, 'strong-connection-state'));

async function press(page: Page, label: string, state: string): Promise<void> {
  await until(() => button(page, label)?.disabled === false && button(page, label)?.ariaDisabled === 'false');
  button(page, label)?.click();
  await until(() => stateOf(page).startsWith(state));
}

async function connect(page: Page, state: string): Promise<void> {
  await press(page, actions.connect, TEXTS.states.CONNECTING);
  await press(page, actions.advance, state);
}

/** Presses a button of a list of problems, and waits until the page has done it. */
async function solve(page: Page, list: 'connection' | 'call', code: string, way: 'cause' | 'fix'): Promise<void> {
  const tab = inside<HTMLElement>(page, 'strong-external-tab');
  const problems = inside(tab, `#${list}`);
  const { title = code } =
    (EXTERNAL_TEXTS.calls.codes as Record<string, { title?: string }>)[list === 'call' ? code : ''] ?? {};
  const label = `${TEXTS.problems[way]}: ${title}`;
  const found = () => allInside<HTMLButtonElement>(problems, 'button').find((one) => one.ariaLabel === label);
  await until(() => found()?.ariaDisabled === 'false');
  const changed = new Promise((resolve) => tab.addEventListener('strong-changed', resolve, { once: true }));
  found()?.click();
  await changed;
  await drawn(tab);
  await drawn(problems);
  expect(tab.shadowRoot?.querySelector('strong-problem')).to.equal(null);
}

describe('the creation of an external key store', () => {
  it('takes the configuration file of the proxy', async () => {
    const context = pageContext();
    const proxy = await newProxy(context);
    const page = await place('strong-key-stores-page', { context });
    await until(() => button(page, EXTERNAL_TEXTS.create));
    button(page, EXTERNAL_TEXTS.create)?.click();
    const form = inside(page, 'strong-create-external-key-store');
    const field = (id: string) => inside<HTMLInputElement>(form, `#${id}`);
    const give = async (text: string) => {
      const files = new DataTransfer();
      files.items.add(new File([text], 'proxy.json'));
      field('file').files = files.files;
      field('file').dispatchEvent(new Event('change'));
      await until(() => textOf(form).includes('proxy'));
    };
    await give('{"XksProxyUriPath": "/kms/xks/v1"}');
    await until(() => textOf(form).includes(EXTERNAL_TEXTS.form.fileInvalid));
    const { accessKeyId, rawSecretAccessKey } = proxy.credential;
    await give(
      JSON.stringify({
        XksProxyUriPath: proxy.path,
        XksProxyAuthenticationCredential: { AccessKeyId: accessKeyId, RawSecretAccessKey: rawSecretAccessKey },
      }),
    );
    await until(() => field('secret').value === rawSecretAccessKey);
    await expectAccessible(page);
    field('name').value = 'external';
    field('endpoint').value = 'https://elsewhere.example.com';
    field('endpoint').dispatchEvent(new Event('input', { bubbles: true }));
    await until(() => form.shadowRoot?.querySelector('strong-relay'));
    field('endpoint').value = proxy.endpoint;
    field('endpoint').dispatchEvent(new Event('input', { bubbles: true }));
    await until(() => textOf(form).includes(EXTERNAL_TEXTS.form.simulated));
    inside<HTMLFormElement>(form, 'form').requestSubmit();
    await until(() => location.hash.startsWith('#/key-stores/cks-'));
    location.hash = '';
    const { CustomKeyStores: [store] = [] } = await context.kms.describeCustomKeyStores({});
    expect(store?.XksProxyConfiguration).to.deep.include({ UriPath: proxy.path, AccessKeyId: accessKeyId });
  });

  it('shows the error of a proxy that does not accept the credential', async () => {
    const context = pageContext();
    const proxy = await newProxy(context);
    const page = await place('strong-key-stores-page', { context });
    await until(() => button(page, EXTERNAL_TEXTS.create));
    button(page, EXTERNAL_TEXTS.create)?.click();
    const form = inside(page, 'strong-create-external-key-store');
    const values = {
      name: 'external',
      endpoint: proxy.endpoint,
      path: proxy.path,
      'access-key': proxy.credential.accessKeyId,
      secret: 'A'.repeat(44),
    };
    for (const [id, value] of Object.entries(values)) inside<HTMLInputElement>(form, `#${id}`).value = value;
    inside<HTMLFormElement>(form, 'form').requestSubmit();
    await until(() => textOf(form).includes('XksProxyIncorrectAuthenticationCredentialException'));
  });
});

describe('the page of an external key store', () => {
  for (const { code, needsService } of EXTERNAL_PROBLEMS)
    it(`causes ${code}, shows it, and recovers by the documented fix`, async () => {
      const context = pageContext();
      const isPrivate = needsService === true;
      const page = await open(context, await newStore(context, await newProxy(context, isPrivate), isPrivate));
      await solve(page, 'connection', code, 'cause');
      await connect(page, TEXTS.states.FAILED);
      expect(stateOf(page)).to.include(code);
      await press(page, actions.disconnect, TEXTS.states.DISCONNECTING);
      await press(page, actions.advance, TEXTS.states.DISCONNECTED);
      await solve(page, 'connection', code, 'fix');
      await connect(page, TEXTS.states.CONNECTED);
    });

  it('creates no credential for a failed key store, which cannot take it', async () => {
    const context = pageContext();
    const page = await open(context, await newStore(context, await newProxy(context)));
    await solve(page, 'connection', 'INVALID_CREDENTIALS', 'cause');
    await connect(page, TEXTS.states.FAILED);
    const tab = inside(page, 'strong-external-tab');
    const label = `${TEXTS.problems.fix}: INVALID_CREDENTIALS`;
    inside<HTMLButtonElement>(inside(tab, '#connection'), `button[aria-label="${label}"]`).click();
    await until(() => textOf(tab).includes(TEXTS.problems.disconnectFirst(TEXTS.states.FAILED)));
    const [proxy] = await context.strongroom.sandbox.proxies.list();
    expect(proxy?.credentials).to.deep.equal([]);
  });

  it('has a problem of calls for each error name of the API', () => {
    const codes = CALL_PROBLEMS.map(({ code }) => code);
    expect(codes).to.include.members(Object.keys(XKS_ERRORS));
    expect(new Set(codes).size).to.equal(codes.length);
    expect(codes).to.have.members(Object.keys(EXTERNAL_TEXTS.calls.codes));
  });

  it('creates a KMS key, causes each problem of calls, and shows the error of KMS and the recovery', async () => {
    /** What the message of KMS says. Its exception is always KMSInvalidStateException. */
    const SAYS: Readonly<Record<CallProblemCode, RegExp>> = {
      ValidationException: /cannot interpret the response/,
      InvalidStateException: /is not enabled in the external key manager/,
      InvalidCiphertextException: /corrupted, missing, or otherwise invalid/,
      InvalidKeyUsageException: /does not support the requested operation\. Enable/,
      AuthenticationFailedException: /could not authenticate AWS KMS/,
      AccessDeniedException: /denied access to the operation/,
      KeyNotFoundException: /was not found in its external key manager/,
      InvalidUriPathException: /because of an invalid URI path/,
      ThrottlingException: /very high request rate/,
      UnsupportedOperationException: /does not support the requested operation\. If/,
      DependencyTimeoutException: /in the time allotted/,
      InternalException: /cannot communicate with the external key manager/,
      unreachable: /cannot communicate with the external key store proxy/,
      tls: /cannot establish a TLS connection/,
      late: /did not respond in time/,
      lost: /did not respond in time/,
      refused: /denied access to the operation/,
      malformed: /cannot interpret the response/,
      'wrong-integrity-value': /cannot interpret the response/,
      'wrong-tag': /rejected the request because the specified ciphertext/,
      'other-ciphertext': /rejected the request because the specified ciphertext/,
      'wrong-plaintext': /that the external key store proxy submitted for decryption/,
    };
    const context = pageContext();
    const page = await open(context, await newStore(context, await newProxy(context)));
    const tab = inside(page, 'strong-external-tab');
    expect(textOf(tab)).to.include(EXTERNAL_TEXTS.calls.needsKey);
    await connect(page, TEXTS.states.CONNECTED);
    await until(() => tab.shadowRoot?.querySelector('#create-key'));
    inside<HTMLInputElement>(tab, '#xks-key-id').value = 'vault-1';
    inside<HTMLFormElement>(tab, '#create-key').requestSubmit();
    await until(() => !textOf(tab).includes(EXTERNAL_TEXTS.calls.needsKey));
    await expectAccessible(page);
    await explanationsLoaded;
    inside<HTMLDetailsElement>(tab, 'details').open = true;
    for (const { code } of CALL_PROBLEMS) {
      await solve(page, 'call', code, 'cause');
      const list = inside(tab, '#call');
      const shown = textOf(inside(list, 'strong-problem'));
      expect(shown, code)
        .to.match(/KMSInvalidStateException/)
        .and.match(SAYS[code])
        .and.include(REASON_WORDS['xks-proxy'].happened);
      const row = inside(list, 'strong-problem').closest('li');
      expect(row?.textContent, code).to.include(EXTERNAL_TEXTS.calls.codes[code].fix);
      expect(isXksErrorName(code) ? row?.querySelector('h3')?.textContent : '', code).to.include(
        isXksErrorName(code) ? code : '',
      );
      await solve(page, 'call', code, 'fix');
      expect(textOf(list), code).to.include(EXTERNAL_TEXTS.calls.succeeded);
    }
  });
});
