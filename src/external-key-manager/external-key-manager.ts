/**
 * Administers the simulated external key managers of a sandbox: proxies with credentials and policy, external keys, and
 * the request log. Every method rejects with TypeError for invalid input or something that does not exist.
 */
import { toBase64 } from '../base/base64.ts';
import { createUuid } from '../base/uuid.ts';
import { importSigningSecret } from '../crypto/request-signature.ts';
import type {
  ExternalKeyChange,
  ExternalKeyInput,
  ExternalKeyRecord,
  ExternalKeyView,
  NewProxy,
  ProxyChange,
  ProxyCredential,
  ProxyInput,
  ProxyRecord,
  ProxyRequestOptions,
  ProxyRequestRecord,
  ProxyStatement,
  ProxyView,
} from '../model/external-key-manager.ts';
import { XKS_ENDPOINT, XKS_KEY_ID, XKS_MAX_CREDENTIALS, XKS_PATH } from '../model/xks-proxy-api.ts';
import { checkExternalKey, checkProxyChange } from './check-input.ts';
import type { ProxyContext } from './xks-proxy.ts';

/** Host names that no real server can have (RFC 2606, RFC 6761): a simulated proxy never hides a real one. */
const RESERVED_HOST =
  /^https:\/\/(?:[a-zA-Z0-9-]+\.)*(?:example\.(?:com|net|org)|[a-zA-Z0-9-]+\.(?:example|test|invalid))$/;

const DEFAULT_ENDPOINT = 'https://xks.example.com';
const DEFAULT_PATH = '/kms/xks/v1';
const ALLOW_ALL: readonly ProxyStatement[] = [{ sid: 'AllowAll', effect: 'Allow' }];
const MODEL = 'Strongroom simulated key manager 1.0';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const MAX_REQUESTS = 1_000;

const viewProxy = ({ credentials, ...proxy }: ProxyRecord): ProxyView => ({
  ...proxy,
  credentials: credentials.map(({ accessKeyId, createdAt }) => ({ accessKeyId, createdAt })),
});

const viewKey = ({ id: _id, versions, ...key }: ExternalKeyRecord): ExternalKeyView => ({
  ...key,
  version: versions.length,
});

/** Generates the material of an external key. It cannot be exported. */
function generateMaterial(spec: ExternalKeyRecord['spec']): Promise<CryptoKey> {
  const length = spec === 'AES_256' ? 256 : 128;
  return crypto.subtle.generateKey({ name: 'AES-GCM', length }, false, ['encrypt', 'decrypt']);
}

/** The external key managers of a sandbox. */
export class ExternalKeyManager {
  readonly #context: ProxyContext;

  constructor(context: ProxyContext) {
    this.#context = context;
  }

  /** Creates a proxy with a credential, whose secret cannot be read again. Its policy allows every request. */
  async createProxy(input: ProxyInput = {}): Promise<NewProxy> {
    const { endpoint = DEFAULT_ENDPOINT, path = DEFAULT_PATH, endpointService } = input;
    if (typeof endpoint !== 'string' || !XKS_ENDPOINT.test(endpoint) || !RESERVED_HOST.test(endpoint))
      throw new TypeError(
        'endpoint must be https:// and a host name reserved for examples, such as https://xks.example.com.',
      );
    if (typeof path !== 'string' || !XKS_PATH.test(path) || !path.endsWith('/v1'))
      throw new TypeError('path must end in /kms/xks/v1.');
    checkProxyChange(endpointService === undefined ? {} : { endpointService });
    const { credential, record: first } = await this.#createCredential();
    const proxy: ProxyRecord = {
      id: endpoint.toLowerCase() + path,
      endpoint: endpoint.toLowerCase(),
      path,
      createdAt: this.#context.clock.now(),
      credentials: [first],
      policy: ALLOW_ALL,
      fleet: ['ekm-1', 'ekm-2'].map((id) => ({ id, model: MODEL, healthStatus: 'ACTIVE' })),
      ...(endpointService === undefined ? {} : { endpointService }),
    };
    await this.#context.database.update('proxies', proxy.id, (existing) => {
      if (existing !== undefined) throw new TypeError(`A proxy with the endpoint and path ${proxy.id} exists.`);
      return proxy;
    });
    return { ...viewProxy(proxy), credential };
  }

  /** Lists the proxies by ID. */
  async proxies(): Promise<readonly ProxyView[]> {
    return (await this.#context.database.list('proxies', '')).map(viewProxy);
  }

  /** Changes the policy, the fleet or the endpoint service of a proxy. */
  async updateProxy(id: string, change: ProxyChange): Promise<ProxyView> {
    const { policy, fleet, endpointService } = change;
    checkProxyChange(change);
    return viewProxy(
      await this.#changeProxy(id, (proxy) => ({
        ...proxy,
        ...(policy === undefined ? {} : { policy }),
        ...(fleet === undefined ? {} : { fleet }),
        ...(endpointService === undefined ? {} : { endpointService }),
      })),
    );
  }

  /** Deletes a proxy and its external keys. Ciphertexts of their KMS keys can never be decrypted again. */
  async removeProxy(id: string): Promise<void> {
    await this.#proxy(id);
    for (const key of await this.#context.database.list('externalKeys', `${id} `))
      await this.#context.database.update('externalKeys', key.id, () => undefined);
    await this.#context.database.update('proxies', id, () => undefined);
  }

  /** Adds a second credential, so that it can replace the first one without an interruption. */
  async createProxyCredential(id: string): Promise<ProxyCredential> {
    const { credential, record } = await this.#createCredential();
    await this.#changeProxy(id, (proxy) => {
      if (proxy.credentials.length >= XKS_MAX_CREDENTIALS)
        throw new TypeError(`A proxy has at most ${XKS_MAX_CREDENTIALS} credentials. Remove one first.`);
      return { ...proxy, credentials: [...proxy.credentials, record] };
    });
    return credential;
  }

  /** Removes a credential. Requests that it signs are then rejected. */
  async removeProxyCredential(id: string, accessKeyId: string): Promise<void> {
    await this.#changeProxy(id, (proxy) => {
      const credentials = proxy.credentials.filter((one) => one.accessKeyId !== accessKeyId);
      if (credentials.length === proxy.credentials.length)
        throw new TypeError(`Proxy ${id} has no credential ${accessKeyId}.`);
      return { ...proxy, credentials };
    });
  }

  /** Creates an external key. */
  async createExternalKey(proxyId: string, input: ExternalKeyInput = {}): Promise<ExternalKeyView> {
    await this.#proxy(proxyId);
    checkExternalKey(input);
    const keyId = input.keyId ?? createUuid(this.#context.random.publicBytes(16));
    if (!XKS_KEY_ID.test(keyId))
      throw new TypeError('keyId must have 1 to 128 letters, digits, hyphens, periods or underscores.');
    const spec = input.spec ?? 'AES_256';
    const key: ExternalKeyRecord = {
      id: `${proxyId} ${keyId}`,
      proxyId,
      keyId,
      createdAt: this.#context.clock.now(),
      spec,
      usage: input.usage ?? ['ENCRYPT', 'DECRYPT'],
      status: 'ENABLED',
      versions: [await generateMaterial(spec)],
    };
    await this.#context.database.update('externalKeys', key.id, (existing) => {
      if (existing !== undefined) throw new TypeError(`The external key ${keyId} exists.`);
      return key;
    });
    return viewKey(key);
  }

  /** Lists the external keys of a proxy by ID. */
  async externalKeys(proxyId: string): Promise<readonly ExternalKeyView[]> {
    await this.#proxy(proxyId);
    return (await this.#context.database.list('externalKeys', `${proxyId} `)).map(viewKey);
  }

  /** Changes the status or the usage of an external key. */
  async updateExternalKey(proxyId: string, keyId: string, change: ExternalKeyChange): Promise<ExternalKeyView> {
    checkExternalKey(change);
    const { status, usage } = change;
    return viewKey(
      await this.#changeKey(proxyId, keyId, (key) => ({
        ...key,
        ...(status === undefined ? {} : { status }),
        ...(usage === undefined ? {} : { usage }),
      })),
    );
  }

  /** Rotates an external key: new material encrypts, and every earlier version still decrypts. */
  async rotateExternalKey(proxyId: string, keyId: string): Promise<ExternalKeyView> {
    const existing = await this.#context.database.get('externalKeys', `${proxyId} ${keyId}`);
    const material = await generateMaterial(existing?.spec ?? 'AES_256');
    return viewKey(await this.#changeKey(proxyId, keyId, (key) => ({ ...key, versions: [...key.versions, material] })));
  }

  /** Deletes an external key. Ciphertexts of its KMS key can never be decrypted again. */
  async removeExternalKey(proxyId: string, keyId: string): Promise<void> {
    await this.#changeKey(proxyId, keyId, () => undefined);
  }

  /** Returns the newest requests to a proxy. */
  async proxyRequests(
    proxyId: string,
    { limit = MAX_REQUESTS }: ProxyRequestOptions = {},
  ): Promise<readonly ProxyRequestRecord[]> {
    await this.#proxy(proxyId);
    if (!Number.isInteger(limit) || limit < 1) throw new TypeError('limit must be a whole number above 0.');
    return await this.#context.database.requests(proxyId, Math.min(limit, MAX_REQUESTS));
  }

  /** Deletes every proxy, external key and logged request. */
  clear(): Promise<void> {
    return this.#context.database.clear();
  }

  async #createCredential(): Promise<{
    readonly credential: ProxyCredential;
    readonly record: ProxyRecord['credentials'][number];
  }> {
    const accessKeyId = [...this.#context.random.bytes(20)].map((byte) => BASE32[byte & 31]).join('');
    const bytes = this.#context.random.bytes(32);
    const rawSecretAccessKey = toBase64(bytes);
    bytes.fill(0);
    return {
      credential: { accessKeyId, rawSecretAccessKey },
      record: {
        accessKeyId,
        createdAt: this.#context.clock.now(),
        secret: await importSigningSecret(rawSecretAccessKey),
      },
    };
  }

  async #proxy(id: string): Promise<ProxyRecord> {
    const proxy = await this.#context.database.get('proxies', id);
    if (proxy === undefined) throw new TypeError(`The proxy ${id} does not exist.`);
    return proxy;
  }

  async #changeProxy(id: string, change: (proxy: ProxyRecord) => ProxyRecord): Promise<ProxyRecord> {
    let changed: ProxyRecord | undefined;
    await this.#context.database.update('proxies', id, (proxy) => {
      if (proxy === undefined) throw new TypeError(`The proxy ${id} does not exist.`);
      return (changed = change(proxy));
    });
    return changed as ProxyRecord;
  }

  async #changeKey(
    proxyId: string,
    keyId: string,
    change: (key: ExternalKeyRecord) => ExternalKeyRecord | undefined,
  ): Promise<ExternalKeyRecord> {
    let changed: ExternalKeyRecord | undefined;
    await this.#context.database.update('externalKeys', `${proxyId} ${keyId}`, (key) => {
      if (key === undefined) throw new TypeError(`The proxy ${proxyId} has no external key ${keyId}.`);
      const after = change(key);
      changed = after ?? key;
      return after;
    });
    return changed as ExternalKeyRecord;
  }
}
