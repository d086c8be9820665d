/**
 * Operations that the sandbox does not support, and operations that do not exist, through every entry: typed client,
 * SDK, HTTP, simulation, audit log.
 */
import * as Sdk from '@aws-sdk/client-kms';
import { expect } from 'chai';
import { ADMIN_CREDENTIALS } from '../../src/model/documented-world.ts';
import { GAPS, type GapName } from '../../src/model/gaps.ts';
import { OPERATION_FACTS, type UnsupportedOperation } from '../../src/model/operation-facts.ts';
import { methodName, type InputOf, type OperationName } from '../../src/model/operations.ts';
import { createStrongroom } from '../../src/memory.ts';

const STORE = { CustomKeyStoreId: 'cks-1234567890abcdef0' };
const PASSWORD = 'kmsPswd-1234';

/** A valid input of each; one that is missing does not compile. */
const INPUTS: { readonly [N in UnsupportedOperation]: InputOf<N> } = {
  ConnectCustomKeyStore: STORE,
  CreateCustomKeyStore: { CustomKeyStoreName: 'store', KeyStorePassword: PASSWORD },
  DeleteCustomKeyStore: STORE,
  DescribeCustomKeyStores: {},
  DisconnectCustomKeyStore: STORE,
  UpdateCustomKeyStore: { ...STORE, KeyStorePassword: PASSWORD },
};

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

describe('an unsupported operation', () => {
  for (const operation of Object.keys(INPUTS) as UnsupportedOperation[]) {
    const gap = OPERATION_FACTS[operation].gap as GapName;
    const { message } = GAPS[gap];
    const input = INPUTS[operation] as InputOf<UnsupportedOperation>;

    it(`${operation} rejects with its message in the typed client and in the SDK`, async () => {
      const strongroom = createStrongroom();
      const call = strongroom.kms()[methodName(operation)] as (given: object) => Promise<unknown>;
      const typed = await rejection(call(input));
      expect(typed).to.be.instanceOf(Sdk.UnsupportedOperationException);
      expect(typed).to.include({ name: 'UnsupportedOperationException', message, gap });
      expect(typed['$metadata']).to.include({ httpStatusCode: 400 });
      const sdk = new Sdk.KMS({
        region: 'us-east-1',
        credentials: ADMIN_CREDENTIALS,
        maxAttempts: 1,
        requestHandler: strongroom.requestHandler(),
      });
      const sent = await rejection((sdk[methodName(operation)] as (given: object) => Promise<unknown>)(input));
      expect(sent).to.be.instanceOf(Sdk.UnsupportedOperationException);
      expect(sent).to.include({ message });
      expect(sent['$metadata']).to.include({ httpStatusCode: 400 });
    });

    it(`${operation} is in the audit log, without secrets`, async () => {
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
        readOnly: /^(Get|Describe)/.test(operation),
        responseElements: null,
      });
      expect(JSON.stringify(events)).not.to.include(PASSWORD);
    });
  }

  it('answers a raw request with HTTP 400 and the message in the body', async () => {
    const { status, body } = await post(createStrongroom(), 'ConnectCustomKeyStore', STORE);
    const { message } = GAPS.customKeyStore;
    expect({ status, body: JSON.parse(body) as unknown }).to.deep.equal({
      status: 400,
      body: { __type: 'UnsupportedOperationException', message },
    });
  });

  it('answers ValidationException to an input that breaks its shape', async () => {
    const reply = await createStrongroom().kms().call('ConnectCustomKeyStore', { CustomKeyStoreId: '' });
    expect(reply.ok ? 'ok' : reply.error.name).to.equal('ValidationException');
  });

  it('rejects a simulation in the same way', async () => {
    const simulation = createStrongroom().sandbox.simulate({
      principal: 'arn:aws:iam::111122223333:user/admin',
      operation: 'ConnectCustomKeyStore',
      input: STORE,
    });
    expect(await rejection(simulation)).to.include({ name: 'UnsupportedOperationException', gap: 'customKeyStore' });
  });

  it('names the gap of an unsupported input as well', async () => {
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
