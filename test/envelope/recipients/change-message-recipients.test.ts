import { expect } from 'chai';
import type { Bytes } from '../../../src/base/bytes.ts';
import { parseMessageLayout } from '../../../src/envelope/inspect.ts';
import { SUITE_IDS, type SuiteId } from '../../../src/envelope/suites.ts';
import { createTestEnvelope } from '../keyrings/sandbox.ts';
import { pattern, rejection } from '../streams.ts';

const aes = (keyName: string, first = 0) =>
  ({
    type: 'raw-aes',
    keyNamespace: 'tests',
    keyName,
    wrappingKey: Uint8Array.from(pattern(32), (byte) => byte ^ first),
  }) as const;
const OLD = { commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT' } as const;
const FRAME = 64;

describe('envelope: recipients of a message', () => {
  const { encrypt, decrypt, envelope } = createTestEnvelope();
  const bytesOf = async (blob: Blob): Promise<Bytes> => new Uint8Array(await blob.arrayBuffer());
  const seal = (suite: SuiteId, options = {}) =>
    encrypt(pattern(5 * FRAME), {
      keyrings: [aes('a')],
      suite,
      frameLength: FRAME,
      ...(suite < 0x0400 ? OLD : {}),
      ...options,
    });
  const isA = ({ providerInfo }: { readonly providerInfo: Bytes }) => providerInfo[0] === 'a'.charCodeAt(0);

  for (const suite of [0x0014, 0x0046, 0x0078, 0x0114, 0x0146, 0x0178] as const) {
    it(`change without touching the body in suite 0x${suite.toString(16).padStart(4, '0')}`, async () => {
      const { changeMessageRecipients } = await envelope.loadTools();
      const message = await seal(suite, { encryptionContext: { p: '1', q: '2' }, requiredContextKeys: ['q'] });
      const reading = { ...OLD, reproducedContext: { q: '2' } };
      const source = { keyrings: [aes('a')], ...reading };
      const change = { ...source, add: { keyrings: [aes('b', 1), aes('c', 2)] }, shouldRemove: isA };
      const changed = await changeMessageRecipients(new Blob([message]), change);
      const bytes = await bytesOf(changed.message);
      const [before, after] = [parseMessageLayout(message), parseMessageLayout(bytes)];
      expect(bytes.slice(after.headerLength)).to.deep.equal(message.slice(before.headerLength));
      expect(after.header.messageId).to.deep.equal(before.header.messageId);
      expect(changed.header.encryptedDataKeys).to.have.length(2);
      for (const keyring of [aes('b', 1), aes('c', 2)])
        expect(await decrypt(bytes, { keyrings: [keyring], ...reading })).to.deep.equal(pattern(5 * FRAME));
      expect((await rejection(decrypt(bytes, { keyrings: [aes('a')], ...reading }))).code).to.equal('NoUsableKey');
    });
  }

  it('get a header tag under a new IV, which no frame uses', async () => {
    const { changeMessageRecipients } = await envelope.loadTools();
    const message = await seal(0x0178);
    const ivs = new Set<string>();
    for (let i = 0; i < 4; i++) {
      const source = { keyrings: [aes('a')], ...OLD };
      const { message: blob } = await changeMessageRecipients(new Blob([message]), {
        ...source,
        add: { keyrings: [aes('b', 1)] },
      });
      const bytes = await bytesOf(blob);
      const { offset, length } = parseMessageLayout(bytes).fields.find(({ name }) => name === 'header IV')!;
      const iv = Buffer.from(bytes.subarray(offset, offset + length)).toString('hex');
      expect(iv.startsWith('0000000000000000')).to.equal(false);
      ivs.add(iv);
    }
    expect(ivs.size).to.equal(4);
  });

  it('are fixed in signed messages and in version 2, and the error says why', async () => {
    const { changeMessageRecipients } = await envelope.loadTools();
    for (const suite of SUITE_IDS) {
      const message = new Blob([await seal(suite)]);
      const options = { keyrings: [aes('a')], ...OLD, add: { keyrings: [aes('b', 1)] } };
      const isSigned = [0x0214, 0x0346, 0x0378, 0x0578].includes(suite);
      if (!isSigned && suite < 0x0400) continue;
      const error = await rejection(changeMessageRecipients(message, options));
      expect(error.code).to.equal('RecipientsFixed');
      expect(error.message).to.contain(isSigned ? 'signature' : 'fixed IV');
    }
  });

  it('do not change for damaged headers, wrong keys, or without a remaining recipient', async () => {
    const { changeMessageRecipients } = await envelope.loadTools();
    const message = await seal(0x0178, { encryptionContext: { p: '1' } });
    const source = { keyrings: [aes('a')], ...OLD };
    const change = (bytes: Bytes, options: object = source) => changeMessageRecipients(new Blob([bytes]), options);
    const { fields } = parseMessageLayout(message);
    const tag = fields.find(({ name }) => name === 'header tag')!;
    const damaged = message.slice();
    damaged[tag.offset] = (damaged[tag.offset] as number) ^ 1;
    expect((await rejection(change(damaged))).code).to.equal('HeaderAuthentication');
    expect((await rejection(change(message, { ...OLD, keyrings: [aes('z')] }))).code).to.equal('NoUsableKey');
    expect((await rejection(change(message, { keyrings: [aes('a')] }))).code).to.equal('CommitmentPolicy');
    expect(await rejection(change(message, { ...source, shouldRemove: () => true }))).to.be.instanceOf(TypeError);
    expect((await rejection(change(message.slice(0, 40)))).code).to.equal('TruncatedMessage');
  });
});
