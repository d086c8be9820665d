/** Every text about relays. */
export const TEXTS = {
  frame: (origin: string) => `Relay to ${origin}`,
  invalid: 'The endpoint must be https:// and a host name, without port and path.',
  blocked:
    'The relay did not start. The service worker or the host of the app must send the headers of relay.html. Reload the page, then try again.',
  unsupported: 'This page has no worker to which a relay can be connected.',
  openTo: (origin: string) => `Relay open to ${origin}`,
  closed: (origin: string) => `No relay is open to ${origin}.`,
  elsewhere: (origin: string) => `A relay to ${origin} is open in another tab. It serves the calls of that tab only.`,
  unreachable: 'Without a relay in this tab, KMS cannot reach the proxy.',
  explanation:
    'A relay is a sandboxed frame that can connect to this origin only. It lives until you close it or this tab. The proxy must allow requests of the origin null with the headers authorization, content-type and x-amz-date (CORS).',
  open: (origin: string) => `Open relay to ${origin}`,
  close: (origin: string) => `Close relay to ${origin}`,
};
