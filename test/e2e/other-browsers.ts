/**
 * Firefox and WebKitGTK behind one small interface. Firefox speaks WebDriver BiDi, by Puppeteer. WebKitGTK speaks
 * WebDriver alone, over HTTP, which takes six requests. Nothing is downloaded: a browser that is not installed is
 * reported with the packages that it needs.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';

/** A running browser with one page. */
export interface OtherBrowser {
  readonly version: string;
  open(url: string): Promise<void>;
  /** Evaluates an expression in the page, waits for its promise, and returns the value as JSON carries it. */
  evaluate(expression: string): Promise<unknown>;
  resize(width: number, height: number): Promise<void>;
  /** Takes a picture of the page, as PNG. */
  picture(): Promise<Uint8Array>;
  /** What the console showed as errors so far, uncaught errors included. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** One browser that may be installed. */
export interface OtherBrowserRow {
  readonly name: string;
  /** Why it cannot be started on this machine; undefined if it can. */
  missing(): string | undefined;
  /** Starts it with the profile in `folder`, which a later start finds again. */
  start(folder: string): Promise<OtherBrowser>;
}

const SCRIPT_TIMEOUT_MS = 180_000;
const START_TIMEOUT_MS = 20_000;

/** The path of a program, or undefined. */
function find(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

const findFirefox = () => find('firefox-esr') ?? find('firefox');

const FIREFOX: OtherBrowserRow = {
  name: 'Firefox',
  missing: () => (findFirefox() ? undefined : 'Firefox is not installed (Debian: firefox-esr)'),
  async start(folder) {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: findFirefox() ?? '',
      headless: true,
      userDataDir: folder,
      defaultViewport: { width: 1280, height: 800 },
      protocolTimeout: SCRIPT_TIMEOUT_MS,
    });
    const page = (await browser.pages())[0] ?? (await browser.newPage());
    const complaints: string[] = [];
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    page.on('pageerror', (error) => void complaints.push(String(error)));
    return {
      version: (await browser.version()).replace(/^.*\//, ''),
      complaints,
      open: async (url) => void (await page.goto(url)),
      evaluate: (expression) => page.evaluate(expression),
      resize: (width, height) => page.setViewport({ width, height }),
      picture: () => page.screenshot(),
      close: () => browser.close(),
    };
  },
};

/** A port that nothing listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** WebKit names each directive of a Content-Security-Policy that it does not know. */
const UNKNOWN_DIRECTIVE = /Unrecognized Content-Security-Policy directive/;

const WINDOW = fileURLToPath(new URL('webkit-window.py', import.meta.url));
const HAS_WEBKIT = 'import gi; gi.require_version("Gtk", "3.0"); gi.require_version("WebKit2", "4.1")';

/** Sends a command to a WebDriver. See https://www.w3.org/TR/webdriver2/#endpoints. */
async function send(url: string, method: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(SCRIPT_TIMEOUT_MS),
  });
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value)}`);
  return value;
}

const WEBKIT: OtherBrowserRow = {
  name: 'WebKitGTK',
  missing: () =>
    find('WebKitWebDriver') && find('xvfb-run') && spawnSync('/usr/bin/python3', ['-c', HAS_WEBKIT]).status === 0
      ? undefined
      : 'WebKitGTK is not installed (Debian: webkit2gtk-driver gir1.2-webkit2-4.1 python3-gi xvfb xauth)',
  async start(folder) {
    const port = await freePort();
    const display = ['-a', '-s', '-screen 0 1600x1200x24'];
    const driver = spawn('xvfb-run', [...display, 'WebKitWebDriver', `--port=${port}`], {
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, STRONGROOM_PROFILE: folder, NO_AT_BRIDGE: '1' },
    });
    const complaints: string[] = [];
    let rest = '';
    driver.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      complaints.push(...lines.filter((line) => /^CONSOLE .*ERROR/.test(line) && !UNKNOWN_DIRECTIVE.test(line)));
    });
    // xvfb-run starts the display and the driver in its process group.
    const end = () => void (driver.exitCode ?? process.kill(-(driver.pid ?? 0)));
    const ended = once(driver, 'exit');
    try {
      const root = `http://127.0.0.1:${port}`;
      const deadline = performance.now() + START_TIMEOUT_MS;
      while (!(await send(`${root}/status`, 'GET').catch(() => undefined))) {
        if (performance.now() > deadline) throw new Error('WebKitWebDriver does not answer.');
        await sleep(100);
      }
      const { sessionId, capabilities } = (await send(`${root}/session`, 'POST', {
        capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: WINDOW, args: [] } } },
      })) as { sessionId: string; capabilities: { browserVersion: string } };
      const session = `${root}/session/${sessionId}`;
      await send(`${session}/timeouts`, 'POST', { script: SCRIPT_TIMEOUT_MS });
      return {
        version: capabilities.browserVersion,
        complaints,
        open: async (url) => void (await send(`${session}/url`, 'POST', { url })),
        async evaluate(expression) {
          const script = `const done = arguments[0];
            Promise.resolve().then(() => (${expression})).then((value) => done({ value }), (e) => done({ error: String(e) }));`;
          const answer = (await send(`${session}/execute/async`, 'POST', { script, args: [] })) as {
            value?: unknown;
            error?: string;
          };
          if (answer.error !== undefined) throw new Error(answer.error);
          return answer.value;
        },
        resize: async (width, height) => void (await send(`${session}/window/rect`, 'POST', { width, height })),
        picture: async () => Buffer.from((await send(`${session}/screenshot`, 'GET')) as string, 'base64'),
        async close() {
          await send(session, 'DELETE');
          end();
          await ended;
        },
      };
    } catch (error) {
      end();
      throw error;
    }
  },
};

/** The browsers, Chromium aside. */
export const OTHER_BROWSERS: readonly OtherBrowserRow[] = [FIREFOX, WEBKIT];
