import { expect } from 'chai';
import { toBase64 } from '../../../src/base/base64.ts';
import { encodeUtf8 } from '../../../src/base/bytes.ts';
import { toHex } from '../../../src/base/hex.ts';
import { TEXTS } from '../../../src/ui/key/key-texts.ts';
import { TEXTS as OFFLINE } from '../../../src/ui/key/offline-verification-texts.ts';
import '../../../src/ui/key/public-key-tab.ts';
import { servicesOf } from '../../../src/ui/page/services-of.ts';
import { newKey, pageContext } from '../context.ts';
import { drawn, expectAccessible, inside, place, textOf, type, until } from '../fixture.ts';

const shaOf = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));

const loaded = (tab: Element): Promise<void> => until(() => !textOf(tab).includes('Loading…'));

describe('the public key tab', () => {
  it('shows the public key with its algorithms, and what it does without KMS', async () => {
    const context = pageContext();
    const key = await newKey(context, { KeySpec: 'ECC_NIST_P384', KeyUsage: 'SIGN_VERIFY' });
    const tab = await place('strong-key-public-key-tab', { context, key, aliases: ['alias/sign/app'] });
    await loaded(tab);
    const { PublicKey } = await context.kms.getPublicKey({ KeyId: key.KeyId });
    const shown = inside<HTMLElementTagNameMap['strong-public-key']>(tab, 'strong-public-key');
    expect([...shown.der]).to.deep.equal([...(PublicKey ?? [])]);
    expect(shown.name).to.equal('sign-app-public');
    expect(textOf(tab))
      .to.contain('ECDSA_SHA_384')
      .and.to.contain(`${TEXTS.publicKey.outside} ${TEXTS.publicKey.uses.SIGN_VERIFY}`);
    await expectAccessible(tab);
  });

  it('verifies a signature without KMS, and says so in the ledger', async () => {
    const context = pageContext();
    const key = await newKey(context, { KeySpec: 'ECC_NIST_P384', KeyUsage: 'SIGN_VERIFY' });
    const Message = encodeUtf8('a message');
    const { Signature } = await context.kms.sign({ KeyId: key.KeyId, Message, SigningAlgorithm: 'ECDSA_SHA_384' });
    const tab = await place('strong-key-public-key-tab', { context, key });
    await loaded(tab);
    const form = inside<HTMLElementTagNameMap['strong-offline-verification']>(tab, 'strong-offline-verification');
    const write = async (field: string, text: string) => {
      const bytes = inside<HTMLElementTagNameMap['strong-byte-field']>(form, field);
      type(inside<HTMLTextAreaElement>(bytes, 'textarea'), text);
      await drawn(tab);
    };
    const press = () => inside<HTMLButtonElement>(form, 'form > button').click();
    press();
    await drawn(form);
    expect(textOf(form)).to.contain(OFFLINE.noMessage).and.to.contain(OFFLINE.noSignature);
    await expectAccessible(tab);
    await write('#message', 'a message');
    await write('#signature', toBase64(Uint8Array.from(Signature ?? [])));
    press();
    await until(() => textOf(form).includes(OFFLINE.valid));
    await write('#message', 'another message');
    expect(textOf(form)).not.to.contain(OFFLINE.valid);
    press();
    await until(() => textOf(form).includes(OFFLINE.invalid));
    await expectAccessible(tab);
    const { ledger } = servicesOf(context.strongroom);
    await until(async () => (await ledger.list({ kind: 'offlineVerification' })).length === 2);
    const entries = await ledger.list({ kind: 'offlineVerification' });
    const valid = entries.find(({ ok }) => ok);
    const { events } = await context.strongroom.sandbox.events.query({ operation: 'GetPublicKey' });
    expect(valid).to.include({ spkiSha: events[0]?.sidecar?.spkiSha, messageSha: await shaOf(Message) });
    expect(entries.filter(({ ok }) => !ok)).to.have.length(1);
    const verified = await context.strongroom.sandbox.events.query({ operation: 'Verify' });
    expect(verified.events).to.deep.equal([]);
  });

  it('offers no verification for a key that does not sign', async () => {
    const context = pageContext();
    const key = await newKey(context, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    const tab = await place('strong-key-public-key-tab', { context, key });
    await loaded(tab);
    expect(tab.shadowRoot?.querySelector('strong-offline-verification') === null).to.equal(true);
  });

  it('shows what AWS answers where the state refuses it', async () => {
    const context = pageContext();
    const key = await newKey(context, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    await context.kms.scheduleKeyDeletion({ KeyId: key.KeyId });
    const tab = await place('strong-key-public-key-tab', { context, key });
    await loaded(tab);
    expect(textOf(tab)).to.contain('KMSInvalidStateException');
  });

  it('says why a symmetric key has none', async () => {
    const context = pageContext();
    const tab = await place('strong-key-public-key-tab', { context, key: await newKey(context) });
    await loaded(tab);
    expect(textOf(tab)).to.contain(TEXTS.publicKey.noneSymmetric);
  });
});
