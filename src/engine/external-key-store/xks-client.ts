/**
 * The client by which KMS calls the proxy of an external key store (XKS proxy API, version 1). It signs each request,
 * waits at most 250 milliseconds for an answer, tries once more without one, and trusts no answer before it is checked.
 */
import { toBase64 } from '../../base/base64.ts';
import type { Bytes } from '../../base/bytes.ts';
import { formatSigningDate, signRequest } from '../../crypto/request-signature.ts';
import type { ProxyCiphertext } from '../../crypto/xks-layout.ts';
import type { RealClock } from '../../model/ports.ts';
import {
  XKS_SIGNING_NAME,
  XKS_TIMEOUT_MS,
  XksConnectionError,
  type XksHealthAnswer,
  type XksHttpAnswer,
  type XksKeyMetadata,
  type XksOperation,
  type XksRequestMetadata,
  type XksTransport,
} from '../../model/xks-proxy-api.ts';
import { readAnswer, readCiphertext, readHealth, readKeyMetadata, readPlaintext } from './read-answer.ts';
import { XksFailure } from './xks-failure.ts';

/** A proxy, and the credential by which KMS signs requests to it. */
export interface XksProxyAddress {
  /** XksProxyUriEndpoint and XksProxyUriPath. */
  readonly url: string;
  /** Region of the key store. */
  readonly region: string;
  readonly accessKeyId: string;
  /** HMAC-SHA-256 key of "AWS4" + secret. */
  readonly secret: CryptoKey;
}

/** Ports of the client. */
export interface XksClientPorts {
  readonly transport: XksTransport;
  /** Real time: the proxy compares the date of a signature with its own clock. */
  readonly clock: RealClock;
}

/**
 * Number of times that a request is sent, if there is no answer. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/xks-troubleshooting.html
 */
const ATTEMPTS = 2;

/** Calls proxies. Every method rejects with XksFailure. */
export class XksClient {
  readonly #ports: XksClientPorts;

  constructor(ports: XksClientPorts) {
    this.#ports = ports;
  }

  /** Gets the metadata of an external key. */
  async getKeyMetadata(
    proxy: XksProxyAddress,
    externalKeyId: string,
    requestMetadata: XksRequestMetadata,
  ): Promise<XksKeyMetadata> {
    return readKeyMetadata(await this.#post(proxy, 'metadata', { requestMetadata }, externalKeyId));
  }

  /** Encrypts with an external key. `aad` has at most 8,192 bytes. */
  async encrypt(
    proxy: XksProxyAddress,
    externalKeyId: string,
    requestMetadata: XksRequestMetadata,
    plaintext: Bytes,
    aad: Bytes,
  ): Promise<ProxyCiphertext> {
    const body = {
      requestMetadata,
      additionalAuthenticatedData: toBase64(aad),
      plaintext: toBase64(plaintext),
      encryptionAlgorithm: 'AES_GCM',
      ciphertextDataIntegrityValueAlgorithm: 'SHA_256',
    };
    return await readCiphertext(await this.#post(proxy, 'encrypt', body, externalKeyId), plaintext.length, aad);
  }

  /** Decrypts with an external key. */
  async decrypt(
    proxy: XksProxyAddress,
    externalKeyId: string,
    requestMetadata: XksRequestMetadata,
    { ciphertext, metadata, iv, tag }: ProxyCiphertext,
    aad: Bytes,
  ): Promise<Bytes> {
    const body = {
      requestMetadata,
      additionalAuthenticatedData: toBase64(aad),
      ciphertext: toBase64(ciphertext),
      ...(metadata.length === 0 ? {} : { ciphertextMetadata: toBase64(metadata) }),
      encryptionAlgorithm: 'AES_GCM',
      initializationVector: toBase64(iv),
      authenticationTag: toBase64(tag),
    };
    return readPlaintext(await this.#post(proxy, 'decrypt', body, externalKeyId), ciphertext.length);
  }

  /** Asks for the health of the proxy and of its external key managers. */
  async getHealthStatus(
    proxy: XksProxyAddress,
    requestMetadata: Pick<XksRequestMetadata, 'kmsOperation' | 'kmsRequestId'>,
  ): Promise<XksHealthAnswer> {
    return readHealth(await this.#post(proxy, 'health', { requestMetadata }));
  }

  async #post(
    proxy: XksProxyAddress,
    operation: XksOperation,
    members: object,
    externalKeyId?: string,
  ): Promise<Readonly<Record<string, unknown>>> {
    const path = externalKeyId === undefined ? operation : `keys/${externalKeyId}/${operation}`;
    const url = new URL(`${proxy.url}/${path}`);
    const body = JSON.stringify(members);
    for (let attempt = 1; ; attempt++) {
      try {
        return readAnswer(await this.#send(proxy, url, body), operation);
      } catch (error) {
        if (!(error instanceof XksConnectionError)) throw error;
        const isFinal = error.problem === 'tls' || error.problem === 'no-relay';
        if (attempt >= ATTEMPTS || isFinal) throw new XksFailure(error.problem, error);
      }
    }
  }

  async #send({ region, accessKeyId, secret }: XksProxyAddress, url: URL, body: string): Promise<XksHttpAnswer> {
    const date = formatSigningDate(this.#ports.clock.now());
    const method = 'POST';
    const headers = new Map([
      ['host', url.host],
      ['x-amz-date', date],
    ]);
    const authorization = await signRequest(
      { method, url, headers, body },
      ['host', 'x-amz-date'],
      date,
      { accessKeyId, secret },
      region,
      XKS_SIGNING_NAME,
    );
    return await this.#ports.transport(
      {
        method,
        url: url.href,
        headers: { ...Object.fromEntries(headers), authorization, 'content-type': 'application/json' },
        body,
      },
      XKS_TIMEOUT_MS,
    );
  }
}
