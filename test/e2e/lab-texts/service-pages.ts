/** What a learner does on the pages of services. */
import type { Learner } from './learner.ts';

/** Fills in the form of an action and sends it. Returns the result that the page shows. */
export async function runAction(
  { main }: Learner,
  action: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<string> {
  const form = main.getByRole('form', { name: action });
  for (const [label, value] of Object.entries(fields)) await form.getByLabel(label).fill(value);
  await form.getByRole('button', { name: action }).click();
  return (
    (await main
      .getByRole('status', { name: `Result: ${action}` })
      .locator('pre')
      .textContent()) ?? ''
  );
}
