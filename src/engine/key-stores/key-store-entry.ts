/**
 * A key store as DescribeCustomKeyStores returns it. Never its password or secret. Source:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CustomKeyStoresListEntry.html
 */
import type { Json } from '../../model/audit.ts';
import type { KeyStoreRecord } from '../../model/records.ts';
import type { CustomKeyStoresListEntry } from '../../model/sdk.ts';

/** Returns the entry of a key store. */
export function keyStoreEntry(store: KeyStoreRecord): CustomKeyStoresListEntry {
  const { cluster, proxy } = store;
  return {
    CustomKeyStoreId: store.id,
    CustomKeyStoreName: store.name,
    ...(cluster === undefined
      ? {}
      : { CloudHsmClusterId: cluster.clusterId, TrustAnchorCertificate: cluster.trustAnchor }),
    ConnectionState: store.state,
    ...(store.state === 'FAILED' && store.errorCode !== undefined ? { ConnectionErrorCode: store.errorCode } : {}),
    CreationDate: new Date(store.createdAt),
    CustomKeyStoreType: store.type,
    ...(proxy === undefined
      ? {}
      : {
          XksProxyConfiguration: {
            Connectivity: proxy.connectivity,
            AccessKeyId: proxy.accessKeyId,
            UriEndpoint: proxy.endpoint,
            UriPath: proxy.path,
            ...(proxy.vpcServiceName === undefined ? {} : { VpcEndpointServiceName: proxy.vpcServiceName }),
            ...(proxy.vpcServiceOwner === undefined ? {} : { VpcEndpointServiceOwner: proxy.vpcServiceOwner }),
          },
        }),
  };
}

/**
 * Returns additionalEventData of the records about a key store. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/ct-connect-keystore.html
 */
export function keyStoreEventData({ name, cluster }: KeyStoreRecord): Readonly<Record<string, Json>> {
  return { customKeyStoreName: name, ...(cluster === undefined ? {} : { clusterId: cluster.clusterId }) };
}
