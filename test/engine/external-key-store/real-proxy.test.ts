/**
 * The library in Node with a real proxy: an independent implementation over HTTP on the loopback interface. KMS knows
 * it by an https endpoint without a port, so `fetch` is led to the port of the server, as a terminator of TLS would.
 */
import { expect } from 'chai';
import { createStrongroom } from '../../../src/memory.ts';
import type { Strongroom } from '../../../src/client/strongroom.ts';
import { serveHttp, type HttpServer } from '../../external-key-manager/http-server.ts';
import { CREDENTIAL, independentProxy } from './independent-proxy.ts';

const ENDPOINT = 'https://xks.corp.example.net';

describe('the library in Node, with a real proxy', () => {
  const { fetch } = globalThis;
  let server: HttpServer;
  let behaviour: 'answers' | 'dies' | 'silent' = 'answers';
  const seen: Record<string, unknown>[] = [];

  before(async () => {
    const answer = independentProxy(seen);
    server = await serveHttp(async (request) => {
      if (behaviour === 'silent') return new Promise(() => undefined);
      const { pathname } = new URL(request.url);
      const given = answer({
        ...request,
        url: ENDPOINT + pathname,
        headers: { ...request.headers, host: new URL(ENDPOINT).host },
      });
      // It has done the work, and its answer is lost.
      return behaviour === 'dies' ? undefined : given;
    });
    // Only a proxy that is silent on purpose meets the limit of time: a loaded machine answers late.
    globalThis.fetch = (input, init) =>
      fetch(String(input as string).replace(ENDPOINT, server.origin), {
        ...init,
        ...(behaviour === 'silent' ? {} : { signal: null }),
      });
  });

  after(async () => {
    globalThis.fetch = fetch;
    await server.close();
  });

  async function connected(): Promise<{ readonly strongroom: Strongroom; readonly KeyId: string }> {
    const strongroom = createStrongroom();
    const kms = strongroom.kms();
    const { CustomKeyStoreId } = await kms.createCustomKeyStore({
      CustomKeyStoreName: 'real',
      CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
      XksProxyConnectivity: 'PUBLIC_ENDPOINT',
      XksProxyUriEndpoint: ENDPOINT,
      XksProxyUriPath: '/kms/xks/v1',
      XksProxyAuthenticationCredential: {
        AccessKeyId: CREDENTIAL.accessKeyId,
        RawSecretAccessKey: CREDENTIAL.rawSecretAccessKey,
      },
    });
    await kms.connectCustomKeyStore({ CustomKeyStoreId });
    await strongroom.sandbox.clock.advance(60);
    const { KeyMetadata } = await kms.createKey({
      Origin: 'EXTERNAL_KEY_STORE',
      CustomKeyStoreId,
      XksKeyId: 'ext-1',
    });
    return { strongroom, KeyId: KeyMetadata?.KeyId ?? '' };
  }

  it('creates a key store and a key, encrypts and decrypts', async () => {
    const { strongroom, KeyId } = await connected();
    const Plaintext = Uint8Array.of(1, 2, 3);
    const { CiphertextBlob } = await strongroom.kms().encrypt({ KeyId, Plaintext });
    expect((await strongroom.kms().decrypt({ CiphertextBlob })).Plaintext).to.deep.equal(Plaintext);
    const operations = seen.map(({ requestMetadata }) => (requestMetadata as { kmsOperation: string }).kmsOperation);
    expect(operations).to.deep.equal([
      'CreateCustomKeyStore',
      'ConnectCustomKeyStore',
      'CreateKey',
      'Encrypt',
      'Decrypt',
    ]);
  });

  it('loses nothing and answers in bounded time if the proxy ends in mid-call or is silent', async () => {
    const { strongroom, KeyId } = await connected();
    const kms = strongroom.kms();
    const Plaintext = Uint8Array.of(4, 5, 6);
    const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext });
    for (const [how, message] of [
      ['dies', /cannot communicate with the external key store proxy/],
      ['silent', /did not respond in time/],
    ] as const) {
      behaviour = how;
      const reply = await kms.call('Decrypt', { CiphertextBlob });
      expect(reply.ok ? '' : `${reply.error.name}: ${reply.error.message}`)
        .to.match(/^KMSInvalidStateException/)
        .and.match(message);
      behaviour = 'answers';
      expect((await kms.decrypt({ CiphertextBlob })).Plaintext).to.deep.equal(Plaintext);
    }
  });
});
