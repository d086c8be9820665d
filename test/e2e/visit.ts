/** Ways of a visitor that several end-to-end tests go. */
import type { Page } from 'playwright-core';

/** Opens Home, seals the sample file and waits until it can be opened again. */
export async function sealSample(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: 'Seal a sample file' }).click();
  await page.getByRole('button', { name: 'Open again' }).waitFor();
}
