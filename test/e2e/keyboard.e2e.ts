/** Every page by keyboard: Tab reaches each control once around, shows where it is, and is never caught. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { StrongroomLibrary } from '../../src/library.ts';
import { launch, startServer, type Browser } from '../support/app.ts';
import { ADDRESSES } from './addresses.ts';
import { settled } from './settled.ts';

declare const strongroom: StrongroomLibrary;

/** More steps than any page has controls: focus is caught. */
const MAX_STEPS = 400;

/** A control: its number in the page, and a name for messages. */
interface Control {
  readonly id: number;
  readonly name: string;
}

/** A step of Tab. The document itself, outside all controls, has the number -1. */
interface Step extends Control {
  /** whether it looks focused */
  readonly marked: boolean;
  /** whether it is a text editor, in which Tab indents and Escape, then Tab moves on */
  readonly isEditor: boolean;
}

/**
 * Installs `keyboard` in the page: `controls()` lists every control that Tab should reach, `focused()` describes the
 * focused one.
 */
function installKeyboard(): void {
  const ids = new Map<Element, number>();
  const describeControl = (element: Element): Control => {
    const id = ids.get(element) ?? ids.size;
    ids.set(element, id);
    const label = element.getAttribute('aria-label') ?? element.textContent.trim().replaceAll(/\s+/g, ' ').slice(0, 40);
    return { id, name: `${element.localName}#${element.id} "${label}"` };
  };
  const everyElement = (root: Document | ShadowRoot): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) =>
      element.shadowRoot === null ? [element] : [element, ...everyElement(element.shadowRoot)],
    );
  const isHost = (element: Element) => element.shadowRoot !== null;
  /** Of radio buttons of a group, Tab reaches the checked one, or the first. */
  const isPassedOver = (element: Element): boolean => {
    if (!(element instanceof HTMLInputElement) || element.type !== 'radio' || element.checked) return false;
    const root = element.getRootNode() as Document | ShadowRoot;
    const group = [...root.querySelectorAll<HTMLInputElement>('input[type=radio]')].filter(
      (other) => other.name === element.name,
    );
    return group.some(({ checked }) => checked) || group[0] !== element;
  };
  const isControl = (element: Element): boolean =>
    (element instanceof HTMLElement || element instanceof SVGElement) &&
    !isHost(element) &&
    element.tabIndex >= 0 &&
    !element.matches(':disabled') &&
    element.closest('[inert]') === null &&
    element.matches('a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]') &&
    element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false }) &&
    !isPassedOver(element);
  const focusedElement = (): Element | null => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element === document.body || element === document.documentElement ? null : element;
  };
  const looksFocused = (element: Element): boolean => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  };
  /** The element, and what contains it up to its component: an editor marks its frame. */
  const around = (element: Element): Element[] => {
    const parent = element.parentElement;
    return parent === null ? [element] : [element, ...around(parent).slice(0, 3)];
  };
  Reflect.set(globalThis, 'keyboard', {
    controls: () => everyElement(document).filter(isControl).map(describeControl),
    focused: (): Step => {
      const element = focusedElement();
      return element === null
        ? { id: -1, name: 'document', marked: true, isEditor: false }
        : {
            ...describeControl(element),
            marked: around(element).some(looksFocused),
            isEditor: element.matches('.cm-content'),
          };
    },
  });
}

const read = <T>(page: Page, method: 'controls' | 'focused') =>
  page.evaluate(
    (name) => (Reflect.get(globalThis, 'keyboard') as Record<string, () => unknown>)[name]?.() as T,
    method,
  );

/** Presses Tab once around the page. */
async function walk(page: Page): Promise<Step[]> {
  const steps: Step[] = [];
  for (let count = 0; count < MAX_STEPS; count += 1) {
    await page.keyboard.press('Tab');
    let step = await read<Step>(page, 'focused');
    // A field of a date has several parts.
    if (step.id === steps.at(-1)?.id) continue;
    if (steps.some(({ id }) => id === step.id)) return steps;
    // CodeMirror marks its frame a moment later. One that it does not mark fails the test below.
    if (step.isEditor) {
      await page
        .waitForFunction(() => (Reflect.get(globalThis, 'keyboard') as { focused(): Step }).focused().marked)
        .catch(() => undefined);
      step = await read<Step>(page, 'focused');
    }
    steps.push(step);
    if (step.isEditor) await page.keyboard.press('Escape');
  }
  assert.fail(
    `Tab does not come round: ${steps
      .slice(-5)
      .map(({ name }) => name)
      .join(', ')}`,
  );
}

describe('the keyboard', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;
  let keyId: string;

  before(async () => {
    server = await startServer();
    browser = await launch();
    await browser.page.addInitScript(installKeyboard);
    await browser.page.goto(server.url);
    await browser.page.waitForFunction(() => 'strongroom' in globalThis);
    keyId = await browser.page.evaluate(async () => {
      const { KeyMetadata } = await strongroom.kms().createKey({ MultiRegion: true });
      await strongroom.kms().createAlias({ AliasName: 'alias/app', TargetKeyId: KeyMetadata?.KeyId ?? '' });
      return KeyMetadata?.KeyId ?? '';
    });
  });

  after(async () => {
    await browser.close();
    await server.close();
  });

  for (const address of ADDRESSES) {
    it(`reaches every control of ${address}, and shows where it is`, async () => {
      const { page } = browser;
      await page.goto('about:blank');
      await page.goto(`${server.url}${address.replace('KEY', keyId)}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await settled(page);
      const steps = await walk(page);
      const reached = new Set(steps.map(({ id }) => id));
      const controls = await read<Control[]>(page, 'controls');
      assert.ok(controls.length > 10, `${controls.length} controls`);
      assert.deepEqual(
        controls.filter(({ id }) => !reached.has(id)).map(({ name }) => name),
        [],
        'not reached',
      );
      assert.deepEqual(
        steps.filter(({ marked }) => !marked).map(({ name }) => name),
        [],
        'not marked',
      );
    });
  }
});
