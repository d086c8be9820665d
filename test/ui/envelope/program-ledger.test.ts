/** What the Playground writes to the ledger of the sandbox: hashes that lead to the events of its calls. */
import { expect } from 'chai';
import { encodeUtf8 } from '../../../src/base/bytes.ts';
import { decryptFile, encryptFile } from '../../../src/ui/envelope/envelope-calls.ts';
import '../../../src/ui/envelope/key-pair-panel.ts';
import { LiveKeys } from '../../../src/ui/envelope/live-keys.ts';
import { noteDataKey, shaOf } from '../../../src/ui/envelope/program-ledger.ts';
import '../../../src/ui/envelope/recipients-tab.ts';
import { TEXTS } from '../../../src/ui/envelope/recipients-texts.ts';
import '../../../src/ui/envelope/records-tab.ts';
import { Recorder } from '../../../src/ui/page/call-recorder.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { servicesOf } from '../../../src/ui/page/services-of.ts';
import { newKey, pageContext } from '../context.ts';
import { drawn, expectAccessible, inside, place, textOf, type, until } from '../fixture.ts';

const blobOf = (stream: ReadableStream<Uint8Array>) =>
  new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();

const ledgerOf = ({ strongroom }: PageContext) => servicesOf(strongroom).ledger;

const has = (element: Element, selector: string): boolean => element.shadowRoot?.querySelector(selector) !== null;

async function sidecars({ strongroom }: PageContext, operation: string) {
  const { events } = await strongroom.sandbox.events.query({ operation });
  return events.map(({ sidecar }) => sidecar);
}

async function scene() {
  const context = pageContext();
  const key = (await newKey(context)).Arn ?? '';
  return { context, key, options: { keyIds: [key], encryptionContext: { tenant: '42', purpose: 'test' } } };
}

describe('the ledger of a file run', () => {
  it('has an item with the hashes of the file, and of the encrypted data key that KMS returned', async () => {
    const { context, key, options } = await scene();
    const file = { name: 'a', blob: new Blob(['content']) };
    const left = { ...options, requiredContextKeys: ['tenant'] };
    await encryptFile(new Recorder(context.kms), context, file, left, blobOf);
    const [item, ...others] = await ledgerOf(context).list({ kind: 'item' });
    expect(others).to.deep.equal([]);
    expect(item).to.deep.include({
      program: 'playground',
      edkShas: [(await sidecars(context, 'GenerateDataKey'))[0]?.edkSha],
      edkCount: 1,
      keys: [key],
      contextNames: ['purpose'],
      plainSha: await shaOf(encodeUtf8('content')),
      plaintextLen: 7,
      status: 'stored',
    });
    expect(item).not.to.have.property('openedSha');
    // No plaintext data key is listed for a page that lists none.
    expect(await ledgerOf(context).list({ kind: 'dataKey' })).to.deep.equal([]);
  });

  it('has the hash of the plaintext once the file is decrypted, and none after a refusal', async () => {
    const { context, key, options } = await scene();
    const file = { name: 'a', blob: new Blob(['content']) };
    const { kept } = await encryptFile(new Recorder(context.kms), context, file, options, blobOf);
    const open = () => decryptFile(new Recorder(context.kms), context, { name: 'a', blob: kept }, blobOf);
    await context.kms.disableKey({ KeyId: key });
    expect(await open().catch(() => 'refused')).to.equal('refused');
    expect((await ledgerOf(context).list({ kind: 'item' }))[0]).not.to.have.property('openedSha');
    await context.kms.enableKey({ KeyId: key });
    await open();
    const [item] = await ledgerOf(context).list({ kind: 'item' });
    expect(item?.openedSha).to.equal(item?.plainSha);
  });

  it('does not list a file above 4 MiB, nor one that is decrypted but was not encrypted here', async () => {
    const { context, options } = await scene();
    const large = { name: 'large', blob: new Blob([new Uint8Array(4 * 2 ** 20 + 1)]) };
    const { kept } = await encryptFile(new Recorder(context.kms), context, large, options, blobOf);
    expect(await ledgerOf(context).list()).to.deep.equal([]);
    await decryptFile(new Recorder(context.kms), context, { name: 'large', blob: kept }, blobOf);
    const place = { region: context.region, caller: context.caller };
    const small = { name: 'small', blob: new Blob(['content']) };
    const unlisted = await encryptFile(new Recorder(context.kms), place, small, options, blobOf);
    await decryptFile(new Recorder(context.kms), context, { name: 'small', blob: unlisted.kept }, blobOf);
    expect(await ledgerOf(context).list()).to.deep.equal([]);
  });

  it('has the data key as live until the displayed copies are overwritten, and counts its uses', async () => {
    const { context, key, options } = await scene();
    const keys = new LiveKeys();
    const file = { name: 'a', blob: new Blob(['content']) };
    const { kept } = await encryptFile(new Recorder(context.kms), context, file, options, blobOf, { keys });
    const dataKey = async () => (await ledgerOf(context).list({ kind: 'dataKey' }))[0];
    const [sidecar] = await sidecars(context, 'GenerateDataKey');
    expect(await dataKey()).to.deep.include({ edkSha: sidecar?.edkSha, key, uses: 1, zeroised: false });
    keys.overwriteDisplayed();
    await until(async () => (await dataKey())?.zeroised);
    await decryptFile(new Recorder(context.kms), context, { name: 'a', blob: kept }, blobOf, { keys });
    expect(await dataKey()).to.deep.include({ uses: 2, zeroised: false });
    keys.overwriteDisplayed();
    await until(async () => (await dataKey())?.zeroised);
  });

  it('says that the data key of a closed tab is overwritten, and not that of another open tab', async () => {
    const { context, key } = await scene();
    const ledger = ledgerOf(context);
    const [closed, other] = [await shaOf(Uint8Array.of(1)), await shaOf(Uint8Array.of(2))];
    for (const id of [closed, other]) {
      const entry = { kind: 'dataKey', id, program: 'playground', edkSha: id, key, uses: 1, contextNames: [] } as const;
      await ledger.put({ ...entry, zeroised: false });
    }
    const release = await new Promise<() => void>((hold) => {
      void navigator.locks.request(`strong-data-key ${other}`, () => new Promise<void>((end) => hold(end)));
    });
    const dataKey = { edk: Uint8Array.of(3), key, encryptionContext: {}, copies: [], liveKeys: new LiveKeys() };
    await noteDataKey(context.strongroom, dataKey);
    release();
    expect(await ledger.get({ kind: 'dataKey', id: closed })).to.include({ zeroised: true });
    expect(await ledger.get({ kind: 'dataKey', id: other })).to.include({ zeroised: false });
  });

  it('says at once that a data key without copies is overwritten', async () => {
    const { context, key } = await scene();
    const dataKey = { edk: Uint8Array.of(1), key, encryptionContext: {}, copies: [], liveKeys: new LiveKeys() };
    await noteDataKey(context.strongroom, dataKey);
    expect((await ledgerOf(context).list({ kind: 'dataKey' }))[0]).to.include({ zeroised: true, uses: 1 });
  });
});

describe('the ledger of the Recipients tab', () => {
  type Tab = HTMLElementTagNameMap['strong-recipients-tab'];

  const press = async (tab: Tab, selector: string, done: string) => {
    inside<HTMLButtonElement>(tab, selector).click();
    await until(() => textOf(tab).includes(done) || tab.shadowRoot?.querySelector('strong-problem'));
    await drawn(tab);
  };

  async function created() {
    const context = pageContext();
    const [a = '', b = '', c = ''] = [await newKey(context), await newKey(context), await newKey(context)].map(
      ({ Arn }) => Arn,
    );
    const tab = await place('strong-recipients-tab', { context, keyId: a, pairs: { purpose: 'test' } });
    await press(tab, 'form .primary', TEXTS.created);
    const item = async () => (await ledgerOf(context).list({ kind: 'item' }))[0];
    return { context, tab, a, b, c, item };
  }

  async function move(tab: Tab, to: string, ended: () => unknown) {
    const form = inside<HTMLElementTagNameMap['strong-move-recipient']>(tab, 'strong-move-recipient');
    type(inside<HTMLInputElement>(form, '#to'), to);
    inside<HTMLButtonElement>(form, 'button').click();
    await until(ended);
    await drawn(tab);
  }

  it('follows the recipients of one body: added, moved by ReEncrypt, opened', async () => {
    const { context, tab, a, b, c, item } = await created();
    const first = await item();
    expect(first?.keys).to.deep.equal([a]);
    type(inside<HTMLInputElement>(tab, '#add-key'), b);
    await press(tab, 'form.row button', TEXTS.added);
    expect((await item())?.keys).to.deep.equal([a, b]);
    await context.kms.disableKey({ KeyId: a });
    await press(tab, '#decrypt', TEXTS.decrypted);
    expect((await item())?.openedSha).to.equal(first?.plainSha);
    // The source key must be enabled.
    await move(tab, c, () => tab.shadowRoot?.querySelector('strong-problem'));
    expect(inside<HTMLElementTagNameMap['strong-problem']>(tab, 'strong-problem').problem?.name).to.equal(
      'DisabledException',
    );
    await context.kms.enableKey({ KeyId: a });
    await move(tab, c, () => textOf(tab).includes(TEXTS.move.moved));
    const moved = await item();
    expect(moved?.keys).to.deep.equal([c, b]);
    expect(moved?.bodySha).to.equal(first?.bodySha);
    const [sidecar] = await sidecars(context, 'ReEncrypt');
    expect(moved?.edkShas[0]).to.equal(sidecar?.edkSha);
    await press(tab, '#decrypt', TEXTS.decrypted);
    expect(textOf(tab)).to.contain(TEXTS.content.example);
    await expectAccessible(tab);
  });

  it('offers no move for a message, whose header authenticates its recipients', async () => {
    const { tab } = await created();
    inside(tab, 'input[value=v1]').click();
    expect(has(tab, 'strong-move-recipient')).to.equal(true);
    inside(tab, 'form .primary').click();
    await until(() => !has(tab, 'strong-move-recipient'));
    await until(() => textOf(tab).includes(TEXTS.why.v1));
  });

  it('says that a body without encrypted data keys cannot be recovered', async () => {
    const { tab, item } = await created();
    await press(tab, '#discard', TEXTS.discard.done);
    await until(async () => (await item())?.status === 'unrecoverable');
    expect(await item()).to.deep.include({ edkShas: [], edkCount: 0, keys: [] });
    expect(has(tab, 'strong-recipients')).to.equal(false);
    expect(tab.shadowRoot?.activeElement?.id).to.equal('content');
    await expectAccessible(tab);
  });
});

describe('the ledger of records', function () {
  this.timeout(60_000);

  it('has one run with its calls and data keys, and the cached data key with its uses', async () => {
    const context = pageContext();
    const tab = await place('strong-records-tab', { context, pairs: {} });
    const runs = () => ledgerOf(context).list({ kind: 'run' });
    inside(tab, '#encrypt-cached').click();
    await until(async () => (await runs()).length === 1);
    const [sidecar] = await sidecars(context, 'GenerateDataKey');
    const edkShas = [sidecar?.edkSha];
    expect((await runs())[0]).to.deep.include({ items: 200, kmsCalls: 1, calls: { GenerateDataKey: 1 }, edkShas });
    const dataKeys = () => ledgerOf(context).list({ kind: 'dataKey' });
    await until(async () => (await dataKeys()).length === 1);
    expect((await dataKeys())[0]).to.include({ edkSha: sidecar?.edkSha, uses: 200, zeroised: false });
    await until(() => tab.shadowRoot?.querySelector('#clear'));
    inside(tab, '#clear').click();
    await until(async () => (await dataKeys())[0]?.zeroised);
  });
});

describe('strong-key-pair-panel', () => {
  async function panelWith(text: string) {
    const context = pageContext();
    const key = (await newKey(context)).Arn ?? '';
    const panel = await place('strong-key-pair-panel', { context, keyId: key, pairs: { purpose: 'test' } });
    inside(panel, '#generate').click();
    await until(() => panel.shadowRoot?.querySelector('#encrypt'));
    await drawn(panel);
    type(inside<HTMLInputElement>(panel, '#text'), text);
    inside(panel, '#encrypt').click();
    await drawn(panel);
    return { context, key, panel };
  }

  it('encrypts without KMS, and opens with the private key that KMS decrypts', async () => {
    const { context, key, panel } = await panelWith('a text');
    await until(() => panel.shadowRoot?.querySelector('#open'));
    await expectAccessible(panel);
    const item = async () => (await ledgerOf(context).list({ kind: 'item' }))[0];
    const [sidecar] = await sidecars(context, 'GenerateDataKeyPairWithoutPlaintext');
    expect(await item()).to.deep.include({ edkShas: [sidecar?.edkSha], keys: [key], plaintextLen: 6 });
    inside(panel, '#open').click();
    await until(() => panel.shadowRoot?.querySelector('output'));
    expect(inside(panel, 'output').textContent).to.equal('a text');
    await until(async () => (await item())?.openedSha);
    expect((await item())?.openedSha).to.equal((await item())?.plainSha);
    expect((await sidecars(context, 'Decrypt'))[0]?.edkSha).to.equal(sidecar?.edkSha);
  });

  it('refuses a text that is too long for RSA-OAEP', async () => {
    const { context, panel } = await panelWith('x'.repeat(191));
    expect(inside(panel, '[role=alert]').textContent).to.equal(TEXTS.pair.tooLong);
    expect(has(panel, '#open')).to.equal(false);
    expect(await ledgerOf(context).list()).to.deep.equal([]);
    await expectAccessible(panel);
  });
});
