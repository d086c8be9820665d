/**
 * Every page of the built app, as a visitor meets it: drawn, accessible, within its frame, and with no request to
 * anywhere else.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { PageName } from '../../src/ui/page/parse-address.ts';
import { routeOf } from '../../src/ui/page/router.ts';
import { allComplaints, launch, startServer, type Browser } from '../support/app.ts';
import { ADDRESSES } from './addresses.ts';
import { settled } from './settled.ts';
import { violations } from './violations.ts';

/** The heading of each page. */
const HEADINGS: Readonly<Record<PageName, string | RegExp>> = {
  // The heading of Home is the result of the last run, here of the sample file.
  home: /^(Encrypt a file with a KMS key in your browser|letter\.txt encrypted: .*)$/,
  labs: /^(Labs|Record a lab|Sign, verify, authenticate, agree(: summary)?|No lab none)$/,
  class: /^(Classes|Make a class|Reports of a class|No class none|Open a class)$/,
  glossary: 'Glossary',
  keys: 'Keys',
  // Of the key of the sample file, and of one that does not exist.
  key: /^(alias\/playground|00000000-0000-4000-8000-000000000000)$/,
  keyStores: 'Key stores',
  keyStore: 'Key stores',
  playground: 'Playground',
  inspector: 'Inspector',
  services: 'Services',
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

/** Rules of axe that read colours. The others have the same result in every colour scheme. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/** Fails on a page wider than its window. */
async function expectNoOverflow(page: Page, what: string): Promise<void> {
  // Of the body: the root counts the gutter of the scrollbar to its width.
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.body.clientWidth);
  assert.ok(wider <= 0, `${what} is ${wider} px wider than its window`);
}

/** Fails on what axe finds in both colour schemes, and on overflow. */
async function lookAt(page: Page, what: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  await settled(page);
  assert.deepEqual(await violations(page), [], `${what}, light`);
  await expectNoOverflow(page, what);
  await page.emulateMedia({ colorScheme: 'dark' });
  await settled(page);
  assert.deepEqual(await violations(page, COLOR_RULES), [], `${what}, dark`);
}

/** Fails on what axe finds in forced colours, on overflow, and on states that only a colour shows. */
async function lookAtForcedColors(page: Page, what: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });
  await settled(page);
  assert.deepEqual(await violations(page, COLOR_RULES), [], `${what}, forced colors`);
  await expectNoOverflow(page, what);
  assert.deepEqual(await unmarked(page), [], `${what} marks by colour alone`);
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

  before(async () => {
    server = await startServer();
  });
  after(() => server.close());

  for (const width of [1440, 360]) {
    describe(`${width} px wide`, () => {
      let browser: Browser;
      let keyId: string;

      before(async () => {
        browser = await launch({ viewport: { width, height: 800 } });
        const { page } = browser;
        await visit(page, server.url, HEADINGS.home);
        await page.locator('#encrypt-sample').click();
        await page.locator('strong-kept-file #decrypt').waitFor();
        keyId = await page.evaluate(async () => {
          const { kms } = Reflect.get(globalThis, 'strongroom') as {
            kms(): { describeKey(input: object): Promise<{ KeyMetadata: { KeyId: string } }> };
          };
          return (await kms().describeKey({ KeyId: 'alias/playground' })).KeyMetadata.KeyId;
        });
      });
      after(() => browser.close());

      for (const address of ADDRESSES)
        it(`${address} is accessible in every colour scheme, and does not overflow`, async () => {
          const { page } = browser;
          const hash = address.replace('KEY', keyId);
          await page.setViewportSize({ width, height: 800 });
          await visit(page, `${server.url}${hash}`, HEADINGS[routeOf(hash).page]);
          await lookAt(page, address);
          const isExplained = !/^#\/(?:glossary|nowhere)/.test(address);
          const terms = page.locator('strong-page-terms nav a');
          assert.equal((await terms.count()) > 0, isExplained, `${address} links terms`);
          if (width > 1024) await page.setViewportSize({ width: 1024, height: 800 });
          await lookAtForcedColors(page, address);
        });

      it('keys of every kind are used on accessible pages, which do not overflow', async () => {
        const { page } = browser;
        await page.setViewportSize({ width, height: 800 });
        for (const { operation, answer, ...input } of USES) {
          const made = await page.evaluate(async (wanted) => {
            const { kms } = Reflect.get(globalThis, 'strongroom') as {
              kms(): { createKey(input: object): Promise<{ KeyMetadata: { KeyId: string } }> };
            };
            return (await kms().createKey(wanted)).KeyMetadata.KeyId;
          }, input);
          await visit(page, `${server.url}#/keys/${made}/use`, made);
          await lookAt(page, operation);
          const peer = page.getByRole('button', { name: 'Generate key pair for the other party' });
          if (await peer.isVisible()) await peer.click();
          await page.getByRole('button', { name: operation, exact: true }).click();
          await page.getByRole('region', { name: answer, exact: true }).waitFor();
          await page.getByText('AWS SDK code for this call').click();
          await page.getByText('Advanced options: grant tokens, dry run').click();
          await lookAt(page, `${operation} answered`);
        }
      });

      it('no page complains, or sends a request to anywhere else', () => {
        assert.deepEqual(allComplaints(browser), []);
      });
    });
  }
});
