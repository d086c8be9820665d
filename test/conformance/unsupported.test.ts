/** Inputs that the sandbox does not support, and operations that do not exist. */
import { expect } from 'chai';
import { GAPS } from '../../src/model/gaps.ts';
import type { InputOf, OperationName } from '../../src/model/operations.ts';
import { createStrongroom } from '../../src/memory.ts';

async function rejection(work: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  const error: unknown = await work.then(
    () => expect.fail('nothing was thrown'),
    (thrown: unknown) => thrown,
  );
  return error as Error & Record<string, unknown>;
}

async function post(strongroom: ReturnType<typeof createStrongroom>, operation: string, input: object) {
  await strongroom.sandbox.settings.set({ signatures: 'ignored' });
  return strongroom.http({
    method: 'POST',
    url: 'https://kms.us-east-1.amazonaws.com/',
    headers: { 'x-amz-target': `TrentService.${operation}`, 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(input),
  });
}

describe('an unsupported input', () => {
  it('answers UnsupportedOperationException with its gap', async () => {
    const { kms } = createStrongroom();
    const { KeyMetadata } = await kms().createKey({});
    const Recipient = { KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256' as const, AttestationDocument: Uint8Array.of(1) };
    const asked = kms().generateDataKey({ KeyId: KeyMetadata?.KeyId, KeySpec: 'AES_256', Recipient });
    expect(await rejection(asked)).to.include({ message: GAPS.recipient.message, gap: 'recipient' });
  });

  it('answers over HTTP with the sentence of its gap, and is an event', async () => {
    const strongroom = createStrongroom();
    const Recipient = { KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256', AttestationDocument: 'AQ==' };
    const { status, body } = await post(strongroom, 'GenerateRandom', { NumberOfBytes: 8, Recipient });
    expect({ status, body: JSON.parse(body) as unknown }).to.deep.equal({
      status: 400,
      body: { __type: 'UnsupportedOperationException', message: GAPS.recipient.message },
    });
    const { events } = await strongroom.sandbox.events.query({ operation: 'GenerateRandom' });
    expect(events.map(({ record }) => record.errorCode)).to.deep.equal(['UnsupportedOperationException']);
  });

  it('answers over HTTP with a sentence where the custody of the key refuses', async () => {
    const strongroom = createStrongroom();
    await strongroom.sandbox.settings.set({ custody: 'native' });
    const { KeyMetadata } = await strongroom.kms().createKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const digest = { Message: btoa('x'.repeat(32)), MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' };
    const { body } = await post(strongroom, 'Sign', { KeyId: KeyMetadata?.KeyId, ...digest });
    const { __type, message } = JSON.parse(body) as { __type: string; message?: string };
    expect(__type).to.equal('UnsupportedOperationException');
    expect(message).to.match(/custody/);
  });

  it('fails in a dry run of Sign too: no dry run succeeds for a call that cannot', async () => {
    const strongroom = createStrongroom();
    await strongroom.sandbox.settings.set({ custody: 'native' });
    const { KeyMetadata } = await strongroom.kms().createKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const dryRun = async (MessageType: 'DIGEST' | 'RAW') => {
      const reply = await strongroom.kms().call('Sign', {
        KeyId: KeyMetadata?.KeyId,
        Message: new Uint8Array(32),
        MessageType,
        SigningAlgorithm: 'ECDSA_SHA_256',
        DryRun: true,
      });
      return reply.ok ? 'a signature' : reply.error.name;
    };
    expect(await dryRun('DIGEST')).to.equal('UnsupportedOperationException');
    expect(await dryRun('RAW')).to.equal('DryRunOperationException');
  });
});

describe('an unknown operation', () => {
  for (const name of ['Nothing', 'encrypt', 'constructor', '__proto__', '']) {
    it(`${JSON.stringify(name)} answers UnknownOperationException and is in no log`, async () => {
      const strongroom = createStrongroom();
      const operation = name as OperationName;
      const reply = await strongroom.kms().call(operation, {} as InputOf<OperationName>);
      expect(reply.ok ? undefined : reply.error).to.deep.equal({ name: 'UnknownOperationException' });
      const { status, body } = await post(strongroom, name, {});
      expect({ status, body: JSON.parse(body) as unknown }).to.deep.equal({
        status: 400,
        body: { __type: 'UnknownOperationException' },
      });
      const simulation = strongroom.sandbox.simulate({
        principal: 'arn:aws:iam::111122223333:user/admin',
        operation,
        input: {} as InputOf<OperationName>,
      });
      expect(await rejection(simulation)).to.include({ name: 'UnknownOperationException' });
      expect((await strongroom.sandbox.events.query({})).events).to.have.length(0);
    });
  }
});
