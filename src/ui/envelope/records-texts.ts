/** Every text of the tab for records and the cache of data keys. */

/** The texts. */
export const TEXTS = {
  tab: 'Records',
  lead: 'Encrypt many small records, and see how many calls to KMS a cache of data keys saves.',
  sampleNote: 'A short text, as programs store it in one row of a table.',
  plan: {
    count: 'Records',
    tenants: 'Tenants',
    tenantsHint:
      'Each tenant has a pair “tenant” in the encryption context. Records of different contexts never share a data key.',
  },
  limits: {
    legend: 'Limits of a cached data key',
    maxMessages: 'Maximum messages',
    maxBytes: 'Maximum bytes of content',
    maxAge: 'Maximum age in seconds',
    capacity: 'Maximum data keys in the cache',
    hint: 'A data key that reaches a limit is overwritten and replaced. The age counts by the clock of this device: the cache is part of your program, not of KMS. Changing a limit empties the cache.',
  },
  encryptCached: 'Encrypt with cache',
  encryptPlain: 'Encrypt without cache',
  decryptCached: 'Decrypt with cache',
  decryptPlain: 'Decrypt without cache',
  noRecords: 'Encrypt the records first.',
  working: { encrypt: 'Encrypting records', decrypt: 'Decrypting records' },
  progress: (done: string, of: string) => `${done} of ${of} records`,
  canceled: 'Canceled. The records of this run were discarded.',
  results: {
    heading: 'Calls to KMS',
    run: 'Run',
    records: 'Records',
    calls: 'Calls to KMS',
    saved: 'Calls saved',
    hits: 'Hits',
    misses: 'Misses',
    evictions: 'Evictions',
    none: '–',
    name: {
      encrypt: (isCached: boolean) => (isCached ? 'Encryption with cache' : 'Encryption without cache'),
      decrypt: (isCached: boolean) => (isCached ? 'Decryption with cache' : 'Decryption without cache'),
    },
    caption:
      'Counted from the calls that this page made. A hit needs no call. Activity shows one event per call, not per record.',
    activity: 'Show activity',
  },
  done: (direction: 'encrypt' | 'decrypt', records: string, calls: string) =>
    direction === 'encrypt'
      ? `${records} records encrypted. Calls to KMS: ${calls}.`
      : `${records} records decrypted. Calls to KMS: ${calls}.`,
  cache: {
    heading: 'Data keys in the cache',
    none: 'The cache is empty.',
    use: 'Use',
    uses: { encrypt: 'Encrypts', decrypt: 'Decrypts' },
    context: 'Encryption context',
    messages: 'Messages',
    bytes: 'Bytes of content',
    age: 'Age',
    clear: 'Empty cache',
    cleared: 'Cache emptied. Its data keys were overwritten.',
    risk: 'A cached data key stays in plaintext in the memory of your program: whoever reads that memory can read all of its messages. KMS neither sees nor can deny the uses that the cache answers.',
  },
  keyOf: (tenant: string) => (tenant ? `Records of tenant ${tenant}` : 'Records'),
  code: {
    heading: 'Code of this cache',
    what: 'AWS Encryption SDK for JavaScript',
    copy: 'Copy',
  },
};
