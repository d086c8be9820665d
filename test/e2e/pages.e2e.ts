/**
 * Every page of the built app, as a visitor meets it: drawn, accessible, within its frame, and with no request to
 * anywhere else.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import type { PageName } from '../../src/ui/page/parse-address.ts';
import { routeOf } from '../../src/ui/page/router.ts';
import { allComplaints, launch, startServer, type Browser } from '../support/app.ts';
import { ADDRESSES } from './addresses.ts';

/** The heading of each page. */
const HEADINGS: Readonly<Record<PageName, string | RegExp>> = {
  // The heading of Home is the result of the last run, here of the sample file.
  home: /^(Encrypt a file with a KMS key in your browser|letter\.txt encrypted: .*)$/,
  labs: /^(Labs|Sign, verify, authenticate, agree(: summary)?|No lab none)$/,
  glossary: 'Glossary',
  keys: 'Keys',
  // Of the key of the sample file, and of one that does not exist.
  key: /^(alias\/playground|00000000-0000-4000-8000-000000000000)$/,
  keyStores: 'Key stores',
  keyStore: 'Key stores',
  playground: 'Playground',
  inspector: 'Inspector',
  activity: 'Activity',
  quotas: 'Quotas',
  cost: 'Cost',
  simulator: 'Simulator',
  directory: 'Directory',
  proxies: 'External key managers',
  library: 'Use it in code',
  capabilities: 'Browser support',
  settings: 'Settings',
  lost: 'Page not found: /nowhere',
};

/** Keys whose operations are tried on their page: the first of each is pressed. */
const USES = [
  { KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT', operation: 'Encrypt', answer: 'Ciphertext' },
  { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY', operation: 'Sign', answer: 'Signature' },
  { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT', operation: 'DeriveSharedSecret', answer: 'Shared secret' },
  {
    KeySpec: 'ML_KEM_768',
    KeyUsage: 'ENCAPSULATE_DECAPSULATE',
    operation: 'Encapsulate',
    answer: 'Encapsulated secret',
  },
];
/** axe reads its script as a string, which Trusted Types forbid to pages: the browser's own tools may evaluate it. */
async function violations(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axe.source });
  const { result } = await session.send('Runtime.evaluate', {
    expression:
      'axe.run(document, { resultTypes: ["violations"] }).then(({violations}) => JSON.stringify(violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.flat().join(" ")).join(", "))))',
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  return JSON.parse(String(result.value)) as string[];
}

/** Fails on what axe finds and on a page wider than its window. */
async function lookAt(page: Page, what: string): Promise<void> {
  await page.waitForTimeout(150);
  assert.deepEqual(await violations(page), [], what);
  // Of the body: the root counts the gutter of the scrollbar to its width.
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.body.clientWidth);
  assert.ok(wider <= 0, `${what} is ${wider} px wider than its window`);
}

const MARKED = '[aria-current], [aria-selected="true"], [aria-pressed="true"]';

/** The current links, selected tabs and pressed buttons that look like one next to them, colour aside. */
function unmarked(page: Page): Promise<string[]> {
  return page.locator(MARKED).evaluateAll((elements, marked) => {
    return elements
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const group = element.closest('ul, nav, [role="tablist"], .row, .forms, .theme') ?? element.parentElement;
        const others = [...(group?.querySelectorAll(element.localName) ?? [])].filter(
          (other) => !other.matches(marked) && other.className === element.className,
        );
        const looks = [element, ...others].map((one) => {
          const { borderTop, borderBottom, borderLeft, backgroundColor, fontWeight } = getComputedStyle(one);
          return JSON.stringify([borderTop, borderBottom, borderLeft, backgroundColor, fontWeight]);
        });
        return looks.indexOf(looks[0]!, 1) > 0;
      })
      .map((element) => `${element.localName} ${element.textContent.trim()}`);
  }, MARKED);
}

async function visit(page: Page, url: string, heading: string | RegExp): Promise<void> {
  await page.goto(url);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
}

describe('the pages', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let keyId: string;
  const browsers: Browser[] = [];

  before(async () => {
    server = await startServer();
  });

  after(async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
    await server.close();
  });

  const visitAll = async (colorScheme: 'light' | 'dark', width: number, forcedColors: 'active' | 'none' = 'none') => {
    const browser = await launch({ colorScheme, viewport: { width, height: 800 } });
    browsers.push(browser);
    const { page } = browser;
    await page.emulateMedia({ forcedColors });
    await visit(page, server.url, HEADINGS.home);
    await page.locator('#encrypt-sample').click();
    await page.locator('strong-kept-file #decrypt').waitFor();
    keyId = await page.evaluate(async () => {
      const { kms } = Reflect.get(globalThis, 'strongroom') as {
        kms(): { describeKey(input: object): Promise<{ KeyMetadata: { KeyId: string } }> };
      };
      return (await kms().describeKey({ KeyId: 'alias/playground' })).KeyMetadata.KeyId;
    });
    for (const address of ADDRESSES) {
      const hash = address.replace('KEY', keyId);
      await visit(page, `${server.url}${hash}`, HEADINGS[routeOf(hash).page]);
      await lookAt(page, `${hash} ${colorScheme} ${width}`);
      if (forcedColors === 'active') assert.deepEqual(await unmarked(page), [], `${hash} marks by colour alone`);
    }
    if (forcedColors === 'active') {
      await page.setViewportSize({ width: 360, height: 800 });
      await visit(page, `${server.url}#/keys`, 'Keys');
      assert.deepEqual(await unmarked(page), [], 'the bar at the bottom');
    }
    assert.deepEqual(allComplaints(browser), []);
  };

  it('are accessible and do not overflow: forced colors, 1024 px', () => visitAll('dark', 1024, 'active'));

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1440, 360]) {
      it(`are accessible and do not overflow: ${colorScheme}, ${width} px`, () => visitAll(colorScheme, width));

      it(`use keys of every kind, remain accessible and do not overflow: ${colorScheme}, ${width} px`, async () => {
        const browser = await launch({ colorScheme, viewport: { width, height: 800 } });
        browsers.push(browser);
        const { page } = browser;
        await visit(page, server.url, HEADINGS.home);
        for (const { operation, answer, ...input } of USES) {
          const made = await page.evaluate(async (wanted) => {
            const { kms } = Reflect.get(globalThis, 'strongroom') as {
              kms(): { createKey(input: object): Promise<{ KeyMetadata: { KeyId: string } }> };
            };
            return (await kms().createKey(wanted)).KeyMetadata.KeyId;
          }, input);
          await visit(page, `${server.url}#/keys/${made}/use`, made);
          await lookAt(page, `${operation} ${colorScheme} ${width}`);
          const peer = page.getByRole('button', { name: 'Generate key pair for the other party' });
          if (await peer.isVisible()) await peer.click();
          await page.getByRole('button', { name: operation, exact: true }).click();
          await page.getByRole('region', { name: answer, exact: true }).waitFor();
          await page.getByText('AWS SDK code for this call').click();
          await page.getByText('Advanced options: grant tokens, dry run').click();
          await lookAt(page, `${operation} answered, ${colorScheme} ${width}`);
        }
        assert.deepEqual(allComplaints(browser), []);
      });
    }
  }
});
