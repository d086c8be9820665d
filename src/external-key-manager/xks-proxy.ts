/**
 * A proxy of external key stores: HTTP in, HTTP out. It speaks version 1 of the XKS proxy API over the external keys of
 * its database. Checks run in this order: path, method, signature, body, external key, authorization, state, usage.
 */
import { toBase64 } from '../base/base64.ts';
import { encodeUtf8 } from '../base/bytes.ts';
import { integrityValue } from '../crypto/xks-layout.ts';
import type { SignableRequest } from '../crypto/request-signature.ts';
import type {
  ExternalDatabase,
  ExternalKeyRecord,
  ProxyRecord,
  ProxyRequestRecord,
} from '../model/external-key-manager.ts';
import type { Random, RealClock } from '../model/ports.ts';
import {
  XKS_ERRORS,
  XKS_KEY_ID,
  type XksEncryptAnswer,
  type XksHealthAnswer,
  type XksHttpAnswer,
  type XksHttpRequest,
  type XksKeyMetadata,
  type XksOperation,
  type XksRequestMetadata,
} from '../model/xks-proxy-api.ts';
import { deniedBy } from './authorize-request.ts';
import { decryptExternally, encryptExternally } from './external-key-use.ts';
import {
  parseBody,
  readDecryptMembers,
  readEncryptMembers,
  readRequestMetadata,
  type Members,
} from './proxy-messages.ts';
import { verifyRequest } from './verify-request.ts';
import { XksError } from './xks-error.ts';

/** What a proxy works with. */
export interface ProxyContext {
  readonly database: ExternalDatabase;
  readonly random: Random;
  readonly clock: RealClock;
}

/** Longest body that is read, in bytes: base64 of the largest texts, with 2,048 characters for each ARN. */
const MAX_BODY_BYTES = 65_536;

/** The URI of a request: the proxy that it names, its operation and its external key. */
interface Target {
  readonly proxy: ProxyRecord;
  readonly operation?: XksOperation;
  readonly externalKeyId?: string;
}

const KEY_PATH = /^\/keys\/([^/]+)\/(metadata|encrypt|decrypt)$/;

function targetIn(proxy: ProxyRecord, rest: string): Target {
  if (rest === '/health') return { proxy, operation: 'health' };
  const [, externalKeyId, operation] = KEY_PATH.exec(rest) ?? [];
  return externalKeyId !== undefined && XKS_KEY_ID.test(externalKeyId)
    ? { proxy, operation: operation as XksOperation, externalKeyId }
    : { proxy };
}

/** Finds the proxy whose path the request has. Undefined: no proxy of the endpoint has it. */
async function findTarget(url: URL, database: ExternalDatabase): Promise<Target | undefined> {
  const proxies = await database.list('proxies', `${url.origin}/`);
  const proxy = proxies.find(({ path }) => url.pathname === path || url.pathname.startsWith(`${path}/`));
  return proxy && targetIn(proxy, url.pathname.slice(proxy.path.length));
}

const keyMetadata = ({ spec, usage, status }: ExternalKeyRecord): XksKeyMetadata => ({
  keySpec: spec,
  keyUsage: usage,
  keyStatus: status,
});

function health({ fleet }: ProxyRecord): XksHealthAnswer {
  return {
    xksProxyFleetSize: 1,
    xksProxyVendor: 'Strongroom',
    xksProxyModel: 'Strongroom simulated XKS proxy 1.0',
    ekmVendor: 'Strongroom',
    ekmFleetDetails: fleet,
  };
}

async function encrypt(key: ExternalKeyRecord, members: Members, random: Random): Promise<XksEncryptAnswer> {
  const { plaintext, aad, asksIntegrityValue } = readEncryptMembers(members);
  try {
    const made = await encryptExternally(key, plaintext, aad, random);
    return {
      ciphertext: toBase64(made.ciphertext),
      ciphertextMetadata: toBase64(made.metadata),
      initializationVector: toBase64(made.iv),
      authenticationTag: toBase64(made.tag),
      ...(asksIntegrityValue ? { ciphertextDataIntegrityValue: toBase64(await integrityValue(aad, made)) } : {}),
    };
  } finally {
    plaintext.fill(0);
  }
}

async function decrypt(key: ExternalKeyRecord, members: Members): Promise<{ readonly plaintext: string }> {
  const plaintext = await decryptExternally(key, readDecryptMembers(members));
  try {
    return { plaintext: toBase64(plaintext) };
  } finally {
    plaintext.fill(0);
  }
}

/** Finds the external key, and checks that the request may use it. */
async function usableKey(
  { proxy, operation, externalKeyId = '' }: Target,
  metadata: XksRequestMetadata,
  database: ExternalDatabase,
): Promise<ExternalKeyRecord> {
  const key = await database.get('externalKeys', `${proxy.id} ${externalKeyId}`);
  if (key === undefined) throw new XksError('KeyNotFoundException', 'The external key does not exist.');
  const denial = deniedBy(proxy.policy, externalKeyId, metadata);
  if (denial !== undefined)
    throw new XksError('AccessDeniedException', 'The authorization policy of the proxy denies the request.', denial);
  if (operation === 'metadata') return key;
  if (key.status !== 'ENABLED') throw new XksError('InvalidStateException', 'The external key is disabled.');
  const usage = operation === 'encrypt' ? 'ENCRYPT' : 'DECRYPT';
  if (!key.usage.includes(usage))
    throw new XksError('InvalidKeyUsageException', `The external key does not support ${usage}.`);
  if (proxy.fleet.every(({ healthStatus }) => healthStatus === 'UNAVAILABLE'))
    throw new XksError('InternalException', 'No external key manager is available.');
  return key;
}

type Log = { -readonly [K in keyof ProxyRequestRecord]?: ProxyRequestRecord[K] };

async function answerOf(
  request: SignableRequest,
  target: Target & { readonly operation: XksOperation },
  { database, random, clock }: ProxyContext,
  log: Log,
): Promise<unknown> {
  const { proxy, operation } = target;
  log.accessKeyId = await verifyRequest(request, proxy.credentials, clock.now());
  if (encodeUtf8(request.body).length > MAX_BODY_BYTES)
    throw new XksError('ValidationException', `The body is longer than ${MAX_BODY_BYTES} bytes.`);
  const members = parseBody(request.body);
  const metadata = readRequestMetadata(members, operation);
  const { awsSourceVpc: _vpc, awsSourceVpce: _endpoint, ...logged } = metadata;
  Object.assign(log, logged);
  if (operation === 'health') return health(proxy);
  const key = await usableKey(target, metadata, database);
  if (operation === 'metadata') return keyMetadata(key);
  return operation === 'encrypt' ? await encrypt(key, members, random) : await decrypt(key, members);
}

/**
 * Answers a request to a proxy of `context.database`, and records it in the log of that proxy.
 * @throws {StorageError} if storage fails
 */
export async function handleProxyRequest(request: XksHttpRequest, context: ProxyContext): Promise<XksHttpAnswer> {
  const url = new URL(request.url);
  const target = await findTarget(url, context.database);
  const at = context.clock.now();
  const log: Log = {
    ...(target?.operation === undefined ? {} : { operation: target.operation }),
    ...(target?.externalKeyId === undefined ? {} : { externalKeyId: target.externalKeyId }),
  };
  let answer: XksHttpAnswer;
  try {
    if (target?.operation === undefined)
      throw new XksError('InvalidUriPathException', 'The URI is not one of this proxy.');
    const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
    if (!headers.has('host')) headers.set('host', url.host);
    answer =
      request.method === 'POST'
        ? {
            status: 200,
            body: JSON.stringify(
              await answerOf({ ...request, url, headers }, { ...target, operation: target.operation }, context, log),
            ),
          }
        : { status: 405, body: '' };
  } catch (error) {
    if (!(error instanceof XksError)) throw error;
    const { errorName, detail, deniedBy: denial } = error;
    Object.assign(log, { errorName, detail, ...(denial === undefined ? {} : { deniedBy: denial }) });
    answer = { status: XKS_ERRORS[errorName].status, body: JSON.stringify({ errorName, errorMessage: detail }) };
  }
  if (target !== undefined) await context.database.log({ ...log, proxyId: target.proxy.id, at, status: answer.status });
  return answer;
}
