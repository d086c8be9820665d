/** The language of the page of external key managers. */
import type { FaultName } from '../../model/faults.ts';
import { count } from '../kit/format.ts';

/** The texts. */
export const TEXTS = {
  title: 'External key managers',
  lead: 'Simulated external key managers, outside of KMS. Each has external keys and a proxy that speaks the published XKS proxy API. A KMS key in an external key store encrypts with its own key material first, and then with the external key.',
  none: 'There is no external key manager. Create one, then create a key store that uses it.',
  create: {
    heading: 'Create external key manager',
    endpoint: 'Endpoint of the proxy (XksProxyUriEndpoint)',
    endpointHint:
      'https:// and a host name reserved for examples, such as xks.example.com. No request leaves this browser.',
    path: 'Path (XksProxyUriPath)',
    pathHint: 'Ends in /kms/xks/v1. A prefix separates several key managers of one endpoint.',
    submit: 'Create external key manager',
    done: (id: string): string => `External key manager ${id} created.`,
  },
  secret: {
    heading: 'Proxy authentication credential',
    lead: 'KMS signs its requests to the proxy with this credential. The secret is not shown again.',
    accessKeyId: 'Access key ID',
    secret: 'Secret access key',
    download: 'Download configuration file',
    name: 'Name of the key store',
    createStore: 'Create and connect key store',
    created: (name: string): string => `Key store ${name} created. It is connecting.`,
    hide: 'Hide secret',
  },
  health: {
    label: 'Health of the external key managers',
    ACTIVE: 'Active',
    DEGRADED: 'Degraded: still serves requests',
    UNAVAILABLE: 'Unavailable: serves no requests',
  },
  credentials: {
    heading: 'Credentials of KMS',
    hint: 'Two credentials can be valid at a time. To replace one: add a new one, update the key store with it, then remove the old one.',
    add: 'Add credential',
    remove: (id: string): string => `Remove credential ${id}`,
    short: 'Remove',
  },
  keys: {
    heading: 'External keys',
    none: 'There is no external key.',
    id: 'ID (XksKeyId)',
    status: 'Status',
    enabled: 'Enabled',
    disabled: 'Disabled',
    version: 'Version',
    actions: 'Actions',
    enable: (id: string): string => `Enable ${id}`,
    disable: (id: string): string => `Disable ${id}`,
    rotate: (id: string): string => `Rotate ${id}`,
    enableShort: 'Enable',
    disableShort: 'Disable',
    rotateShort: 'Rotate',
    newId: 'ID of the new external key',
    newIdHint: '1 to 128 letters, digits, hyphens, periods or underscores. It cannot be changed.',
    create: 'Create external key',
  },
  requests: {
    heading: 'Requests to the proxy',
    hint: 'The proxy logs each request, never a plaintext. The request ID is that of the CloudTrail record.',
    none: 'KMS has not called this proxy.',
    time: 'Time',
    operation: 'Operation',
    caller: 'Caller',
    key: 'External key',
    result: 'Result',
    request: 'Request ID',
    ok: 'Succeeded',
    denied: (error: string, sid: string): string =>
      sid === 'none' ? `${error}: no statement allows it` : `${error}: denied by statement ${sid}`,
    more: (howMany: number): string => `Newest ${count(howMany)} requests`,
  },
  faults: {
    heading: 'Faults of the proxies',
    lead: 'A fault applies to all simulated proxies until you clear it.',
    clear: 'Clear all faults',
  },
} as const;

/** The faults that the page offers, with the options that it sets. Others need more options: use the sandbox API. */
export const OFFERED_FAULTS: Readonly<
  Partial<Record<FaultName, { readonly label: string; readonly options?: object }>>
> = {
  'xks-proxy-latency': { label: 'Answers after 300 milliseconds', options: { milliseconds: 300 } },
  'xks-proxy-unreachable': { label: 'Cannot be reached' },
  'xks-proxy-invalid-tls': { label: 'Invalid TLS configuration' },
  'xks-proxy-silent': { label: 'Loses its answers' },
  'xks-proxy-access-denied': { label: 'Denies KMS access' },
  'xks-proxy-error': { label: 'Rejects requests as too many', options: { errorName: 'ThrottlingException' } },
  'xks-proxy-malformed-answer': { label: 'Answers with text that is not JSON' },
  'xks-proxy-wrong-integrity-value': { label: 'Returns a wrong integrity value' },
  'xks-proxy-wrong-tag': { label: 'Returns a wrong authentication tag' },
  'xks-proxy-other-ciphertext': { label: 'Encrypts under another key' },
  'xks-proxy-wrong-plaintext': { label: 'Decrypts to another plaintext' },
  'xks-network': { label: 'Network error when a key store connects' },
  'xks-internal': { label: 'Internal error of KMS when a key store connects' },
};
