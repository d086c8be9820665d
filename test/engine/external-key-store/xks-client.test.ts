/**
 * Conformance of KMS's client, by cases from the XKS proxy API specification v1 and the developer guide. A proxy of the
 * test's own answers it: directly, and over HTTP on the loopback interface.
 */
// cspell:ignore Zlcn ghxk Xpmy hhxk Yghxk
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { encodeUtf8 } from '../../../src/base/bytes.ts';
import { importSigningSecret } from '../../../src/crypto/request-signature.ts';
import { XksClient, type XksProxyAddress } from '../../../src/engine/external-key-store/xks-client.ts';
import { xksConnectionErrorCode, xksKmsError } from '../../../src/engine/external-key-store/xks-errors.ts';
import { XksFailure, type XksProblem } from '../../../src/engine/external-key-store/xks-failure.ts';
import {
  XKS_ERRORS,
  XKS_TIMEOUT_MS,
  XksConnectionError,
  type XksErrorName,
  type XksHttpAnswer,
  type XksHttpRequest,
  type XksTransport,
} from '../../../src/model/xks-proxy-api.ts';
import { fetchXks } from '../../../src/worker/fetch-xks.ts';
import { serveHttp } from '../../external-key-manager/http-server.ts';
import { CREDENTIAL, independentProxy } from './independent-proxy.ts';

const METADATA = {
  awsPrincipalArn: 'arn:aws:iam::123456789012:user/Alice',
  kmsKeyArn: 'arn:aws:kms:us-east-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  kmsOperation: 'Encrypt',
  kmsRequestId: '4112f4d6-db54-4af4-ae30-c55a22a8dfae',
};
const AAD = encodeUtf8('project=nile,department=marketing');
const PLAINTEXT = encodeUtf8('Hello World!');
const clock = { now: () => Date.now() };
/** Over HTTP, without the limit of time: a loaded machine answers late. */
const overHttp: XksTransport = (request) => fetchXks(request, 30_000);

const address = async (origin = 'https://xks.example.com'): Promise<XksProxyAddress> => ({
  url: `${origin}/kms/xks/v1`,
  region: 'us-east-2',
  accessKeyId: CREDENTIAL.accessKeyId,
  secret: await importSigningSecret(CREDENTIAL.rawSecretAccessKey),
});

async function problemOf(work: Promise<unknown>): Promise<XksProblem> {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).to.be.instanceOf(XksFailure);
  return (failure as XksFailure).problem;
}

/** A client whose proxy gives these answers, one after the other. */
function scripted(...answers: (XksHttpAnswer | XksConnectionError)[]): {
  readonly client: XksClient;
  readonly sent: XksHttpRequest[];
} {
  const sent: XksHttpRequest[] = [];
  const transport: XksTransport = (request, timeoutMs) => {
    expect(timeoutMs).to.equal(XKS_TIMEOUT_MS);
    sent.push(request);
    const answer = answers[Math.min(sent.length, answers.length) - 1] as XksHttpAnswer | XksConnectionError;
    return answer instanceof XksConnectionError ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { client: new XksClient({ transport, clock }), sent };
}

describe('the client of external key store proxies', () => {
  for (const way of ['directly', 'over HTTP'] as const) {
    it(`gets metadata and health, encrypts and decrypts at another implementation, ${way}`, async () => {
      const seen: Record<string, unknown>[] = [];
      const proxy = independentProxy(seen);
      const server =
        way === 'over HTTP' ? await serveHttp((request) => Promise.resolve(proxy(request)), 'http') : undefined;
      try {
        const transport: XksTransport = server === undefined ? (request) => Promise.resolve(proxy(request)) : overHttp;
        const client = new XksClient({ transport, clock });
        const at = await address(server?.origin);
        expect(await client.getKeyMetadata(at, 'ext-1', METADATA)).to.deep.equal({
          keySpec: 'AES_256',
          keyUsage: ['ENCRYPT', 'DECRYPT', 'WRAP'],
          keyStatus: 'ENABLED',
        });
        const health = await client.getHealthStatus(at, { kmsOperation: 'ConnectCustomKeyStore', kmsRequestId: 'r' });
        expect(health.ekmFleetDetails[0]?.healthStatus).to.equal('DEGRADED');
        const made = await client.encrypt(at, 'ext-1', METADATA, PLAINTEXT, AAD);
        expect([made.iv.length, made.metadata.length]).to.deep.equal([16, 0]);
        expect(await client.decrypt(at, 'ext-1', METADATA, made, AAD)).to.deep.equal(PLAINTEXT);
        const largest = crypto.getRandomValues(new Uint8Array(4300));
        const big = await client.encrypt(at, 'ext-1', METADATA, largest, new Uint8Array(8192));
        expect(await client.decrypt(at, 'ext-1', METADATA, big, new Uint8Array(8192))).to.deep.equal(largest);

        const wrong = client.decrypt(at, 'ext-1', METADATA, made, encodeUtf8('other'));
        expect(await problemOf(wrong)).to.equal('InvalidCiphertextException');
        expect(await problemOf(client.getKeyMetadata(at, 'ext-2', METADATA))).to.equal('KeyNotFoundException');
        const elsewhere = { ...at, url: at.url.replace('/kms', '/other/kms') };
        expect(await problemOf(client.getKeyMetadata(elsewhere, 'ext-1', METADATA))).to.equal(
          'InvalidUriPathException',
        );
        const unknown = { ...at, secret: await importSigningSecret('another') };
        expect(await problemOf(client.getHealthStatus(unknown, { kmsOperation: 'o', kmsRequestId: 'r' }))).to.equal(
          'AuthenticationFailedException',
        );
        expect(seen[2]).to.deep.include({
          requestMetadata: METADATA,
          encryptionAlgorithm: 'AES_GCM',
          ciphertextDataIntegrityValueAlgorithm: 'SHA_256',
        });
      } finally {
        await server?.close();
      }
    });
  }

  it('knows every error of the specification by its name', async () => {
    for (const [errorName, { status }] of Object.entries(XKS_ERRORS)) {
      const { client, sent } = scripted({
        status,
        body: JSON.stringify({ errorName, errorMessage: 'Not for callers' }),
      });
      const at = await address();
      const ciphertext = { ciphertext: PLAINTEXT, metadata: PLAINTEXT, iv: PLAINTEXT, tag: new Uint8Array(16) };
      expect(await problemOf(client.decrypt(at, 'ext-1', METADATA, ciphertext, AAD))).to.equal(errorName);
      expect(sent).to.have.length(1);
      const { text } = xksKmsError(errorName as XksErrorName, 'cryptographic');
      expect(text).not.to.include('Not for callers');
    }
  });

  it('knows every error of the specification over HTTP', async () => {
    let current: XksErrorName = 'ValidationException';
    const server = await serveHttp(
      () => Promise.resolve({ status: XKS_ERRORS[current].status, body: JSON.stringify({ errorName: current }) }),
      'http',
    );
    const client = new XksClient({ transport: overHttp, clock });
    const at = await address(server.origin);
    const made = { ciphertext: PLAINTEXT, metadata: new Uint8Array(), iv: PLAINTEXT, tag: new Uint8Array(16) };
    const calls = {
      metadata: () => client.getKeyMetadata(at, 'ext-1', METADATA),
      encrypt: () => client.encrypt(at, 'ext-1', METADATA, PLAINTEXT, AAD),
      decrypt: () => client.decrypt(at, 'ext-1', METADATA, made, AAD),
      health: () => client.getHealthStatus(at, { kmsOperation: 'KmsHealthCheck', kmsRequestId: 'r' }),
    };
    for (const [errorName, { operations }] of Object.entries(XKS_ERRORS)) {
      current = errorName as XksErrorName;
      for (const operation of operations) expect(await problemOf(calls[operation]())).to.equal(errorName);
    }
    await server.close();
  });

  it('cannot interpret answers that are not as specified', async () => {
    const metadata = { keySpec: 'AES_256', keyUsage: ['ENCRYPT', 'DECRYPT'], keyStatus: 'ENABLED' };
    const answers: XksHttpAnswer[] = [
      { status: 502, body: '<html>Bad Gateway</html>' },
      { status: 200, body: '' },
      { status: 200, body: '[]' },
      { status: 500, body: '{}' },
      { status: 400, body: '{"errorName":"SomethingElse"}' },
      { status: 400, body: '{"errorName":"constructor"}' },
      { status: 400, body: '{"errorName":"InvalidCiphertextException"}' },
      { status: 302, body: JSON.stringify(metadata) },
      { status: 200, body: JSON.stringify({ ...metadata, keyStatus: 'PAUSED' }) },
      { status: 200, body: JSON.stringify({ ...metadata, keyUsage: 'ENCRYPT' }) },
      { status: 200, body: JSON.stringify({ ...metadata, keyUsage: new Array(11).fill('SIGN') }) },
      { status: 200, body: JSON.stringify({ ...metadata, keySpec: undefined }) },
      { status: 200, body: JSON.stringify({ ...metadata, more: 'x'.repeat(100_000) }) },
    ];
    const at = await address();
    for (const answer of answers) {
      const { client } = scripted(answer);
      expect(await problemOf(client.getKeyMetadata(at, 'ext-1', METADATA)), answer.body.slice(0, 80)).to.equal(
        'malformed',
      );
    }
    const health = {
      xksProxyFleetSize: 1,
      xksProxyVendor: 'v',
      xksProxyModel: 'm',
      ekmVendor: 'e',
      ekmFleetDetails: [{ id: 'i', model: 'm', healthStatus: 'ACTIVE' }],
    };
    for (const change of [
      { xksProxyFleetSize: 0 },
      { xksProxyVendor: undefined },
      { ekmFleetDetails: [] },
      { ekmFleetDetails: new Array(11).fill(health.ekmFleetDetails[0]) },
      { ekmFleetDetails: [{ id: 'i', model: 'm', healthStatus: 'FINE' }] },
    ]) {
      const { client } = scripted({ status: 200, body: JSON.stringify({ ...health, ...change }) });
      const asked = client.getHealthStatus(at, { kmsOperation: 'KmsHealthCheck', kmsRequestId: 'r' });
      expect(await problemOf(asked), JSON.stringify(change)).to.equal('malformed');
    }
  });

  it('rejects a ciphertext whose sizes or integrity value are wrong', async () => {
    const good = {
      ciphertext: 'ghxkK1txeDNn3q8Y',
      ciphertextMetadata: 'a2V5X3ZlcnNpb249MQ==',
      initializationVector: 'HMrlRw85cAJUd5Ax',
      authenticationTag: 'vBxN2ncH1oEkR8WVXpmyYQ==',
      ciphertextDataIntegrityValue: 'qHA/ImC9h5HsLRXqCyPmWgYx7tzyoTplzILbP0fPXsc=',
    };
    const at = await address();
    const encrypt = (answer: object) =>
      scripted({ status: 200, body: JSON.stringify(answer) }).client.encrypt(at, 'ext-1', METADATA, PLAINTEXT, AAD);
    expect((await encrypt(good)).tag.length).to.equal(16);
    for (const change of [
      { ciphertextDataIntegrityValue: undefined },
      { ciphertextDataIntegrityValue: 'qHA/ImC9h5HsLRXqCyPmWgYx7tzyoTplzILbP0fPXsd=' },
      { ciphertextDataIntegrityValue: 'rHA/ImC9h5HsLRXqCyPmWgYx7tzyoTplzILbP0fPXsc=' },
      { ciphertext: 'hhxkK1txeDNn3q8Y' },
      { ciphertext: 'ghxkK1txeDNn3q8YghxkK1txeDNn3q8Y' },
      { ciphertextMetadata: undefined },
      { ciphertextMetadata: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
      { initializationVector: 'HMrlRw85cAJUd5AxAAAA' },
      { authenticationTag: 'vBxN2ncH1oEkR8WV' },
      { authenticationTag: 7 },
    ])
      expect(await problemOf(encrypt({ ...good, ...change })), JSON.stringify(change)).to.equal('malformed');
  });

  it('sends a request again once if there was no answer, and signs it anew', async () => {
    const lost = new XksConnectionError('timeout');
    const answer = { status: 200, body: '{"keySpec":"AES_256","keyUsage":[],"keyStatus":"DISABLED"}' };
    const at = await address();
    const second = scripted(lost, answer);
    expect((await second.client.getKeyMetadata(at, 'ext-1', METADATA)).keyStatus).to.equal('DISABLED');
    expect(second.sent).to.have.length(2);
    for (const problem of ['timeout', 'unreachable'] as const) {
      const { client, sent } = scripted(new XksConnectionError(problem));
      expect(await problemOf(client.getKeyMetadata(at, 'ext-1', METADATA))).to.equal(problem);
      expect(sent).to.have.length(2);
    }
    for (const problem of ['tls', 'no-relay'] as const) {
      const { client, sent } = scripted(new XksConnectionError(problem));
      expect(await problemOf(client.getKeyMetadata(at, 'ext-1', METADATA))).to.equal(problem);
      expect(sent).to.have.length(1);
    }
  });

  it('gives up in bounded time if the proxy never answers, closes the connection or is not there', async () => {
    const at = async (origin: string) =>
      new XksClient({ transport: fetchXks, clock }).getKeyMetadata(await address(origin), 'ext-1', METADATA);
    const silent = await serveHttp(() => new Promise(() => undefined), 'http');
    const start = performance.now();
    expect(await problemOf(at(silent.origin))).to.equal('timeout');
    expect(performance.now() - start).to.be.at.least(2 * XKS_TIMEOUT_MS - 20);
    await silent.close();
    expect(await problemOf(at(silent.origin))).to.equal('unreachable');

    let requests = 0;
    const dying = await serveHttp(() => {
      requests++;
      return Promise.resolve(undefined);
    }, 'http');
    expect(await problemOf(at(dying.origin))).to.equal('unreachable');
    expect(requests).to.equal(2);
    await dying.close();

    // No TLS at the other end.
    const plain = createServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'));
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const { port } = plain.address() as AddressInfo;
    expect(await problemOf(at(`https://127.0.0.1:${port}`))).to.equal('tls');
    plain.close();
  });

  it('has one message for a failure, and the exception of each operation', () => {
    const rows: [XksProblem, string, string, string][] = [
      [
        'malformed',
        'XksProxyInvalidResponseException',
        'CustomKeyStoreInvalidStateException',
        'XKS_PROXY_INVALID_RESPONSE',
      ],
      [
        'ValidationException',
        'XksProxyInvalidResponseException',
        'CustomKeyStoreInvalidStateException',
        'XKS_PROXY_INVALID_RESPONSE',
      ],
      [
        'AuthenticationFailedException',
        'XksProxyIncorrectAuthenticationCredentialException',
        'CustomKeyStoreInvalidStateException',
        'INVALID_CREDENTIALS',
      ],
      [
        'InvalidUriPathException',
        'XksProxyInvalidConfigurationException',
        'CustomKeyStoreInvalidStateException',
        'XKS_PROXY_INVALID_CONFIGURATION',
      ],
      [
        'DependencyTimeoutException',
        'XksProxyUriUnreachableException',
        'CustomKeyStoreInvalidStateException',
        'XKS_PROXY_TIMED_OUT',
      ],
      [
        'ThrottlingException',
        'XksProxyUriUnreachableException',
        'CustomKeyStoreInvalidStateException',
        'XKS_PROXY_NOT_REACHABLE',
      ],
      [
        'InternalException',
        'XksProxyInvalidResponseException',
        'CustomKeyStoreInvalidStateException',
        'XKS_PROXY_INVALID_RESPONSE',
      ],
      [
        'unreachable',
        'XksProxyUriUnreachableException',
        'CustomKeyStoreInvalidStateException',
        'XKS_PROXY_NOT_REACHABLE',
      ],
      [
        'tls',
        'XksProxyUriUnreachableException',
        'CustomKeyStoreInvalidStateException',
        'XKS_PROXY_INVALID_TLS_CONFIGURATION',
      ],
      ['timeout', 'XksProxyUriUnreachableException', 'CustomKeyStoreInvalidStateException', 'XKS_PROXY_TIMED_OUT'],
    ];
    for (const [problem, store, createKey, code] of rows) {
      const errors = (['key-store', 'create-key', 'cryptographic'] as const).map((caller) =>
        xksKmsError(problem, caller),
      );
      expect(errors.map(({ name }) => name)).to.deep.equal([store, createKey, 'KMSInvalidStateException']);
      expect(new Set(errors.map(({ text }) => text)).size).to.equal(1);
      expect(xksConnectionErrorCode(problem)).to.equal(code);
    }
    const ofKey: [XksProblem, string][] = [
      ['InvalidStateException', 'XksKeyInvalidConfigurationException'],
      ['InvalidKeyUsageException', 'XksKeyInvalidConfigurationException'],
      ['KeyNotFoundException', 'XksKeyNotFoundException'],
      ['AccessDeniedException', 'CustomKeyStoreInvalidStateException'],
      ['UnsupportedOperationException', 'CustomKeyStoreInvalidStateException'],
    ];
    for (const [problem, name] of ofKey) expect(xksKmsError(problem, 'create-key').name).to.equal(name);
    expect(xksConnectionErrorCode('AccessDeniedException')).to.equal('XKS_PROXY_ACCESS_DENIED');
  });
});
