/**
 * The schema of every released version, as it was then: what migrations start from. A row is written once, when its
 * version is new; `stores` is store -> [its key, index -> members].
 */
export interface RecordedSchema {
  readonly version: number;
  readonly stores: Readonly<
    Record<string, readonly [key: string, indexes: Readonly<Record<string, readonly string[]>>]>
  >;
}

export const SCHEMAS: readonly RecordedSchema[] = [
  {
    version: 1,
    stores: {
      accessKeys: ['id', { principal: ['principalArn', 'id'] }],
      accounts: ['id', { all: ['id'] }],
      aliases: ['arn', { place: ['account', 'region', 'name'], target: ['targetArn', 'name'] }],
      grants: [
        'id',
        {
          grantee: ['keyArn', 'grantee', 'id'],
          key: ['keyArn', 'createdAt', 'id'],
          name: ['keyArn', 'name', 'id'],
          retiring: ['region', 'retiring', 'createdAt', 'id'],
        },
      ],
      keys: ['arn', { due: ['dueAt', 'arn'], place: ['account', 'region', 'createdAt', 'keyId'] }],
      materials: ['id', { key: ['keyId', 'version'] }],
      principals: ['arn', { account: ['account', 'arn'], all: ['arn'], name: ['account', 'kind', 'name'] }],
      segments: ['seq', {}],
      world: ['name', {}],
    },
  },
  {
    version: 2,
    stores: {
      accessKeys: ['id', { principal: ['principalArn', 'id'] }],
      accounts: ['id', { all: ['id'] }],
      aliases: ['arn', { place: ['account', 'region', 'name'], target: ['targetArn', 'name'] }],
      endedGrants: ['id', { grantee: ['keyArn', 'grantee', 'id'], key: ['keyArn', 'endedAt', 'id'] }],
      endpoints: ['id', { all: ['id'] }],
      grants: [
        'id',
        {
          grantee: ['keyArn', 'grantee', 'id'],
          key: ['keyArn', 'createdAt', 'id'],
          name: ['keyArn', 'name', 'id'],
          retiring: ['region', 'retiring', 'createdAt', 'id'],
        },
      ],
      groups: ['arn', { all: ['arn'] }],
      keys: ['arn', { due: ['dueAt', 'arn'], place: ['account', 'region', 'createdAt', 'keyId'] }],
      materials: ['id', { key: ['keyId', 'version'] }],
      policyVersions: ['id', {}],
      principals: ['arn', { account: ['account', 'arn'], all: ['arn'], name: ['account', 'kind', 'name'] }],
      segments: ['seq', {}],
      sessions: ['arn', { principal: ['principalArn', 'arn'] }],
      world: ['name', {}],
    },
  },
  {
    version: 3,
    stores: {
      accessKeys: ['id', { principal: ['principalArn', 'id'] }],
      accounts: ['id', { all: ['id'] }],
      aliases: ['arn', { place: ['account', 'region', 'name'], target: ['targetArn', 'name'] }],
      endedGrants: ['id', { grantee: ['keyArn', 'grantee', 'id'], key: ['keyArn', 'endedAt', 'id'] }],
      endpoints: ['id', { all: ['id'] }],
      grants: [
        'id',
        {
          grantee: ['keyArn', 'grantee', 'id'],
          key: ['keyArn', 'createdAt', 'id'],
          name: ['keyArn', 'name', 'id'],
          retiring: ['region', 'retiring', 'createdAt', 'id'],
        },
      ],
      groups: ['arn', { all: ['arn'] }],
      keys: [
        'arn',
        {
          due: ['dueAt', 'arn'],
          owner: ['ownedBy', 'createdAt', 'keyId'],
          place: ['account', 'region', 'createdAt', 'keyId'],
        },
      ],
      materials: ['id', { key: ['keyId', 'version'] }],
      policyVersions: ['id', {}],
      principals: ['arn', { account: ['account', 'arn'], all: ['arn'], name: ['account', 'kind', 'name'] }],
      segments: ['seq', {}],
      sessions: ['arn', { principal: ['principalArn', 'arn'] }],
      world: ['name', {}],
    },
  },
  {
    version: 4,
    stores: {
      accessKeys: ['id', { principal: ['principalArn', 'id'] }],
      accounts: ['id', { all: ['id'] }],
      aliases: ['arn', { place: ['account', 'region', 'name'], target: ['targetArn', 'name'] }],
      endedGrants: ['id', { grantee: ['keyArn', 'grantee', 'id'], key: ['keyArn', 'endedAt', 'id'] }],
      endpoints: ['id', { all: ['id'] }],
      grants: [
        'id',
        {
          grantee: ['keyArn', 'grantee', 'id'],
          key: ['keyArn', 'createdAt', 'id'],
          name: ['keyArn', 'name', 'id'],
          retiring: ['region', 'retiring', 'createdAt', 'id'],
        },
      ],
      groups: ['arn', { all: ['arn'] }],
      keys: [
        'arn',
        {
          due: ['dueAt', 'arn'],
          owner: ['ownedBy', 'createdAt', 'keyId'],
          place: ['account', 'region', 'createdAt', 'keyId'],
        },
      ],
      materials: ['id', { key: ['keyId', 'version'] }],
      policyVersions: ['id', {}],
      principals: ['arn', { account: ['account', 'arn'], all: ['arn'], name: ['account', 'kind', 'name'] }],
      segmentIndex: ['first', {}],
      segments: ['seq', {}],
      sessions: ['arn', { principal: ['principalArn', 'arn'] }],
      world: ['name', {}],
    },
  },
  {
    version: 5,
    stores: {
      accessKeys: ['id', { principal: ['principalArn', 'id'] }],
      accounts: ['id', { all: ['id'] }],
      aliases: ['arn', { place: ['account', 'region', 'name'], target: ['targetArn', 'name'] }],
      digestKeys: ['fingerprint', { region: ['region', 'validFrom', 'fingerprint'] }],
      endedGrants: ['id', { grantee: ['keyArn', 'grantee', 'id'], key: ['keyArn', 'endedAt', 'id'] }],
      endpoints: ['id', { all: ['id'] }],
      grants: [
        'id',
        {
          grantee: ['keyArn', 'grantee', 'id'],
          key: ['keyArn', 'createdAt', 'id'],
          name: ['keyArn', 'name', 'id'],
          retiring: ['region', 'retiring', 'createdAt', 'id'],
        },
      ],
      groups: ['arn', { all: ['arn'] }],
      keys: [
        'arn',
        {
          due: ['dueAt', 'arn'],
          owner: ['ownedBy', 'createdAt', 'keyId'],
          place: ['account', 'region', 'createdAt', 'keyId'],
        },
      ],
      materials: ['id', { key: ['keyId', 'version'] }],
      policyVersions: ['id', {}],
      principals: ['arn', { account: ['account', 'arn'], all: ['arn'], name: ['account', 'kind', 'name'] }],
      segmentIndex: ['first', {}],
      segments: ['seq', {}],
      sessions: ['arn', { principal: ['principalArn', 'arn'] }],
      world: ['name', {}],
    },
  },
  {
    version: 6,
    stores: {
      accessKeys: ['id', { principal: ['principalArn', 'id'] }],
      accounts: ['id', { all: ['id'] }],
      aliases: ['arn', { place: ['account', 'region', 'name'], target: ['targetArn', 'name'] }],
      digestKeys: ['fingerprint', { region: ['region', 'validFrom', 'fingerprint'] }],
      endedGrants: ['id', { grantee: ['keyArn', 'grantee', 'id'], key: ['keyArn', 'endedAt', 'id'] }],
      endpoints: ['id', { all: ['id'] }],
      grants: [
        'id',
        {
          grantee: ['keyArn', 'grantee', 'id'],
          key: ['keyArn', 'createdAt', 'id'],
          name: ['keyArn', 'name', 'id'],
          retiring: ['region', 'retiring', 'createdAt', 'id'],
        },
      ],
      groups: ['arn', { all: ['arn'] }],
      importParameters: ['id', { key: ['keyArn', 'validTo', 'id'] }],
      keyStores: ['id', { due: ['dueAt', 'id'], place: ['account', 'region', 'name'] }],
      keys: [
        'arn',
        {
          due: ['dueAt', 'arn'],
          keyStore: ['keyStoreId', 'createdAt', 'keyId'],
          owner: ['ownedBy', 'createdAt', 'keyId'],
          place: ['account', 'region', 'createdAt', 'keyId'],
        },
      ],
      materials: ['id', { key: ['keyId', 'version'] }],
      policyVersions: ['id', {}],
      principals: ['arn', { account: ['account', 'arn'], all: ['arn'], name: ['account', 'kind', 'name'] }],
      segmentIndex: ['first', {}],
      segments: ['seq', {}],
      sessions: ['arn', { principal: ['principalArn', 'arn'] }],
      world: ['name', {}],
    },
  },
  {
    version: 7,
    stores: {
      accessKeys: ['id', { principal: ['principalArn', 'id'] }],
      accounts: ['id', { all: ['id'] }],
      aliases: ['arn', { place: ['account', 'region', 'name'], target: ['targetArn', 'name'] }],
      digestKeys: ['fingerprint', { region: ['region', 'validFrom', 'fingerprint'] }],
      endedGrants: ['id', { grantee: ['keyArn', 'grantee', 'id'], key: ['keyArn', 'endedAt', 'id'] }],
      endpoints: ['id', { all: ['id'] }],
      grants: [
        'id',
        {
          grantee: ['keyArn', 'grantee', 'id'],
          key: ['keyArn', 'createdAt', 'id'],
          name: ['keyArn', 'name', 'id'],
          retiring: ['region', 'retiring', 'createdAt', 'id'],
        },
      ],
      groups: ['arn', { all: ['arn'] }],
      importParameters: ['id', { key: ['keyArn', 'validTo', 'id'] }],
      keyStores: ['id', { due: ['dueAt', 'id'], place: ['account', 'region', 'name'] }],
      keys: [
        'arn',
        {
          due: ['dueAt', 'arn'],
          keyStore: ['keyStoreId', 'createdAt', 'keyId'],
          owner: ['ownedBy', 'createdAt', 'keyId'],
          place: ['account', 'region', 'createdAt', 'keyId'],
        },
      ],
      logFolds: ['id', {}],
      materials: ['id', { key: ['keyId', 'version'] }],
      policyVersions: ['id', {}],
      principals: ['arn', { account: ['account', 'arn'], all: ['arn'], name: ['account', 'kind', 'name'] }],
      segmentIndex: ['first', {}],
      segmentSummaries: ['first', {}],
      segments: ['seq', {}],
      sessions: ['arn', { principal: ['principalArn', 'arn'] }],
      world: ['name', {}],
    },
  },
  {
    version: 8,
    stores: {
      accessKeys: ['id', { principal: ['principalArn', 'id'] }],
      accounts: ['id', { all: ['id'] }],
      aliases: ['arn', { place: ['account', 'region', 'name'], target: ['targetArn', 'name'] }],
      digestKeys: ['fingerprint', { region: ['region', 'validFrom', 'fingerprint'] }],
      endedGrants: ['id', { grantee: ['keyArn', 'grantee', 'id'], key: ['keyArn', 'endedAt', 'id'] }],
      endpoints: ['id', { all: ['id'] }],
      grants: [
        'id',
        {
          grantee: ['keyArn', 'grantee', 'id'],
          key: ['keyArn', 'createdAt', 'id'],
          name: ['keyArn', 'name', 'id'],
          retiring: ['region', 'retiring', 'createdAt', 'id'],
        },
      ],
      groups: ['arn', { all: ['arn'] }],
      importParameters: ['id', { key: ['keyArn', 'validTo', 'id'] }],
      keyStores: ['id', { due: ['dueAt', 'id'], place: ['account', 'region', 'name'] }],
      keys: [
        'arn',
        {
          due: ['dueAt', 'arn'],
          keyStore: ['keyStoreId', 'createdAt', 'keyId'],
          owner: ['ownedBy', 'createdAt', 'keyId'],
          place: ['account', 'region', 'createdAt', 'keyId'],
        },
      ],
      logFolds: ['id', {}],
      materials: ['id', { key: ['keyId', 'version'] }],
      policyVersions: ['id', {}],
      principals: ['arn', { account: ['account', 'arn'], all: ['arn'], name: ['account', 'kind', 'name'] }],
      segmentIndex: ['first', {}],
      segmentSummaries: ['first', {}],
      segments: ['seq', {}],
      serviceRecords: ['id', { scope: ['scope', 'name'] }],
      sessions: ['arn', { principal: ['principalArn', 'arn'] }],
      world: ['name', {}],
    },
  },
];
