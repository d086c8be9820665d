import { describe, expect, it } from 'vitest';
import type { KeyringOptions } from '../../../src/envelope/keyrings/create-keyring.ts';
import { createTestEnvelope } from '../keyrings/sandbox.ts';
import { pattern, readAll } from '../streams.ts';

const { envelope, encrypt, createKey, ...test } = createTestEnvelope();
/** Rejects also with what `decrypt` throws at once. */
const decrypt = async (...given: Parameters<typeof test.decrypt>) => test.decrypt(...given);
const arn = await createKey();
const tools = await envelope.loadTools();
const content = pattern(1000);
const message = await encrypt(content, { keyIds: [arn], encryptionContext: { a: 'b' } });

/** Options that the types forbid. */
const wrong = (options: object): never => options as never;

const keyring = (options: object) => tools.createKeyring(wrong(options));

const BRANCH_KEYRING = { type: 'aws-kms-hierarchy', branchKeyId: 'a', cacheTtlSeconds: 60 };

describe('wrong options', () => {
  const typeErrors: readonly [what: string, act: () => Promise<unknown>, message: RegExp][] = [
    ['a keyring without methods', () => decrypt(message, wrong({ keyrings: [{}] })), /onEncrypt and onDecrypt/],
    ['null as keyring', () => decrypt(message, wrong({ keyrings: [null] })), /onEncrypt and onDecrypt/],
    ['text as keyring', () => decrypt(message, wrong({ keyrings: ['raw-aes'] })), /onEncrypt and onDecrypt/],
    ['null as options of a keyring', () => tools.createKeyring(null as never), /options must be an object/],
    ['a multi-keyring without keyrings', () => keyring({ type: 'multi' }), /keyrings must be an array/],
    [
      'a materials manager without methods',
      () => decrypt(message, wrong({ materialsManager: {} })),
      /with the methods/,
    ],
    // Taken for a missing one, it would be the discovery keyring, which asks any KMS key.
    ['null as materials manager', () => decrypt(message, wrong({ materialsManager: null })), /with the methods/],
    ['null as key IDs', () => decrypt(message, wrong({ keyIds: null })), /must be an array/],
    [
      'text as account IDs of a filter',
      () => keyring({ type: 'aws-kms-discovery', discoveryFilter: { accountIds: '111122223333' } }),
      /list of account IDs/,
    ],
    [
      'half a branch key store',
      () => keyring({ ...BRANCH_KEYRING, branchKeyStore: { getActiveBranchKey() {} } }),
      /with the methods/,
    ],
    [
      'a cache without limits',
      () => envelope.createCachingMaterialsManager({ keyIds: [arn] }, null as never),
      /limits must be an object/,
    ],
    ['text as content of a JSON envelope', () => tools.encryptJson('abc' as never, { keyIds: [arn] }), /Uint8Array/],
    ['a JSON envelope without options', () => tools.encryptJson(content, undefined as never), /must be an object/],
    [
      'null as stored data keys',
      () => tools.reEncryptDataKeys(null as never, { destinationKeyId: arn }),
      /must be an array/,
    ],
  ];
  for (const [what, act, text] of typeErrors)
    it(`refuses ${what} with a TypeError that says what is expected`, async () => {
      const error = await act().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(TypeError);
      expect((error as Error).message).toMatch(text);
    });

  it('refuses null as the expected encryption context, and does not skip the check', async () => {
    await expect(decrypt(message, wrong({ encryptionContext: null }))).rejects.toMatchObject({
      code: 'InvalidEncryptionContext',
    });
  });

  it('names the usage that a CryptoKey lacks', async () => {
    const { subtle } = crypto;
    const wrappingKey = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
    const raw: KeyringOptions = { type: 'raw-aes', keyNamespace: 'n', keyName: 'k', wrappingKey };
    const encrypted = await encrypt(content, { keyrings: [raw] });
    await expect(decrypt(encrypted, { keyrings: [raw] })).rejects.toThrow(/usage decrypt/);
  });
});

describe('wrong answers of what a program brings', () => {
  const unexpected = { name: 'EnvelopeError', code: 'UnexpectedAnswer' };
  const keyringOf = (answer: unknown) =>
    wrong({ keyrings: [{ onEncrypt: async () => answer, onDecrypt: async () => answer }] });

  it('refuses what a keyring returns, if it is no data key', async () => {
    await expect(encrypt(content, keyringOf(undefined))).rejects.toMatchObject(unexpected);
    await expect(encrypt(content, keyringOf({ dataKey: 'abc', encryptedDataKeys: [] }))).rejects.toMatchObject(
      unexpected,
    );
    await expect(decrypt(message, keyringOf({ dataKey: 'abc' }))).rejects.toMatchObject(unexpected);
    await expect(decrypt(message, keyringOf(undefined))).rejects.toMatchObject({ code: 'NoUsableKey' });
  });

  it('refuses and overwrites a data key of a materials manager with another length', async () => {
    const dataKey = new Uint8Array(16).fill(1);
    const answer = async () => ({ dataKey });
    const materialsManager = { getEncryptionMaterials: answer, getDecryptionMaterials: answer };
    await expect(decrypt(message, wrong({ materialsManager }))).rejects.toMatchObject(unexpected);
    expect(dataKey.every((byte) => byte === 0)).toBe(true);
  });

  it('refuses a branch key of the wrong length, and overwrites it', async () => {
    const material = new Uint8Array(3).fill(1);
    const version = crypto.randomUUID();
    const read = async () => ({ branchKeyId: 'a', version, material, encryptionContext: {} });
    const store = { getActiveBranchKey: read, getBranchKeyVersion: read };
    const hierarchy = { ...BRANCH_KEYRING, branchKeyStore: store };
    await expect(encrypt(content, wrong({ keyrings: [hierarchy] }))).rejects.toMatchObject(unexpected);
    expect([...material]).toEqual([0, 0, 0]);
  });
});

describe('hostile JSON envelopes', async () => {
  const document = await tools.encryptJson(content, { keyIds: [arn] });
  const [recipient] = document.recipients;

  it('refuses a recipient with two infos, and more recipients than the limit', async () => {
    const twice = { ...document, recipients: [{ ...recipient, infoBase64: 'AAAA' }] };
    await expect(tools.decryptJson(wrong(twice))).rejects.toMatchObject({ code: 'MalformedMessage' });
    const many = { ...document, recipients: Array.from({ length: 65_536 }, () => recipient) };
    await expect(tools.decryptJson(wrong(many))).rejects.toMatchObject({ code: 'LimitExceeded' });
  });

  it('ends for deep nesting, and does not take members from a prototype', async () => {
    const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    await expect(tools.decryptJson(deep)).rejects.toMatchObject({ code: 'UnsupportedMessage' });
    const text = JSON.stringify(document);
    await expect(tools.decryptJson(text.replace('"version":1', '"__proto__":{"version":1}'))).rejects.toMatchObject({
      code: 'UnsupportedMessage',
    });
    await expect(tools.decryptJson(text.replace('"version":1', '"version":1e999'))).rejects.toMatchObject({
      code: 'UnsupportedMessage',
    });
  });
});

describe('aborted transforms', () => {
  it('passes the reason of a writer that aborts to the reader', async () => {
    const { writable, readable, result } = envelope.encryptTransform({ keyIds: [arn] });
    const ended = result.catch((reason: unknown) => reason);
    const read = readAll(readable).catch((reason: unknown) => reason);
    const reason = new Error('gone');
    await writable.abort(reason);
    expect(await read).toBe(reason);
    expect(await ended).toBe(reason);
  });
});
