/** The connection of a call, as its record describes it. */
import { partitionOf } from '../../model/arn.ts';
import type { TlsDetails } from '../../model/audit.ts';

/** Maximum number of connections that are kept. */
const MAX_CACHED = 100;

/** One object per host, because a segment stores equal objects once. */
const connections = new Map<string, TlsDetails>();

/** The caller of a connection. */
export interface Connection {
  /** First part of the host name of the service's endpoints. */
  readonly service: 'kms' | 'sts' | 'cloudtrail';
  readonly region: string;
  readonly client?: { readonly host?: string } | undefined;
}

/**
 * Returns the connection of a call. The default host is the endpoint of the Region. AWS documents the key exchange for
 * records of KMS only. Sources: https://docs.aws.amazon.com/general/latest/gr/kms.html,
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function tlsDetailsOf({ service, region, client }: Connection): TlsDetails {
  const host = client?.host;
  const by = `${service} ${host ?? region}`;
  const known = connections.get(by);
  if (known !== undefined) return known;
  if (connections.size >= MAX_CACHED) connections.clear();
  const suffix = partitionOf(region) === 'aws-cn' ? '.cn' : '';
  const details: TlsDetails = {
    tlsVersion: 'TLSv1.3',
    cipherSuite: 'TLS_AES_256_GCM_SHA384',
    clientProvidedHostHeader: host ?? `${service}.${region}.amazonaws.com${suffix}`,
    ...(service === 'kms' ? { keyExchange: 'X25519MLKEM768' as const } : {}),
  };
  connections.set(by, details);
  return details;
}
