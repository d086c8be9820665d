import type { Call } from '../model/contract.ts';
import type { ParsedRequest } from './http.ts';

/** Longest host name of DNS with a port. Longer ones are not recorded. */
const MAX_HOST_LENGTH = 259;

/** Reads what the client reports: the host that it asked for. */
export function reportOf({ headers }: ParsedRequest): Pick<Call, 'client'> {
  const host = headers.get('host') ?? '';
  return host === '' || host.length > MAX_HOST_LENGTH ? {} : { client: { host } };
}
