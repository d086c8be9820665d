import * as Sdk from '@aws-sdk/client-kms';
import { expect } from 'chai';
import { createRequestHandler } from '../../src/client/request-handler.ts';
import type { SdkRequest } from '../../src/client/sdk-request.ts';
import type { Call, HttpRequest } from '../../src/model/contract.ts';
import { ADMIN_CREDENTIALS } from '../../src/model/documented-world.ts';
import { ADMIN_ARN, fakeStrongroom, rejection, REQUEST_ID } from './fake-host.ts';

async function sdkClient(before?: (call: Call) => unknown, config: Sdk.KMSClientConfig = {}) {
  const { strongroom, seen } = await fakeStrongroom(before);
  const client = new Sdk.KMSClient({
    region: 'eu-west-1',
    credentials: ADMIN_CREDENTIALS,
    requestHandler: strongroom.requestHandler(),
    ...config,
  });
  return { client, seen };
}

const REQUEST: SdkRequest = {
  method: 'POST',
  protocol: 'https:',
  hostname: 'kms.eu-west-1.amazonaws.com',
  port: 8443,
  path: '/kms/',
  query: { a: 'x y', b: ['1', '2'], c: null },
  headers: { 'X-Amz-Target': 'TrentService.ListKeys' },
  body: '{}',
};

describe('requestHandler with an unmodified KMSClient', () => {
  it('is called as the caller of its credentials, in its Region, and answers with bytes', async () => {
    const { client, seen } = await sdkClient();
    const { CiphertextBlob, $metadata } = await client.send(
      new Sdk.EncryptCommand({ KeyId: 'key-0', Plaintext: Uint8Array.of(1, 2) }),
    );
    expect(CiphertextBlob).to.deep.equal(Uint8Array.of(254, 253));
    expect($metadata).to.deep.include({ httpStatusCode: 200, requestId: REQUEST_ID, attempts: 1 });
    expect(seen.calls[0]).to.deep.include({ operation: 'Encrypt', region: 'eu-west-1', caller: ADMIN_ARN });
    expect(seen.calls[0]?.requestContext?.['aws:UserAgent']).to.contain('aws-sdk-js');
  });

  it('takes an answer without a body', async () => {
    const { client } = await sdkClient();
    const output = await client.send(new Sdk.DisableKeyCommand({ KeyId: 'key-0' }));
    expect(Object.keys(output)).to.deep.equal(['$metadata']);
  });

  it('keeps dates to the millisecond', async () => {
    const { client } = await sdkClient();
    const { KeyMetadata } = await client.send(new Sdk.DescribeKeyCommand({ KeyId: 'key-0' }));
    expect(KeyMetadata?.CreationDate).to.deep.equal(new Date(1_700_000_000_123));
  });

  it("rejects with the SDK's own classes", async () => {
    const { client } = await sdkClient();
    const error = await rejection(client.send(new Sdk.DescribeKeyCommand({ KeyId: 'nobody' })));
    expect(error).to.be.instanceOf(Sdk.NotFoundException);
    expect(error).to.include({ name: 'NotFoundException', message: "Key 'nobody' does not exist" });
    expect(error['$metadata']).to.deep.include({ httpStatusCode: 400, requestId: REQUEST_ID });
    const bare = await rejection(client.send(new Sdk.EnableKeyCommand({ KeyId: 'key-0' })));
    expect(bare).to.be.instanceOf(Sdk.DisabledException).with.property('message', 'UnknownError');
  });

  it('never detaches what the caller passes', async () => {
    const { client } = await sdkClient();
    const plaintext = new Uint8Array(64).fill(3);
    await client.send(new Sdk.EncryptCommand({ KeyId: 'key-0', Plaintext: plaintext }));
    expect(plaintext).to.deep.equal(new Uint8Array(64).fill(3));
  });

  it('feeds paginators', async () => {
    const { client } = await sdkClient();
    const pages: number[] = [];
    for await (const page of Sdk.paginateListKeys({ client, pageSize: 3 }, {})) pages.push(page.Keys?.length ?? 0);
    expect(pages).to.deep.equal([3, 3, 1]);
  });

  it('works for the aggregated KMS class too', async () => {
    const { strongroom } = await fakeStrongroom();
    const kms = new Sdk.KMS({
      region: 'us-east-1',
      credentials: ADMIN_CREDENTIALS,
      requestHandler: strongroom.requestHandler(),
    });
    expect((await kms.listKeys({ Limit: 2 })).Keys).to.have.length(2);
  });

  it('is refused with a wrong secret and with an unknown access key', async () => {
    const wrong = await sdkClient(undefined, { credentials: { ...ADMIN_CREDENTIALS, secretAccessKey: 'wrong' } });
    expect(await rejection(wrong.client.send(new Sdk.ListKeysCommand({})))).to.have.property(
      'name',
      'InvalidSignatureException',
    );
    const unknown = await sdkClient(undefined, { credentials: { ...ADMIN_CREDENTIALS, accessKeyId: 'AKIAUNKNOWN' } });
    expect(await rejection(unknown.client.send(new Sdk.ListKeysCommand({})))).to.have.property(
      'name',
      'UnrecognizedClientException',
    );
    expect(wrong.seen.calls).to.deep.equal([]);
    expect(unknown.seen.calls).to.deep.equal([]);
  });

  it('corrects a clock that is wrong by more than five minutes by the date of the answer', async () => {
    const { client, seen } = await sdkClient(undefined, { systemClockOffset: -301_000, maxAttempts: 2 });
    await client.send(new Sdk.ListKeysCommand({}));
    expect(Math.abs(client.config.systemClockOffset)).to.be.below(60_000);
    expect(seen.calls).to.have.length(1);
  });

  it('is refused by a clock that is wrong by more than five minutes at the only attempt', async () => {
    const { client } = await sdkClient(undefined, { systemClockOffset: -301_000, maxAttempts: 1 });
    const error = await rejection(client.send(new Sdk.ListKeysCommand({})));
    expect(error.name).to.equal('InvalidSignatureException');
    expect(error.message).to.match(
      /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/,
    );
  });

  it('rejects with AbortError when the signal aborts before and while the call runs', async () => {
    const { client, seen } = await sdkClient();
    const early = await rejection(client.send(new Sdk.ListKeysCommand({}), { abortSignal: AbortSignal.abort() }));
    expect(early.name).to.equal('AbortError');
    expect(seen.calls).to.deep.equal([]);

    const controller = new AbortController();
    const running = await sdkClient(() => {
      controller.abort();
      return new Promise(() => undefined);
    });
    const late = await rejection(running.client.send(new Sdk.ListKeysCommand({}), { abortSignal: controller.signal }));
    expect(late.name).to.equal('AbortError');
    expect(running.seen.calls).to.have.length(1);
  });
});

describe('createRequestHandler', () => {
  function recorded() {
    const sent: HttpRequest[] = [];
    const handler = createRequestHandler((request) => {
      sent.push(request);
      return Promise.resolve({ status: 200, headers: { 'X-Amzn-RequestId': REQUEST_ID }, body: 'ä' });
    });
    return { handler, sent };
  }

  it('builds the URL from its parts and takes a body of text, bytes or none', async () => {
    const { handler, sent } = recorded();
    await handler.handle(REQUEST);
    await handler.handle({ ...REQUEST, port: undefined, query: undefined, body: new TextEncoder().encode('{"ä":1}') });
    await handler.handle({ ...REQUEST, body: undefined });
    expect(sent.map(({ url, body }) => [url, body])).to.deep.equal([
      ['https://kms.eu-west-1.amazonaws.com:8443/kms/?a=x%20y&b=1&b=2&c', '{}'],
      ['https://kms.eu-west-1.amazonaws.com/kms/', '{"ä":1}'],
      ['https://kms.eu-west-1.amazonaws.com:8443/kms/?a=x%20y&b=1&b=2&c', ''],
    ]);
    expect(await rejection(handler.handle({ ...REQUEST, body: 7 }))).to.be.instanceOf(TypeError);
  });

  it('answers with lower-case header names and the bytes of the body', async () => {
    const { response } = await recorded().handler.handle(REQUEST);
    expect(response).to.deep.equal({
      statusCode: 200,
      reason: 'OK',
      headers: { 'x-amzn-requestid': REQUEST_ID },
      body: new TextEncoder().encode('ä'),
    });
  });

  it('gives up after requestTimeout, by argument and by configuration', async () => {
    const handler = createRequestHandler(() => new Promise(() => undefined));
    expect(await rejection(handler.handle(REQUEST, { requestTimeout: 1 }))).to.have.property('name', 'TimeoutError');
    handler.updateHttpClientConfig('requestTimeout', 1);
    handler.updateHttpClientConfig('connectionTimeout', 1);
    expect(handler.httpHandlerConfigs()).to.deep.equal({ requestTimeout: 1 });
    expect(await rejection(handler.handle(REQUEST))).to.have.property('name', 'TimeoutError');
    handler.destroy();
  });

  it('leaves no listener on a signal that outlives the request', async () => {
    const signal = new AbortController().signal;
    let listening = 0;
    const counted = {
      aborted: false,
      addEventListener: (...args: Parameters<AbortSignal['addEventListener']>) => (
        listening++,
        signal.addEventListener(...args)
      ),
      removeEventListener: (...args: Parameters<AbortSignal['removeEventListener']>) => (
        listening--,
        signal.removeEventListener(...args)
      ),
    };
    await recorded().handler.handle(REQUEST, { abortSignal: counted });
    // The listener goes once the answer is handed over.
    await Promise.resolve();
    expect(listening).to.equal(0);
  });

  it('takes a signal that knows onabort alone', async () => {
    const signal: { aborted: boolean; onabort?: () => void } = { aborted: false };
    const handler = createRequestHandler(() => {
      signal.onabort?.();
      return new Promise(() => undefined);
    });
    expect(await rejection(handler.handle(REQUEST, { abortSignal: signal }))).to.have.property('name', 'AbortError');
  });
});
