/**
 * What an end-to-end test stands on: the built app on a free port, and a real Chromium with a profile of its own that
 * notes everything the app must never do.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium } from '../../tools/chromium.mjs';
import { serve } from '../../tools/serve.mjs';

/**
 * What is still to be ended. A test that fails before its own `close()` would otherwise keep its file from finishing.
 */
const open = new Set<() => Promise<void>>();
if (process.env['NODE_TEST_CONTEXT']) after(() => Promise.all([...open].map((close) => close())));

/** Registers something to be ended once, by its owner or at the end of the file. */
function closing(end: () => Promise<void>): () => Promise<void> {
  const close = async () => {
    if (open.delete(close)) await end();
  };
  open.add(close);
  return close;
}

/** Serves dist/ on a free port, at `base` (default `/`). End it with `close()`. */
export async function startServer(options: { port?: number; base?: string; dir?: string; changing?: boolean } = {}) {
  const server = await serve(options);
  return { ...server, close: closing(server.close) };
}

/** What went wrong in a browser since its launch, one line each. A clean run leaves every list empty. */
export interface Complaints {
  /** Content-Security-Policy and Trusted Types violations, of pages (workers report to the console instead) */
  readonly policy: string[];
  /** console.error, uncaught errors and unhandled rejections, of pages and their workers */
  readonly console: string[];
  /** requests to another origin than the ones allowed */
  readonly foreign: string[];
}

/** A running browser. */
export interface Browser {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly profile: string;
  readonly complaints: Complaints;
  /** Ends the browser; the profile stays when the caller gave it, and goes otherwise. */
  close(): Promise<void>;
}

/** Options of launch(). */
export interface LaunchOptions {
  /** folder of the profile; kept at the end, so a second launch finds what the first stored (default: a fresh one) */
  profile?: string;
  /** origins that requests may go to (default: any port of localhost) */
  origins?: readonly string[];
  viewport?: { width: number; height: number };
  colorScheme?: 'light' | 'dark';
  /** further flags of Chromium */
  flags?: readonly string[];
}

const LOCAL = /^(?:https?:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?(?:\/|$)|(?:data|blob|about|chrome-error):)/;

/** How long a page waits for anything: far longer than a loaded machine needs, and shorter than the limit of a test. */
const WAIT_MS = 120_000;

/** Starts a headless Chromium with one empty page. */
export async function launch({
  profile,
  origins,
  viewport = { width: 1280, height: 800 },
  colorScheme = 'light',
  flags = [],
}: LaunchOptions = {}): Promise<Browser> {
  const folder = profile ?? (await mkdtemp(path.join(tmpdir(), 'strongroom-profile-')));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: findChromium(),
    headless: true,
    args: [...CHROMIUM_FLAGS, ...flags],
    viewport,
    colorScheme,
    acceptDownloads: true,
  });
  context.setDefaultTimeout(WAIT_MS);
  const complaints: Complaints = { policy: [], console: [], foreign: [] };
  await watch(context, complaints, origins);
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    context,
    page,
    profile: folder,
    complaints,
    close: closing(async () => {
      await context.close();
      if (!profile) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }),
  };
}

async function watch(context: BrowserContext, complaints: Complaints, origins: readonly string[] | undefined) {
  await context.exposeBinding('reportPolicyViolation', (_source, line: string) => void complaints.policy.push(line));
  // The compiler of the tests names functions inside of functions by it.
  await context.addInitScript('globalThis.__name = (named) => named');
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = Reflect.get(window, 'reportPolicyViolation') as (line: string) => void;
      report(
        `${event.effectiveDirective} ${event.blockedURI} ${event.sample} at ${event.sourceFile}:${event.lineNumber}`,
      );
    });
  });
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.console.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => void complaints.console.push(String(error.error().stack ?? error.error())));
  // Requests of service workers are context requests as well.
  context.on('request', (request) => {
    const url = request.url();
    const allowed = origins
      ? origins.includes(new URL(url).origin) || /^(?:data|blob|about):/.test(url)
      : LOCAL.test(url);
    if (!allowed) complaints.foreign.push(`${request.method()} ${url}`);
  });
}

/**
 * Everything noted so far as one list; `assert.deepEqual(allComplaints(browser), [])` is the usual last line of a test.
 */
export function allComplaints({ complaints }: Browser): string[] {
  return [...complaints.policy, ...complaints.console, ...complaints.foreign];
}
