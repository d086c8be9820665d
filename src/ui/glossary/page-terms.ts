/** The terms of the glossary that each page uses, as data. */
import type { PageName } from '../page/parse-address.ts';

/** Terms of a page, by their IDs. */
export interface PageTerms {
  readonly terms: readonly string[];
  /** Those of which the page shows what is often said about them and is wrong. */
  readonly corrected?: readonly string[];
}

/** Pages that use terms. The glossary is what the links lead to. */
export type ExplainedPage = Exclude<PageName, 'glossary' | 'lost'>;

/** The terms by page. A page without a row does not compile. */
export const PAGE_TERMS: Readonly<Record<ExplainedPage, PageTerms>> = {
  home: { terms: ['kms-key', 'envelope-encryption', 'data-key', 'sandbox'] },
  labs: { terms: ['kms-key', 'sandbox', 'simulated-clock', 'event'] },
  class: { terms: ['sandbox', 'simulated-clock', 'event'] },
  keys: { terms: ['kms-key', 'customer-managed-key', 'aws-managed-key', 'aws-owned-key', 'alias', 'key-state'] },
  key: { terms: ['kms-key', 'key-id', 'arn', 'key-spec', 'key-usage', 'key-material'] },
  keyStores: { terms: ['custom-key-store', 'cloudhsm', 'external-key-store', 'xks-proxy'] },
  keyStore: { terms: ['custom-key-store', 'cloudhsm', 'external-key-store', 'xks-proxy', 'key-state'] },
  playground: {
    terms: [
      'envelope-encryption',
      'data-key',
      'encrypted-data-key',
      'encryption-context',
      'keyring',
      'data-key-caching',
    ],
    corrected: ['data-key', 'encryption-context'],
  },
  inspector: {
    terms: ['encryption-sdk', 'encrypted-data-key', 'initialization-vector', 'authentication-tag', 'ciphertext'],
    corrected: ['data-key', 'ciphertext'],
  },
  services: {
    terms: ['via-service', 'bucket-key', 'tenant-isolation', 'crypto-shredding', 'grant', 'data-key-caching'],
  },
  activity: { terms: ['event', 'cloudtrail', 'audit', 'encryption-context', 'access-denied'] },
  quotas: {
    terms: ['request-quota', 'resource-quota', 'throttling', 'backoff'],
    corrected: ['request-quota', 'resource-quota', 'key-policy'],
  },
  cost: { terms: ['customer-managed-key', 'data-key-caching', 'bucket-key', 'key-rotation'] },
  simulator: {
    terms: ['principal', 'implicit-deny', 'explicit-deny', 'key-policy', 'condition-key', 'dry-run'],
    corrected: ['ciphertext', 'abac'],
  },
  directory: {
    terms: ['principal', 'iam-policy', 'permissions-boundary', 'session-policy', 'service-control-policy', 'abac'],
    corrected: ['abac'],
  },
  proxies: { terms: ['external-key-store', 'xks-proxy', 'custom-key-store', 'key-material'] },
  library: { terms: ['encryption-sdk', 'sandbox', 'principal', 'region'] },
  capabilities: { terms: ['key-spec', 'key-material', 'asymmetric-key', 'aes-gcm'] },
  settings: { terms: ['sandbox', 'simulated-clock', 'propagation-delay', 'request-quota'] },
};

/** The terms by tab of the page of a key. A tab without a row has those of the page. */
export const KEY_TAB_TERMS: Readonly<Record<string, PageTerms>> = {
  state: { terms: ['key-state', 'unusable-key', 'key-deletion', 'data-key'], corrected: ['unusable-key'] },
  use: {
    terms: ['plaintext', 'ciphertext', 'encryption-context', 'data-key', 're-encrypt', 'grant-token'],
    corrected: ['ciphertext', 'encryption-context', 'data-key'],
  },
  policy: {
    terms: ['key-policy', 'policy-statement', 'principal', 'delegation', 'lockout', 'condition-key', 'least-privilege'],
    corrected: ['key-policy', 'abac'],
  },
  grants: {
    terms: ['grant', 'grantee-principal', 'retiring-principal', 'grant-constraint', 'grant-token', 'propagation-delay'],
    corrected: ['grant', 'key-policy'],
  },
  access: { terms: ['principal', 'key-policy', 'iam-policy', 'grant', 'cross-account', 'explicit-deny'] },
  aliases: { terms: ['alias', 'key-id', 'arn', 'abac'], corrected: ['abac'] },
  tags: { terms: ['tag', 'abac'], corrected: ['abac'] },
  material: { terms: ['imported-key-material', 'import-token', 'wrapping-key', 'key-material', 'unusable-key'] },
  rotation: { terms: ['key-rotation', 'key-material', 're-encrypt', 'data-key'], corrected: ['data-key'] },
  regionality: { terms: ['multi-region-key', 'primary-key', 'replica-key', 'region'] },
  'public-key': { terms: ['public-key', 'asymmetric-key', 'digital-signature', 'key-agreement'] },
  dependents: { terms: ['key-deletion', 'unusable-key', 'data-key', 'key-last-usage'], corrected: ['unusable-key'] },
  activity: { terms: ['event', 'cloudtrail', 'key-last-usage', 'access-denied'] },
};

/** The terms of an address. Undefined: its page uses none. */
export function pageTerms(page: PageName, tab = ''): PageTerms | undefined {
  if (page === 'glossary' || page === 'lost') return undefined;
  const ofTab = page === 'key' && Object.hasOwn(KEY_TAB_TERMS, tab) ? KEY_TAB_TERMS[tab] : undefined;
  return ofTab ?? PAGE_TERMS[page];
}
