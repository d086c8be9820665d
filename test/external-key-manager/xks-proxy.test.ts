/**
 * Conformance of the simulated proxy, by cases from the XKS proxy API specification v1. A client of the test's own
 * sends them: directly, and over HTTP on the loopback interface.
 */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { expect } from 'chai';
import { fromBase64, toBase64 } from '../../src/base/base64.ts';
import { ExternalKeyManager } from '../../src/external-key-manager/external-key-manager.ts';
import { handleProxyRequest, type ProxyContext } from '../../src/external-key-manager/xks-proxy.ts';
import type { NewProxy } from '../../src/model/external-key-manager.ts';
import {
  XKS_ERRORS,
  type XksErrorName,
  type XksHttpAnswer,
  type XksHttpRequest,
} from '../../src/model/xks-proxy-api.ts';
import { createExternalMemoryDatabase } from '../../src/storage/external-memory.ts';
import { createSystemRandom } from '../../src/worker/pooled-random.ts';
import { sendHttp, serveHttp, type HttpServer } from './http-server.ts';
import { signedRequest, type Signing } from './independent-client.ts';

const NOW = Date.UTC(2026, 4, 1, 12);
const KEY = 'key-1';
const HELLO = 'SGVsbG8gV29ybGQh';
const AAD = 'cHJvamVjdD1uaWxlLGRlcGFydG1lbnQ9bWFya2V0aW5n';
const REQUEST_METADATA = {
  awsPrincipalArn: 'arn:aws:iam::123456789012:user/Alice',
  kmsKeyArn: 'arn:aws:kms:us-east-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  kmsOperation: 'Encrypt',
  kmsRequestId: '4112f4d6-db54-4af4-ae30-c55a22a8dfae',
};
const ENCRYPT = {
  requestMetadata: REQUEST_METADATA,
  plaintext: HELLO,
  additionalAuthenticatedData: AAD,
  encryptionAlgorithm: 'AES_GCM',
  ciphertextDataIntegrityValueAlgorithm: 'SHA_256',
};

type Sender = (request: XksHttpRequest) => Promise<XksHttpAnswer>;

interface Scene {
  readonly context: ProxyContext;
  readonly manager: ExternalKeyManager;
  readonly proxy: NewProxy;
  readonly send: Sender;
  call(path: string, body: unknown, signing?: Partial<Signing>, method?: string): Promise<XksHttpAnswer>;
}

const parse = ({ body }: XksHttpAnswer): Record<string, unknown> => JSON.parse(body) as Record<string, unknown>;

async function expectError(answer: Promise<XksHttpAnswer>, name: XksErrorName): Promise<void> {
  const given = await answer;
  const { errorName, errorMessage, ...more } = parse(given);
  expect([errorName, given.status]).to.deep.equal([name, XKS_ERRORS[name].status]);
  expect(more).to.deep.equal({});
  expect(errorMessage).to.match(/^[\x20-\x7e]{1,511}$/);
}

for (const way of ['directly', 'over HTTP'] as const) {
  describe(`the simulated proxy, called ${way}`, () => {
    let server: HttpServer | undefined;
    let handle: Sender;

    before(async () => {
      if (way === 'over HTTP') server = await serveHttp((request) => handle(request));
    });
    after(() => server?.close());

    async function scene(): Promise<Scene> {
      const context: ProxyContext = {
        database: createExternalMemoryDatabase(),
        random: createSystemRandom(),
        clock: { now: () => NOW },
      };
      const manager = new ExternalKeyManager(context);
      const proxy = await manager.createProxy({ path: '/tenant-1/kms/xks/v1' });
      await manager.createExternalKey(proxy.id, { keyId: KEY });
      handle = (request) => handleProxyRequest(request, context);
      const send: Sender = (request) => (server === undefined ? handle(request) : sendHttp(server.origin, request));
      return {
        context,
        manager,
        proxy,
        send,
        call: (path, body, signing, method) =>
          send(
            signedRequest(
              `${proxy.id}${path}`,
              typeof body === 'string' ? body : JSON.stringify(body),
              { ...proxy.credential, now: NOW, ...signing },
              method,
            ),
          ),
      };
    }

    it('answers metadata, encrypt, decrypt and health as specified', async () => {
      const { call } = await scene();
      const { kmsKeyArn: _key, ...forCreateKey } = REQUEST_METADATA;
      expect(parse(await call(`/keys/${KEY}/metadata`, { requestMetadata: forCreateKey }))).to.deep.equal({
        keySpec: 'AES_256',
        keyUsage: ['ENCRYPT', 'DECRYPT'],
        keyStatus: 'ENABLED',
      });

      const made = parse(await call(`/keys/${KEY}/encrypt`, ENCRYPT)) as Record<string, string>;
      expect(fromBase64(made['ciphertext'] ?? '').length).to.equal(12);
      expect(fromBase64(made['authenticationTag'] ?? '').length).to.equal(16);
      expect(fromBase64(made['initializationVector'] ?? '').length).to.equal(12);
      expect(fromBase64(made['ciphertextMetadata'] ?? '').length).to.be.at.most(20);
      const integrity = createHash('sha256');
      for (const name of ['ciphertextMetadata', 'initializationVector', 'ciphertext', 'authenticationTag']) {
        if (name === 'ciphertextMetadata') integrity.update(fromBase64(AAD));
        integrity.update(fromBase64(made[name] ?? ''));
      }
      expect(made['ciphertextDataIntegrityValue']).to.equal(integrity.digest('base64'));

      const { ciphertextDataIntegrityValue: _value, ...ciphertext } = made;
      const decrypt = { ...ENCRYPT, plaintext: undefined, ...ciphertext };
      expect(parse(await call(`/keys/${KEY}/decrypt`, decrypt))).to.deep.equal({ plaintext: HELLO });

      const health = parse(
        await call('/health', { requestMetadata: { kmsOperation: 'KmsHealthCheck', kmsRequestId: 'any text' } }),
      );
      expect(Object.keys(health)).to.have.members([
        'xksProxyFleetSize',
        'xksProxyVendor',
        'xksProxyModel',
        'ekmVendor',
        'ekmFleetDetails',
      ]);
      expect(health['ekmFleetDetails']).to.have.length.within(1, 10);
    });

    it('returns no integrity value that was not asked for, and takes requests without additional data', async () => {
      const { call } = await scene();
      const {
        ciphertextDataIntegrityValueAlgorithm: _algorithm,
        additionalAuthenticatedData: _aad,
        ...plain
      } = ENCRYPT;
      const made = parse(await call(`/keys/${KEY}/encrypt`, plain));
      expect(made).not.to.have.property('ciphertextDataIntegrityValue');
      const { plaintext: _plaintext, ...rest } = plain;
      expect(parse(await call(`/keys/${KEY}/decrypt`, { ...rest, ...made }))).to.deep.equal({ plaintext: HELLO });
    });

    it('takes texts of 4,300 bytes, additional data of 8,192 bytes and ARNs of 2,048 characters', async () => {
      const { call } = await scene();
      const arn = `arn:aws:iam::123456789012:role/${'r'.repeat(2017)}`;
      const largest = {
        ...ENCRYPT,
        requestMetadata: { ...REQUEST_METADATA, awsPrincipalArn: arn, kmsKeyArn: arn, kmsViaService: 'ebs' },
        plaintext: toBase64(new Uint8Array(4300).fill(7)),
        additionalAuthenticatedData: toBase64(new Uint8Array(8192).fill(8)),
      };
      const answer = await call(`/keys/${KEY}/encrypt`, largest);
      expect(answer.status).to.equal(200);
      const again = await call(`/keys/${KEY}/decrypt`, { ...largest, ...parse(answer) });
      expect(parse(again)['plaintext']).to.equal(largest.plaintext);
    });

    it('ignores operations and members of requestMetadata that it does not know', async () => {
      const { call } = await scene();
      const requestMetadata = { ...REQUEST_METADATA, kmsOperation: 'BulkEncrypt', later: { than: 'version 1' } };
      expect((await call(`/keys/${KEY}/encrypt`, { ...ENCRYPT, requestMetadata, other: 1 })).status).to.equal(200);
    });

    it('rejects every altered part with InvalidCiphertextException', async () => {
      const { call } = await scene();
      const made = parse(await call(`/keys/${KEY}/encrypt`, ENCRYPT)) as Record<string, string>;
      const parts = { ...ENCRYPT, ...made };
      const flipped = (base64: string): string => {
        const bytes = fromBase64(base64);
        bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
        return toBase64(bytes);
      };
      for (const name of [
        'ciphertext',
        'authenticationTag',
        'initializationVector',
        'ciphertextMetadata',
        'additionalAuthenticatedData',
      ] as const) {
        const altered = { ...parts, [name]: flipped((parts as unknown as Record<string, string>)[name] ?? '') };
        await expectError(call(`/keys/${KEY}/decrypt`, altered), 'InvalidCiphertextException');
      }
      // Metadata passed off as additional data.
      const moved = {
        ...parts,
        additionalAuthenticatedData: made['ciphertextMetadata'],
        ciphertextMetadata: undefined,
      };
      await expectError(call(`/keys/${KEY}/decrypt`, moved), 'InvalidCiphertextException');
    });

    it('rejects members that are missing or malformed with ValidationException', async () => {
      const { call } = await scene();
      const decrypt = {
        ...ENCRYPT,
        ciphertext: HELLO,
        authenticationTag: toBase64(new Uint8Array(16)),
        initializationVector: toBase64(new Uint8Array(12)),
      };
      const without = (name: string) => ({
        ...ENCRYPT,
        requestMetadata: { ...REQUEST_METADATA, [name]: undefined },
      });
      const cases: [string, unknown][] = [
        ['encrypt', 'not JSON'],
        ['encrypt', '[]'],
        ['encrypt', { ...ENCRYPT, requestMetadata: undefined }],
        ...['awsPrincipalArn', 'kmsKeyArn', 'kmsOperation', 'kmsRequestId'].map((name): [string, unknown] => [
          'encrypt',
          without(name),
        ]),
        ['encrypt', { ...ENCRYPT, plaintext: undefined }],
        ['encrypt', { ...ENCRYPT, plaintext: 'not base64' }],
        ['encrypt', { ...ENCRYPT, plaintext: 5 }],
        ['encrypt', { ...ENCRYPT, encryptionAlgorithm: 'AES_CBC' }],
        ['encrypt', { ...ENCRYPT, encryptionAlgorithm: undefined }],
        ['encrypt', { ...ENCRYPT, ciphertextDataIntegrityValueAlgorithm: 'SHA_512' }],
        ['decrypt', { ...decrypt, ciphertext: undefined }],
        ['decrypt', { ...decrypt, authenticationTag: toBase64(new Uint8Array(12)) }],
        ['decrypt', { ...decrypt, initializationVector: toBase64(new Uint8Array(13)) }],
        ['decrypt', { ...decrypt, ciphertextMetadata: toBase64(new Uint8Array(21)) }],
        ['metadata', { requestMetadata: { ...REQUEST_METADATA, kmsOperation: 7 } }],
      ];
      for (const [operation, body] of cases) {
        await expectError(call(`/keys/${KEY}/${operation}`, body), 'ValidationException');
      }
    });

    it('rejects sizes above those of the specification with UnsupportedOperationException', async () => {
      const { call } = await scene();
      for (const body of [
        { ...ENCRYPT, plaintext: toBase64(new Uint8Array(4301)) },
        { ...ENCRYPT, additionalAuthenticatedData: toBase64(new Uint8Array(8193)) },
      ])
        await expectError(call(`/keys/${KEY}/encrypt`, body), 'UnsupportedOperationException');
    });

    it('answers 405 to another method, and InvalidUriPathException to another path', async () => {
      const { call, send, proxy } = await scene();
      expect((await call('/health', '', {}, 'GET')).status).to.equal(405);
      expect((await call(`/keys/${KEY}/encrypt`, '', {}, 'GET')).status).to.equal(405);
      for (const path of ['/keys', `/keys/${KEY}`, `/keys/${KEY}/sign`, '/health/', `/keys/a%20b/encrypt`, ''])
        await expectError(call(path, ENCRYPT), 'InvalidUriPathException');
      const elsewhere = signedRequest(`${proxy.endpoint}/tenant-2/kms/xks/v1/health`, '{}', {
        ...proxy.credential,
        now: NOW,
      });
      await expectError(send(elsewhere), 'InvalidUriPathException');
    });

    it('rejects a wrong signature, scope, date or credential with AuthenticationFailedException', async () => {
      const { call, send, proxy, manager } = await scene();
      const minutes = (count: number) => ({ now: NOW + count * 60_000 });
      const refused: Partial<Signing>[] = [
        { accessKeyId: 'AAAAAAAAAAAAAAAAAAAA' },
        { rawSecretAccessKey: 'A'.repeat(44) },
        { service: 'kms' },
        minutes(-5.02),
        minutes(5.02),
        { signed: ['x-amz-date'] },
        { signed: ['host'] },
        { signed: ['x-amz-date', 'host'] },
      ];
      for (const signing of refused)
        await expectError(call(`/keys/${KEY}/encrypt`, ENCRYPT, signing), 'AuthenticationFailedException');
      for (const signing of [minutes(-4.98), minutes(4.98), { region: 'eu-west-1' }])
        expect((await call(`/keys/${KEY}/encrypt`, ENCRYPT, signing)).status).to.equal(200);

      const signed = signedRequest(`${proxy.id}/keys/${KEY}/encrypt`, JSON.stringify(ENCRYPT), {
        ...proxy.credential,
        now: NOW,
      });
      await expectError(send({ ...signed, body: signed.body.replace(HELLO, AAD) }), 'AuthenticationFailedException');
      const { authorization: _authorization, ...headers } = signed.headers;
      await expectError(send({ ...signed, headers }), 'AuthenticationFailedException');
      await expectError(
        send({ ...signed, headers: { ...headers, authorization: 'Bearer token' } }),
        'AuthenticationFailedException',
      );
      const other = `${proxy.id}/keys/${KEY}/decrypt`;
      await expectError(send({ ...signed, url: other }), 'AuthenticationFailedException');

      // Two credentials are valid while one replaces the other.
      const second = await manager.createProxyCredential(proxy.id);
      for (const credential of [proxy.credential, second])
        expect((await call(`/keys/${KEY}/encrypt`, ENCRYPT, credential)).status).to.equal(200);
      await manager.removeProxyCredential(proxy.id, proxy.credential.accessKeyId);
      await expectError(call(`/keys/${KEY}/encrypt`, ENCRYPT), 'AuthenticationFailedException');
      expect((await call(`/keys/${KEY}/encrypt`, ENCRYPT, second)).status).to.equal(200);
    });

    it('signs further headers too', async () => {
      const { call } = await scene();
      const signing = { signed: ['host', 'x-amz-date', 'x-note'], extra: { 'x-note': 'one' } };
      expect((await call(`/keys/${KEY}/encrypt`, ENCRYPT, signing)).status).to.equal(200);
    });

    it('answers for missing, disabled and restricted keys, and without an available key manager', async () => {
      const { call, manager, proxy } = await scene();
      await expectError(call('/keys/none/metadata', ENCRYPT), 'KeyNotFoundException');
      await manager.updateExternalKey(proxy.id, KEY, { status: 'DISABLED' });
      await expectError(call(`/keys/${KEY}/encrypt`, ENCRYPT), 'InvalidStateException');
      expect(parse(await call(`/keys/${KEY}/metadata`, ENCRYPT))['keyStatus']).to.equal('DISABLED');
      await manager.updateExternalKey(proxy.id, KEY, { status: 'ENABLED', usage: ['DECRYPT'] });
      await expectError(call(`/keys/${KEY}/encrypt`, ENCRYPT), 'InvalidKeyUsageException');
      await manager.updateExternalKey(proxy.id, KEY, { usage: ['ENCRYPT', 'DECRYPT'] });
      await manager.updateProxy(proxy.id, { fleet: [{ id: 'a', model: 'm', healthStatus: 'UNAVAILABLE' }] });
      await expectError(call(`/keys/${KEY}/encrypt`, ENCRYPT), 'InternalException');
      await manager.updateProxy(proxy.id, { fleet: [{ id: 'a', model: 'm', healthStatus: 'DEGRADED' }] });
      expect((await call(`/keys/${KEY}/encrypt`, ENCRYPT)).status).to.equal(200);
    });

    it('authorizes requests on keys by its policy, and logs the statement that denies', async () => {
      const { call, manager, proxy } = await scene();
      await manager.updateProxy(proxy.id, {
        policy: [
          { sid: 'AllowAlice', effect: 'Allow', awsPrincipalArns: ['arn:aws:iam::*:user/Alice'] },
          { sid: 'NoReEncrypt', effect: 'Deny', kmsOperations: ['ReEncrypt'] },
        ],
      });
      expect((await call(`/keys/${KEY}/encrypt`, ENCRYPT)).status).to.equal(200);
      const by = (change: object) => ({ ...ENCRYPT, requestMetadata: { ...REQUEST_METADATA, ...change } });
      await expectError(call(`/keys/${KEY}/encrypt`, by({ kmsOperation: 'ReEncrypt' })), 'AccessDeniedException');
      await expectError(
        call(`/keys/${KEY}/metadata`, by({ awsPrincipalArn: 'arn:aws:iam::123456789012:user/Bob' })),
        'AccessDeniedException',
      );
      expect((await call('/health', ENCRYPT)).status).to.equal(200);
      const log = await manager.proxyRequests(proxy.id);
      expect(log.map(({ deniedBy }) => deniedBy)).to.deep.equal([undefined, 'none', 'NoReEncrypt', undefined]);
    });

    it('logs who asked for what, and neither plaintext nor ciphertext', async () => {
      const { call, manager, proxy } = await scene();
      const { ciphertext } = parse(await call(`/keys/${KEY}/encrypt`, ENCRYPT)) as { ciphertext: string };
      const [entry] = await manager.proxyRequests(proxy.id);
      expect(entry).to.deep.equal({
        proxyId: proxy.id,
        at: NOW,
        operation: 'encrypt',
        externalKeyId: KEY,
        accessKeyId: proxy.credential.accessKeyId,
        ...REQUEST_METADATA,
        status: 200,
      });
      const text = JSON.stringify(entry);
      for (const secret of [HELLO, ciphertext, AAD]) expect(text).not.to.include(secret);
    });

    it('decrypts with the version of the external key that encrypted', async () => {
      const { call, manager, proxy } = await scene();
      const before = parse(await call(`/keys/${KEY}/encrypt`, ENCRYPT));
      expect((await manager.rotateExternalKey(proxy.id, KEY)).version).to.equal(2);
      const after = parse(await call(`/keys/${KEY}/encrypt`, ENCRYPT));
      expect(after['ciphertextMetadata']).not.to.equal(before['ciphertextMetadata']);
      for (const made of [before, after])
        expect(parse(await call(`/keys/${KEY}/decrypt`, { ...ENCRYPT, ...made }))['plaintext']).to.equal(HELLO);
    });

    it('gives AES-GCM the additional data of the specification, and decrypts with an IV of 16 bytes', async () => {
      const { call, context, proxy } = await scene();
      // A key whose bytes the test knows, in the place of the generated one.
      const bytes = new Uint8Array(32).fill(9);
      const known = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
      await context.database.update(
        'externalKeys',
        `${proxy.id} ${KEY}`,
        (key) => key && { ...key, versions: [known] },
      );
      const made = parse(await call(`/keys/${KEY}/encrypt`, ENCRYPT)) as Record<string, string>;
      const aad = fromBase64(AAD);
      const metadata = fromBase64(made['ciphertextMetadata'] ?? '');
      const decipher = createDecipheriv('aes-256-gcm', bytes, fromBase64(made['initializationVector'] ?? ''));
      decipher.setAAD(Uint8Array.from([0, aad.length, ...aad, metadata.length, ...metadata]));
      decipher.setAuthTag(fromBase64(made['authenticationTag'] ?? ''));
      const text = decipher.update(fromBase64(made['ciphertext'] ?? ''), undefined, 'utf8') + decipher.final('utf8');
      expect(text).to.equal('Hello World!');

      const iv = new Uint8Array(16).fill(3);
      const cipher = createCipheriv('aes-256-gcm', bytes, iv);
      cipher.setAAD(Uint8Array.from([0, aad.length, ...aad, metadata.length, ...metadata]));
      const ciphertext = cipher.update('Hello World!', 'utf8', 'base64') + cipher.final('base64');
      const decrypted = await call(`/keys/${KEY}/decrypt`, {
        ...ENCRYPT,
        ciphertext,
        ciphertextMetadata: made['ciphertextMetadata'],
        initializationVector: toBase64(iv),
        authenticationTag: cipher.getAuthTag().toString('base64'),
      });
      expect(parse(decrypted)).to.deep.equal({ plaintext: HELLO });
    });
  });
}
