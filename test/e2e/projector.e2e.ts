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

for (const forcedColors of ['none', 'active'] as const)
  it(`projector mode covers account numbers with forced colours ${forcedColors}`, async () => {
    const server = await startServer();
    const browser = await launch({ viewport: { width: 1280, height: 720 } });
    try {
      const { page } = browser;
      await page.emulateMedia({ forcedColors });
      await page.goto(`${server.url}#/labs`);
      await page.getByRole('button', { name: 'Projector mode' }).click();
      await page.waitForFunction(() => CSS.highlights.has('strong-identifier'));
      /** What people see of a number, which is in the type and the place of every other one. */
      const look = async (account: string) => {
        await page.evaluate(async (text) => {
          document.querySelector('#shown')?.remove();
          const shown = Object.assign(document.createElement('b'), { id: 'shown', textContent: text });
          shown.style = 'position: fixed; inset: 50% auto auto 50%; z-index: 9; font: 24px monospace';
          document.body.append(shown);
          const isCovered = () =>
            [...(CSS.highlights.get('strong-identifier') ?? [])].some(
              ({ startContainer }) => startContainer === shown.firstChild,
            );
          while (!isCovered()) await new Promise(requestAnimationFrame);
        }, account);
        return (await page.locator('#shown').screenshot()).toString('base64');
      };
      assert.equal(await look('111122223333'), await look('444455556666'));
    } finally {
      await browser.close();
      await server.close();
    }
  });
