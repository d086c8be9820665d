/** One visit, then no server at all: the browser is started again with the same profile and opens what it sealed. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { launch, startServer } from '../support/app.ts';
import { sealSample } from './visit.ts';

const ROUTES = ['#/keys', '#/playground', '#/playground/file', '#/activity', '#/settings', '#/nowhere', '#/'];

describe('offline', () => {
  it('encrypts in ten seconds and one click, and decrypts the file after a restart without a server', async () => {
    const profile = await mkdtemp(path.join(tmpdir(), 'strongroom-offline-'));
    const server = await startServer();
    const first = await launch({ profile });
    const start = performance.now();
    await sealSample(first.page, server.url);
    await first.page.locator('strong-envelope-picture').getByText('Encrypted file').first().waitFor();
    await first.page.getByRole('button', { name: 'Open again' }).click();
    const letter = first.page.getByRole('region', { name: 'The opened file' });
    await letter.waitFor();
    console.log(`cold open to sealed and opened again: ${Math.round(performance.now() - start)} ms`);
    const text = await letter.innerText();
    assert.ok(text.length > 100);
    await first.page.getByText('Available offline.').waitFor();
    await first.close();
    await server.close();

    const second = await launch({ profile });
    await second.page.goto(server.url);
    await second.page.getByRole('button', { name: 'Open again' }).click();
    const again = second.page.getByRole('region', { name: 'The opened file' });
    await again.waitFor();
    assert.equal(await again.innerText(), text);
    for (const route of ROUTES) {
      await second.page.goto(`${server.url}${route}`);
      await second.page.reload();
      await second.page.getByRole('heading', { level: 1 }).waitFor();
    }
    assert.deepEqual([...second.complaints.policy, ...second.complaints.foreign], []);
    await second.close();
    await rm(profile, { recursive: true, force: true });
  });
});
