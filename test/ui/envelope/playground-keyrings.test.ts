import { expect } from 'chai';
import { createEnvelope } from '../../../src/envelope/envelope.ts';
import { parseMessageLayout } from '../../../src/envelope/inspect.ts';
import { branchKeysOf } from '../../../src/ui/envelope/branch-keys.ts';
import { TEXTS as SEQUENCE } from '../../../src/ui/envelope/keyring-sequence-texts.ts';
import { TEXTS } from '../../../src/ui/envelope/keyring-texts.ts';
import { KEYRING_ALIASES, KEYRING_TYPES, type KeyringType } from '../../../src/ui/envelope/keyring-type.ts';
import { liveKeys } from '../../../src/ui/envelope/live-keys.ts';
import '../../../src/ui/envelope/playground-page.ts';
import { TEXTS as RECIPIENTS } from '../../../src/ui/envelope/recipients-texts.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

type Page = HTMLElementTagNameMap['strong-playground-page'];

const formOf = (page: Page) => inside<HTMLElementTagNameMap['strong-file-form']>(page, 'strong-file-form');
const keyringFormOf = (page: Page) =>
  inside<HTMLElementTagNameMap['strong-keyring-form']>(formOf(page), 'strong-keyring-form');

const click = HTMLAnchorElement.prototype.click;
let saved: { readonly name: string; readonly blob: Promise<Blob> }[] = [];

/** Chooses a keyring in the form. */
async function choose(page: Page, type: KeyringType): Promise<void> {
  const select = inside<HTMLSelectElement>(keyringFormOf(page), '#keyring');
  select.value = type;
  select.dispatchEvent(new Event('change'));
  await drawn(page);
  await drawn(formOf(page));
  await drawn(keyringFormOf(page));
}

/** Gives a file to an area of the form. Returns what the page saved. */
async function give(page: Page, area: 'encrypt' | 'decrypt', file: File): Promise<Blob> {
  const before = saved.length;
  const drop = allInside(formOf(page), 'strong-file-drop')[area === 'encrypt' ? 0 : 1];
  drop?.dispatchEvent(new CustomEvent('strong-file', { detail: { file } }));
  await until(() => saved.length > before && page.shadowRoot?.querySelector('.done strong-icon'));
  await drawn(page);
  return (await saved.at(-1)?.blob) as Blob;
}

/** Names of the events that use or read keys, oldest first. */
async function operationsOf({ strongroom }: PageContext): Promise<string[]> {
  const { events } = await strongroom.sandbox.events.query({});
  const setUp = new Set(['CreateKey', 'CreateAlias', 'ListAliases', 'DescribeKey']);
  return events
    .map(({ record }) => record.eventName)
    .filter((name) => !setUp.has(name))
    .toReversed();
}

/** Branch keys in the caches of this tab. Other sandboxes have their own. */
function liveCached(): number {
  liveKeys.check();
  return liveKeys.keys.filter((key) => key.holder === 'branchKeyCache' && key.overwrittenAt === undefined).length;
}

/** The KMS calls of one file: to encrypt it, and to decrypt it. */
const CALLS: Readonly<Record<Exclude<KeyringType, 'aws-kms'>, readonly [encrypt: string[], decrypt: string[]]>> = {
  'aws-kms-rsa': [['GetPublicKey'], ['Decrypt']],
  'aws-kms-ecdh': [
    ['GetPublicKey', 'GetPublicKey', 'DeriveSharedSecret'],
    ['GetPublicKey', 'DeriveSharedSecret'],
  ],
  // The first file creates the branch key: two records, and the beacon. The active version is cached by its ID alone.
  'aws-kms-hierarchy': [
    ['GenerateDataKeyWithoutPlaintext', 'ReEncrypt', 'GenerateDataKeyWithoutPlaintext', 'Decrypt'],
    ['Decrypt'],
  ],
  'raw-aes': [[], []],
  'raw-rsa': [[], []],
  'raw-ecdh': [[], []],
};

describe('keyrings of the Playground', function () {
  this.timeout(60_000);
  before(() => {
    Reflect.set(globalThis, 'showSaveFilePicker', undefined);
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      saved.push({ name: this.download, blob: fetch(this.href).then((response) => response.blob()) });
    };
  });
  after(() => (HTMLAnchorElement.prototype.click = click));
  beforeEach(() => {
    saved = [];
    sessionStorage.clear();
  });

  for (const type of KEYRING_TYPES) {
    if (type === 'aws-kms') continue;
    it(`${type}: encrypts and decrypts a file, and shows what happened`, async () => {
      const context = pageContext();
      const page = await place('strong-playground-page', { context, what: 'file' });
      await choose(page, type);
      await expectAccessible(page);
      expect(textOf(keyringFormOf(page))).to.contain(TEXTS.keyrings[type].use);
      const [encryptCalls, decryptCalls] = CALLS[type];
      const blob = await give(page, 'encrypt', new File(['content'], 'a.txt'));
      expect(await operationsOf(context)).to.deep.equal(encryptCalls);
      const { header } = parseMessageLayout(new Uint8Array(await blob.arrayBuffer()));
      const provider = { 'raw-aes': 'playground-aes', 'raw-rsa': 'playground-rsa' }[type as string] ?? type;
      expect(header.encryptedDataKeys.map(({ providerId }) => providerId)).to.deep.equal([provider]);
      const sequence = inside<HTMLElementTagNameMap['strong-keyring-sequence']>(page, 'strong-keyring-sequence');
      await drawn(sequence);
      expect(allInside(sequence, 'li:not(.done)')).to.deep.equal([]);
      expect(textOf(sequence).includes(SEQUENCE.noCalls)).to.equal(encryptCalls.length === 0);
      // Every plaintext that the page shows is in the list of secrets, and all others are overwritten.
      await until(() => liveKeys.keys.every(({ holder, overwrittenAt }) => holder !== 'envelope' || overwrittenAt));
      const recipients = inside(page, 'strong-recipients');
      expect(textOf(recipients)).not.to.contain(RECIPIENTS.table.opensBy('purpose = playground'));
      await expectAccessible(page);
      const back = await give(page, 'decrypt', new File([blob], 'b.encrypted'));
      expect(await back.text()).to.equal('content');
      expect(await operationsOf(context)).to.deep.equal([...encryptCalls, ...decryptCalls]);
      await drawn(sequence);
      expect(allInside(sequence, 'li:not(.done)')).to.deep.equal([]);
      await expectAccessible(page);
    });
  }

  it('aws-kms-hierarchy: a second file needs no call while the branch key is cached', async () => {
    const context = pageContext();
    const page = await place('strong-playground-page', { context, what: 'file' });
    await choose(page, 'aws-kms-hierarchy');
    await give(page, 'encrypt', new File(['one'], 'a.txt'));
    const before = await operationsOf(context);
    await give(page, 'encrypt', new File(['two'], 'b.txt'));
    expect(await operationsOf(context)).to.deep.equal(before);
    const sequence = inside<HTMLElementTagNameMap['strong-keyring-sequence']>(page, 'strong-keyring-sequence');
    await drawn(sequence);
    expect(textOf(sequence)).to.contain(SEQUENCE.noCalls);
    expect(liveKeys.keys.some((key) => key.holder === 'branchKeyCache' && key.overwrittenAt === undefined)).to.equal(
      true,
    );
    const cached = liveCached();
    inside(keyringFormOf(page), '#add-version').click();
    await until(() => branchKeysOf(context).notes[0]?.versions === 2);
    // A new version ends the cached one.
    await until(() => liveCached() === cached - 1);
  });

  it('lists every secret in the answers of KMS that the page shows', async () => {
    const context = pageContext();
    const page = await place('strong-playground-page', { context, what: 'file' });
    await choose(page, 'aws-kms-ecdh');
    await give(page, 'encrypt', new File(['one'], 'shared.txt'));
    const shown = () =>
      liveKeys.keys.filter((key) => key.file === 'shared.txt' && key.holder === 'display' && !key.overwrittenAt);
    expect(
      shown()
        .map(({ kind }) => kind)
        .sort(),
    ).to.deep.equal(['dataKey', 'sharedSecret']);
    liveKeys.overwriteDisplayed();
    expect(shown()).to.deep.equal([]);
  });

  it('adds KMS keys as further recipients of another keyring', async () => {
    const context = pageContext();
    const { KeyMetadata } = await context.kms.createKey({});
    const page = await place('strong-playground-page', { context, what: 'file' });
    await choose(page, 'raw-aes');
    const form = formOf(page);
    form.dispatchEvent(
      new CustomEvent('strong-change-settings', { detail: { furtherKeys: [KeyMetadata?.Arn ?? ''] } }),
    );
    await drawn(page);
    const blob = await give(page, 'encrypt', new File(['content'], 'a.txt'));
    const { header } = parseMessageLayout(new Uint8Array(await blob.arrayBuffer()));
    expect(header.encryptedDataKeys.map(({ providerId }) => providerId)).to.deep.equal(['playground-aes', 'aws-kms']);
    expect(await operationsOf(context)).to.deep.equal(['Encrypt']);
    // The reader has both: the raw key comes first, so KMS is not asked.
    expect(await (await give(page, 'decrypt', new File([blob], 'b'))).text()).to.equal('content');
    expect(await operationsOf(context)).to.deep.equal(['Encrypt']);
  });

  it('says that a key of an earlier visit is not in this tab', async () => {
    const context = pageContext();
    const envelope = createEnvelope(() => context.kms);
    const store = (await envelope.loadTools()).createMemoryBranchKeyStore();
    const branchKeyId = await store.createBranchKey();
    const { stream } = envelope.encrypt(new Blob(['x']), {
      keyrings: [{ type: 'aws-kms-hierarchy', branchKeyStore: store, branchKeyId, cacheTtlSeconds: 60 }],
    });
    const blob = await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();
    const page = await place('strong-playground-page', { context, what: 'file' });
    const drop = allInside(formOf(page), 'strong-file-drop')[1];
    drop?.dispatchEvent(new CustomEvent('strong-file', { detail: { file: new File([blob], 'a.encrypted') } }));
    await until(() => page.shadowRoot?.querySelector('#advice'));
    expect(textOf(page)).to.contain(TEXTS.lacksKeys);
    expect(saved).to.deep.equal([]);
    await expectAccessible(page);
  });

  it('creates the keys of a keyring once, under their aliases', async () => {
    const context = pageContext();
    const page = await place('strong-playground-page', { context, what: 'file' });
    await choose(page, 'aws-kms-ecdh');
    await give(page, 'encrypt', new File(['one'], 'a.txt'));
    await give(page, 'encrypt', new File(['two'], 'b.txt'));
    const { Aliases = [] } = await context.kms.listAliases({});
    const names = Aliases.map(({ AliasName }) => AliasName ?? '').filter((name) => name.includes('ecdh'));
    expect(names.sort()).to.deep.equal([KEYRING_ALIASES.recipient, KEYRING_ALIASES.sender]);
    const { events } = await context.strongroom.sandbox.events.query({ operation: 'CreateKey' });
    expect(events).to.have.length(2);
  });
});
