/** What `strongroom serve` prints when it is ready. */
import { isIP } from 'node:net';
import type { AdminCredentials } from './endpoint-sandbox.ts';

/** Facts of a started endpoint. */
export interface StartFacts {
  /** The address given. Omitted: loopback. */
  readonly host: string | undefined;
  readonly port: number;
  readonly token: string;
  readonly credentials: AdminCredentials;
}

const SERVICES = ['KMS', 'STS', 'CLOUDTRAIL'] as const;

/** Returns the URL of the endpoint. An address that stands for all interfaces is that of none. */
function urlOf({ host, port }: Pick<StartFacts, 'host' | 'port'>): string {
  const name = host === undefined || host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${isIP(name) === 6 ? `[${name}]` : name}:${port}`;
}

/** Returns the text: the variables that AWS CLI and SDKs read, and the token of the control paths. */
export function startText({ host, port, token, credentials }: StartFacts): string {
  const url = urlOf({ host, port });
  return `Strongroom answers AWS KMS, STS and CloudTrail at ${url}
Everything is in memory: keys and events end with this process.

${SERVICES.map((service) => `export AWS_ENDPOINT_URL_${service}=${url}`).join('\n')}
export AWS_ACCESS_KEY_ID=${credentials.accessKeyId}
export AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey}
export AWS_REGION=us-east-1

Control paths, with this token:
curl -H 'Authorization: Bearer ${token}' ${url}/state
curl -H 'Authorization: Bearer ${token}' -X POST ${url}/reset
`;
}
