import { expect } from 'chai';
import { createStrongroom } from '../../src/memory.ts';
import type { InputOf } from '../../src/model/operations.ts';
import { rejection } from '../client/fake-host.ts';

/** Values that no JSON has, and encryption contexts at the edge, through the typed client. */
describe('unusual values in the typed client', () => {
  const { sandbox, kms: kmsFor } = createStrongroom();
  const kms = kmsFor();

  it('are omitted where the SDK omits them, and each call has its event', async () => {
    const odd: Readonly<Record<string, unknown>> = {
      GrantTokens: 10n,
      DryRun: true,
      X: new Date(NaN),
      Y: Array(5),
      Tags: Array(5),
    };
    const { KeyMetadata } = await kms.createKey(odd as InputOf<'CreateKey'>);
    const KeyId = KeyMetadata?.KeyId ?? '';
    for (const X of [new Date(NaN), 10n, Infinity, Array(3)]) {
      const reply = await kms.call('DescribeKey', { KeyId, X } as InputOf<'DescribeKey'>);
      expect(reply.ok).to.equal(true);
      expect(() => JSON.stringify(reply.event)).not.to.throw();
      expect((await sandbox.events.query({ requestId: reply.requestId })).events).to.have.length(1);
    }
  });

  it('are AWS errors in known members', async () => {
    expect((await rejection(kms.createKey({ Description: 10n as unknown as string }))).name).to.equal(
      'SerializationException',
    );
  });

  it('never let one encryption context decrypt a ciphertext of another', async () => {
    const KeyId = (await kms.createKey()).KeyMetadata?.KeyId;
    const Plaintext = Uint8Array.of(1);
    for (const context of [{ a: '\ud800' }, { a: '\udfff' }, { '\ud800': 'a' }] as Record<string, string>[]) {
      const refused = await rejection(kms.encrypt({ KeyId, Plaintext, EncryptionContext: context }));
      expect(refused.name).to.equal('SerializationException');
    }
    const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext, EncryptionContext: { a: '\ufffd' } });
    const other = kms.decrypt({ CiphertextBlob, EncryptionContext: { a: '\udfff' } });
    expect((await rejection(other)).name).to.equal('SerializationException');
  });

  it('are refused when their texts are longer than a request, with an event', async () => {
    const KeyId = (await kms.createKey()).KeyMetadata?.KeyId;
    const long = 'x'.repeat(2 ** 20);
    const pairs = Object.fromEntries(Array.from({ length: 200_000 }, (_, at) => [`k${at}`, '']));
    for (const EncryptionContext of [{ a: long }, { [long]: 'a' }, pairs]) {
      const reply = await kms.call('Encrypt', { KeyId, Plaintext: Uint8Array.of(1), EncryptionContext });
      expect(reply.ok || reply.error.name).to.equal('RequestEntityTooLargeException');
      expect(JSON.stringify(reply.event).length).to.be.below(4096);
    }
  });

  it('include an encryption context of 100,000 pairs, which is answered normally', async () => {
    const KeyId = (await kms.createKey()).KeyMetadata?.KeyId;
    const EncryptionContext = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, '']));
    const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: Uint8Array.of(1), EncryptionContext });
    const { Plaintext } = await kms.decrypt({ CiphertextBlob, EncryptionContext });
    expect(Plaintext).to.deep.equal(Uint8Array.of(1));
    expect((await rejection(kms.decrypt({ CiphertextBlob }))).name).to.equal('InvalidCiphertextException');
  });
});
