/**
 * Signatures of requests by Signature Version 4, for servers and clients. The SDK's signer creates the string to sign.
 * The chain of HMACs is computed here, because that signer needs the secret as text and the sandbox keeps it as a
 * non-extractable key.
 */
import { getCanonicalHeaders, SignatureV4Base } from '@smithy/signature-v4';
import { concatBytes, encodeUtf8, type Bytes } from '../base/bytes.ts';
import { fromHex, toHex } from '../base/hex.ts';

/** The parts of a request that a signature covers. Header names are lower-case. */
export interface SignableRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const;
const TERM = 'aws4_request';

/** SHA-256 with the interface of the SDK's signer. */
class Sha256 {
  #data: Bytes = new Uint8Array();

  update(data: Uint8Array): void {
    this.#data = concatBytes(this.#data, data);
  }

  async digest(): Promise<Bytes> {
    return new Uint8Array(await crypto.subtle.digest('SHA-256', this.#data));
  }

  reset(): void {
    this.#data = new Uint8Array();
  }
}

/** The part of the SDK's signer that creates the string to sign. It has no secret. */
class Signer extends SignatureV4Base {
  constructor() {
    // The service and the Region of a request are in the scope that it is given.
    super({ service: '', region: '', credentials: { accessKeyId: '', secretAccessKey: '' }, sha256: Sha256 });
  }

  /**
   * Creates the string to sign from the headers named in `signed` and the body. Ignores a header that states the body
   * hash.
   */
  async stringToSign(
    { method, url, headers, body }: SignableRequest,
    signed: ReadonlySet<string>,
    date: string,
    region: string,
    service: string,
  ): Promise<string> {
    const request = {
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: queryOf(url),
      headers: Object.fromEntries([...headers].filter(([name]) => signed.has(name))),
    };
    const canonical = getCanonicalHeaders(request, undefined, signed as Set<string>);
    const bodyHash = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', encodeUtf8(body))));
    const scope = `${date.slice(0, 8)}/${region}/${service}/${TERM}`;
    return await this.createStringToSign(
      date,
      scope,
      this.createCanonicalRequest(request, canonical, bodyHash),
      'AWS4-HMAC-SHA256',
    );
  }
}

const signer = new Signer();

function queryOf(url: URL): Record<string, string[]> {
  const query: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of url.searchParams) (query[name] ??= []).push(value);
  return query;
}

/**
 * Signing keys of a secret by day, Region and service: saves four HMACs per request. Few enough to keep as long as
 * their secret.
 */
const signingKeys = new WeakMap<CryptoKey, Map<string, Promise<CryptoKey>>>();
const MAX_CACHED_KEYS = 16;

async function deriveSigningKey(secret: CryptoKey, parts: readonly string[]): Promise<CryptoKey> {
  let key = secret;
  for (const part of parts) {
    const mac = await crypto.subtle.sign(HMAC, key, encodeUtf8(part));
    key = await crypto.subtle.importKey('raw', mac, HMAC, false, ['sign', 'verify']);
  }
  return key;
}

function signingKey(secret: CryptoKey, day: string, region: string, service: string): Promise<CryptoKey> {
  const known = signingKeys.get(secret) ?? new Map<string, Promise<CryptoKey>>();
  signingKeys.set(secret, known);
  const scope = `${day}/${region}/${service}`;
  const key = known.get(scope) ?? deriveSigningKey(secret, [day, region, service, TERM]);
  if (known.size >= MAX_CACHED_KEYS) known.clear();
  known.set(scope, key);
  return key;
}

/**
 * Whether `signature` (hex) is that of the request under `secret`, the HMAC-SHA-256 key of "AWS4" + secret access key.
 * @param signed lower-case names of the signed headers
 * @param date ISO 8601 basic format
 * @param region Region of the credential scope
 * @param service service of the credential scope
 */
export async function isSignature(
  signature: string,
  request: SignableRequest,
  signed: ReadonlySet<string>,
  date: string,
  region: string,
  service: string,
  secret: CryptoKey,
): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/.test(signature)) return false;
  const [key, text] = await Promise.all([
    signingKey(secret, date.slice(0, 8), region, service),
    signer.stringToSign(request, signed, date, region, service),
  ]);
  return await crypto.subtle.verify(HMAC, key, fromHex(signature), encodeUtf8(text));
}

/**
 * Signs a request, and returns its `authorization` header. The request has the header `x-amz-date` with the value of
 * `date`.
 * @param signed lower-case names of the headers to sign, in alphabetical order
 * @param date ISO 8601 basic format
 * @param secret HMAC-SHA-256 key of "AWS4" + secret access key
 */
export async function signRequest(
  request: SignableRequest,
  signed: readonly string[],
  date: string,
  credential: { readonly accessKeyId: string; readonly secret: CryptoKey },
  region: string,
  service: string,
): Promise<string> {
  const day = date.slice(0, 8);
  const [key, text] = await Promise.all([
    signingKey(credential.secret, day, region, service),
    signer.stringToSign(request, new Set(signed), date, region, service),
  ]);
  const signature = toHex(new Uint8Array(await crypto.subtle.sign(HMAC, key, encodeUtf8(text))));
  return `AWS4-HMAC-SHA256 Credential=${credential.accessKeyId}/${day}/${region}/${service}/${TERM}, SignedHeaders=${signed.join(';')}, Signature=${signature}`;
}

/**
 * Imports a secret access key as the non-extractable HMAC-SHA-256 key of "AWS4" + secret. Overwrites its own copy of
 * the bytes.
 */
export async function importSigningSecret(secretAccessKey: string): Promise<CryptoKey> {
  const bytes = encodeUtf8(`AWS4${secretAccessKey}`);
  try {
    return await crypto.subtle.importKey('raw', bytes, HMAC, false, ['sign']);
  } finally {
    bytes.fill(0);
  }
}

/** Formats milliseconds since 1970 as the ISO 8601 basic format of `x-amz-date`, in UTC. */
export function formatSigningDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
