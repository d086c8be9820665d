import { html } from 'lit';
import { whole } from '../kit/whole.ts';

const keys = (count: number) => (count === 1 ? 'key' : 'keys');

/** Every text of the Keys page. A number comes twice where a text needs its plural: as itself, and formatted. */
export const TEXTS = {
  title: 'Keys',
  lead: (region: string) => html`Keys in this account and in ${whole(region)}, and the AWS owned keys of that Region.`,
  /** The button that shows the filters on a narrow page. */
  filters: (active: number) => (active === 0 ? 'Filters' : `Filters (${active} active)`),
  filter: 'Filter keys',
  filterHint: 'Alias, key ID, spec, tag, description…',
  keyType: 'Key type',
  create: 'Create key',
  columns: {
    alias: 'Alias',
    keyId: 'Key ID',
    state: 'Status',
    spec: 'Spec and usage',
    keyStore: 'Key store',
    tags: 'Tags',
    description: 'Description',
    used: 'Last used',
    created: 'Created',
  },
  /** Each key usage as a cell of the table. */
  usages: {
    ENCRYPT_DECRYPT: 'Encrypt and decrypt',
    SIGN_VERIFY: 'Sign and verify',
    GENERATE_VERIFY_MAC: 'Generate and verify MAC',
    KEY_AGREEMENT: 'Key agreement',
    ENCAPSULATE_DECAPSULATE: 'Encapsulate and decapsulate',
  },
  /** The regionality of a key, by its multi-Region key type. */
  regionality: { PRIMARY: 'Multi-Region primary', REPLICA: 'Multi-Region replica', none: 'Single-Region' },
  neverUsed: 'Never',
  conditions: {
    label: 'Filters on properties',
    property: 'Property',
    value: 'Value or part of it',
    add: 'Add filter',
    active: 'Active filters',
    chip: (property: string, value: string) => `${property}: ${value}`,
    remove: (chip: string) => `Remove filter ${chip}`,
    clear: 'Clear filters',
    properties: {
      alias: 'Alias',
      id: 'Key ID',
      status: 'Status',
      spec: 'Key spec',
      usage: 'Key usage',
      tag: 'Tag',
      description: 'Description',
      rotation: 'Automatic rotation',
      used: 'Last used',
      created: 'Creation date',
      origin: 'Origin',
      keyStore: 'Key store',
      regionality: 'Regionality',
    },
  },
  /** The tables by key type: name, label of the table, and the text of an empty one. */
  tables: {
    all: { name: 'All', label: 'All keys', none: '' },
    customer: {
      name: 'Customer managed',
      label: 'Customer managed keys',
      none: 'No customer managed keys in this Region.',
    },
    aws: {
      name: 'AWS managed',
      label: 'AWS managed keys',
      none: 'No AWS managed keys in this Region. An AWS service creates one in your account when it first needs it.',
    },
    owned: { name: 'AWS owned' },
  },
  noKeys: (region: string, home: string) =>
    html`No keys in ${whole(region)}. Create a key, or <a href=${home}>encrypt a file on Home</a> to create one
      automatically.`,
  noMatches: (filter: string) =>
    filter ? `No keys match “${filter}” with these filters.` : 'No keys match these filters.',
  shown: (shown: string, all: number, formatted: string) => `${shown} of ${formatted} ${keys(all)}`,
  moreAliases: (count: number) => `(+${count} more)`,
  awsManaged: 'AWS managed',
  reservedAlias: 'Names that start with alias/aws/ are reserved for AWS. Choose another name.',
  takenAlias: (alias: string, region: string) =>
    `${alias} already names another key of this account in ${region}. Choose another name.`,
  created: (key: string, alias: string) => (alias ? `Key ${key} created with alias ${alias}.` : `Key ${key} created.`),
  deletionScheduled: (key: string) => `Deletion of key ${key} is scheduled in 7 days.`,
  ownedCreated: (service: string, arn: string) => `${service} created the AWS owned key ${arn}.`,

  bulk: {
    select: 'Select',
    selectAll: 'Select all keys shown',
    selectKey: (key: string) => `Select ${key}`,
    selected: (count: number, formatted: string) => `${formatted} ${keys(count)} selected`,
    group: 'Actions on the selected keys',
    clear: 'Clear selection',
    /** Each action: its button, the heading and effect of its dialog, and the button that runs it. */
    actions: {
      enable: {
        name: 'Enable',
        effect: 'Enabled keys are available for cryptographic operations.',
        run: (count: number, formatted: string) => `Enable ${formatted} ${keys(count)}`,
      },
      disable: {
        name: 'Disable',
        effect: 'Cryptographic operations with these keys fail until you enable them.',
        run: (count: number, formatted: string) => `Disable ${formatted} ${keys(count)}`,
      },
      tag: {
        name: 'Add tag…',
        effect: 'The tag is added to each key. It replaces the value of a tag with the same name.',
        run: (count: number, formatted: string) => `Tag ${formatted} ${keys(count)}`,
      },
      delete: {
        name: 'Schedule deletion…',
        effect:
          'After the waiting period, each key and its aliases are permanently deleted. Data encrypted under a deleted key cannot be decrypted. Until then, cryptographic operations with the keys fail, and you can cancel the deletion on the page of each key.',
        run: (count: number, formatted: string) => `Schedule deletion of ${formatted} ${keys(count)}`,
      },
    },
    title: (run: string) => `${run}?`,
    keys: 'Keys',
    tagName: 'Tag name',
    tagValue: 'Tag value',
    days: 'Waiting period in days (7 to 30)',
    confirm: 'I confirm that I want to schedule these keys for deletion',
    waiting: 'Not started',
    running: 'Running…',
    done: 'Done',
    failed: (name: string, message: string) => (message ? `${name}: ${message}` : name),
    result: (done: number, all: number) =>
      done === all
        ? `Done for all ${all} ${keys(all)}.`
        : `Done for ${done} of ${all} ${keys(all)}. The others failed.`,
  },

  /** The comparison of key types. Source: https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-mgmt */
  types: {
    summary: 'Compare key types',
    caption: 'Key types',
    question: 'Question',
    rows: [
      {
        name: 'Who creates it',
        customer: 'You',
        aws: 'An AWS service in your account, when it first needs the key',
        owned: 'An AWS service in its own account',
      },
      { name: 'Can you view it?', customer: 'Yes', aws: 'Yes, with its key policy', owned: 'No' },
      {
        name: 'Can you manage it?',
        customer: 'Yes: policy, grants, tags, aliases, rotation, deletion',
        aws: 'No',
        owned: 'No',
      },
      { name: 'Used only for your account?', customer: 'Yes', aws: 'Yes', owned: 'No' },
      {
        name: 'Automatic rotation',
        customer: 'Optional, every 90 to 2,560 days',
        aws: 'Always, every year',
        owned: 'Decided by the service',
      },
      {
        name: 'Pricing on AWS',
        customer: 'Monthly fee, and a fee per call above the free tier',
        aws: 'No monthly fee; a fee per call above the free tier, which some services pay for you',
        owned: 'No fee',
      },
    ],
  },

  managed: {
    alias: 'alias/aws/s3',
    hint: 'Strongroom calls GenerateDataKey with alias/aws/s3 on behalf of your caller, as Amazon S3 does for the first object that it encrypts.',
    create: 'Create alias/aws/s3 as Amazon S3',
    created: 'Amazon S3 created the AWS managed key alias/aws/s3.',
  },

  owned: {
    description: 'Default key of tables',
    lead: 'An AWS owned key belongs to an AWS service, which uses it to protect the data of many customers. The key is in an account of the service. You cannot view, use or manage it, it does not count against your quotas or appear in your CloudTrail logs, and it is free of charge.',
    note: html`<strong>AWS does not show these keys.</strong> Strongroom lists them to show what protects data when you
      did not choose a key. Try to use one of the ARNs: the call fails as on AWS.`,
    none: (region: string) => html`No AWS owned keys in ${whole(region)}.`,
    create: (service: string) => `Create example key for ${service}`,
    caption: (count: number, formatted: string, region: string) =>
      html`${formatted} AWS owned ${keys(count)} in ${whole(region)}, oldest first`,
    columns: { owner: 'Owner', arn: 'Key ARN', spec: 'Spec', state: 'Status', created: 'Creation date' },
    copied: (owner: string) => `the ARN of a key of ${owner}`,
  },

  createKey: {
    title: 'Create key',
    usage: 'Key usage',
    usageHint: (usage: string) => `${usage} You cannot change the key usage later.`,
    /** Each key usage: its name, and what such a key does. */
    usages: {
      ENCRYPT_DECRYPT: {
        name: 'Encrypt and decrypt',
        does: 'Encrypts and decrypts data and data keys. Symmetric keys never leave KMS unencrypted. The public key of an RSA key pair can encrypt outside KMS.',
      },
      SIGN_VERIFY: {
        name: 'Sign and verify',
        does: 'Signs in KMS. Anyone with the public key can verify signatures.',
      },
      GENERATE_VERIFY_MAC: {
        name: 'Generate and verify MAC',
        does: 'Generates and verifies message authentication codes (HMAC).',
      },
      KEY_AGREEMENT: {
        name: 'Key agreement',
        does: 'Derives a shared secret with another party, from your private key and the other party’s public key.',
      },
      ENCAPSULATE_DECAPSULATE: {
        name: 'Encapsulate and decapsulate',
        does: 'Establishes a shared secret with post-quantum key encapsulation (ML-KEM).',
      },
    },
    spec: 'Key spec',
    /** A key spec that cannot be chosen. */
    specNotOffered: (spec: string, why: string) => `${spec} (${why})`,
    origin: 'Key material origin',
    /** Each origin: its name, and what it means. */
    origins: {
      AWS_KMS: { name: 'KMS', does: 'KMS generates the key material. You cannot change the origin later.' },
      EXTERNAL: {
        name: 'External (import key material)',
        does: 'The key is created without key material and cannot be used until you import some. You are responsible for keeping a copy of it. You cannot change the origin later.',
      },
    },
    /** For a spec whose material cannot be imported. */
    notImportable: (spec: string) => `KMS generates the key material: ${spec} keys cannot be imported.`,
    alias: 'Alias',
    aliasExample: 'alias/app',
    aliasHint: 'Optional. Letters, digits, / _ and -. The alias is created with a separate CreateAlias call.',
    description: 'Description (optional)',
    multiRegion: 'Multi-Region key',
    multiRegionHint: 'You can replicate it into other Regions. You cannot change this after the key is created.',
    keyStore: 'Key store',
    inKms: 'AWS KMS (default)',
    noKeyStores: 'To create a key in a CloudHSM or external key store, create and connect the key store first.',
    openKeyStores: 'Open key stores',
    keyStoreHint: 'A key in a custom key store is a symmetric encryption key. Only connected key stores are listed.',
    xksKey: 'ID of the external key (XksKeyId)',
    xksKeyHint:
      'An AES-256 key that is enabled in the external key manager. It cannot be changed, and no other KMS key of the key store can use it.',
    aliasRefused: html`<b>The key was created, but its alias was refused.</b> Choose another alias, keep the key without
      an alias, or schedule its deletion.`,
    keepWithoutAlias: 'Keep the key without an alias',
    scheduleDeletion: 'Schedule its deletion in 7 days',
    createAlias: 'Create alias',
    create: 'Create key',
  },

  custody: {
    legend: 'Key custody',
    /** Shown where all settings give the same. */
    native: 'Custody: native.',
    nativeHint: 'The browser stores the key as a non-extractable CryptoKey, with no wrapped copy.',
  },
};
