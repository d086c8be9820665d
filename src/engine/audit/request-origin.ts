/** Where a request comes from, as records show it: by its context, or that of a usual client. */
import type { RequestContext } from '../../model/contract.ts';
import { cutText } from './record-limits.ts';
import { contextValue } from './user-identity.ts';

/** Address of a client whose request context has none. It is reserved for documentation. */
export const DEFAULT_SOURCE_IP = '203.0.113.10';

/** User agent of such a client. */
export const DEFAULT_USER_AGENT = 'strongroom';

/** Returns sourceIPAddress. */
export function sourceAddressOf(context: RequestContext | undefined): string {
  return contextValue(context, 'aws:SourceIp') ?? contextValue(context, 'aws:VpcSourceIp') ?? DEFAULT_SOURCE_IP;
}

/** Returns userAgent, within the limit of CloudTrail. */
export function userAgentOf(context: RequestContext | undefined): string {
  return cutText(contextValue(context, 'aws:UserAgent') ?? DEFAULT_USER_AGENT);
}
