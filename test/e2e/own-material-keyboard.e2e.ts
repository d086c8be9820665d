/**
 * Imported key material, replicas, key stores and external key managers by keyboard alone: each path is walked with
 * Tab, Enter, Escape and arrow keys, and the focus is never lost.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { StrongroomLibrary } from '../../src/library.ts';
import { TEXTS as IMPORT } from '../../src/ui/import/import-texts.ts';
import { TEXTS as STORES } from '../../src/ui/key-stores/key-stores-texts.ts';
import { TEXTS as KEYS } from '../../src/ui/keys/keys-texts.ts';
import { TEXTS as PROXIES } from '../../src/ui/proxies/proxies-texts.ts';
import { TEXTS as REPLICAS } from '../../src/ui/replicas/replicas-texts.ts';
import { launch, startServer, type Browser } from '../support/app.ts';

declare const strongroom: StrongroomLibrary;

/** Presses of Tab after which an element counts as out of reach. */
const MAX_TABS = 120;

/** Time after which the focus counts as lost: far longer than a loaded machine needs. */
const FOCUS_MS = 60_000;

describe('own key material by keyboard', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;
  let page: Page;

  before(async () => {
    server = await startServer();
    browser = await launch();
    page = browser.page;
    await page.goto(server.url);
    await page.waitForFunction(() => 'strongroom' in globalThis);
    await page.evaluate(async () => {
      await strongroom.sandbox.settings.set({ requestQuotas: 'off' });
      await strongroom.sandbox.clock.pause();
    });
  });

  after(async () => {
    assert.deepEqual(browser.complaints, { policy: [], console: [], foreign: [] });
    await browser.close();
    await server.close();
  });

  /** The focused element, through all shadow roots: its label or text, its ID, and whether it shows the focus. */
  const focused = () =>
    page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      const { outlineStyle } = element ? getComputedStyle(element) : { outlineStyle: 'none' };
      return {
        name: (element?.ariaLabel ?? element?.textContent ?? '').replace(/\s+/g, ' ').trim(),
        id: element?.id ?? '',
        tag: element?.localName ?? '',
        isVisible: outlineStyle !== 'none',
      };
    });

  type Focus = Awaited<ReturnType<typeof focused>>;

  /** Waits until the focus is where `is` says. */
  async function waitForFocus(what: string, is: (focus: Focus) => boolean): Promise<Focus> {
    const deadline = performance.now() + FOCUS_MS;
    while (performance.now() < deadline) {
      const focus = await focused();
      if (is(focus)) return focus;
      await page.waitForTimeout(25);
    }
    return assert.fail(`the focus is not on ${what} but on ${JSON.stringify(await focused())}`);
  }

  /** Presses Tab until a button with a name, or the element with an ID, has the focus. Waits until it can be used. */
  async function tabTo(target: string): Promise<void> {
    const element = target.startsWith('#')
      ? page.locator(target)
      : page.getByRole('button', { name: target, exact: true, disabled: false });
    await element.first().waitFor();
    for (let presses = 0; presses < MAX_TABS; presses++) {
      const focus = await focused();
      if (target.startsWith('#') ? focus.id === target.slice(1) : focus.name === target) {
        assert.ok(focus.isVisible, `${target} does not show the focus`);
        return;
      }
      await page.keyboard.press('Tab');
    }
    assert.fail(`${target} cannot be reached by Tab`);
  }

  async function press(target: string): Promise<void> {
    await tabTo(target);
    await page.keyboard.press('Enter');
  }

  const open = async (address: string, loaded: string) => {
    await page.goto(`${server.url}#/${address}`);
    await page.locator(loaded).first().waitFor();
  };

  it('imports key material, and keeps it when the wrapping key is replaced', async () => {
    const KeyId = await page.evaluate(
      async () => (await strongroom.kms().createKey({ Origin: 'EXTERNAL' })).KeyMetadata?.KeyId ?? '',
    );
    const { parameters, material, import: last } = IMPORT.wizard;
    await open(`keys/${KeyId}/material`, '#choice');
    await press(parameters.get);
    await page.getByText('Ready. Both are valid').waitFor();
    await waitForFocus('the button that was pressed', ({ name }) => name === parameters.again);
    await press(material.generate);
    await page.getByText(material.plaintext(32)).waitFor();
    const plaintext = await page.locator('strong-import-steps .plain').innerText();
    // Backwards, to another wrapping algorithm: the key material stays.
    await page.locator('#choice').focus();
    await page.keyboard.press('ArrowDown');
    await press(parameters.get);
    await page.getByText('Ready. Both are valid').waitFor();
    assert.equal(await page.locator('strong-import-steps .plain').innerText(), plaintext);
    await press(material.wrap);
    await page.getByText(material.wrapped).waitFor();
    await press(last.import);
    await page.getByText('It does not expire').waitFor();
    await waitForFocus('the last step', ({ name }) => name === last.import);
  });

  it('creates and removes drafts of replicas, and returns from the dialogs', async () => {
    const KeyId = await page.evaluate(
      async () => (await strongroom.kms().createKey({ MultiRegion: true })).KeyMetadata?.KeyId ?? '',
    );
    const { replicate, move } = REPLICAS;
    await open(`keys/${KeyId}/regionality`, 'strong-region-map svg');
    await press(replicate.open);
    await waitForFocus('the Region of the first replica', ({ id }) => id === 'region-1');
    await press(replicate.add);
    await waitForFocus('the Region of the second replica', ({ id }) => id === 'region-2');
    await press(replicate.remove(2));
    await waitForFocus('the button that adds a Region', ({ name }) => name === replicate.add);
    await page.keyboard.press('Escape');
    await waitForFocus('the button that opened the dialog', ({ name }) => name === replicate.open);
    await page.keyboard.press('Enter');
    await page.locator('#region-1').waitFor();
    await press(replicate.create(1));
    await page.locator('strong-region-map .frame').nth(1).waitFor();
    await page.evaluate(() => strongroom.sandbox.clock.advance(60));
    await page.getByRole('button', { name: move.open, disabled: false }).waitFor();
    await press(move.open);
    await waitForFocus('the new primary Region', ({ id }) => id === 'primary-region');
    await press(move.run);
    await page.getByText('Multi-Region replica key.').waitFor();
    await waitForFocus('the tab', ({ tag }) => tag !== 'body');
  });

  it('creates, connects, disconnects and deletes a CloudHSM key store', async () => {
    const { actions, form, remove } = STORES;
    await open('key-stores', 'strong-key-stores-page h1');
    for (const opening of ['first', 'second']) {
      await press(STORES.create);
      await waitForFocus('the name', ({ id }) => id === 'name');
      await page.waitForFunction(
        () =>
          document
            .querySelector('strong-app')
            ?.shadowRoot?.querySelector('strong-key-stores-page')
            ?.shadowRoot?.querySelector('strong-create-key-store')
            ?.shadowRoot?.querySelector<HTMLTextAreaElement>('#anchor')
            ?.value.startsWith('-----BEGIN CERTIFICATE-----') === true,
      );
      if (opening === 'second') break;
      await page.keyboard.press('Escape');
      await waitForFocus('the button that opened the dialog', ({ name }) => name === STORES.create);
    }
    await page.keyboard.type('by-keyboard');
    await tabTo('#password');
    await page.keyboard.type('kmsPswd');
    await press(form.submit);
    await page.getByRole('heading', { level: 1, name: 'by-keyboard' }).waitFor();
    for (const [action, state] of [
      [actions.connect, STORES.states.CONNECTING],
      [actions.advance, STORES.states.CONNECTED],
      [actions.disconnect, STORES.states.DISCONNECTING],
      [actions.advance, STORES.states.DISCONNECTED],
    ] as const) {
      await press(action);
      await page.locator('#state').getByText(state, { exact: true }).waitFor();
      await waitForFocus('the state or the action', ({ tag }) => tag !== 'body');
    }
    await press(actions.delete);
    await page.getByText(remove.text).waitFor();
    await page.keyboard.press('Escape');
    await waitForFocus('the button that opened the dialog', ({ name }) => name === actions.delete);
    await page.keyboard.press('Enter');
    await press(remove.submit);
    await page.getByText(STORES.table.none).waitFor();
  });

  it('creates an external key once, keeps what was typed when it is refused, and edits the policy', async () => {
    await open('external-key-managers', '#create');
    await press(PROXIES.create.submit);
    await page.locator('strong-proxy #key-id').waitFor();
    const type = async (text: string) => {
      await page.locator('#key-id').focus();
      await page.keyboard.press('Control+a');
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    };
    await type('vault-1');
    await page.getByRole('rowheader', { name: 'vault-1' }).waitFor();
    assert.equal(await page.locator('#key-id').inputValue(), '');
    await type('vault-1');
    await page.locator('strong-problem').getByText('The external key vault-1 exists.').waitFor();
    assert.equal(await page.locator('#key-id').inputValue(), 'vault-1');
    await waitForFocus('the field', ({ id }) => id === 'key-id');

    await press(PROXIES.policy.edit);
    await press(PROXIES.policy.remove(1));
    await waitForFocus('the button that adds a statement', ({ id }) => id === 'add');
    await page.keyboard.press('Escape');
    await waitForFocus('the button that opened the dialog', ({ name }) => name === PROXIES.policy.edit);
  });

  it('opens the filters of keys on a narrow screen', async () => {
    await page.setViewportSize({ width: 360, height: 780 });
    await open('keys', 'strong-keys-page .toggle');
    assert.equal(await page.locator('#filter').isVisible(), false);
    await press(KEYS.filters(0));
    await page.locator('#filter').waitFor();
    await page.keyboard.press('Tab');
    await waitForFocus('the filter', ({ id }) => id === 'filter');
    await page.keyboard.type('no such key');
    await page.getByRole('button', { name: KEYS.filters(1) }).waitFor();
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.body.clientWidth);
    assert.ok(wider <= 0, `${wider} px wider than its window`);
  });
});
