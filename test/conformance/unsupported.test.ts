/**
 * Inputs that the sandbox does not support, and operations that do not exist, through every entry: typed client,
 * SDK, HTTP, simulation, audit log.
 */
import * as Sdk from '@aws-sdk/client-kms';
import { expect } from 'chai';
import { ADMIN_CREDENTIALS } from '../../src/model/documented-world.ts';
import { GAPS } from '../../src/model/gaps.ts';
import type { InputOf, OperationName } from '../../src/model/operations.ts';
import { createStrongroom } from '../../src/memory.ts';

const PASSWORD = 'kmsPswd-1234';

/** A request that needs a feature which the sandbox does not have. */
const UNSUPPORTED = {
  operation: 'CreateCustomKeyStore',
  gap: 'externalKeyStore',
  input: { CustomKeyStoreName: 'store', CustomKeyStoreType: 'EXTERNAL_KEY_STORE', KeyStorePassword: PASSWORD },
} as const;

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
  const { operation, gap, input } = UNSUPPORTED;
  const { message } = GAPS[gap];

  it('rejects with its message in the typed client and in the SDK', async () => {
    const strongroom = createStrongroom();
    const typed = await rejection(strongroom.kms().createCustomKeyStore(input));
    expect(typed).to.be.instanceOf(Sdk.UnsupportedOperationException);
    expect(typed).to.include({ name: 'UnsupportedOperationException', message, gap });
    expect(typed['$metadata']).to.include({ httpStatusCode: 400 });
    const sdk = new Sdk.KMS({
      region: 'us-east-1',
      credentials: ADMIN_CREDENTIALS,
      maxAttempts: 1,
      requestHandler: strongroom.requestHandler(),
    });
    const sent = await rejection(sdk.createCustomKeyStore(input));
    expect(sent).to.be.instanceOf(Sdk.UnsupportedOperationException);
    expect(sent).to.include({ message });
    expect(sent['$metadata']).to.include({ httpStatusCode: 400 });
  });

  it('is in the audit log, without secrets', async () => {
    const strongroom = createStrongroom();
    const reply = await strongroom.kms().call(operation, input);
    expect(reply.ok).to.equal(false);
    const { events } = await strongroom.sandbox.events.query({ operation });
    expect(events).to.have.length(1);
    expect(events[0]?.record).to.deep.include({
      eventName: operation,
      errorCode: 'UnsupportedOperationException',
      errorMessage: message,
      requestID: reply.requestId,
      readOnly: false,
      responseElements: null,
    });
    expect(JSON.stringify(events)).not.to.include(PASSWORD);
  });

  it('answers a raw request with HTTP 400 and the message in the body', async () => {
    const { status, body } = await post(createStrongroom(), operation, input);
    expect({ status, body: JSON.parse(body) as unknown }).to.deep.equal({
      status: 400,
      body: { __type: 'UnsupportedOperationException', message },
    });
  });

  it('rejects a simulation in the same way', async () => {
    const simulation = createStrongroom().sandbox.simulate({
      principal: 'arn:aws:iam::111122223333:user/admin',
      operation,
      input,
    });
    expect(await rejection(simulation)).to.include({ name: 'UnsupportedOperationException', gap });
  });

  it('names the gap of Recipient', async () => {
    const { kms } = createStrongroom();
    const { KeyMetadata } = await kms().createKey({});
    const Recipient = { KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256' as const, AttestationDocument: Uint8Array.of(1) };
    const asked = kms().generateDataKey({ KeyId: KeyMetadata?.KeyId, KeySpec: 'AES_256', Recipient });
    expect(await rejection(asked)).to.include({ message: GAPS.recipient.message, gap: 'recipient' });
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
