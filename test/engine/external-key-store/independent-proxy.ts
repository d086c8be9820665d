/**
 * A minimal proxy of external key stores, written from the specification with Node's cryptography. It shares no code
 * with the project. It has no ciphertext metadata, and IVs of 16 bytes: unlike the simulated proxy.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { Buffer } from 'node:buffer';

const ACCESS_KEY_ID = 'ABCDEFGHIJKLMNOP2345';
// cspell:ignore cret
const SECRET = 'S3cret/S3cret+S3cretS3cretS3cretS3cretS3cret=';
export const CREDENTIAL = { accessKeyId: ACCESS_KEY_ID, rawSecretAccessKey: SECRET };
const PATH = '/kms/xks/v1';

interface Incoming {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

const sha256 = (...parts: (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const hmac = (key: string | Uint8Array, text: string): Uint8Array =>
  new Uint8Array(createHmac('sha256', key).update(text).digest());

function isSigned({ method, url, headers, body }: Incoming): boolean {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([A-Z2-7]+)\/(\d{8})\/([a-z0-9-]+)\/kms-xks-proxy\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/.exec(
      headers['authorization'] ?? '',
    );
  if (match === null) return false;
  const [, id, day, region, names, signature] = match as unknown as [string, string, string, string, string, string];
  if (id !== ACCESS_KEY_ID) return false;
  const lines = names.split(';').map((name) => `${name}:${headers[name]}`);
  const canonical = [method, new URL(url).pathname, '', ...lines, '', names, sha256(body).toString('hex')].join('\n');
  const scope = `${day}/${region}/kms-xks-proxy/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical).toString('hex')].join('\n');
  const key = [day, region, 'kms-xks-proxy', 'aws4_request'].reduce<string | Uint8Array>(hmac, `AWS4${SECRET}`);
  return createHmac('sha256', key).update(text).digest('hex') === signature;
}

const refuse = (status: number, errorName: string): Answer => ({ status, body: JSON.stringify({ errorName }) });
const bytes = (base64: string | undefined): Buffer => Buffer.from(base64 ?? '', 'base64');

function gcmData(aad: Buffer): Buffer {
  return Buffer.concat([Buffer.from([aad.length >> 8, aad.length & 255]), aad, Buffer.from([0])]);
}

/** Creates a proxy with one external key, `ext-1`. `seen` gets the bodies of its requests. */
export function independentProxy(seen: unknown[] = []): (request: Incoming) => Answer {
  const key = randomBytes(32);
  return (request) => {
    if (request.method !== 'POST') return { status: 405, body: '' };
    const path = new URL(request.url).pathname;
    if (!path.startsWith(`${PATH}/`)) return refuse(404, 'InvalidUriPathException');
    if (!isSigned(request) || request.headers['content-type'] !== 'application/json')
      return refuse(401, 'AuthenticationFailedException');
    const body = JSON.parse(request.body) as Record<string, string | undefined>;
    seen.push(body);
    const answer = (value: object): Answer => ({ status: 200, body: JSON.stringify(value) });
    switch (path.slice(PATH.length)) {
      case '/health':
        return answer({
          xksProxyFleetSize: 2,
          xksProxyVendor: 'Acme Corp',
          xksProxyModel: 'Acme XKS Proxy 1.0',
          ekmVendor: 'Thales Group',
          ekmFleetDetails: [{ id: 'hsm-id-1', model: 'Luna 5.0', healthStatus: 'DEGRADED' }],
        });
      case '/keys/ext-1/metadata':
        return answer({ keyStatus: 'ENABLED', keyUsage: ['ENCRYPT', 'DECRYPT', 'WRAP'], keySpec: 'AES_256' });
      case '/keys/ext-1/encrypt': {
        const iv = randomBytes(16);
        const aad = bytes(body['additionalAuthenticatedData']);
        const cipher = createCipheriv('aes-256-gcm', key, iv);
        cipher.setAAD(gcmData(aad));
        const ciphertext = Buffer.concat([cipher.update(bytes(body['plaintext'])), cipher.final()]);
        const tag = cipher.getAuthTag();
        return answer({
          ciphertextDataIntegrityValue: sha256(aad, iv, ciphertext, tag).toString('base64'),
          authenticationTag: tag.toString('base64'),
          ciphertext: ciphertext.toString('base64'),
          initializationVector: iv.toString('base64'),
        });
      }
      case '/keys/ext-1/decrypt': {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes(body['initializationVector']));
        decipher.setAAD(gcmData(bytes(body['additionalAuthenticatedData'])));
        decipher.setAuthTag(bytes(body['authenticationTag']));
        try {
          const plaintext = Buffer.concat([decipher.update(bytes(body['ciphertext'])), decipher.final()]);
          return answer({ plaintext: plaintext.toString('base64') });
        } catch {
          return refuse(400, 'InvalidCiphertextException');
        }
      }
      default:
        return refuse(404, 'KeyNotFoundException');
    }
  };
}
