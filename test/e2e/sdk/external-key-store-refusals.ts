/** The errors of external key stores: of the operations on key stores, and of CreateKey. */
import type { KmsErrorName } from '../../../src/model/errors.ts';
import type { NewProxy } from '../../../src/model/external-key-manager.ts';
import type { Registered } from '../../conformance/cases.ts';
import type { Aid, SdkFixture } from './fixture.ts';
import { NO_TEXT, type Provoke } from './refusal.ts';

const SERVICE = 'com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0';
const OWNER = '111122223333';

function proxiesOf({ proxies }: Aid): NonNullable<Aid['proxies']> {
  if (proxies === undefined) throw new Error('This page has no proxies.');
  return proxies;
}

const says = (input: object, text = NO_TEXT) => ({ input, says: text });

/** Members of CreateCustomKeyStore for a proxy. */
const membersOf = ({ endpoint, path, credential }: NewProxy) => ({
  XksProxyConnectivity: 'PUBLIC_ENDPOINT' as const,
  XksProxyUriEndpoint: endpoint,
  XksProxyUriPath: path,
  XksProxyAuthenticationCredential: {
    AccessKeyId: credential.accessKeyId,
    RawSecretAccessKey: credential.rawSecretAccessKey,
  },
});

const inputOf = (proxy: NewProxy, name: string) => ({
  CustomKeyStoreName: name,
  CustomKeyStoreType: 'EXTERNAL_KEY_STORE' as const,
  ...membersOf(proxy),
});

/** Members that make an input fail at a new proxy, and the message. */
type Fail = (made: SdkFixture, proxy: NewProxy) => Promise<{ readonly members: object; readonly text?: string }>;

const WRONG_SECRET: Fail = (_made, { credential }) =>
  Promise.resolve({
    members: {
      XksProxyAuthenticationCredential: { AccessKeyId: credential.accessKeyId, RawSecretAccessKey: 'A'.repeat(44) },
    },
    text: 'The external key store proxy rejected the request because it could not authenticate AWS KMS. Verify the XKS proxy authentication credentials for your external key store and update if necessary.',
  });

/** A second proxy whose key store exists, and members that clash with it. */
const taken =
  (members: (other: NewProxy) => object): Fail =>
  async (made) => {
    const other = await proxiesOf(made.aid).create({ endpoint: 'https://taken.example.com' });
    await made.kms.createCustomKeyStore(inputOf(other, 'taken'));
    return { members: members(other) };
  };

const PRIVATE = { XksProxyConnectivity: 'VPC_ENDPOINT_SERVICE', XksProxyVpcEndpointServiceName: SERVICE };

const FAILURES: { readonly [name in KmsErrorName]?: Fail } = {
  XksProxyIncorrectAuthenticationCredentialException: WRONG_SECRET,
  XksProxyInvalidConfigurationException: () =>
    Promise.resolve({
      members: { XksProxyUriPath: '/wrong/kms/xks/v1' },
      text: 'The external key store proxy rejected the request because of an invalid URI path. Verify the URI path for your external key store and update if necessary.',
    }),
  XksProxyInvalidResponseException: async ({ aid }) => {
    await aid.setFault?.('xks-proxy-malformed-answer');
    return {
      members: {},
      text: 'AWS KMS cannot interpret the response from the external key store proxy. If you see this error repeatedly, report it to your external key store proxy administrator.',
    };
  },
  XksProxyUriEndpointInUseException: taken(({ endpoint }) => ({ ...PRIVATE, XksProxyUriEndpoint: endpoint })),
  XksProxyUriInUseException: taken(membersOf),
  XksProxyUriUnreachableException: async ({ aid }) => {
    await aid.setFault?.('xks-proxy-unreachable');
    return {
      members: {},
      text: 'AWS KMS cannot communicate with the external key store proxy. This might be a transient network issue. If you see this error repeatedly, verify that your external key store proxy is active and is connected to the network, and that its endpoint URI is correct in your external keystore.',
    };
  },
  XksProxyVpcEndpointServiceInUseException: async ({ aid, kms }, { endpoint }) => {
    const endpointService = { name: SERVICE, owner: OWNER, acceptanceRequired: false };
    const other = await proxiesOf(aid).create({ endpoint: 'https://taken.example.com', endpointService });
    await kms.createCustomKeyStore({
      ...inputOf(other, 'taken'),
      XksProxyConnectivity: 'VPC_ENDPOINT_SERVICE',
      XksProxyVpcEndpointServiceName: SERVICE,
    });
    return { members: { ...PRIVATE, XksProxyUriEndpoint: endpoint } };
  },
  XksProxyVpcEndpointServiceInvalidConfigurationException: async ({ aid }, { id, endpoint }) => {
    const endpointService = { name: SERVICE, owner: OWNER, acceptanceRequired: true };
    await proxiesOf(aid).update(id, { endpointService });
    return { members: { ...PRIVATE, XksProxyUriEndpoint: endpoint } };
  },
  XksProxyVpcEndpointServiceNotFoundException: (_made, { endpoint }) =>
    Promise.resolve({ members: { ...PRIVATE, XksProxyUriEndpoint: endpoint } }),
};

const creations = Object.fromEntries(
  Object.entries(FAILURES).map(([name, fail]): [string, Provoke] => [
    name,
    async (made) => {
      const proxy = await proxiesOf(made.aid).create();
      const { members, text } = await fail(made, proxy);
      return says({ ...inputOf(proxy, 'external'), ...members }, text);
    },
  ]),
);

const updates = Object.fromEntries(
  Object.entries(FAILURES).map(([name, fail]): [string, Provoke] => [
    name,
    async (made) => {
      const proxy = await proxiesOf(made.aid).create();
      const { CustomKeyStoreId } = await made.kms.createCustomKeyStore(inputOf(proxy, 'external'));
      const { members, text } = await fail(made, proxy);
      return says({ CustomKeyStoreId, ...membersOf(proxy), ...members }, text);
    },
  ]),
);

/** CreateKey in a connected key store with the external keys `used`, which a KMS key uses, and `off`. */
const inExternal =
  (XksKeyId: string, text?: string): Provoke =>
  async ({ kms, aid }) => {
    const proxies = proxiesOf(aid);
    const proxy = await proxies.create();
    for (const keyId of ['used', 'off']) await proxies.createKey(proxy.id, { keyId });
    await proxies.updateKey(proxy.id, 'off', { status: 'DISABLED' });
    const { CustomKeyStoreId } = await kms.createCustomKeyStore(inputOf(proxy, 'external'));
    await kms.connectCustomKeyStore({ CustomKeyStoreId });
    await aid.advance?.(60);
    await kms.createKey({ Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId, XksKeyId: 'used' });
    return says({ Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId, XksKeyId }, text);
  };

/** The ways. */
export const EXTERNAL_KEY_STORE_REFUSALS: {
  readonly [N in Registered]?: { readonly [name in KmsErrorName]?: Provoke };
} = {
  CreateCustomKeyStore: creations,
  UpdateCustomKeyStore: updates,
  CreateKey: {
    XksKeyAlreadyInUseException: inExternal('used'),
    XksKeyInvalidConfigurationException: inExternal(
      'off',
      'The status of the external key must be ENABLED. The status of specified external key is DISABLED.',
    ),
    XksKeyNotFoundException: inExternal(
      'none',
      'The external key associated with this KMS key in an external key store was not found in its external key manager. If the external key ID associated with this KMS key is incorrect, create a new KMS key with the correct external key ID.',
    ),
  },
};
