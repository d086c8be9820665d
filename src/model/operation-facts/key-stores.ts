/** Facts about the operations on custom key stores. */
import type { FactsTable } from './row.ts';
import { ANY_STATE } from './state-answers.ts';

/** The rows. */
export const KEY_STORE_FACTS = {
  CreateCustomKeyStore: {
    group: 'key-stores',
    resources: [{ role: 'service', kind: 'none', action: 'kms:CreateCustomKeyStore' }],
    readOnly: false,
    keyless: true,
    states: ANY_STATE,
    quota: 'CreateCustomKeyStore',
  },
  DescribeCustomKeyStores: {
    group: 'key-stores',
    resources: [{ role: 'service', kind: 'none', action: 'kms:DescribeCustomKeyStores' }],
    readOnly: true,
    keyless: true,
    states: ANY_STATE,
    pages: { max: 1000, default: 100 },
    quota: 'DescribeCustomKeyStores',
  },
  UpdateCustomKeyStore: {
    group: 'key-stores',
    resources: [{ role: 'store', kind: 'store', action: 'kms:UpdateCustomKeyStore', member: 'CustomKeyStoreId' }],
    readOnly: false,
    keyless: true,
    states: ANY_STATE,
    quota: 'UpdateCustomKeyStore',
  },
  ConnectCustomKeyStore: {
    group: 'key-stores',
    resources: [{ role: 'store', kind: 'store', action: 'kms:ConnectCustomKeyStore', member: 'CustomKeyStoreId' }],
    readOnly: false,
    keyless: true,
    states: ANY_STATE,
    quota: 'ConnectCustomKeyStore',
  },
  DisconnectCustomKeyStore: {
    group: 'key-stores',
    resources: [{ role: 'store', kind: 'store', action: 'kms:DisconnectCustomKeyStore', member: 'CustomKeyStoreId' }],
    readOnly: false,
    keyless: true,
    states: ANY_STATE,
    quota: 'DisconnectCustomKeyStore',
  },
  DeleteCustomKeyStore: {
    group: 'key-stores',
    resources: [{ role: 'store', kind: 'store', action: 'kms:DeleteCustomKeyStore', member: 'CustomKeyStoreId' }],
    readOnly: false,
    keyless: true,
    states: ANY_STATE,
    quota: 'DeleteCustomKeyStore',
  },
} as const satisfies Partial<FactsTable>;
