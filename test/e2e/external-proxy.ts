/**
 * A real proxy for end-to-end tests: the independent one of the engine's tests over HTTPS, with CORS as a relay needs
 * it. The browser finds it by the names below, on port 443 as KMS requires, and trusts its certificate.
 */
import { createHash, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import forge from 'node-forge';
import { independentProxy } from '../engine/external-key-store/independent-proxy.ts';

/** Names of the proxy and of another host. Neither exists in the real DNS. */
export const PROXY_ORIGIN = 'https://xks.relay.test';
export const OTHER_ORIGIN = 'https://other.relay.test';

const CORS = {
  'access-control-allow-origin': 'null',
  'access-control-allow-headers': 'authorization, content-type, x-amz-date',
  'access-control-max-age': '600',
};

const DAY_MS = 86_400_000;

/** A running proxy. */
export interface ExternalProxy {
  /** Flags by which a Chromium finds and trusts it. */
  readonly flags: readonly string[];
  /** Bodies of the requests that it has answered. */
  readonly seen: unknown[];
  /** `METHOD host path` of each request. */
  readonly requests: string[];
  /** `silent` never answers, `redirecting` answers with the address of the other host. */
  behaviour: 'normal' | 'silent' | 'redirecting' | 'without-cors';
  close(): Promise<void>;
}

/** A certificate of its own key for both hosts, valid for a day. */
function createCertificate(): { key: string; cert: string } {
  const { privateKey: key, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  certificate.validity.notBefore = new Date(Date.now() - DAY_MS);
  certificate.validity.notAfter = new Date(Date.now() + DAY_MS);
  const name = [{ name: 'commonName', value: 'xks.relay.test' }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  const altNames = [PROXY_ORIGIN, OTHER_ORIGIN].map((origin) => ({ type: 2, value: new URL(origin).host }));
  certificate.setExtensions([{ name: 'subjectAltName', altNames }]);
  certificate.sign(forge.pki.privateKeyFromPem(key), forge.md.sha256.create());
  return { key, cert: forge.pki.certificateToPem(certificate) };
}

/** Starts the proxy on a free port of the loopback interface. */
export async function startProxy(): Promise<ExternalProxy> {
  const certificate = createCertificate();
  const seen: unknown[] = [];
  const answer = independentProxy(seen);
  const requests: string[] = [];
  const server = createServer(certificate, (incoming, outgoing) => {
    const { method = '', headers, url = '' } = incoming;
    requests.push(`${method} ${headers.host} ${url}`);
    let body = '';
    incoming.setEncoding('utf8');
    incoming.on('data', (chunk: string) => (body += chunk));
    incoming.on('end', () => {
      if (method === 'OPTIONS') return outgoing.writeHead(204, CORS).end();
      if (proxy.behaviour === 'silent') return undefined;
      if (proxy.behaviour === 'redirecting')
        return outgoing.writeHead(307, { ...CORS, location: `${OTHER_ORIGIN}${url}` }).end();
      const given = answer({
        method,
        url: `https://${headers.host}${url}`,
        headers: headers as Record<string, string>,
        body,
      });
      const cors = proxy.behaviour === 'without-cors' ? {} : CORS;
      return outgoing.writeHead(given.status, { ...cors, 'content-type': 'application/json' }).end(given.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const spki = createPublicKey(new X509Certificate(certificate.cert).publicKey.export({ type: 'spki', format: 'pem' }));
  const pin = createHash('sha256')
    .update(spki.export({ type: 'spki', format: 'der' }))
    .digest('base64');
  const map = [PROXY_ORIGIN, OTHER_ORIGIN].map((origin) => `MAP ${new URL(origin).host}:443 127.0.0.1:${port}`);
  const proxy: ExternalProxy = {
    flags: [`--host-resolver-rules=${map.join(', ')}`, `--ignore-certificate-errors-spki-list=${pin}`],
    seen,
    requests,
    behaviour: 'normal',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}
