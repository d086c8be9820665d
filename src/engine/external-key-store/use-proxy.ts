/** Reaches the proxy of an external key store for a call of KMS. */
import type { ProxyFaults } from '../../model/external-key-manager.ts';
import type { FaultSettings } from '../../model/faults.ts';
import type { ExternalSystems } from '../../model/ports.ts';
import type { KeyStoreRecord, ProxyConfiguration } from '../../model/records.ts';
import {
  isXksErrorName,
  XksConnectionError,
  type XksRequestMetadata,
  type XksTransport,
} from '../../model/xks-proxy-api.ts';
import type { Call } from '../../model/contract.ts';
import { readFaults } from '../faults.ts';
import type { Reader } from '../transaction/reader.ts';
import { XksClient, type XksProxyAddress } from './xks-client.ts';

/** What reaching a proxy needs of a call. */
export interface ProxyContext {
  readonly reader: Reader;
  readonly external?: ExternalSystems;
  readonly once?: <T>(name: string, act: () => Promise<T>) => Promise<T>;
  readonly call?: Pick<Call, 'operation' | 'requestContext'> & { readonly requestId?: string };
  readonly caller?: {
    readonly arn: string;
    readonly account: string;
    readonly principal: { readonly kind: string; readonly arn: string };
  };
}

/** Awaits `act`: at most once in the call, if it can be repeated. */
export function onceIn<T>({ once }: ProxyContext, name: string, act: () => Promise<T>): Promise<T> {
  return once === undefined ? act() : once(name, act);
}

/** The fault of the sandbox for each member of ProxyFaults. */
const FAULT_NAMES = {
  unreachable: 'xks-proxy-unreachable',
  invalidTls: 'xks-proxy-invalid-tls',
  silent: 'xks-proxy-silent',
  accessDenied: 'xks-proxy-access-denied',
  malformedAnswer: 'xks-proxy-malformed-answer',
  wrongIntegrityValue: 'xks-proxy-wrong-integrity-value',
  wrongTag: 'xks-proxy-wrong-tag',
  otherCiphertext: 'xks-proxy-other-ciphertext',
  wrongPlaintext: 'xks-proxy-wrong-plaintext',
} as const;

/** Returns how the proxy at `url` misbehaves. */
function proxyFaults(settings: FaultSettings, url: string): ProxyFaults {
  const applies = (fault: { readonly proxyId?: string } | undefined): boolean =>
    fault !== undefined && (fault.proxyId ?? url) === url;
  const latency = settings['xks-proxy-latency'];
  const error = settings['xks-proxy-error'];
  const flags = Object.entries(FAULT_NAMES).filter(([, name]) => applies(settings[name]));
  return {
    ...Object.fromEntries(flags.map(([member]) => [member, true])),
    ...(applies(latency) ? { latencyMs: latency?.milliseconds ?? 0 } : {}),
    ...(applies(error) && isXksErrorName(error?.errorName) ? { error: error.errorName } : {}),
  };
}

/** Returns the address of a proxy. */
export function proxyAddress({ region }: Pick<KeyStoreRecord, 'region'>, proxy: ProxyConfiguration): XksProxyAddress {
  const { endpoint, path, accessKeyId, secret } = proxy;
  return { url: endpoint.toLowerCase() + path, region, accessKeyId, secret };
}

/** Returns a client for the proxies of the sandbox, with the faults that are set now. */
export async function openXksClient({ reader, external }: ProxyContext, { url }: XksProxyAddress): Promise<XksClient> {
  const faults = proxyFaults(await readFaults(reader), url);
  const proxies = external?.proxies;
  const transport: XksTransport = (request, timeoutMs) =>
    proxies === undefined
      ? Promise.reject(new XksConnectionError('unreachable'))
      : proxies.send(request, timeoutMs, faults);
  return new XksClient({ transport, clock: proxies?.clock ?? { now: () => 0 } });
}

/** The fault that makes a connection fail by itself, whatever the proxy answers. */
export async function connectionFault({
  reader,
}: ProxyContext): Promise<'INTERNAL_ERROR' | 'NETWORK_ERRORS' | undefined> {
  const faults = await readFaults(reader);
  if (faults['xks-internal'] !== undefined) return 'INTERNAL_ERROR';
  return faults['xks-network'] === undefined ? undefined : 'NETWORK_ERRORS';
}

/** KMS acts by itself: for a task of the clock, or a call of an AWS service that has no principal. */
const AWS_INTERNAL = 'AWS Internal';
const NO_REQUEST = '00000000-0000-0000-0000-000000000000';

/** Returns what KMS tells a proxy about a call that uses a key. */
export function requestMetadata(
  { call, caller }: ProxyContext,
  key?: { readonly arn: string; readonly account: string },
): XksRequestMetadata {
  const requestContext = call?.requestContext;
  const text = (name: string): string | undefined => {
    const value = (requestContext as Readonly<Record<string, unknown>> | undefined)?.[name];
    return typeof value === 'string' ? value : undefined;
  };
  const endpoint = text('aws:SourceVpce');
  const vpc = text('aws:SourceVpc');
  const service = text('kms:ViaService');
  // For cryptographic operations only if the caller is of the account of the key.
  const isLocal = key === undefined || key.account === caller?.account;
  return {
    // aws:PrincipalArn: for a session, its role.
    awsPrincipalArn: caller?.principal.arn ?? AWS_INTERNAL,
    ...(isLocal && endpoint !== undefined ? { awsSourceVpce: endpoint } : {}),
    ...(isLocal && endpoint !== undefined && vpc !== undefined ? { awsSourceVpc: vpc } : {}),
    ...(key === undefined ? {} : { kmsKeyArn: key.arn }),
    kmsOperation: call?.operation ?? 'Decrypt',
    kmsRequestId: call?.requestId ?? NO_REQUEST,
    ...(service === undefined ? {} : { kmsViaService: service }),
  };
}
