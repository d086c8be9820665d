/**
 * A learner who reads the task of a lab and does in the pages of the app what it says. It finds controls by their
 * accessible names, calls no API, and waits for what the page shows.
 */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** Members of a response as the page shows them. Bytes are base64. */
export type ShownMembers = Readonly<Record<string, string>>;

/** Input of a call, as the Simulator takes it: bytes in base64. */
export type CallInput = Readonly<Record<string, unknown>>;

/** Where and as whom a call runs. Default: Region and caller of the page. */
export interface CallPlace {
  readonly principal?: string;
  readonly region?: string;
}

/** Text as base64. */
export const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A regular expression that matches `text` literally at the beginning. */
export const beginsWith = (text: string): RegExp =>
  new RegExp(`^${text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)}`);

/** Texts of a lab by which a learner finds its parts. */
export interface ShownTexts {
  readonly title: string;
  readonly tasks: Readonly<Record<string, { readonly title: string }>>;
}

/** Works in the pages of a lab. */
export class Learner {
  readonly page: Page;
  readonly main: Locator;
  readonly panel: Locator;
  readonly #url: string;
  readonly #texts: ShownTexts;

  constructor(page: Page, url: string, texts: ShownTexts) {
    this.page = page;
    this.#url = url;
    this.#texts = texts;
    this.main = page.locator('main');
    this.panel = page.getByRole('complementary', { name: 'Lab tasks' });
  }

  /** Opens the lab from the list, and starts it. */
  async startLab(): Promise<void> {
    await this.page.goto(`${this.#url}#/labs`);
    const { title } = this.#texts;
    await this.main.getByRole('heading', { name: title, exact: true }).getByRole('link').click();
    await this.main.getByRole('button', { name: 'Start lab' }).click();
    await this.panel.getByRole('heading', { name: beginsWith('1. ') }).waitFor();
    await this.page.getByRole('button', { name: 'caller: role Learner. Change' }).waitFor();
  }

  /** Waits until the panel says that the task with this ID is done. No hint may have been used. */
  async seesDone(id: string): Promise<void> {
    const title = this.#texts.tasks[id]?.title ?? assert.fail(`No task ${id}`);
    const task = this.panel.locator('strong-task').filter({ has: this.page.getByRole('heading', { name: title }) });
    await task.locator('.done').waitFor();
    assert.equal(await task.locator('.hint').count(), 0);
  }

  /** Answers the question of the lab. */
  async answers(choice: string): Promise<void> {
    await this.panel.getByRole('radio', { name: choice }).check();
    await this.panel.getByRole('button', { name: 'Submit answer' }).click();
  }

  /** Follows a link of the main navigation. */
  async opens(name: string): Promise<void> {
    const navigation = this.page.getByRole('navigation', { name: 'Main navigation' });
    await navigation.getByRole('link', { name, exact: true }).click();
    await this.main.getByRole('heading', { level: 1 }).waitFor();
  }

  /** Opens the page of a key from the list of keys. `tab` is the name of a link on it. */
  async opensKey(name: string, tab?: string): Promise<void> {
    await this.opens('Keys');
    await this.main.getByRole('link', { name, exact: true }).click();
    await this.main.getByRole('navigation', { name: 'Key details' }).waitFor();
    if (tab) await this.opensTab(tab);
  }

  /** Opens a tab of the key that is shown. */
  async opensTab(name: string): Promise<void> {
    const tabs = this.main.getByRole('navigation', { name: 'Key details' });
    await tabs.getByRole('link', { name, exact: true }).click();
    await tabs.locator('[aria-current=page]', { hasText: name }).waitFor();
  }

  /** Selects a value of the header: the caller or the Region. */
  async switches(what: 'caller' | 'Region', value: string): Promise<void> {
    const header = this.page.getByRole('banner').first();
    await this.#chooses(header, what, value);
    await header.getByRole('button', { name: `${what}: ${value}. Change` }).waitFor();
  }

  /** An open dialog. Its content is slotted into it. */
  dialog(name: string | RegExp): Locator {
    return this.page.locator('strong-dialog').filter({ has: this.page.getByRole('dialog', { name }) });
  }

  /**
   * Confirms a change in its dialog. The dialog appears only if something known would stop.
   * @param done what the page shows after the change
   */
  async confirms(heading: string, action: string, done: Locator): Promise<void> {
    const dialog = this.dialog(heading);
    const button = dialog.getByRole('button', { name: action, exact: true });
    await button.or(done).first().waitFor();
    if (await button.isVisible()) await button.click();
    await done.waitFor();
  }

  async #chooses(around: Locator, what: string, value: string): Promise<void> {
    const button = around.getByRole('button', { name: beginsWith(`${what}: `) });
    if ((await button.getAttribute('aria-label'))?.startsWith(`${what}: ${value}.`)) return;
    await button.click();
    const dialog = this.dialog(beginsWith('Choose '));
    await dialog
      .getByRole('button', { name: new RegExp(`^${value}( |$)`) })
      .first()
      .click();
    await dialog.waitFor({ state: 'hidden' });
  }

  /**
   * Runs any call on the Simulator page, and returns the response that the page shows. The call must succeed, or end
   * with the error `error`.
   */
  async calls(operation: string, input: CallInput = {}, { principal, region }: CallPlace = {}, error?: string) {
    await this.opens('Simulator');
    await this.#chooses(this.main, 'operation', operation);
    if (principal) await this.#chooses(this.main, 'principal', principal);
    if (region) await this.#chooses(this.main, 'Region', region);
    const field = this.main.getByRole('textbox', { name: 'Input as JSON' });
    await field.fill(JSON.stringify(input));
    await field.blur();
    await this.main.getByRole('button', { name: 'Run call' }).click();
    const call = this.main.locator('strong-real-call strong-call');
    await call.waitFor();
    const members = await this.reads(call);
    assert.equal(members['name'], error, `${operation}: ${members['message'] ?? 'succeeded'}`);
    return members;
  }

  /** The members of the response of an open call. */
  async reads(call: Locator): Promise<ShownMembers> {
    const response = call
      .locator('div')
      .filter({ has: this.page.getByRole('heading', { name: 'Response' }) })
      .last();
    await response.getByRole('heading').waitFor();
    for (const button of await response.getByRole('button', { name: 'base64' }).all()) await button.click();
    const members: Record<string, string> = {};
    for (const name of await response.locator('dt').all()) {
      const value = name.locator('xpath=following-sibling::dd[1]');
      const bytes = value.locator('strong-bytes .text');
      members[(await name.textContent()) ?? ''] = (
        (await ((await bytes.count()) > 0 ? bytes : value).textContent()) ?? ''
      ).trim();
    }
    return members;
  }

  /** The operation of the tab *Use this key*, which must be open. */
  async choosesUse(operation: string): Promise<void> {
    await this.main.getByRole('combobox', { name: 'Operation' }).selectOption(operation);
    await this.main.getByRole('heading', { name: operation, level: 2, exact: true }).waitFor();
  }

  /** Fills a field of bytes with a text. */
  async fillsText(label: string, text: string): Promise<void> {
    await this.main.getByRole('textbox', { name: beginsWith(label) }).fill(text);
  }

  /** Fills a field of bytes in this format. */
  async fillsBytes(label: string, format: 'base64' | 'PEM', text: string): Promise<void> {
    await this.main
      .getByRole('group', { name: `Format of ${label}` })
      .getByRole('button', { name: format })
      .click();
    await this.fillsText(label, text);
  }

  /** Adds pairs to a group of them: to the encryption context, unless `label` names another one. */
  async fillsPairs(pairs: Readonly<Record<string, string>>, label = 'Encryption context'): Promise<void> {
    const group = this.main.getByRole('group', { name: label, exact: true });
    for (const [name, value] of Object.entries(pairs)) {
      const names = group.getByRole('textbox', { name: /^Name \d+$/ });
      const before = await names.count();
      await group.getByRole('button', { name: 'Add pair' }).click();
      await names.nth(before).fill(name);
      await group.getByRole('textbox', { name: `Value ${before + 1}`, exact: true }).fill(value);
    }
  }

  /** Sends the form of the tab *Use this key*, and returns the response of the call that it made. */
  async sendsUse(operation: string, error?: string): Promise<ShownMembers> {
    await this.main.getByRole('button', { name: operation, exact: true }).click();
    const call = this.main.locator('.outcome strong-call').last();
    await call.locator('summary').click();
    const members = await this.reads(call);
    assert.equal(members['name'], error, `${operation}: ${members['message'] ?? 'succeeded'}`);
    return members;
  }

  /** Presses a button of the simulated clock. */
  async advances(button: '+1 hour' | '+1 day' | '+30 days' | '+1 year', times = 1): Promise<void> {
    const clock = await this.#opensClock();
    const step = clock.getByRole('button', { name: button, exact: true });
    for (let count = 0; count < times; count += 1) {
      await step.click();
      await clock.locator('button[data-step][aria-disabled=false]').first().waitFor();
    }
    await clock.getByRole('button', { name: 'Close' }).click();
  }

  /** Sets the simulated clock to a time so many seconds later than the one that its field offers. */
  async waits(seconds: number): Promise<void> {
    const clock = await this.#opensClock();
    const field = clock.getByLabel('Set to');
    await field.focus();
    const offered = new Date(`${await field.inputValue()}Z`);
    await field.fill(new Date(offered.getTime() + seconds * 1000).toISOString().slice(0, 19));
    await clock.getByRole('button', { name: 'Set clock' }).click();
    await clock.locator('button[data-step][aria-disabled=false]').first().waitFor();
    await clock.getByRole('button', { name: 'Close' }).click();
  }

  async #opensClock(): Promise<Locator> {
    await this.page.getByRole('button', { name: beginsWith('Simulated clock') }).click();
    return this.page.getByRole('dialog', { name: 'Simulated clock' });
  }
}
