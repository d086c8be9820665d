/** Projector mode in a window of a projector. In the small window of the component tests the header does not stay. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { launch, startServer } from '../support/app.ts';

it('projector mode keeps the header in view, and tells other sticky parts its height', async () => {
  const server = await startServer();
  const browser = await launch({ viewport: { width: 1280, height: 720 } });
  try {
    const { page } = browser;
    await page.goto(`${server.url}#/labs`);
    const header = page.locator('strong-app header').first();
    const position = () => header.evaluate((element) => getComputedStyle(element).position);
    const told = () =>
      page.evaluate(() => Number.parseFloat(document.documentElement.style.getPropertyValue('--header-height')));
    const toggle = page.getByRole('button', { name: 'Projector mode' });
    await toggle.waitFor();
    assert.equal(await position(), 'static');
    await toggle.click();
    await page.waitForFunction(
      () => Number.parseFloat(document.documentElement.style.getPropertyValue('--header-height')) > 0,
    );
    assert.equal(await position(), 'sticky');
    const height = await header.evaluate((element) => element.getBoundingClientRect().height);
    assert.ok(Math.abs((await told()) - height) <= 1, `the header is ${height} px high`);
    await page.evaluate(() => scrollTo(0, 400));
    await page.waitForFunction(() => scrollY === 400);
    assert.equal(await header.evaluate((element) => element.getBoundingClientRect().top), 0);
    await toggle.click();
    await page.waitForFunction(() => document.documentElement.style.getPropertyValue('--header-height') === '');
    assert.equal(await position(), 'static');
  } finally {
    await browser.close();
    await server.close();
  }
});

it('projector mode leaves four fifths of the window to a page in the sandbox of a lab', async () => {
  const server = await startServer();
  const browser = await launch({ viewport: { width: 1280, height: 720 } });
  try {
    const { page } = browser;
    await page.goto(`${server.url}#/labs/L01`);
    await page.getByRole('button', { name: 'Start lab' }).click();
    await page.getByRole('button', { name: 'Return to the default sandbox' }).waitFor();
    await page.getByRole('button', { name: 'Projector mode' }).click();
    const header = page.locator('strong-app header').first();
    await page.waitForFunction(
      () => Number.parseFloat(document.documentElement.style.getPropertyValue('--header-height')) > 0,
    );
    const height = await header.evaluate((element) => element.getBoundingClientRect().height);
    assert.ok(height <= 720 / 5, `the header is ${height} px high`);
    const leave = page.getByRole('button', { name: 'Return to the default sandbox' });
    const isInside = await leave.evaluate((element) => {
      const { right, bottom, height: ownHeight } = element.getBoundingClientRect();
      return right <= innerWidth && bottom <= 720 / 5 && ownHeight >= 24;
    });
    assert.ok(isInside, 'the way back is in the header');
  } finally {
    await browser.close();
    await server.close();
  }
});
