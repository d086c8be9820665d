/** Ways of a visitor that several end-to-end tests go. */
import type { Page } from 'playwright-core';

/** Opens Home, encrypts the sample file and waits until it can be decrypted. */
export async function encryptSample(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('#encrypt-sample').click();
  await page.locator('strong-kept-file #decrypt').waitFor();
}
