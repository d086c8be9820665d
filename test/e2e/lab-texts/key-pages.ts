/** What a learner does on the pages of keys and principals. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { beginsWith, type Learner, type ShownMembers } from './learner.ts';

/** A policy document. */
export type PolicyDocument = Readonly<Record<string, unknown>>;

/** A key to create, by the fields of the dialog. */
export interface NewKey {
  readonly alias?: string;
  readonly description?: string;
  readonly usage?: string;
  readonly spec?: string;
  readonly origin?: string;
  readonly keyStore?: string;
  readonly externalKeyId?: string;
  readonly isMultiRegion?: boolean;
}

/** Creates a key in the dialog of the page of keys. Its page is shown then. Returns the key ID. */
export async function createKey(learner: Learner, key: NewKey): Promise<string> {
  await learner.opens('Customer managed');
  await learner.main.getByRole('button', { name: 'Create key' }).first().click();
  const dialog = learner.dialog('Create key');
  if (key.keyStore) {
    const store = dialog.getByLabel('Key store');
    await store.selectOption(key.keyStore);
  }
  if (key.externalKeyId) await dialog.getByLabel('ID of the external key (XksKeyId)').fill(key.externalKeyId);
  if (key.usage) await dialog.getByLabel('Key usage').selectOption(key.usage);
  if (key.spec) await dialog.getByLabel('Key spec').selectOption(key.spec);
  if (key.origin) await dialog.getByLabel('Key material origin').selectOption(key.origin);
  if (key.alias) await dialog.getByRole('textbox', { name: 'Alias' }).fill(key.alias);
  if (key.description) await dialog.getByLabel('Description').fill(key.description);
  if (key.isMultiRegion) await dialog.getByRole('checkbox', { name: 'Multi-Region key' }).check();
  await dialog.getByRole('button', { name: 'Create key' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await learner.main.getByRole('navigation', { name: 'Key details' }).waitFor();
  return shownKeyId(learner);
}

/** The key ID on the page of a key. */
export async function shownKeyId({ main }: Learner): Promise<string> {
  const text = await main.getByRole('paragraph').filter({ hasText: 'Key ID' }).first().textContent();
  return /Key ID\s+([\w-]+)/.exec(text ?? '')?.[1] ?? assert.fail('The page shows no key ID');
}

/** Sets the tags of a key, on its page. */
export async function setTags(learner: Learner, tags: Readonly<Record<string, string>>): Promise<void> {
  await learner.opensTab('Tags');
  await learner.fillsPairs(tags, 'Tags');
  await learner.main.getByRole('button', { name: 'Save tags' }).click();
}

/** The state of a key, at the head of its page. */
const shownState = ({ main }: Learner, state: string): Locator =>
  main
    .locator('strong-state')
    .filter({ hasText: new RegExp(`^\\s*${state}\\s*$`) })
    .first();

/** Does one of the key actions on the page of a key. */
async function actsOnKey(learner: Learner, key: string, action: string): Promise<void> {
  await learner.opensKey(key);
  await learner.main.getByRole('button', { name: 'Key actions' }).click();
  await learner.main.getByRole('menuitem', { name: action }).click();
}

/** Disables a key, on its page, and confirms it if the dialog asks. */
export async function disableKey(learner: Learner, key: string): Promise<void> {
  await actsOnKey(learner, key, 'Disable key');
  await learner.confirms('Disable this key?', 'Disable key', shownState(learner, 'Disabled'));
}

/** Enables a disabled key, on its page. */
export async function enableKey(learner: Learner, key: string): Promise<void> {
  await actsOnKey(learner, key, 'Enable key');
  await shownState(learner, 'Enabled').waitFor();
}

/** Cancels the deletion of a key, on its page. The key is disabled then. */
export async function cancelDeletion(learner: Learner, key: string): Promise<void> {
  await actsOnKey(learner, key, 'Cancel key deletion');
  await shownState(learner, 'Disabled').waitFor();
}

/** Schedules the deletion of a key, on its page. */
export async function scheduleDeletion(learner: Learner, key: string, days: number): Promise<void> {
  await actsOnKey(learner, key, 'Schedule key deletion…');
  const dialog = learner.dialog('Schedule key deletion?');
  await dialog.getByRole('spinbutton').fill(String(days));
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Schedule deletion' }).click();
  await learner.main.getByRole('region', { name: /^Pending (replica )?deletion$/ }).waitFor();
}

/** Values of the form of the tab *Use this key*. */
export interface UseValues {
  /** Fields of bytes, filled with a text. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Fields of bytes, filled with base64. */
  readonly bytes?: Readonly<Record<string, string>>;
  /** Fields of bytes, filled with PEM. */
  readonly pem?: Readonly<Record<string, string>>;
  /** Lists to choose from, by label. */
  readonly choices?: Readonly<Record<string, string>>;
  /** How a message is sent: a message type. */
  readonly way?: RegExp;
  /** Fields for one value, by label. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly context?: Readonly<Record<string, string>>;
}

/** Calls an operation on the tab *Use this key* of a key. It must succeed, or end with `error`. */
export async function useKey(
  learner: Learner,
  key: string,
  operation: string,
  { way, texts = {}, bytes = {}, pem = {}, choices = {}, fields = {}, context = {} }: UseValues = {},
  error?: string,
): Promise<ShownMembers> {
  await learner.opensKey(key, 'Use this key');
  await learner.choosesUse(operation);
  const { main } = learner;
  if (way) await main.getByRole('radio', { name: way }).check();
  for (const [label, value] of Object.entries(texts)) await learner.fillsText(label, value);
  for (const [label, value] of Object.entries(bytes)) await learner.fillsBytes(label, 'base64', value);
  for (const [label, value] of Object.entries(pem)) await learner.fillsBytes(label, 'PEM', value);
  for (const [label, value] of Object.entries(choices))
    await main.getByRole('combobox', { name: beginsWith(label) }).selectOption(value);
  for (const [label, value] of Object.entries(fields)) await main.getByLabel(beginsWith(label)).first().fill(value);
  await learner.fillsPairs(context);
  return learner.sendsUse(operation, error);
}

/** The key policy of a key. The editor has only the lines in view in its document, so it is read by a call. */
async function shownPolicy(learner: Learner, key: string): Promise<PolicyDocument> {
  await learner.opensKey(key);
  const { Policy = '' } = await learner.calls('GetKeyPolicy', { KeyId: await shownKeyId(learner) });
  return JSON.parse(Policy) as PolicyDocument;
}

/** Changes the key policy of a key in the editor, and saves it. Returns the new policy. */
export async function changePolicy(
  learner: Learner,
  key: string,
  change: (policy: PolicyDocument) => PolicyDocument,
): Promise<PolicyDocument> {
  const policy = change(await shownPolicy(learner, key));
  await savePolicy(learner, key, policy);
  return policy;
}

/** Replaces the key policy of a key in the editor, and saves it. */
export async function savePolicy(learner: Learner, key: string, policy: PolicyDocument): Promise<void> {
  await learner.opensKey(key, 'Key policy');
  const { main, page } = learner;
  await main.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(JSON.stringify(policy));
  await main.getByRole('button', { name: 'Save key policy' }).click();
  await main.getByRole('button', { name: 'Save key policy', disabled: true }).waitFor();
}

/** Replaces the identity policies of a principal by one, in the Directory. */
export async function setIdentityPolicy(learner: Learner, principal: string, policy: PolicyDocument): Promise<void> {
  await setDocument(learner, principal, policy, 'Identity policy 1', 'Add an identity policy');
}

/** Replaces the permissions boundary of a principal, in the Directory. */
export async function setBoundary(learner: Learner, principal: string, policy: PolicyDocument): Promise<void> {
  await setDocument(learner, principal, policy, 'Policy JSON', 'Add a permissions boundary');
}

async function setDocument(learner: Learner, principal: string, policy: PolicyDocument, label: string, add: string) {
  const { main } = learner;
  await learner.opens('Directory');
  await main.getByRole('link', { name: beginsWith(principal) }).click();
  await main.getByRole('heading', { name: principal, level: 2 }).waitFor();
  const field = main.getByRole('textbox', { name: label });
  if ((await field.count()) === 0) await main.getByRole('button', { name: add }).click();
  await field.fill(JSON.stringify(policy));
  await main.getByRole('button', { name: 'Save changes' }).click();
}

/** A statement of a policy document that allows or denies. */
export const statement = (effect: 'Allow' | 'Deny', action: string | readonly string[], more: object = {}) => ({
  Effect: effect,
  Action: action,
  Resource: '*',
  ...more,
});

/** A policy document of these statements. */
export const document = (...statements: readonly object[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
});

/** `policy` with further statements. */
export const withStatements = (policy: PolicyDocument, ...statements: readonly object[]): PolicyDocument => ({
  ...policy,
  Statement: [...(policy['Statement'] as readonly object[]), ...statements],
});
