/** What a learner does on the pages of services. */
import type { Locator } from 'playwright-core';
import { beginsWith, type Learner } from './learner.ts';

/** Values of a form, by the beginning of the label: a text, or the text of a choice. */
type FormValues = Readonly<Record<string, string>>;

/** Opens the page of a service. */
export async function opensService(learner: Learner, name: string): Promise<void> {
  const { main } = learner;
  await learner.opens('Services');
  await main.getByRole('navigation', { name: 'Services' }).getByRole('link', { name, exact: true }).click();
  await main.getByRole('heading', { name, level: 2 }).waitFor();
}

/** Enters a text, or selects a choice. */
async function enters(field: Locator, value: string): Promise<void> {
  const isChoice = await field.evaluate((element) => element.localName === 'select');
  if (isChoice) await field.selectOption({ label: value });
  else await field.fill(value);
}

/** Fills in the form of an action, sends it, and waits for its end. */
export async function sendAction({ main }: Learner, action: string, fields: FormValues = {}): Promise<void> {
  const form = main.getByRole('form', { name: action, exact: true });
  for (const [label, value] of Object.entries(fields)) await enters(form.getByLabel(beginsWith(label)).first(), value);
  const button = form.getByRole('button', { name: action, exact: true });
  await button.click();
  await form.getByRole('button', { name: action, exact: true, disabled: false }).waitFor();
}

/** Fills in the form of an action and sends it. Returns the result that the page shows. */
export async function runAction(learner: Learner, action: string, fields: FormValues = {}): Promise<string> {
  await sendAction(learner, action, fields);
  const result = learner.main.getByRole('status', { name: `Result: ${action}`, exact: true });
  return (await result.locator('pre').textContent()) ?? '';
}

/** Fills in the form of an action and sends it. The page shows an error of this name. */
export async function failAction(learner: Learner, error: string, action: string, fields: FormValues = {}) {
  await sendAction(learner, action, fields);
  await learner.main.getByRole('region', { name: `Error: ${error}` }).waitFor();
}
