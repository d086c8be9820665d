/** Every option of the envelope, with the kinds of values that it accepts, and values of every kind. */
import { expect } from 'vitest';
import { EnvelopeError } from '../../../src/envelope/envelope-error.ts';
import { createTestEnvelope } from '../keyrings/sandbox.ts';
import { pattern, readAll } from '../streams.ts';

const { createKey, publicKeyOf, kms, ...sandbox } = createTestEnvelope();
export const { envelope, encrypt } = sandbox;
export const tools = await envelope.loadTools();
export const arn = await createKey();
const rsaArn = await createKey({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
const ecdhArn = await createKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' });
export const [rsaPublicKey, ecdhPublicKey] = [await publicKeyOf(rsaArn), await publicKeyOf(ecdhArn)];
export const ecdhPair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
export const { CiphertextBlob: blob = new Uint8Array() } = await kms().generateDataKey({
  KeyId: arn,
  KeySpec: 'AES_256',
});
export const content = pattern(100);
export const message = await encrypt(content, { keyIds: [arn], encryptionContext: { a: 'b' } });
export const changeable = await encrypt(content, { keyIds: [arn], commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT' });
export const document = await tools.encryptJson(content, { keyIds: [arn] });
export const branchKeyStore = tools.createMemoryBranchKeyStore();
export const branchKeyId = await branchKeyStore.createBranchKey();

/** A value of each kind. Only its kind is wrong where another one is expected. */
export const VALUES = {
  null: null,
  number: 5,
  text: 'abc',
  flag: true,
  array: ['a'],
  object: { a: 'b' },
  map: new Map([['a', 'b']]),
  function: () => 'abc',
  bytes: new Uint8Array(5),
};
/** Name of a kind. */
export type KindName = keyof typeof VALUES;

/** What each member accepts. */
type Members = Readonly<Record<string, readonly KindName[]>>;

const TARGET: Members = { region: ['text'], caller: ['text'], grantTokens: ['array'] };
const SOURCE: Members = { ...TARGET, keyIds: ['array'], keyrings: [], materialsManager: [] };
const OPERATION: Members = { signal: [], onProgress: ['function'], budget: [] };

/** A function or keyring whose options are tried. */
export interface Subject {
  readonly name: string;
  /** Calls it with options that the types forbid. */
  readonly call: (options: never) => unknown;
  /** Options that are valid. */
  readonly valid: object;
  readonly members: Members;
  /** Name of the argument in its error. Omitted if the argument is not checked here. */
  readonly argument?: string;
}

/** Reads the output of an operation. */
export const output = (operation: { readonly stream: ReadableStream<Uint8Array> }) => readAll(operation.stream);

const keyring = (type: string, valid: object, members: Members): Subject => ({
  name: `createKeyring of ${type}`,
  call: async (options) => {
    const created = await tools.createKeyring(options);
    // Its branchKeyId may be a function, which is called when it is used.
    if (type === 'aws-kms-hierarchy') await encrypt(content, { keyrings: [created] });
  },
  valid: { type, ...valid },
  members,
});

/** Every function and keyring that takes options. */
export const SUBJECTS: readonly Subject[] = [
  {
    name: 'encrypt',
    call: (options) => output(envelope.encrypt(new Blob([content]), options)),
    valid: { keyIds: [arn], encryptionContext: { a: 'b' } },
    members: {
      ...SOURCE,
      ...OPERATION,
      encryptionContext: ['object'],
      requiredContextKeys: ['array'],
      suite: [],
      commitmentPolicy: [],
      frameLength: ['number'],
      maxEncryptedDataKeys: ['number'],
    },
    argument: 'options',
  },
  {
    name: 'decrypt',
    call: (options) => output(envelope.decrypt(new Blob([message]), options)),
    valid: {},
    members: {
      ...SOURCE,
      ...OPERATION,
      keyIds: [],
      encryptionContext: ['object'],
      reproducedContext: ['object'],
      commitmentPolicy: [],
      maxEncryptedDataKeys: ['number'],
    },
    argument: 'options',
  },
  {
    name: 'encryptTransform',
    call: (options) => void envelope.encryptTransform(options).readable.cancel(),
    valid: { keyIds: [arn] },
    members: { ...OPERATION, encryptionContext: ['object'] },
    argument: 'options',
  },
  {
    name: 'decryptTransform',
    call: (options) => void envelope.decryptTransform(options).readable.cancel(),
    valid: {},
    members: { ...OPERATION, encryptionContext: ['object'] },
    argument: 'options',
  },
  {
    name: 'createCachingMaterialsManager, its source,',
    call: (source) => envelope.createCachingMaterialsManager(source, { maxAgeMs: 1000 }),
    valid: { keyIds: [arn] },
    members: SOURCE,
    argument: 'source',
  },
  {
    name: 'createCachingMaterialsManager, its limits,',
    call: (limits) => envelope.createCachingMaterialsManager({ keyIds: [arn] }, limits),
    valid: { maxAgeMs: 1000 },
    members: { maxAgeMs: ['number'], capacity: ['number'], maxMessages: ['number'], maxBytes: ['number'] },
    argument: 'limits',
  },
  {
    name: 'encryptJson',
    call: (options) => tools.encryptJson(content, options),
    valid: { keyIds: [arn] },
    members: { ...SOURCE, encryptionContext: ['object'] },
    argument: 'options',
  },
  {
    name: 'decryptJson',
    call: (options) => tools.decryptJson(document, options),
    valid: {},
    members: { ...SOURCE, encryptionContext: ['object'] },
    argument: 'options',
  },
  {
    name: 'addJsonRecipients',
    call: (options) => tools.addJsonRecipients(document, options),
    valid: { to: { keyIds: [arn] } },
    members: { ...SOURCE, to: [] },
    argument: 'options',
  },
  {
    name: 'addJsonRecipients, its to,',
    call: (to) => tools.addJsonRecipients(document, { to }),
    valid: { keyIds: [arn] },
    members: { keyIds: ['array'], keyrings: [] },
    argument: 'to',
  },
  {
    name: 'changeMessageRecipients',
    call: (options) => tools.changeMessageRecipients(new Blob([changeable]), options),
    valid: { commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT' },
    members: { ...SOURCE, add: [], shouldRemove: ['function'], commitmentPolicy: [], reproducedContext: ['object'] },
    argument: 'options',
  },
  {
    name: 'reEncryptDataKeys',
    call: (options) => tools.reEncryptDataKeys([], options),
    valid: { destinationKeyId: arn },
    members: {
      ...TARGET,
      destinationKeyId: ['text'],
      destinationEncryptionContext: ['object'],
      concurrency: ['number'],
      onProgress: ['function'],
      signal: [],
    },
    argument: 'options',
  },
  {
    name: 'a key of reEncryptDataKeys',
    async call(key) {
      const [result] = await tools.reEncryptDataKeys([key], { destinationKeyId: arn });
      if (result?.ok === false) throw result.error;
    },
    valid: { ciphertextBlob: blob },
    members: { ciphertextBlob: ['bytes'], encryptionContext: ['object'], sourceKeyId: ['text'] },
    argument: 'stored data key',
  },
  {
    name: 'createKmsBranchKeyStore',
    call: (options) => tools.createKmsBranchKeyStore(options).createBranchKey(),
    valid: { kmsKeyArn: arn },
    members: { ...TARGET, kmsKeyArn: [], logicalKeyStoreName: ['text'], table: [], now: [] },
    argument: 'options',
  },
  ...[branchKeyStore, tools.createKmsBranchKeyStore({ kmsKeyArn: arn })].map((store, index): Subject => ({
    name: `createBranchKey of store ${index}`,
    call: (input) => store.createBranchKey(input),
    valid: {},
    members: { branchKeyId: ['text'], encryptionContext: ['object'] },
    argument: 'input',
  })),
  keyring('aws-kms', { keyIds: [arn] }, { ...TARGET, keyIds: ['array'], multiRegion: ['flag'] }),
  keyring('aws-kms-discovery', {}, { ...TARGET, discoveryFilter: [] }),
  keyring('aws-kms-rsa', { keyId: rsaArn }, { ...TARGET, keyId: [], encryptionAlgorithm: [], publicKey: [] }),
  keyring(
    'aws-kms-ecdh',
    { keyId: ecdhArn, curve: 'ECC_NIST_P256', keyAgreement: 'static', recipientPublicKey: ecdhPublicKey },
    { ...TARGET, keyId: ['text'], curve: [], keyAgreement: [], recipientPublicKey: [], publicKey: [] },
  ),
  keyring(
    'aws-kms-hierarchy',
    { branchKeyStore, branchKeyId, cacheTtlSeconds: 60 },
    {
      branchKeyStore: [],
      branchKeyId: ['text', 'function'],
      cacheTtlSeconds: ['number'],
      maxCacheEntries: ['number'],
      now: ['function'],
    },
  ),
  keyring(
    'data-key-pair',
    { keyName: 'n', publicKey: rsaPublicKey },
    {
      ...TARGET,
      keyNamespace: ['text'],
      keyName: ['text'],
      publicKey: [],
      privateKeyCiphertextBlob: ['bytes'],
      keyId: ['text'],
      keyPairContext: ['object'],
    },
  ),
  keyring(
    'raw-aes',
    { keyNamespace: 'n', keyName: 'n', wrappingKey: new Uint8Array(32) },
    { keyNamespace: ['text'], keyName: ['text'], wrappingKey: [] },
  ),
  keyring(
    'raw-rsa',
    { keyNamespace: 'n', keyName: 'n', publicKey: rsaPublicKey },
    { keyNamespace: ['text'], keyName: ['text'], padding: [], publicKey: [], privateKey: [] },
  ),
  keyring(
    'raw-ecdh',
    {
      curve: 'ECC_NIST_P256',
      keyAgreement: 'static',
      senderPrivateKey: ecdhPair,
      recipientPublicKey: ecdhPublicKey,
    },
    { curve: [], keyAgreement: [], senderPrivateKey: [], recipientPublicKey: [] },
  ),
  keyring(
    'raw-ecdh',
    { curve: 'ECC_NIST_P256', keyAgreement: 'discovery', recipientPrivateKey: ecdhPair },
    { recipientPrivateKey: [] },
  ),
  keyring('multi', { keyrings: [{ type: 'aws-kms', keyIds: [arn] }] }, { keyrings: [], type: [] }),
];

/** Expects an error that the library wrote, which names `member` and says what it must be. */
export async function expectNamed(act: () => unknown, member: string): Promise<void> {
  const error = await (async () => {
    await act();
  })().then(
    () => undefined,
    (reason: unknown) => reason as Error,
  );
  expect(error?.message).toMatch(new RegExp(String.raw`\b${member}\b.* must (?:be|contain|have) .*\.$`));
  if (error instanceof EnvelopeError) expect(error.code).toBe('InvalidEncryptionContext');
  else expect(error).toBeInstanceOf(TypeError);
}

/** All kinds. */
export const kinds = Object.keys(VALUES) as KindName[];
