/**
 * The connection of KMS to the simulated proxies of a sandbox, with the faults that it is to show. Requests to other
 * hosts go to another transport.
 */
import { fromBase64, toBase64 } from '../base/base64.ts';
import { integrityValue } from '../crypto/xks-layout.ts';
import type { ProxyFaults } from '../model/external-key-manager.ts';
import {
  XKS_ERRORS,
  XksConnectionError,
  type XksEncryptAnswer,
  type XksErrorName,
  type XksHttpAnswer,
  type XksHttpRequest,
  type XksTransport,
} from '../model/xks-proxy-api.ts';
import type { XksProxies } from '../model/ports.ts';
import { encryptExternally } from './external-key-use.ts';
import { handleProxyRequest, type ProxyContext } from './xks-proxy.ts';

/** What the network works with. */
export interface SimulatedNetworkOptions extends ProxyContext {
  /** Waits for milliseconds of real time. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Transport to hosts that are not simulated. */
  readonly elsewhere: XksTransport;
}

/**
 * Milliseconds after which a request counts as lost although the proxy is not late. The proxy shares a thread with KMS,
 * so its computing time does not count as latency.
 */
const LOST_AFTER_MS = 10_000;

function refusal(errorName: XksErrorName): XksHttpAnswer {
  return { status: XKS_ERRORS[errorName].status, body: JSON.stringify({ errorName }) };
}

function alter(base64: string): string {
  const bytes = fromBase64(base64);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return toBase64(bytes);
}

async function withIntegrityValue(answer: XksEncryptAnswer, request: XksHttpRequest): Promise<XksEncryptAnswer> {
  const { additionalAuthenticatedData = '' } = JSON.parse(request.body) as { additionalAuthenticatedData?: string };
  const value = await integrityValue(fromBase64(additionalAuthenticatedData), {
    ciphertext: fromBase64(answer.ciphertext),
    metadata: fromBase64(answer.ciphertextMetadata ?? ''),
    iv: fromBase64(answer.initializationVector),
    tag: fromBase64(answer.authenticationTag),
  });
  return { ...answer, ciphertextDataIntegrityValue: toBase64(value) };
}

/** Encrypts what KMS sent under a key that is then forgotten. */
async function encryptUnderOtherKey(request: XksHttpRequest, { random }: ProxyContext): Promise<XksEncryptAnswer> {
  const { plaintext, additionalAuthenticatedData = '' } = JSON.parse(request.body) as Record<string, string>;
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const aad = fromBase64(additionalAuthenticatedData);
  const made = await encryptExternally({ versions: [key] }, fromBase64(plaintext ?? ''), aad, random);
  return {
    ciphertext: toBase64(made.ciphertext),
    ciphertextMetadata: toBase64(made.metadata),
    initializationVector: toBase64(made.iv),
    authenticationTag: toBase64(made.tag),
  };
}

/** Makes an answer to `encrypt` or `decrypt` untrue as the faults ask. */
async function falsify(
  answer: XksHttpAnswer,
  request: XksHttpRequest,
  faults: ProxyFaults,
  context: ProxyContext,
): Promise<XksHttpAnswer> {
  if (faults.malformedAnswer === true) return { status: answer.status, body: '<html>502 Bad Gateway</html>' };
  if (answer.status !== 200) return answer;
  const body = JSON.parse(answer.body) as Partial<XksEncryptAnswer> & { readonly plaintext?: string };
  if (body.plaintext !== undefined && faults.wrongPlaintext === true)
    return { status: 200, body: JSON.stringify({ plaintext: alter(body.plaintext) }) };
  if (body.authenticationTag === undefined) return answer;
  let forgery = body as XksEncryptAnswer;
  if (faults.otherCiphertext === true)
    forgery = await withIntegrityValue(await encryptUnderOtherKey(request, context), request);
  if (faults.wrongTag === true)
    forgery = await withIntegrityValue({ ...forgery, authenticationTag: alter(forgery.authenticationTag) }, request);
  if (faults.wrongIntegrityValue === true && forgery.ciphertextDataIntegrityValue !== undefined)
    forgery = { ...forgery, ciphertextDataIntegrityValue: alter(forgery.ciphertextDataIntegrityValue) };
  return { status: 200, body: JSON.stringify(forgery) };
}

async function answerWithFaults(
  request: XksHttpRequest,
  timeoutMs: number,
  faults: ProxyFaults,
  options: SimulatedNetworkOptions,
): Promise<XksHttpAnswer> {
  if (faults.unreachable === true) throw new XksConnectionError('unreachable');
  if (faults.invalidTls === true) throw new XksConnectionError('tls');
  const latencyMs = faults.latencyMs ?? 0;
  if (latencyMs >= timeoutMs) {
    await options.wait(timeoutMs);
    throw new XksConnectionError('timeout');
  }
  if (latencyMs > 0) await options.wait(latencyMs);
  if (faults.accessDenied === true) return refusal('AccessDeniedException');
  if (faults.error !== undefined) return refusal(faults.error);
  const answer = await handleProxyRequest(request, options);
  if (faults.silent === true) {
    await options.wait(timeoutMs);
    throw new XksConnectionError('timeout');
  }
  return await falsify(answer, request, faults, options);
}

/** The network between KMS and the proxies of a sandbox. */
export type SimulatedNetwork = Omit<XksProxies, 'clock'>;

/** Creates the network. */
export function createSimulatedNetwork(options: SimulatedNetworkOptions): SimulatedNetwork {
  const { database, wait, elsewhere } = options;
  const isSimulated = async (url: string): Promise<boolean> =>
    (await database.list('proxies', `${new URL(url).origin}/`)).length > 0;
  return {
    async send(request, timeoutMs, faults) {
      if (!(await isSimulated(request.url))) return await elsewhere(request, timeoutMs);
      const lost = wait(LOST_AFTER_MS).then(() => {
        throw new XksConnectionError('timeout');
      });
      lost.catch(() => undefined);
      return await Promise.race([answerWithFaults(request, timeoutMs, faults, options), lost]);
    },
    async endpointService(name) {
      const proxies = await database.list('proxies', '');
      const behind = proxies.filter(({ endpointService }) => endpointService?.name === name);
      const service = behind[0]?.endpointService;
      return service && { ...service, endpoints: behind.map(({ endpoint }) => endpoint) };
    },
  };
}
