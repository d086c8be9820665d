/**
 * External key stores: what KMS requires of a proxy and of an external key. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/create-xks-keystore.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/xks-troubleshooting.html
 */
import { importSigningSecret } from '../../crypto/request-signature.ts';
import { KmsError, type KmsErrorName } from '../../model/errors.ts';
import type { KeyStoreRecord, ProxyConfiguration } from '../../model/records.ts';
import type { ConnectionErrorCodeType, XksProxyConnectivityType } from '../../model/sdk.ts';
import type { XksKeyMetadata } from '../../model/xks-proxy-api.ts';
import {
  connectionFault,
  onceIn,
  openXksClient,
  proxyAddress,
  requestMetadata,
} from '../external-key-store/use-proxy.ts';
import { xksConnectionErrorCode, xksKmsError } from '../external-key-store/xks-errors.ts';
import { XksFailure, type XksProblem } from '../external-key-store/xks-failure.ts';
import type { CallContext } from '../pipeline/call-context.ts';
import { listKeyStores } from './find-key-store.ts';
import type { KeyStoreKind } from './key-store-kind.ts';

type Place = Pick<KeyStoreRecord, 'region'>;

const fail = (name: KmsErrorName, note: string): KmsError => new KmsError(name, undefined, note);

function proxyOf({ id, proxy }: KeyStoreRecord): ProxyConfiguration {
  if (proxy === undefined) throw new Error(`Key store ${id} has no proxy.`);
  return proxy;
}

/** Checks that VPC members are given for a VPC endpoint service, and only for it. The errors are inferred. */
function checkConnectivity({ connectivity, vpcServiceName, vpcServiceOwner }: ProxyConfiguration): void {
  const invalid = (text: string): KmsError => new KmsError('ValidationException', text);
  const isPrivate = connectivity === 'VPC_ENDPOINT_SERVICE';
  if (isPrivate && vpcServiceName === undefined)
    throw invalid('XksProxyVpcEndpointServiceName is required for XksProxyConnectivity VPC_ENDPOINT_SERVICE.');
  if (!isPrivate && (vpcServiceName !== undefined || vpcServiceOwner !== undefined))
    throw invalid('XksProxyVpcEndpointServiceName is not valid for XksProxyConnectivity PUBLIC_ENDPOINT.');
}

/**
 * Checks that no other key store of the account and Region uses the proxy.
 * @throws {KmsError}
 */
async function checkUnused(proxy: ProxyConfiguration, context: CallContext, except?: string): Promise<void> {
  for (const { id, name, proxy: other } of await listKeyStores(context)) {
    if (other === undefined || id === except) continue;
    const isSameEndpoint = other.endpoint.toLowerCase() === proxy.endpoint.toLowerCase();
    const isSameService = other.vpcServiceName === proxy.vpcServiceName;
    if (isSameEndpoint && (other.connectivity !== proxy.connectivity || !isSameService))
      throw fail(
        'XksProxyUriEndpointInUseException',
        `Key store ${name} uses the endpoint with another connectivity or VPC endpoint service.`,
      );
    if (isSameEndpoint && other.path === proxy.path)
      throw fail('XksProxyUriInUseException', `Key store ${name} uses the same endpoint and path.`);
    if (proxy.vpcServiceName !== undefined && isSameService && !isSameEndpoint)
      throw fail(
        'XksProxyVpcEndpointServiceInUseException',
        `Key store ${name} uses the VPC endpoint service with another endpoint.`,
      );
  }
}

/** Returns what is wrong with the VPC endpoint service of a proxy. */
async function endpointServiceProblem(
  { connectivity, vpcServiceName = '', vpcServiceOwner, endpoint }: ProxyConfiguration,
  { external, caller }: CallContext,
): Promise<'NOT_FOUND' | 'INVALID_CONFIGURATION' | undefined> {
  if (connectivity !== 'VPC_ENDPOINT_SERVICE') return undefined;
  const service = await external.proxies?.endpointService(vpcServiceName);
  if (service?.owner !== (vpcServiceOwner ?? caller.account)) return 'NOT_FOUND';
  const isUsable = !service.acceptanceRequired && service.endpoints.includes(endpoint.toLowerCase());
  return isUsable ? undefined : 'INVALID_CONFIGURATION';
}

/**
 * Checks the VPC endpoint service of a proxy.
 * @throws {KmsError}
 */
async function checkEndpointService(proxy: ProxyConfiguration, context: CallContext): Promise<void> {
  const problem = await endpointServiceProblem(proxy, context);
  if (problem === 'NOT_FOUND')
    throw fail(
      'XksProxyVpcEndpointServiceNotFoundException',
      'No VPC endpoint service of this name and owner exists in the sandbox.',
    );
  if (problem !== undefined)
    throw fail(
      'XksProxyVpcEndpointServiceInvalidConfigurationException',
      'The VPC endpoint service must not require acceptance, and must lead to the endpoint of the proxy.',
    );
}

/** Asks for the health of the proxy. Returns what is wrong. */
async function healthProblem(
  place: Place,
  proxy: ProxyConfiguration,
  context: CallContext,
): Promise<XksProblem | undefined> {
  const address = proxyAddress(place, proxy);
  const { kmsOperation, kmsRequestId } = requestMetadata(context);
  return await onceIn(context, `xks health ${address.url} ${address.accessKeyId}`, async () => {
    try {
      const client = await openXksClient(context, address);
      const { ekmFleetDetails } = await client.getHealthStatus(address, { kmsOperation, kmsRequestId });
      // Documented as XKS_PROXY_NOT_REACHABLE.
      return ekmFleetDetails.every(({ healthStatus }) => healthStatus === 'UNAVAILABLE') ? 'unreachable' : undefined;
    } catch (error) {
      if (error instanceof XksFailure) return error.problem;
      throw error;
    }
  });
}

/**
 * Checks the health of a proxy.
 * @throws {KmsError}
 */
async function checkHealth(place: Place, proxy: ProxyConfiguration, context: CallContext): Promise<void> {
  const problem = await healthProblem(place, proxy, context);
  if (problem !== undefined) throw xksKmsError(problem, 'key-store');
}

/** Members of the inputs that configure a proxy. */
interface ProxyMembers {
  readonly XksProxyConnectivity?: XksProxyConnectivityType | undefined;
  readonly XksProxyUriEndpoint?: string | undefined;
  readonly XksProxyUriPath?: string | undefined;
  readonly XksProxyVpcEndpointServiceName?: string | undefined;
  readonly XksProxyVpcEndpointServiceOwner?: string | undefined;
  readonly XksProxyAuthenticationCredential?:
    { readonly AccessKeyId?: string | undefined; readonly RawSecretAccessKey?: string | undefined } | undefined;
}

/** Returns the configuration with the members of an input. */
async function configure(input: ProxyMembers, before?: ProxyConfiguration): Promise<ProxyConfiguration> {
  const { AccessKeyId, RawSecretAccessKey } = input.XksProxyAuthenticationCredential ?? {};
  const connectivity = input.XksProxyConnectivity ?? before?.connectivity ?? 'PUBLIC_ENDPOINT';
  // A change of the connectivity drops the service, unless the same call names one.
  const kept = connectivity === before?.connectivity ? before : undefined;
  const vpcServiceName = input.XksProxyVpcEndpointServiceName ?? kept?.vpcServiceName ?? '';
  const vpcServiceOwner = input.XksProxyVpcEndpointServiceOwner ?? kept?.vpcServiceOwner ?? '';
  const credential =
    AccessKeyId === undefined || RawSecretAccessKey === undefined
      ? before
      : { accessKeyId: AccessKeyId, secret: await importSigningSecret(RawSecretAccessKey) };
  if (credential === undefined) throw new KmsError('ValidationException');
  return {
    connectivity,
    endpoint: input.XksProxyUriEndpoint ?? before?.endpoint ?? '',
    path: input.XksProxyUriPath ?? before?.path ?? '',
    ...(vpcServiceName === '' ? {} : { vpcServiceName }),
    ...(vpcServiceOwner === '' ? {} : { vpcServiceOwner }),
    accessKeyId: credential.accessKeyId,
    secret: credential.secret,
  };
}

/**
 * Checks what CreateKey requires of an external key. The texts are those of the developer guide.
 * @throws {KmsError} XksKeyInvalidConfigurationException
 */
function checkExternalKey({ keySpec, keyUsage, keyStatus }: XksKeyMetadata): void {
  const invalid = (text: string): KmsError => new KmsError('XksKeyInvalidConfigurationException', text);
  if (keySpec !== 'AES_256')
    throw invalid(
      `The key spec of the external key must be AES_256. The key spec of specified external key is ${keySpec}.`,
    );
  if (keyStatus !== 'ENABLED')
    throw invalid(
      `The status of the external key must be ENABLED. The status of specified external key is ${keyStatus}.`,
    );
  if (!keyUsage.includes('ENCRYPT') || !keyUsage.includes('DECRYPT'))
    throw invalid(
      `The key usage of the external key must include ENCRYPT and DECRYPT. The key use of specified external key is ${keyUsage.join(', ')}.`,
    );
}

/** The type EXTERNAL_KEY_STORE. */
export const externalKeyStore: KeyStoreKind = {
  async create(input, context) {
    const proxy = await configure(input);
    checkConnectivity(proxy);
    await checkUnused(proxy, context);
    await checkEndpointService(proxy, context);
    // Behind a VPC endpoint service KMS calls the proxy only to connect.
    if (proxy.connectivity === 'PUBLIC_ENDPOINT') await checkHealth(context, proxy, context);
    return { proxy };
  },

  async update(store, input, context) {
    const before = proxyOf(store);
    const proxy = await configure(input, before);
    if (proxy.connectivity !== before.connectivity && input.XksProxyUriEndpoint === undefined)
      throw new KmsError('ValidationException', 'A change of XksProxyConnectivity requires XksProxyUriEndpoint.');
    checkConnectivity(proxy);
    if (!Object.keys(input).some((name) => name.startsWith('Xks'))) return {};
    await checkUnused(proxy, context, store.id);
    await checkEndpointService(proxy, context);
    if (proxy.connectivity === 'PUBLIC_ENDPOINT' || store.state === 'CONNECTED')
      await checkHealth(store, proxy, context);
    return { proxy };
  },

  async connect(store, context) {
    const proxy = proxyOf(store);
    const fault = await connectionFault(context);
    if (fault !== undefined) return { errorCode: fault };
    const service = await endpointServiceProblem(proxy, context);
    if (service !== undefined)
      return { errorCode: `XKS_VPC_ENDPOINT_SERVICE_${service}` satisfies ConnectionErrorCodeType };
    const problem = await healthProblem(store, proxy, context);
    return problem === undefined ? {} : { errorCode: xksConnectionErrorCode(problem) };
  },

  // The proxy keeps no session.
  disconnect: () => Promise.resolve(),

  async prepareKey(store, { XksKeyId: xksKeyId = '' }, context) {
    const keys = await context.reader.all('keys', 'keyStore', [store.id]);
    if (keys.some((key) => key.xksKeyId === xksKeyId)) throw new KmsError('XksKeyAlreadyInUseException');
    const address = proxyAddress(store, proxyOf(store));
    try {
      const metadata = await onceIn(context, `xks metadata ${address.url} ${xksKeyId}`, async () =>
        (await openXksClient(context, address)).getKeyMetadata(address, xksKeyId, requestMetadata(context)),
      );
      checkExternalKey(metadata);
    } catch (error) {
      throw error instanceof XksFailure ? xksKmsError(error.problem, 'create-key') : error;
    }
    return { xksKeyId };
  },
};
