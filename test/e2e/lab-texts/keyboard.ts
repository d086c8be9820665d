/** A keyboard, and nothing else: Tab, Shift+Tab, arrows, Enter, Space and text. Counts the keys that were pressed. */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** More keys than any page has controls: the control is not reached. */
const MAX_STEPS = 400;

const hasFocus = (target: Locator): Promise<boolean> =>
  target
    .evaluate((element) => (element.getRootNode() as Document | ShadowRoot).activeElement === element)
    .catch(() => false);

/** Works a page by keyboard alone. */
export class Keyboard {
  readonly #page: Page;
  /** Keys that were pressed. A text that is entered counts as one. */
  presses = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(key: string): Promise<void> {
    this.presses += 1;
    await this.#page.keyboard.press(key);
  }

  /** Moves the focus to a control by Tab, from where it is. */
  async to(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await target.waitFor();
    for (let step = 0; step < MAX_STEPS; step += 1) {
      if (await hasFocus(target)) return;
      await this.press(key);
    }
    assert.fail(`${key} does not reach ${String(target)}`);
  }

  /** Presses a button or follows a link. */
  async activates(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await this.to(target, key);
    await this.press('Enter');
  }

  /** Replaces the text of a field. */
  async fills(target: Locator, text: string): Promise<void> {
    await this.to(target);
    await this.press('Control+a');
    this.presses += 1;
    await this.#page.keyboard.insertText(text);
  }

  /** Selects the first value of a list. */
  async selectsFirst(target: Locator): Promise<void> {
    await this.to(target);
    await this.press('Home');
  }
}
