/**
 * A minimal client of the XKS proxy API, written from the specification with Node's cryptography. It shares no code
 * with the project.
 */
import { createHash, createHmac } from 'node:crypto';
import type { XksHttpRequest } from '../../src/model/xks-proxy-api.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Uint8Array, text: string): Uint8Array =>
  new Uint8Array(createHmac('sha256', key).update(text).digest());

export interface Signing {
  readonly accessKeyId: string;
  readonly rawSecretAccessKey: string;
  readonly now: number;
  readonly region?: string;
  readonly service?: string;
  /** Headers to sign, in order. */
  readonly signed?: readonly string[];
  /** Headers to add. */
  readonly extra?: Readonly<Record<string, string>>;
}

/** Returns a signed request. */
export function signedRequest(url: string, body: string, signing: Signing, method = 'POST'): XksHttpRequest {
  const { accessKeyId, rawSecretAccessKey, now, region = 'us-east-2', service = 'kms-xks-proxy' } = signing;
  const signed = signing.signed ?? ['host', 'x-amz-date'];
  const { host, pathname } = new URL(url);
  const date = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  const day = date.slice(0, 8);
  const headers: Record<string, string> = { host, 'x-amz-date': date, ...signing.extra };
  const canonical = [
    method,
    pathname,
    '',
    ...signed.map((name) => `${name}:${headers[name]}`),
    '',
    signed.join(';'),
    hash(body),
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', date, scope, hash(canonical)].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<string | Uint8Array>(hmac, `AWS4${rawSecretAccessKey}`);
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signed.join(';')}, Signature=${signature}`;
  return { method, url, headers: { ...headers, authorization, 'content-type': 'application/json' }, body };
}
