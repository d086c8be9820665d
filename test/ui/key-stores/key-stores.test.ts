import { expect } from 'chai';
import '../../../src/ui/key-stores/key-store-page.ts';
import '../../../src/ui/key-stores/key-stores-page.ts';
import { CLUSTER_PROBLEMS } from '../../../src/ui/key-stores/cluster-problems.ts';
import { TEXTS } from '../../../src/ui/key-stores/key-stores-texts.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

type Page = HTMLElementTagNameMap['strong-key-store-page'];

const { actions } = TEXTS;

async function newStore({ strongroom, kms }: PageContext): Promise<string> {
  const [cluster] = await strongroom.sandbox.clusters.list();
  const { CustomKeyStoreId = '' } = await kms.createCustomKeyStore({
    CustomKeyStoreName: 'hsm-store',
    CloudHsmClusterId: cluster?.id,
    TrustAnchorCertificate: cluster?.trustAnchorCertificate,
    KeyStorePassword: 'kmsPswd',
  });
  return CustomKeyStoreId;
}

async function open(context: PageContext, storeId: string): Promise<Page> {
  const page = await place('strong-key-store-page', { context, storeId });
  await until(() => textOf(page).includes('hsm-store'));
  await drawn(page);
  return page;
}

const button = (page: HTMLElement, label: string): HTMLButtonElement | undefined =>
  allInside<HTMLButtonElement>(page, 'button').find((one) => one.textContent?.trim() === label);

const stateOf = (page: Page): string => textOf(inside(page, 'strong-connection-state')).replace(/\s+/g, ' ').trim();

/** Presses an enabled button of the page, and waits for the state that follows. */
async function press(page: Page, label: string, state: string): Promise<void> {
  await until(() => button(page, label)?.disabled === false && button(page, label)?.ariaDisabled === 'false');
  button(page, label)?.click();
  await until(() => stateOf(page).startsWith(state));
}

async function settle(page: Page, state: string): Promise<void> {
  await press(page, actions.advance, state);
}

async function solve(page: Page, code: string, way: 'cause' | 'fix'): Promise<void> {
  const tab = inside<HTMLElement>(page, 'strong-cluster-tab');
  const problems = inside(tab, 'strong-connection-problems');
  const label = `${TEXTS.problems[way]}: ${code}`;
  const found = () => allInside<HTMLButtonElement>(problems, 'button').find((one) => one.ariaLabel === label);
  await until(() => found()?.ariaDisabled === 'false');
  const changed = new Promise((resolve) => tab.addEventListener('strong-changed', resolve, { once: true }));
  found()?.click();
  await changed;
  expect(tab.shadowRoot?.querySelector('strong-problem')).to.equal(null);
}

describe('strong-key-stores-page', () => {
  it('creates a CloudHSM key store with the cluster that is ready, and lists it', async () => {
    const context = pageContext();
    const page = await place('strong-key-stores-page', { context });
    await until(() => textOf(page).includes(TEXTS.table.none));
    await expectAccessible(page);
    button(page, TEXTS.create)?.click();
    const form = inside(page, 'strong-create-key-store');
    await until(() => inside<HTMLTextAreaElement>(form, 'textarea').value.includes('BEGIN CERTIFICATE'));
    inside<HTMLInputElement>(form, '#name').value = 'hsm-store';
    inside<HTMLInputElement>(form, '#password').value = 'kmsPswd';
    inside<HTMLFormElement>(form, 'form').requestSubmit();
    await until(() => location.hash.startsWith('#/key-stores/cks-'));
    await until(() => page.shadowRoot?.querySelector('strong-key-store-table'));
    expect(textOf(inside(page, 'strong-key-store-table'))).to.include('hsm-store');
    await expectAccessible(page);
    location.hash = '';
  });

  it('fills in the certificate each time the dialog opens, and for a cluster that it creates', async () => {
    const page = await place('strong-key-stores-page', { context: pageContext() });
    const form = inside<HTMLElementTagNameMap['strong-create-key-store']>(page, 'strong-create-key-store');
    const anchor = inside<HTMLTextAreaElement>(form, 'textarea');
    button(page, TEXTS.create)?.click();
    await until(() => anchor.value.includes('BEGIN CERTIFICATE'));
    const first = anchor.value;
    form.close();
    button(page, TEXTS.create)?.click();
    await until(() => anchor.value === first && !form.busy);
    button(form, TEXTS.form.newCluster)?.click();
    await until(() => form.clusters.length === 2 && anchor.value !== first);
    expect(inside<HTMLSelectElement>(form, '#cluster').value).to.equal(form.clusters[1]?.id);
    expect(anchor.value).to.equal(form.clusters[1]?.trustAnchorCertificate.replaceAll('\r\n', '\n'));
    // What the user typed stays while the page draws the dialog again.
    anchor.value = 'typed';
    anchor.dispatchEvent(new InputEvent('input', { bubbles: true }));
    form.problem = { name: 'Error', message: 'refused' };
    await drawn(form);
    expect(anchor.value).to.equal('typed');
  });

  it('shows the error of a key store that is refused', async () => {
    const context = pageContext();
    await newStore(context);
    const page = await place('strong-key-stores-page', { context });
    button(page, TEXTS.create)?.click();
    const form = inside(page, 'strong-create-key-store');
    await until(() => inside<HTMLTextAreaElement>(form, 'textarea').value !== '');
    inside<HTMLInputElement>(form, '#name').value = 'hsm-store';
    inside<HTMLInputElement>(form, '#password').value = 'kmsPswd';
    inside<HTMLFormElement>(form, 'form').requestSubmit();
    await until(() => textOf(form).includes('CustomKeyStoreNameInUseException'));
  });
});

describe('strong-key-store-page', () => {
  it('connects, creates a key, and disconnects', async () => {
    const context = pageContext();
    const page = await open(context, await newStore(context));
    await expectAccessible(page);
    await press(page, actions.connect, TEXTS.states.CONNECTING);
    await settle(page, TEXTS.states.CONNECTED);
    button(page, actions.createKey)?.click();
    await until(() => location.hash.startsWith('#/keys/'));
    const { KeyMetadata } = await context.kms.describeKey({ KeyId: location.hash.slice('#/keys/'.length) });
    expect(KeyMetadata?.Origin).to.equal('AWS_CLOUDHSM');
    location.hash = '';
    await press(page, actions.disconnect, TEXTS.states.DISCONNECTING);
    await settle(page, TEXTS.states.DISCONNECTED);
  });

  it('says that a key store does not exist', async () => {
    const page = await place('strong-key-store-page', { context: pageContext(), storeId: 'cks-0' });
    await until(() => textOf(page).includes(TEXTS.notFound('cks-0')));
  });

  /** Presses a button of a problem that the page refuses, and returns the error. */
  async function refuse(page: Page, code: string, way: 'cause' | 'fix'): Promise<string> {
    const tab = inside<HTMLElement>(page, 'strong-cluster-tab');
    const label = `${TEXTS.problems[way]}: ${code}`;
    const [found] = allInside<HTMLButtonElement>(inside(tab, 'strong-connection-problems'), 'button').filter(
      (one) => one.ariaLabel === label,
    );
    found?.click();
    await until(() => tab.shadowRoot?.querySelector('strong-problem'));
    return textOf(inside(tab, 'strong-problem'));
  }

  it('refuses a fix that needs a disconnected key store before its first step', async () => {
    const context = pageContext();
    const page = await open(context, await newStore(context));
    await press(page, actions.connect, TEXTS.states.CONNECTING);
    await settle(page, TEXTS.states.CONNECTED);
    const said = await refuse(page, 'CLUSTER_NOT_FOUND', 'fix');
    expect(said).to.include(TEXTS.problems.disconnectFirst('connected'));
    expect(await context.strongroom.sandbox.clusters.list()).to.have.length(1);
  });

  it('says that a deleted cluster must be restored first, and causes nothing', async () => {
    const context = pageContext();
    const page = await open(context, await newStore(context));
    await solve(page, 'CLUSTER_NOT_FOUND', 'cause');
    await until(() => textOf(page).includes('Its backup remains'));
    const said = await refuse(page, 'USER_NOT_FOUND', 'cause');
    expect(said).to.include('Restore the cluster first');
    expect(await context.strongroom.sandbox.clusters.list()).to.satisfy((all: readonly { state: string }[]) =>
      all.every(({ state }) => state === 'DELETED'),
    );
  });

  it('says why a connection failed and how to recover', async () => {
    const context = pageContext();
    const page = await open(context, await newStore(context));
    await solve(page, 'USER_LOGGED_IN', 'cause');
    await press(page, actions.connect, TEXTS.states.CONNECTING);
    await settle(page, TEXTS.states.FAILED);
    const { cause, fix } = TEXTS.problems.codes.USER_LOGGED_IN;
    expect(textOf(page)).to.include(TEXTS.failed(cause, fix));
    await expectAccessible(page);
  });

  for (const { code } of CLUSTER_PROBLEMS) {
    it(`causes ${code}, shows it, and recovers by the documented fix`, async () => {
      const context = pageContext();
      const page = await open(context, await newStore(context));
      await solve(page, code, 'cause');
      await press(page, actions.connect, TEXTS.states.CONNECTING);
      await settle(page, TEXTS.states.FAILED);
      expect(stateOf(page)).to.include(code);
      await press(page, actions.disconnect, TEXTS.states.DISCONNECTING);
      await settle(page, TEXTS.states.DISCONNECTED);
      await solve(page, code, 'fix');
      await press(page, actions.connect, TEXTS.states.CONNECTING);
      await settle(page, TEXTS.states.CONNECTED);
    });
  }
});
