/**
 * The built app in Firefox and WebKitGTK: what a visitor does, every key spec, a restart, and all of it without a
 * server. Compares what each browser computes itself with the table in docs/browsers.md, and prints the table.
 * A browser that is not installed is skipped. Run: `npm run build && npm run test:slow -- browsers`
 */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StrongroomLibrary } from '../../src/library.ts';
import { KEY_SPECS } from '../../src/model/algorithms.ts';
import type { KeySpec } from '../../src/model/sdk.ts';
import { startServer } from '../support/app.ts';
import { ADDRESSES } from './addresses.ts';
import { OTHER_BROWSERS, type OtherBrowser } from './other-browsers.ts';

declare const strongroom: StrongroomLibrary;
/** The first element that matches: `a b` is a `b` within an `a`, in any shadow root. */
declare function deep(selector: string): HTMLElement | undefined;

const DEEP = `(selector) => {
  const find = (root, part) => {
    const found = root.querySelector(part) ?? (root.shadowRoot && find(root.shadowRoot, part));
    if (found) return found;
    for (const { shadowRoot } of root.querySelectorAll('*')) {
      const inner = shadowRoot && find(shadowRoot, part);
      if (inner) return inner;
    }
  };
  return selector.split(' ').reduce((root, part) => root && find(root, part), document);
}`;

/** Runs `act` in the page. The compiler that runs this file wraps functions in a helper, which the page lacks. */
async function run<A, R>(browser: OtherBrowser, act: (input: A) => R | Promise<R>, input: A): Promise<R> {
  return (await browser.evaluate(
    `(globalThis.__name = (named) => named, globalThis.deep = ${DEEP}, (${act})(${JSON.stringify(input)}))`,
  )) as R;
}

const WAIT_MS = 30_000;

/** Waits until `holds` returns something in the page. */
async function until<A, R>(browser: OtherBrowser, holds: (input: A) => R, input: A): Promise<NonNullable<R>> {
  const deadline = performance.now() + WAIT_MS;
  for (;;) {
    const value = await run(browser, holds, input);
    if (value) return value as NonNullable<R>;
    if (performance.now() > deadline) throw new Error(`Not within ${WAIT_MS} ms: ${holds} ${JSON.stringify(input)}`);
    await sleep(50);
  }
}

const appear = (browser: OtherBrowser, selector: string) => until(browser, (name) => !!deep(name), selector);
const click = async (browser: OtherBrowser, selector: string) => {
  await appear(browser, selector);
  await run(browser, (name) => deep(name)?.click(), selector);
};
const textOf = (browser: OtherBrowser, selector: string) =>
  run(browser, (name) => deep(name)?.innerText ?? '', selector);

async function openApp(browser: OtherBrowser, url: string): Promise<void> {
  await browser.open(url);
  await until(browser, () => 'strongroom' in globalThis, undefined);
  await run(
    browser,
    () => {
      const errors: string[] = [];
      Reflect.set(globalThis, 'errors', errors);
      addEventListener('error', ({ message }) => void errors.push(message));
    },
    undefined,
  );
}

/** The errors that the page reported since it was opened, some of which no console shows. */
const errorsOf = (browser: OtherBrowser) =>
  run(browser, () => Reflect.get(globalThis, 'errors') as readonly string[], undefined);

type Answer = Readonly<Record<string, Uint8Array | undefined>> & { readonly KeyMetadata: { readonly KeyId: string } };

/** Creates a key of each kind and uses it: what was encrypted decrypts, what was signed verifies. */
async function useEach(kinds: readonly { spec: KeySpec; usage: string; algorithms: readonly string[] }[]) {
  const same = (a: Uint8Array | undefined, b: Uint8Array | undefined) =>
    a !== undefined && a.length > 0 && String([...a]) === String([...(b ?? [])]);
  const message = new TextEncoder().encode('A message.');
  const failed: string[] = [];
  for (const { spec, usage, algorithms } of kinds) {
    // The SDK's types need the literal of each usage, which a table of strings lacks.
    const kms = strongroom.kms(spec === 'SM2' ? 'cn-north-1' : 'us-east-1') as unknown as Record<
      string,
      (input: object) => Promise<Answer>
    >;
    const call = (name: string, input: object) => kms[name]!(input);
    try {
      const create = async () => (await call('createKey', { KeySpec: spec, KeyUsage: usage })).KeyMetadata.KeyId;
      const KeyId = await create();
      for (const algorithm of algorithms) {
        let right: boolean;
        if (usage === 'ENCRYPT_DECRYPT') {
          const how = { KeyId, EncryptionAlgorithm: algorithm };
          const { CiphertextBlob } = await call('encrypt', { ...how, Plaintext: message });
          right = same((await call('decrypt', { ...how, CiphertextBlob })).Plaintext, message);
        } else if (usage === 'SIGN_VERIFY') {
          const how = { KeyId, SigningAlgorithm: algorithm };
          const typed = { Message: message, MessageType: 'RAW' };
          const { Signature } = await call('sign', { ...how, ...typed });
          right = !!(await call('verify', { ...how, ...typed, Signature }))['SignatureValid'];
        } else if (usage === 'GENERATE_VERIFY_MAC') {
          const how = { KeyId, MacAlgorithm: algorithm, Message: message };
          const { Mac } = await call('generateMac', how);
          right = !!(await call('verifyMac', { ...how, Mac }))['MacValid'];
        } else if (usage === 'KEY_AGREEMENT') {
          const other = await create();
          const secret = async (mine: string, theirs: string) =>
            (
              await call('deriveSharedSecret', {
                KeyId: mine,
                KeyAgreementAlgorithm: algorithm,
                PublicKey: (await call('getPublicKey', { KeyId: theirs }))['PublicKey'],
              })
            )['SharedSecret'];
          right = same(await secret(KeyId, other), await secret(other, KeyId));
        } else {
          const how = { KeyId, EncapsulationAlgorithm: algorithm };
          const { SharedSecretCiphertextBlob, SharedSecret } = await call('encapsulate', how);
          right = same(
            (await call('decapsulate', { ...how, SharedSecretCiphertextBlob }))['SharedSecret'],
            SharedSecret,
          );
        }
        if (!right) failed.push(`${spec} ${algorithm}: another result`);
      }
    } catch (error) {
      failed.push(`${spec} ${usage}: ${String(error)}`);
    }
  }
  return failed;
}

const ALGORITHMS = {
  ENCRYPT_DECRYPT: 'encryptionAlgorithms',
  SIGN_VERIFY: 'signingAlgorithms',
  GENERATE_VERIFY_MAC: 'macAlgorithms',
  KEY_AGREEMENT: 'keyAgreementAlgorithms',
  ENCAPSULATE_DECAPSULATE: 'encapsulationAlgorithms',
} as const;
const SPECS = Object.keys(KEY_SPECS) as KeySpec[];

/** Signs digests only, which a native key cannot. */
const NEEDS_BARE_KEY = 'ED25519_PH_SHA_512';

const KINDS = SPECS.flatMap((spec) =>
  KEY_SPECS[spec].usages.map((usage) => ({
    spec,
    usage,
    algorithms: (KEY_SPECS[spec][ALGORITHMS[usage]] ?? []).filter((name) => name !== NEEDS_BARE_KEY),
  })),
);

/** The key specs that each browser computes itself; the fallback libraries compute the others. */
const natively = new Map<string, readonly KeySpec[]>();

/** The table of docs/browsers.md. */
function table(): string {
  const names = [...natively.keys()];
  return [
    `| key spec | ${names.join(' | ')} |`,
    `| --- | ${names.map(() => '---').join(' | ')} |`,
    ...SPECS.map(
      (spec) =>
        `| ${spec} | ${names.map((name) => (natively.get(name)?.includes(spec) ? 'native' : 'fallback')).join(' | ')} |`,
    ),
  ].join('\n');
}

/** Column `name` of the table in docs/browsers.md, or undefined if the table has no such browser and version. */
async function documented(name: string): Promise<readonly string[] | undefined> {
  const text = await readFile(new URL('../../docs/browsers.md', import.meta.url), 'utf8');
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const head = rows.find(([, first]) => first === 'key spec');
  const column = head?.indexOf(name) ?? -1;
  if (column < 0) return undefined;
  return rows.filter((row) => row[column] === 'native').map((row) => row[1] ?? '');
}

interface Encrypted {
  readonly keyId: string;
  readonly base64: string;
}

const SIZE = 300_000;

/** Encrypts a file with the key of the sample file. */
async function encryptFile(size: number): Promise<Encrypted> {
  const { KeyMetadata } = await strongroom.kms().describeKey({ KeyId: 'alias/playground' });
  const { stream, result } = strongroom.envelope.encrypt(new Blob(['x'.repeat(size)]), {
    keyIds: [KeyMetadata?.Arn ?? ''],
  });
  const bytes = new Uint8Array(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());
  await result;
  return {
    keyId: KeyMetadata?.KeyId ?? '',
    base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
  };
}

/** Decrypts a file and returns its text. */
function decryptFile(base64: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const { stream } = strongroom.envelope.decrypt(new Blob([bytes]));
  return new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).text();
}

/** Sends an unsigned request to the service worker: status, and what the answer says. */
async function post(): Promise<string> {
  const { serviceWorker } = navigator;
  if (!serviceWorker.controller)
    await new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
  const response = await fetch('kms/', {
    method: 'POST',
    headers: { 'x-amz-target': 'TrentService.ListKeys', 'content-type': 'application/x-amz-json-1.1' },
    body: '{}',
  });
  return `${response.status} ${((await response.json()) as { __type: string }).__type}`;
}

/** Shows every page: rendered, and no wider than its window. The window gets its width while Home is shown. */
async function showPages(browser: OtherBrowser, keyId: string, width: number): Promise<void> {
  const faults: string[] = [];
  await run(browser, () => void (location.hash = '#/'), undefined);
  await browser.resize(width, 800);
  for (const address of ADDRESSES) {
    await run(browser, (hash) => void (location.hash = hash), address.replace('KEY', keyId));
    await until(browser, () => !!deep('main h1') && !deep('main [aria-busy=true]'), undefined);
    const { wider, outside } = await run(
      browser,
      () => {
        // A name that leaves its box covers what is beside it.
        const names = [...(deep('strong-use-list')?.shadowRoot?.querySelectorAll('nav a') ?? [])];
        return {
          wider: document.documentElement.scrollWidth - innerWidth,
          outside: names.filter((name) => name.scrollWidth > name.clientWidth).map((name) => name.textContent),
        };
      },
      undefined,
    );
    if (wider > 0) faults.push(`${address} is ${wider} px wider than its window of ${width} px`);
    if (outside.length > 0) faults.push(`${address}, ${width} px: ${outside.join()} leaves its box`);
  }
  assert.deepEqual(faults, []);
}

for (const row of OTHER_BROWSERS) {
  const missing = row.missing();
  describe(row.name, { skip: missing ?? false, timeout: 900_000 }, () => {
    let server: Awaited<ReturnType<typeof startServer>>;
    let browser: OtherBrowser;
    let profile: string;
    let encrypted: Encrypted;
    const complaints: string[] = [];

    before(async () => {
      profile = await mkdtemp(path.join(tmpdir(), 'strongroom-browser-'));
      server = await startServer();
      browser = await row.start(profile);
      await openApp(browser, server.url);
    });

    after(async () => {
      await browser.close().catch(() => undefined);
      await server.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    });

    it('encrypts and decrypts a file', async () => {
      await click(browser, '#encrypt-sample');
      await click(browser, 'strong-kept-file #decrypt');
      await appear(browser, 'strong-kept-file .letter');
      assert.ok((await textOf(browser, 'strong-kept-file .letter')).length > 100);
      encrypted = await run(browser, encryptFile, SIZE);
      assert.equal(await run(browser, decryptFile, encrypted.base64), 'x'.repeat(SIZE));
    });

    it('tries to obtain the key material, and says what it obtained', async () => {
      await click(browser, '#tab-steal');
      await click(browser, 'strong-attack input');
      await click(browser, 'strong-attack button');
      await appear(browser, 'strong-attack .verdicts');
      assert.equal(await run(browser, () => !!deep('strong-attack .cross'), undefined), false);
    });

    it('creates and uses a key of every kind, with every algorithm', async () => {
      assert.deepEqual(await run(browser, useEach, KINDS), []);
    });

    it('computes natively what docs/browsers.md says', async (t) => {
      const name = `${row.name} ${browser.version}`;
      const capabilities = await run(browser, () => strongroom.sandbox.capabilities(), undefined);
      const native = capabilities.filter(({ servedBy }) => servedBy === 'native').map(({ spec }) => spec);
      natively.set(name, native);
      const known = await documented(name);
      if (known) assert.deepEqual(native, known);
      else t.diagnostic(`docs/browsers.md has no column ${name}. The table at the end has it.`);
    });

    it('shows every page, and adapts it to a window that changes', async () => {
      for (const width of [1280, 400, 1280]) await showPages(browser, encrypted.keyId, width);
    });

    it('answers POST /kms/', async () => {
      assert.equal(await run(browser, post, undefined), '400 MissingAuthenticationTokenException');
    });

    it('does all this again after a restart, without a server', async () => {
      complaints.push(...browser.complaints, ...(await errorsOf(browser)));
      await browser.close();
      await server.close();
      browser = await row.start(profile);
      await openApp(browser, server.url);
      assert.equal(await run(browser, decryptFile, encrypted.base64), 'x'.repeat(SIZE));
      assert.equal(await run(browser, post, undefined), '400 MissingAuthenticationTokenException');
      await showPages(browser, encrypted.keyId, 1280);
    });

    it('reports no error', async () => {
      assert.deepEqual([...complaints, ...browser.complaints, ...(await errorsOf(browser))], []);
    });
  });
}

after(() => console.log(table()));
