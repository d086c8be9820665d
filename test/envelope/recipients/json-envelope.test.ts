import { expect } from 'chai';
import type { JsonEnvelopeDocument } from '../../../src/envelope/json/json-document.ts';
import { createTestEnvelope } from '../keyrings/sandbox.ts';
import { pattern, rejection } from '../streams.ts';

const CONTEXT = { purpose: 'test', zürich: '✓' };
const aes = (keyName: string) =>
  ({ type: 'raw-aes', keyNamespace: 'tests', keyName, wrappingKey: pattern(32) }) as const;

describe('envelope: JSON envelopes', () => {
  async function setUp() {
    const test = createTestEnvelope();
    const tools = await test.envelope.loadTools();
    const keyIds = [await test.createKey(), await test.createKey({}, 'eu-west-1')] as const;
    const make = () => tools.encryptJson(pattern(100), { keyIds: [keyIds[0]], encryptionContext: CONTEXT });
    return { ...test, tools, keyIds, make };
  }

  it('encrypts to a labelled document, and decrypts it as object and as text', async () => {
    const { tools, keyIds, make } = await setUp();
    const document = await make();
    expect(document).to.include({ format: 'strongroom-json-envelope', version: 1 });
    expect(document.note).to.equal('For teaching. Not the message format of the AWS Encryption SDK.');
    expect(document.encryptionContext).to.deep.equal(CONTEXT);
    expect(document.recipients.map(({ provider, info }) => [provider, info])).to.deep.equal([['aws-kms', keyIds[0]]]);
    for (const form of [document, JSON.stringify(document)])
      expect(await tools.decryptJson(form, { encryptionContext: { purpose: 'test' } })).to.deep.equal(pattern(100));
    const wrong = await rejection(tools.decryptJson(document, { encryptionContext: { purpose: 'other' } }));
    expect(wrong.code).to.equal('EncryptionContextMismatch');
    const empty = await tools.encryptJson(new Uint8Array(), { keyrings: [aes('a')] });
    expect(await tools.decryptJson(empty, { keyrings: [aes('a')] })).to.deep.equal(new Uint8Array());
  });

  it('adds recipients without touching the content', async () => {
    const { tools, keyIds, make } = await setUp();
    const document = await make();
    const grown = await tools.addJsonRecipients(document, { to: { keyIds: [keyIds[1]] } });
    const more = await tools.addJsonRecipients(grown, { to: { keyrings: [aes('a'), aes('b')] } });
    expect({ ...more, recipients: [] }).to.deep.equal({ ...document, recipients: [] });
    expect(more.recipients.map(({ provider }) => provider)).to.deep.equal(['aws-kms', 'aws-kms', 'tests', 'tests']);
    for (const source of [{ keyIds: [keyIds[0]] }, { keyIds: [keyIds[1]] }, { keyrings: [aes('b')] }])
      expect(await tools.decryptJson(more, source)).to.deep.equal(pattern(100));
    expect((await rejection(tools.decryptJson(grown, { keyrings: [aes('a')] }))).code).to.equal('NoUsableKey');
  });

  it('removes recipients without a key, and keeps at least one', async () => {
    const { tools, keyIds, make } = await setUp();
    const two = await tools.addJsonRecipients(await make(), { to: { keyIds: [keyIds[1]] } });
    const one = tools.removeJsonRecipients(two, ({ info }) => info === keyIds[0]);
    expect({ ...one, recipients: [] }).to.deep.equal({ ...two, recipients: [] });
    expect(await tools.decryptJson(one)).to.deep.equal(pattern(100));
    expect((await rejection(tools.decryptJson(one, { keyIds: [keyIds[0]] }))).code).to.equal('NoUsableKey');
    expect(() => tools.removeJsonRecipients(one, () => true)).to.throw(TypeError, /At least one/);
  });

  it('refuses changed members', async () => {
    const { tools, make } = await setUp();
    const document = await make();
    const flip = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
    const changes: [Partial<Record<keyof JsonEnvelopeDocument, unknown>>, string][] = [
      [{ format: 'other' }, 'UnsupportedMessage'],
      [{ version: 2 }, 'UnsupportedMessage'],
      [{ algorithm: 'AES' }, 'UnsupportedMessage'],
      [{ ciphertext: flip(document.ciphertext) }, 'FrameAuthentication'],
      [{ tag: flip(document.tag) }, 'FrameAuthentication'],
      [{ iv: flip(document.iv) }, 'FrameAuthentication'],
      [{ iv: 'AAAA' }, 'MalformedMessage'],
      [{ tag: '' }, 'MalformedMessage'],
      [{ messageId: flip(document.messageId) }, 'CommitmentMismatch'],
      [{ commitment: flip(document.commitment) }, 'CommitmentMismatch'],
      [{ encryptionContext: { ...CONTEXT, more: 'x' } }, 'InvalidCiphertextException'],
      [{ encryptionContext: { purpose: 1 } }, 'InvalidEncryptionContext'],
      [{ encryptionContext: [] }, 'MalformedMessage'],
      [{ recipients: [] }, 'MalformedMessage'],
      [{ recipients: [{ provider: 'aws-kms' }] }, 'MalformedMessage'],
      [{ recipients: 'x' }, 'MalformedMessage'],
      [{ ciphertext: '%' }, 'MalformedMessage'],
      [{ ciphertext: 7 }, 'MalformedMessage'],
    ];
    for (const [change, code] of changes) {
      const error = await rejection(tools.decryptJson({ ...document, ...change } as JsonEnvelopeDocument));
      expect(error.code ?? error.name, JSON.stringify(change)).to.equal(code);
    }
    for (const text of ['', '{', 'null', '[]', '"x"'])
      expect((await rejection(tools.decryptJson(text))).code, text).to.equal('MalformedMessage');
  });

  it('does not add recipients for a data key that the document does not commit to', async () => {
    const { tools, make } = await setUp();
    const [document, other] = [await make(), await make()];
    const mixed = { ...document, recipients: other.recipients };
    const error = await rejection(tools.addJsonRecipients(mixed, { to: { keyrings: [aes('a')] } }));
    expect(error.code).to.equal('CommitmentMismatch');
  });
});
