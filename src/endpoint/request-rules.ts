/**
 * Which requests the endpoint accepts. A web page can send requests to this computer from any site: by `fetch`, by a
 * form, or under a host name of its own that resolves to a loopback address (DNS rebinding). None of these may reach a
 * sandbox.
 */
import { BlockList, isIP } from 'node:net';

/** The names that are accepted. */
export interface RequestRules {
  /** Lower-case host names, besides `localhost` and IP addresses. */
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
}

/** The headers of a request that decide. */
export interface OriginHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly 'sec-fetch-site'?: string | string[] | undefined;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an IP address is one of loopback. */
export const isLoopback = (address: string): boolean => loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/**
 * Returns whether a `Host` header names this computer. An IP address does: a page that is loaded from it has an origin,
 * and rebinding needs a name.
 */
function isAccepted(host: string, { allowedHosts }: RequestRules): boolean {
  if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}/`)) return false;
  const { hostname } = new URL(`http://${host}/`);
  return hostname === 'localhost' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 || allowedHosts.includes(hostname);
}

/** Returns why a request is refused, or undefined if it is accepted. */
export function refusalOf(headers: OriginHeaders, rules: RequestRules): string | undefined {
  const { host, origin, 'sec-fetch-site': site } = headers;
  if (host === undefined || !isAccepted(host, rules))
    return 'The Host header names another computer. strongroom serve --allow-host accepts a further name.';
  if (origin !== undefined)
    return rules.allowedOrigins.includes(origin)
      ? undefined
      : 'Pages of this origin may not send requests here. strongroom serve --allow-origin accepts one.';
  // A request without Origin that a page of another site caused: an image, a link, a form with GET.
  if (site !== undefined && site !== 'none' && site !== 'same-origin')
    return 'Requests that pages of other sites cause are refused.';
  return undefined;
}
