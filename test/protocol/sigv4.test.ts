import { clearCredentialCache, SignatureV4 } from '@smithy/signature-v4';
import { expect } from 'chai';
import { ADMIN_CREDENTIALS } from '../../src/model/documented-world.ts';
import type { AccessKeyRecord } from '../../src/model/records.ts';
import type { HttpRequest } from '../../src/model/contract.ts';
import { parseRequest } from '../../src/protocol/http.ts';
import { claimed, verify, type Caller } from '../../src/protocol/sigv4.ts';
import { accessKey, ADMIN_ARN, rejection } from '../client/fake-host.ts';

const NOW = Date.UTC(2026, 0, 31, 23, 58, 0);
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const INVALID_TOKEN = 'The security token included in the request is invalid.';
const SESSION = { accessKeyId: 'ASIASESSION', secretAccessKey: 'session secret', sessionToken: 'the token' };
const SESSION_ARN = 'arn:aws:sts::111122223333:assumed-role/Learner/one';

interface Signing {
  readonly credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  readonly region?: string;
  readonly service?: string;
  readonly at?: number;
  readonly url?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  readonly unsignable?: string[];
}

async function sha256(data: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(data)));
}

/** The signer's hash, with the secret as text: the client's side. */
class Sha256 {
  readonly #secret: Uint8Array | undefined;
  readonly #parts: Uint8Array[] = [];

  constructor(secret?: unknown) {
    if (secret !== undefined)
      this.#secret =
        typeof secret === 'string' ? new TextEncoder().encode(secret) : new Uint8Array(secret as Uint8Array);
  }

  update(data: Uint8Array): void {
    this.#parts.push(data);
  }

  async digest(): Promise<Uint8Array> {
    const data = new Uint8Array(await new Blob(this.#parts as BlobPart[]).arrayBuffer());
    if (!this.#secret) return await sha256(data);
    const key = await crypto.subtle.importKey(
      'raw',
      Uint8Array.from(this.#secret),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    );
    return new Uint8Array(await crypto.subtle.sign('HMAC', key, data));
  }

  reset(): void {
    this.#parts.length = 0;
  }
}

/** A request signed by the SDK's own signer. */
async function sign({
  credentials = ADMIN_CREDENTIALS,
  region = 'eu-west-1',
  service = 'kms',
  at = NOW,
  url = 'https://kms.eu-west-1.amazonaws.com/',
  body = '{"KeyId":"alias/ä"}',
  headers = {},
  unsignable = [],
}: Signing = {}): Promise<HttpRequest> {
  const { protocol, hostname, host, pathname, searchParams } = new URL(url);
  const signer = new SignatureV4({ credentials, region, service, sha256: Sha256 });
  const request = {
    method: 'POST',
    protocol,
    hostname,
    path: pathname,
    query: Object.fromEntries([...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)])),
    headers: {
      host,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'TrentService.DescribeKey',
      ...headers,
    },
    body,
  };
  const signed = await signer.sign(request, { signingDate: new Date(at), unsignableHeaders: new Set(unsignable) });
  return { method: 'POST', url, headers: signed.headers, body };
}

describe('SigV4', () => {
  let records: Map<string, AccessKeyRecord>;
  const asked: string[] = [];
  const lookup = (id: string): Promise<AccessKeyRecord | undefined> => {
    asked.push(id);
    return Promise.resolve(records.get(id));
  };
  const check = (request: HttpRequest, now = NOW): Promise<Caller> => verify(parseRequest(request), lookup, now);

  before(async () => {
    records = new Map([
      [
        ADMIN_CREDENTIALS.accessKeyId,
        await accessKey(ADMIN_CREDENTIALS.accessKeyId, ADMIN_CREDENTIALS.secretAccessKey),
      ],
      [
        SESSION.accessKeyId,
        await accessKey(SESSION.accessKeyId, SESSION.secretAccessKey, {
          sessionToken: SESSION.sessionToken,
          callerArn: SESSION_ARN,
        }),
      ],
    ]);
  });
  afterEach(() => clearCredentialCache());

  const expectRefused = async (request: HttpRequest, name: string, message: string, now = NOW): Promise<void> => {
    expect(await rejection(check(request, now))).to.include({ name, message });
  };
  /** The request with some headers changed; null takes one away. */
  const withHeaders = ({ headers, ...request }: HttpRequest, change: Record<string, string | null>): HttpRequest => ({
    ...request,
    headers: Object.fromEntries(
      Object.entries({ ...headers, ...change }).filter(([, value]) => value !== null),
    ) as Record<string, string>,
  });

  describe('accepts', () => {
    it('what the SDK signs, with a secret that cannot be read back', async () => {
      expect(records.get(ADMIN_CREDENTIALS.accessKeyId)?.secret.extractable).to.equal(false);
      expect(await check(await sign())).to.deep.equal({
        accessKeyId: ADMIN_CREDENTIALS.accessKeyId,
        callerArn: ADMIN_ARN,
        region: 'eu-west-1',
      });
    });

    it('a session with its token', async () => {
      expect(await check(await sign({ credentials: SESSION }))).to.include({ callerArn: SESSION_ARN });
    });

    it('any URL: the Region is that of the scope, the host the signed one', async () => {
      const request = await sign({ region: 'ap-south-1', url: 'http://localhost:4173/kms/?x=a+b&y=2&y=1&z=%2F~' });
      expect(await check(request)).to.include({ region: 'ap-south-1' });
      const moved = await sign({ region: 'ap-south-1' });
      expect(await check({ ...moved, url: 'https://kms.us-west-2.amazonaws.com/' })).to.include({
        region: 'ap-south-1',
      });
    });

    it('a host and a content-length that only the URL and the body tell', async () => {
      const request = await sign({
        url: 'http://localhost:4173/kms/',
        headers: { 'content-length': String(new TextEncoder().encode('{"KeyId":"alias/ä"}').length) },
      });
      expect(request.headers['authorization']).to.match(/content-length;content-type;host/);
      expect(await check(withHeaders(request, { host: null, 'content-length': null }))).to.include({
        callerArn: ADMIN_ARN,
      });
    });

    it('headers in any case, with spaces folded, and unsigned ones that the SDK adds', async () => {
      const { headers, ...request } = await sign({ headers: { 'x-amz-note': ' two  words ' } });
      const upper = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));
      expect(
        await check({ ...request, headers: { ...upper, 'User-Agent': 'anything', 'amz-sdk-request': 'attempt=2' } }),
      ).to.include({
        callerArn: ADMIN_ARN,
      });
    });

    it('a signature of up to five minutes before and after', async () => {
      const request = await sign();
      expect(await check(request, NOW + 300_000)).to.include({ callerArn: ADMIN_ARN });
      expect(await check(request, NOW - 300_000)).to.include({ callerArn: ADMIN_ARN });
    });

    it('many days and Regions of one secret, one after the other', async () => {
      for (let day = 0; day < 20; day++) {
        const at = NOW + day * 86_400_000;
        expect(await check(await sign({ at, region: day % 2 === 0 ? 'us-east-1' : 'us-east-2' }), at)).to.include({
          callerArn: ADMIN_ARN,
        });
      }
    });
  });

  describe('refuses as AWS does', () => {
    it('no Authorization', async () => {
      const request = withHeaders(await sign(), { authorization: null });
      await expectRefused(request, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
      await expectRefused(
        withHeaders(request, { authorization: '  ' }),
        'MissingAuthenticationTokenException',
        'Missing Authentication Token',
      );
    });

    it('a wrong secret', async () => {
      await expectRefused(
        await sign({ credentials: { ...ADMIN_CREDENTIALS, secretAccessKey: 'wrong' } }),
        'InvalidSignatureException',
        MISMATCH,
      );
    });

    it('an unknown access key, before its signature', async () => {
      await expectRefused(
        await sign({ credentials: { ...ADMIN_CREDENTIALS, accessKeyId: 'AKIANOBODY' } }),
        'UnrecognizedClientException',
        INVALID_TOKEN,
      );
    });

    it('a session token that is wrong, missing, or not asked for', async () => {
      for (const credentials of [
        { ...SESSION, sessionToken: 'other' },
        { accessKeyId: SESSION.accessKeyId, secretAccessKey: SESSION.secretAccessKey },
        { ...ADMIN_CREDENTIALS, sessionToken: 'the token' },
      ]) {
        await expectRefused(await sign({ credentials }), 'UnrecognizedClientException', INVALID_TOKEN);
      }
    });

    it('a changed body, whatever a header says of its hash', async () => {
      const request = await sign();
      const changed = { ...request, body: '{"KeyId":"alias/b"}' };
      expect(request.headers['x-amz-content-sha256']).to.match(/^[0-9a-f]{64}$/);
      await expectRefused(changed, 'InvalidSignatureException', MISMATCH);
      // The hash of the first body is signed by name and value; of the second, not by the signer.
      const hash = [...(await sha256(new TextEncoder().encode(changed.body)))]
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join('');
      await expectRefused(
        withHeaders(changed, { 'x-amz-content-sha256': hash }),
        'InvalidSignatureException',
        MISMATCH,
      );
    });

    it('a list of signed headers with another name, another order or a name twice', async () => {
      const request = await sign();
      const list = /SignedHeaders=([^,]+)/;
      const header = request.headers['authorization'] as string;
      const names = (list.exec(header)?.[1] ?? '').split(';');
      expect(await check(request)).to.include({ callerArn: ADMIN_ARN });
      for (const changed of [
        [...names, 'x-amz-zzz'],
        ['a-header', ...names],
        names.toReversed(),
        [...names, names.at(-1)],
        [...names, ''],
      ]) {
        const authorization = header.replace(list, `SignedHeaders=${changed.join(';')}`);
        await expectRefused(withHeaders(request, { authorization }), 'InvalidSignatureException', MISMATCH);
      }
    });

    it('a signed hash that is not that of the body', async () => {
      for (const hash of ['UNSIGNED-PAYLOAD', '0'.repeat(64)]) {
        await expectRefused(
          await sign({ headers: { 'x-amz-content-sha256': hash } }),
          'InvalidSignatureException',
          MISMATCH,
        );
      }
    });

    it('a body whose hash the header of another request tells, unsigned', async () => {
      const request = await sign({ unsignable: ['x-amz-content-sha256'] });
      expect(await check(request)).to.include({ callerArn: ADMIN_ARN });
      await expectRefused({ ...request, body: '{}' }, 'InvalidSignatureException', MISMATCH);
    });

    it('a changed header, path, query, method or signature', async () => {
      const request = await sign({ url: 'https://kms.eu-west-1.amazonaws.com/kms/?a=1' });
      const authorization = request.headers['authorization'] as string;
      const changed: HttpRequest[] = [
        withHeaders(request, { 'x-amz-target': 'TrentService.ScheduleKeyDeletion' }),
        withHeaders(request, { host: 'kms.us-east-1.amazonaws.com' }),
        withHeaders(request, { 'content-type': null }),
        { ...request, url: 'https://kms.eu-west-1.amazonaws.com/other/?a=1' },
        { ...request, url: 'https://kms.eu-west-1.amazonaws.com/kms/?a=2' },
        { ...request, url: 'https://kms.eu-west-1.amazonaws.com/kms/?a=1&b=' },
        { ...request, method: 'PUT' },
        withHeaders(request, { authorization: authorization.replace(/.$/, (last) => (last === '0' ? '1' : '0')) }),
        withHeaders(request, { authorization: authorization.replace(/Signature=.*$/, 'Signature=zz') }),
        withHeaders(request, { authorization: authorization.replace('eu-west-1', 'eu-west-2') }),
      ];
      for (const one of changed) await expectRefused(one, 'InvalidSignatureException', MISMATCH);
    });

    it('a signature of more than five minutes ago or ahead', async () => {
      const request = await sign();
      await expectRefused(
        request,
        'InvalidSignatureException',
        'Signature expired: 20260131T235800Z is now earlier than 20260131T235801Z (20260201T000301Z - 5 min.)',
        NOW + 301_000,
      );
      await expectRefused(
        request,
        'InvalidSignatureException',
        'Signature not yet current: 20260131T235800Z is still later than 20260131T235759Z (20260131T235259Z + 5 min.)',
        NOW - 301_000,
      );
    });

    it('an expired date before it looks for the access key', async () => {
      asked.length = 0;
      await rejection(check(await sign(), NOW + 3_600_000));
      expect(asked).to.deep.equal([]);
    });

    it('a scope of another service, no Region, another term or another day, all in one text', async () => {
      await expectRefused(
        await sign({ service: 's3' }),
        'InvalidSignatureException',
        "Credential should be scoped to correct service: 'kms'. ",
      );
      const request = await sign();
      const scoped = (scope: string): HttpRequest =>
        withHeaders(request, {
          authorization: (request.headers['authorization'] as string).replace(
            /20260131\/eu-west-1\/kms\/aws4_request/,
            scope,
          ),
        });
      await expectRefused(
        scoped('20260130/moon/s3/aws5_request'),
        'InvalidSignatureException',
        "Credential should be scoped to a valid region, not 'moon'. Credential should be scoped to correct service: 'kms'. " +
          "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'. " +
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260130' != '20260131', from '20260131T235800Z'. ",
      );
      const text = 'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got ';
      const id = ADMIN_CREDENTIALS.accessKeyId;
      await expectRefused(
        scoped('20260131/eu-west-1/kms'),
        'IncompleteSignatureException',
        `${text}'${id}/20260131/eu-west-1/kms'`,
      );
      await expectRefused(scoped('a/b/c/d/e'), 'IncompleteSignatureException', `${text}'${id}/a/b/c/d/e'`);
    });

    it('an Authorization that lacks something, naming all that it lacks', async () => {
      const request = await sign();
      const cases: [Record<string, string | null>, string][] = [
        [
          { authorization: 'Bearer abc', 'x-amz-date': null },
          "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. " +
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=Bearer abc",
        ],
        [
          { authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host' },
          "Authorization header requires 'Signature' parameter. Authorization=AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host",
        ],
        [
          { authorization: 'AWS4-HMAC-SHA256 Credential=a /b/c/d/e, SignedHeaders=host, Signature=s' },
          "'/b/c/d/e' not a valid key=value pair (missing equal-sign) in Authorization header: 'AWS4-HMAC-SHA256 Credential=a /b/c/d/e, SignedHeaders=host, Signature=s'.",
        ],
        [
          { 'x-amz-date': '20260131' },
          "Date must be in ISO-8601 'basic format'. Got '20260131'. See http://en.wikipedia.org/wiki/ISO_8601",
        ],
        [
          { 'x-amz-date': '20260231T000000Z' },
          "Date must be in ISO-8601 'basic format'. Got '20260231T000000Z'. See http://en.wikipedia.org/wiki/ISO_8601",
        ],
        [
          { authorization: (request.headers['authorization'] as string).replace('SHA256', 'SHA512') },
          "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512' (only AWS4-HMAC-SHA256 for now). ",
        ],
      ];
      for (const [headers, message] of cases)
        await expectRefused(withHeaders(request, headers), 'IncompleteSignatureException', message);
    });

    it('headers that must be signed and are not', async () => {
      const request = await sign();
      await expectRefused(
        await sign({ unsignable: ['host'] }),
        'InvalidSignatureException',
        "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
      );
      await expectRefused(
        await sign({ unsignable: ['x-amz-target'] }),
        'InvalidSignatureException',
        "'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.",
      );
      await expectRefused(
        withHeaders(request, { 'x-amz-more': '1' }),
        'InvalidSignatureException',
        "'X-Amz-More' must be a 'SignedHeader' in the AWS Authorization.",
      );
    });

    it('a signature in the query string, in words', async () => {
      const signer = new SignatureV4({
        credentials: ADMIN_CREDENTIALS,
        region: 'eu-west-1',
        service: 'kms',
        sha256: Sha256,
      });
      const presigned = await signer.presign(
        {
          method: 'POST',
          protocol: 'https:',
          hostname: 'kms.eu-west-1.amazonaws.com',
          path: '/',
          query: {},
          headers: { host: 'kms.eu-west-1.amazonaws.com' },
        },
        { signingDate: new Date(NOW) },
      );
      const url = `https://kms.eu-west-1.amazonaws.com/?${new URLSearchParams(presigned.query as Record<string, string>).toString()}`;
      await expectRefused(
        { method: 'POST', url, headers: presigned.headers, body: '' },
        'IncompleteSignatureException',
        'Query string authentication is not supported. Use the Authorization header.',
      );
    });
  });

  describe('with signatures ignored', () => {
    const who = (headers: Record<string, string>): Promise<Caller> =>
      claimed(
        parseRequest({ method: 'POST', url: 'https://kms.eu-west-1.amazonaws.com/', headers, body: '{}' }),
        lookup,
      );

    it('believes the access key id and the Region', async () => {
      const { headers } = await sign({ credentials: { ...ADMIN_CREDENTIALS, secretAccessKey: 'wrong' }, at: 0 });
      expect(await who({ ...headers })).to.deep.equal({
        accessKeyId: ADMIN_CREDENTIALS.accessKeyId,
        callerArn: ADMIN_ARN,
        region: 'eu-west-1',
      });
      expect(await who({ authorization: `AWS4-HMAC-SHA256 Credential=${ADMIN_CREDENTIALS.accessKeyId}` })).to.include({
        callerArn: ADMIN_ARN,
        region: 'us-east-1',
      });
    });

    it('knows no caller where the access key is unknown, absent or garbage', async () => {
      expect(
        await who({ authorization: 'AWS4-HMAC-SHA256 Credential=AKIANOBODY/20260131/eu-west-1/kms/aws4_request' }),
      ).to.deep.equal({
        region: 'eu-west-1',
      });
      for (const headers of [{}, { authorization: 'garbage' }, { authorization: 'Credential=' }] as Record<
        string,
        string
      >[]) {
        expect(await who(headers)).to.deep.equal({ region: 'us-east-1' });
      }
      expect(await who({ authorization: 'Credential=AKIANOBODY/d/no region/kms' })).to.deep.equal({
        region: 'us-east-1',
      });
    });
  });
});
