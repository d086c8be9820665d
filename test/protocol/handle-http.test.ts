import { expect } from 'chai';
import type { Call, HttpRequest, HttpResponse, Reply } from '../../src/model/contract.ts';
import { KmsError, type ErrorData } from '../../src/model/errors.ts';
import type { Settings } from '../../src/model/records.ts';
import { handleHttp } from '../../src/protocol/handle-http.ts';
import { ADMIN_ARN, rejection, REQUEST_ID, SETTINGS } from '../client/fake-host.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const ADMIN = { authorization: 'AWS4-HMAC-SHA256 Credential=AKIA/20260131/eu-west-1/kms/aws4_request' };

function request(operation: string, body: string, more: Partial<HttpRequest> = {}): HttpRequest {
  const headers = { 'X-Amz-Target': `TrentService.${operation}`, ...ADMIN, ...more.headers };
  return { method: 'POST', url: 'https://kms.eu-west-1.amazonaws.com/', body, ...more, headers };
}

/** What a call of KMS does not need. */
const NO_SERVICES = {
  simulatedNow: () => Promise.resolve(Date.UTC(2026, 0, 31)),
  serviceCall: () => Promise.reject(new Error('This is no call of STS or CloudTrail.')),
};

/** A gate before a world that answers `answer`; signatures are ignored where nothing else is said. */
function gate(
  answer: { output: unknown } | { error: ErrorData } = { output: {} },
  settings: Partial<Settings> = { signatures: 'ignored' },
) {
  const calls: Call[] = [];
  const ask = (one: HttpRequest): Promise<HttpResponse> =>
    handleHttp(one, {
      ...NO_SERVICES,
      accessKey: (id) =>
        Promise.resolve(id === 'AKIA' ? ({ id, callerArn: ADMIN_ARN, principalArn: ADMIN_ARN } as never) : undefined),
      settings: () => Promise.resolve({ ...SETTINGS, ...settings }),
      realNow: () => Date.UTC(2026, 0, 31),
      call: (call) => {
        calls.push(call);
        return Promise.resolve({ requestId: REQUEST_ID, ok: 'output' in answer, ...answer } as Reply);
      },
    });
  return { ask, calls };
}

/** The headers that AWS KMS sends with a body of so many bytes. */
const headersOf = (length: number): Record<string, string> => ({
  'x-amzn-RequestId': REQUEST_ID,
  date: 'Sat, 31 Jan 2026 00:00:00 GMT',
  'content-type': 'application/x-amz-json-1.1',
  'content-length': String(length),
});

const errorOf = ({ status, body }: HttpResponse): unknown => ({ status, ...(JSON.parse(body) as object) });

describe('the gate for HTTP', () => {
  it('refuses a request whose caller was removed after its signature was verified', async () => {
    const keys: unknown[] = [{ id: 'AKIA', callerArn: ADMIN_ARN, principalArn: ADMIN_ARN }];
    const ask = (gone: boolean) =>
      handleHttp(request('ListKeys', '{}'), {
        ...NO_SERVICES,
        accessKey: () => Promise.resolve(keys[0] as never),
        settings: () => Promise.resolve({ ...SETTINGS, signatures: 'ignored' }),
        realNow: () => Date.UTC(2026, 0, 31),
        call: () => {
          if (gone) keys.length = 0;
          return Promise.reject(new TypeError('The caller does not exist.'));
        },
      });
    expect((await rejection(ask(false))).name).to.equal('TypeError');
    expect(errorOf(await ask(true))).to.deep.equal({
      status: 400,
      __type: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
  });

  it('makes a call of a request and an answer of its reply', async () => {
    const { ask, calls } = gate({ output: { CiphertextBlob: Uint8Array.of(1, 2, 3) } });
    const answer = await ask(
      request('Encrypt', '{"KeyId":"k","Plaintext":"AAE="}', {
        headers: { 'User-Agent': 'me' },
        requestContext: { 'aws:SourceIp': '203.0.113.9' },
      }),
    );
    expect(answer).to.deep.equal({
      status: 200,
      headers: headersOf(25),
      body: '{"CiphertextBlob":"AQID"}',
    });
    expect(calls).to.deep.equal([
      {
        operation: 'Encrypt',
        input: { KeyId: 'k', Plaintext: Uint8Array.of(0, 1) },
        region: 'eu-west-1',
        caller: ADMIN_ARN,
        accessKeyId: 'AKIA',
        requestContext: { 'aws:UserAgent': 'me', 'aws:SourceIp': '203.0.113.9' },
        client: { host: 'kms.eu-west-1.amazonaws.com' },
      },
    ]);
  });

  it('takes the header user-agent for the user agent, and x-amz-user-agent only where there is no other', async () => {
    const { ask, calls } = gate();
    const [both, one] = [{ 'User-Agent': 'whole', 'X-Amz-User-Agent': 'short' }, { 'X-Amz-User-Agent': 'short' }];
    for (const headers of [both, one, {}]) await ask(request('ListKeys', '{}', { headers }));
    expect(calls.map(({ requestContext }) => requestContext?.['aws:UserAgent'])).to.deep.equal([
      'whole',
      'short',
      undefined,
    ]);
  });

  it('passes on what the client reports: host, access key and attempt', async () => {
    const { ask, calls } = gate();
    await ask(request('ListKeys', '{}', { headers: { 'amz-sdk-request': 'attempt=2; max=3' } }));
    await ask(request('ListKeys', '{}', { headers: { host: 'localhost:4173', 'amz-sdk-request': 'attempt=0' } }));
    expect(calls.map(({ client, accessKeyId, attempt }) => ({ ...client, accessKeyId, attempt }))).to.deep.equal([
      { host: 'kms.eu-west-1.amazonaws.com', accessKeyId: 'AKIA', attempt: 2 },
      { host: 'localhost:4173', accessKeyId: 'AKIA', attempt: undefined },
    ]);
  });

  it('counts the length of an answer in bytes', async () => {
    const { headers, body } = await gate({ output: { Description: 'ä€😀' } }).ask(
      request('DescribeKey', '{"KeyId":"k"}'),
    );
    expect(headers['content-length']).to.equal(String(new TextEncoder().encode(body).length));
    expect((await gate().ask(request('DisableKey', '{"KeyId":"k"}'))).headers['content-length']).to.equal('0');
  });

  it('answers success without output with 200 and no body', async () => {
    expect(await gate().ask(request('DisableKey', '{"KeyId":"k"}'))).to.include({ status: 200, body: '' });
  });

  it("answers an error with AWS's name and text alone", async () => {
    const withText = gate({ error: { name: 'NotFoundException', message: 'No.', note: 'Ours.' } });
    expect((await withText.ask(request('DescribeKey', '{"KeyId":"k"}'))).body).to.equal(
      '{"__type":"NotFoundException","message":"No."}',
    );
    const without = await gate({ error: { name: 'DisabledException' } }).ask(request('DescribeKey', '{"KeyId":"k"}'));
    expect(without).to.deep.equal({
      status: 400,
      headers: headersOf(30),
      body: '{"__type":"DisabledException"}',
    });
    expect(
      await gate({ error: { name: 'KMSInternalException' } }).ask(request('DescribeKey', '{"KeyId":"k"}')),
    ).to.have.property('status', 500);
  });

  it("calls as the default account's root where signatures are ignored and nobody is known", async () => {
    const { ask, calls } = gate({ output: {} }, { signatures: 'ignored', defaultAccount: '444455556666' });
    await ask(request('ListKeys', '{}', { headers: { authorization: '' } }));
    expect(calls[0]).to.deep.include({ caller: 'arn:aws:iam::444455556666:root', region: 'us-east-1' });
    expect(calls[0]).not.to.have.property('requestContext');
  });

  it('verifies where signatures are required', async () => {
    const { ask, calls } = gate({ output: {} }, { signatures: 'required' });
    const answer = await ask(request('ListKeys', '{}', { headers: { authorization: '' } }));
    expect(errorOf(answer)).to.deep.equal({
      status: 400,
      __type: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    });
    expect(answer.headers['x-amzn-RequestId']).to.match(UUID);
    expect(answer.headers['date']).to.equal('Sat, 31 Jan 2026 00:00:00 GMT');
    expect(calls).to.deep.equal([]);
  });

  it('checks in the order of AWS: method, size, JSON, operation, signature, types', async () => {
    const { ask, calls } = gate({ output: {} }, { signatures: 'required' });
    const type = async (one: HttpRequest): Promise<unknown> => (errorOf(await ask(one)) as { __type: string }).__type;
    const wrong = { headers: { authorization: '' } };
    expect(await type(request('Nothing', '{', { method: 'GET', ...wrong }))).to.equal('UnknownOperationException');
    expect(errorOf(await ask(request('Nothing', ' '.repeat(2 ** 20 + 1), wrong)))).to.deep.equal({
      status: 413,
      __type: 'RequestEntityTooLargeException',
    });
    expect(await type(request('Nothing', '{', wrong))).to.equal('SerializationException');
    expect(await type(request('Nothing', '{}', wrong))).to.equal('UnknownOperationException');
    expect(await type(request('ListKeys', '{"Limit":"a"}', wrong))).to.equal('MissingAuthenticationTokenException');
    expect(await type(request('ListKeys', '{"Limit":"a"}'))).to.equal('IncompleteSignatureException');
    expect(await gateType('ListKeys', '{"Limit":"a"}')).to.equal('SerializationException');
    expect(calls).to.deep.equal([]);
  });

  async function gateType(operation: string, body: string): Promise<string> {
    return (errorOf(await gate().ask(request(operation, body))) as { __type: string }).__type;
  }

  it('takes a deep and a long body in its stride', async () => {
    const deep = `{"KeyId":"k","Unknown":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(await gate().ask(request('DescribeKey', deep))).to.have.property('status', 200);
    const context = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key ${index}`, 'v']));
    expect(await gate().ask(request('Encrypt', JSON.stringify({ EncryptionContext: context })))).to.have.property(
      'status',
      200,
    );
  });

  it('rejects with TypeError what is no request', async () => {
    const { ask } = gate();
    const good = request('ListKeys', '{}');
    for (const bad of [
      { url: '/kms/' },
      { url: 7 },
      { body: new Uint8Array(2) },
      { method: undefined },
      { headers: null },
      { headers: { host: 1 } },
    ]) {
      expect(await rejection(ask({ ...good, ...bad } as unknown as HttpRequest)), JSON.stringify(bad)).to.be.instanceOf(
        TypeError,
      );
    }
  });

  it('leaves to the world what the world throws', async () => {
    const deps = {
      ...NO_SERVICES,
      accessKey: () => Promise.resolve(undefined),
      settings: () => Promise.resolve({ ...SETTINGS, signatures: 'ignored' as const }),
      realNow: () => 0,
    };
    const broken = rejection(
      handleHttp(request('ListKeys', '{}'), { ...deps, call: () => Promise.reject(new TypeError('requestContext')) }),
    );
    expect(await broken).to.be.instanceOf(TypeError);
    const closed = rejection(
      handleHttp(request('ListKeys', '{}'), {
        ...deps,
        settings: () => Promise.reject(new Error('closed')),
        call: () => Promise.reject(new KmsError('NotFoundException')),
      }),
    );
    expect((await closed).message).to.equal('closed');
  });

  it('refuses a body that has no UTF-8 form: its bytes would be those of another body', async () => {
    const { ask, calls } = gate();
    for (const body of ['{"KeyId":"\ud800"}', '{"KeyId":"\udfff"}'])
      expect(errorOf(await ask(request('DescribeKey', body)))).to.deep.equal({
        status: 400,
        __type: 'SerializationException',
        message: 'The body is not valid UTF-8',
      });
    expect(calls).to.deep.equal([]);
    expect((await ask(request('DescribeKey', '{"KeyId":"\ufffd"}'))).status).to.equal(200);
  });
});
