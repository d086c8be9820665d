/**
 * Each ConnectionErrorCode of an external key store: what provokes it, and the documented fix, after which the key
 * store connects. Source: https://docs.aws.amazon.com/kms/latest/developerguide/xks-troubleshooting.html
 */
import { expect } from 'chai';
import type { ConnectionErrorCodeType } from '@aws-sdk/client-kms';
import type { FaultName, FaultOptions } from '../../../src/model/faults.ts';
import { externalScene, type ExternalScene } from './external-scene.ts';

interface Row {
  readonly provoke: (scene: ExternalScene) => Promise<unknown>;
  /** Runs while the key store is DISCONNECTED again. */
  readonly fix: (scene: ExternalScene) => Promise<unknown>;
}

type ExternalCode = Extract<
  ConnectionErrorCodeType,
  `XKS_PROXY_${string}` | 'INTERNAL_ERROR' | 'NETWORK_ERRORS' | 'INVALID_CREDENTIALS'
>;

/** A fault, and its end. */
const fault = (name: FaultName, options?: FaultOptions): Row => ({
  provoke: ({ world }) => world.engine.faults.setFault(name, options),
  fix: ({ world }) => world.engine.faults.clearFault(name),
});

const ROWS: { readonly [C in ExternalCode]: Row } = {
  INTERNAL_ERROR: fault('xks-internal'),
  NETWORK_ERRORS: fault('xks-network'),
  INVALID_CREDENTIALS: {
    provoke: ({ world, proxy }) => world.proxies.removeProxyCredential(proxy.id, proxy.credential.accessKeyId),
    async fix({ world, proxy, id }) {
      const { accessKeyId, rawSecretAccessKey } = await world.proxies.createProxyCredential(proxy.id);
      await world.ok('UpdateCustomKeyStore', {
        CustomKeyStoreId: id,
        XksProxyAuthenticationCredential: { AccessKeyId: accessKeyId, RawSecretAccessKey: rawSecretAccessKey },
      });
    },
  },
  XKS_PROXY_ACCESS_DENIED: fault('xks-proxy-access-denied'),
  XKS_PROXY_INVALID_CONFIGURATION: {
    async provoke({ world, proxy }) {
      // The proxy moves to another path: its administrator keeps the endpoint.
      await world.proxies.createProxy({ path: '/moved/kms/xks/v1' });
      await world.proxies.removeProxy(proxy.id);
    },
    async fix({ world, id }) {
      const { accessKeyId, rawSecretAccessKey } = await world.proxies.createProxyCredential(
        'https://xks.example.com/moved/kms/xks/v1',
      );
      await world.ok('UpdateCustomKeyStore', {
        CustomKeyStoreId: id,
        XksProxyUriPath: '/moved/kms/xks/v1',
        XksProxyAuthenticationCredential: { AccessKeyId: accessKeyId, RawSecretAccessKey: rawSecretAccessKey },
      });
    },
  },
  XKS_PROXY_INVALID_RESPONSE: fault('xks-proxy-malformed-answer'),
  XKS_PROXY_INVALID_TLS_CONFIGURATION: fault('xks-proxy-invalid-tls'),
  XKS_PROXY_NOT_REACHABLE: {
    provoke: ({ world, proxy }) =>
      world.proxies.updateProxy(proxy.id, { fleet: [{ id: 'a', model: 'm', healthStatus: 'UNAVAILABLE' }] }),
    fix: ({ world, proxy }) =>
      world.proxies.updateProxy(proxy.id, { fleet: [{ id: 'a', model: 'm', healthStatus: 'DEGRADED' }] }),
  },
  XKS_PROXY_TIMED_OUT: fault('xks-proxy-latency', { milliseconds: 260 }),
};

const SERVICE = { name: 'com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0', owner: '111122223333' };

/** A key store behind a VPC endpoint service. */
const privateScene = (): Promise<ExternalScene> =>
  externalScene(
    { XksProxyConnectivity: 'VPC_ENDPOINT_SERVICE', XksProxyVpcEndpointServiceName: SERVICE.name },
    (world, { id }) => world.proxies.updateProxy(id, { endpointService: { ...SERVICE, acceptanceRequired: false } }),
  );

const PRIVATE_ROWS: { readonly [C in Extract<ConnectionErrorCodeType, `XKS_VPC_${string}`>]: Row } = {
  XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION: {
    provoke: ({ world, proxy }) =>
      world.proxies.updateProxy(proxy.id, { endpointService: { ...SERVICE, acceptanceRequired: true } }),
    fix: ({ world, proxy }) =>
      world.proxies.updateProxy(proxy.id, { endpointService: { ...SERVICE, acceptanceRequired: false } }),
  },
  XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND: {
    provoke: ({ world, proxy }) =>
      world.proxies.updateProxy(proxy.id, {
        endpointService: { ...SERVICE, name: `${SERVICE.name}1`, acceptanceRequired: false },
      }),
    fix: ({ world, id }) =>
      world.ok('UpdateCustomKeyStore', {
        CustomKeyStoreId: id,
        XksProxyVpcEndpointServiceName: `${SERVICE.name}1`,
      }),
  },
};

async function provokeAndFix(scene: ExternalScene, code: string, { provoke, fix }: Row): Promise<void> {
  const key = await (async () => {
    expect(await scene.connect()).to.equal('CONNECTED');
    return scene.key();
  })();
  expect(await scene.disconnect()).to.equal('DISCONNECTED');
  await provoke(scene);
  expect(await scene.connect()).to.equal(`FAILED ${code}`);
  const described = await scene.world.ok('DescribeKey', { KeyId: key });
  expect(described.KeyMetadata?.KeyState).to.equal('Unavailable');
  expect(await scene.disconnect()).to.equal('DISCONNECTED');
  await fix(scene);
  expect(await scene.connect()).to.equal('CONNECTED');
  expect((await scene.world.ok('DescribeKey', { KeyId: key })).KeyMetadata?.KeyState).to.equal('Enabled');
}

describe('connection errors of external key stores', () => {
  for (const [code, row] of Object.entries(ROWS))
    it(`${code} is shown, and its fix lets the key store connect`, async () => {
      await provokeAndFix(await externalScene(), code, row);
    });

  for (const [code, row] of Object.entries(PRIVATE_ROWS))
    it(`${code} is shown, and its fix lets the key store connect`, async () => {
      await provokeAndFix(await privateScene(), code, row);
    });

  it('behind a VPC endpoint service, a proxy is called to connect and not to create', async () => {
    const scene = await privateScene();
    expect(await scene.world.proxies.proxyRequests(scene.proxy.id)).to.deep.equal([]);
    await scene.connect();
    const [health] = await scene.world.proxies.proxyRequests(scene.proxy.id);
    expect(health?.kmsOperation).to.equal('ConnectCustomKeyStore');
  });
});
