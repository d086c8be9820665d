/**
 * The AWS KMS hierarchical keyring: wraps data keys under keys derived from a branch key, which it caches. Source:
 * https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/aws-kms/aws-kms-hierarchical-keyring.md
 */
import { concatBytes, encodeUtf8, equalBytes, type Bytes } from '../../base/bytes.ts';
import { formatUuid, parseUuid } from '../../base/uuid.ts';
import { deriveCounterMode } from '../../crypto/kdf-counter.ts';
import { createDecryptor, createEncryptor, importAesKey } from '../aes-gcm-cipher.ts';
import { BranchKeyCache } from '../branch-keys/branch-key-cache.ts';
import { BRANCH_KEY_BYTES, type BranchKey, type BranchKeyStore } from '../branch-keys/branch-key-store.ts';
import { cachedBranchKeyStore } from '../branch-keys/cached-branch-key-store.ts';
import { checkKind, checkOptions, FUNCTION, withMethods } from '../check-options.ts';
import { serializeContext, type EncryptionContext } from '../encryption-context.ts';
import { EnvelopeError } from '../envelope-error.ts';
import { IV_BYTES } from '../limits.ts';
import type { Keyring } from '../materials.ts';
import { checkText } from './key-input.ts';
import { tryCandidates, wrapDataKey } from './keyring-support.ts';

/** Returns the branch key of a message by its encryption context: for example one per tenant. */
export type BranchKeyIdSupplier = (encryptionContext: EncryptionContext) => string | Promise<string>;

/** Options of the hierarchical keyring. */
export interface AwsKmsHierarchyKeyringOptions {
  readonly branchKeyStore: BranchKeyStore;
  /** ID of the branch key, or a function that returns it. */
  readonly branchKeyId: string | BranchKeyIdSupplier;
  /** How long a branch key is used without asking the store again, in seconds. */
  readonly cacheTtlSeconds: number;
  /** Maximum number of branch keys in the cache. Default 1000. */
  readonly maxCacheEntries?: number | undefined;
  /** Monotonic time in milliseconds. Default: that of the computer. */
  readonly now?: (() => number) | undefined;
}

const PROVIDER = 'aws-kms-hierarchy';
const SALT_BYTES = 16;
const VERSION_BYTES = 16;
const VERSION_AT = SALT_BYTES + IV_BYTES;
const WRAPPED_AT = VERSION_AT + VERSION_BYTES;
const MAX_ENTRIES = 1000;

/** What the ciphertext of a data key is bound to. */
interface Binding {
  readonly key: BranchKey;
  readonly salt: Bytes;
  readonly context: EncryptionContext;
}

/** Derives the wrapping key and its AAD. Overwrites the branch key. */
async function deriveWrapping({ key, salt, context }: Binding, usage: 'encrypt' | 'decrypt') {
  const { branchKeyId, version, material } = key;
  const provider = encodeUtf8(PROVIDER);
  const parameters = { hash: 'SHA-256', label: provider, context: salt } as const;
  const derived = await deriveCounterMode(material, parameters, BRANCH_KEY_BYTES).finally(() => material.fill(0));
  const aad = concatBytes(provider, encodeUtf8(branchKeyId), parseUuid(version), serializeContext(context));
  return { aad, wrappingKey: await importAesKey(derived, [usage]).finally(() => derived.fill(0)) };
}

/**
 * Creates the keyring.
 * @param sharedCache branch keys that several keyrings of one store share. Default: a cache of its own
 * @throws {TypeError} for invalid options
 */
export function createAwsKmsHierarchyKeyring(
  options: AwsKmsHierarchyKeyringOptions,
  sharedCache?: BranchKeyCache,
): Keyring {
  const { branchKeyStore: store, branchKeyId, cacheTtlSeconds: ttl, maxCacheEntries = MAX_ENTRIES } = options;
  checkKind(store, 'branchKeyStore', withMethods('getActiveBranchKey', 'getBranchKeyVersion'));
  checkOptions(options, { now: FUNCTION });
  if (!(Number.isFinite(ttl) && ttl > 0)) throw new TypeError('cacheTtlSeconds must be a number greater than 0.');
  if (!(Number.isInteger(maxCacheEntries) && maxCacheEntries > 0))
    throw new TypeError('maxCacheEntries must be an integer greater than 0.');
  if (typeof branchKeyId !== 'function') checkText(branchKeyId, 'branchKeyId', 'a function');
  const keys = cachedBranchKeyStore(
    store,
    sharedCache ?? new BranchKeyCache(ttl * 1000, maxCacheEntries, options.now ?? (() => performance.now())),
  );
  const idFor = async (context: EncryptionContext) => {
    const id = typeof branchKeyId === 'function' ? await branchKeyId({ ...context }) : branchKeyId;
    checkText(id, 'The result of branchKeyId');
    return id;
  };
  const unwrap = async (id: string, ciphertext: Bytes, context: EncryptionContext) => {
    if (ciphertext.length <= WRAPPED_AT)
      throw new EnvelopeError('NoUsableKey', `The data key of branch key ${id} is too short.`);
    const version = formatUuid(ciphertext.subarray(VERSION_AT, WRAPPED_AT));
    const key = await keys.getBranchKeyVersion(id, version);
    const { wrappingKey, aad } = await deriveWrapping(
      { key, salt: ciphertext.slice(0, SALT_BYTES), context },
      'decrypt',
    );
    const decryptor = await createDecryptor(wrappingKey);
    const dataKey = await decryptor(ciphertext.slice(SALT_BYTES, VERSION_AT), aad, ciphertext.slice(WRAPPED_AT));
    if (dataKey) return dataKey;
    throw new EnvelopeError(
      'NoUsableKey',
      `Branch key ${id} does not decrypt the data key: another branch key or another encryption context was used.`,
    );
  };
  return {
    onEncrypt: (materials) =>
      wrapDataKey(materials, async (dataKey) => {
        const context = materials.encryptionContext;
        const id = await idFor(context);
        const key = await keys.getActiveBranchKey(id);
        const version = parseUuid(key.version);
        const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
        const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
        const { wrappingKey, aad } = await deriveWrapping({ key, salt, context }, 'encrypt');
        const encryptor = await createEncryptor(wrappingKey);
        return {
          providerId: PROVIDER,
          providerInfo: encodeUtf8(id),
          ciphertext: concatBytes(salt, iv, version, await encryptor(iv, aad, dataKey)),
        };
      }),
    async onDecrypt(materials, encryptedDataKeys, signal) {
      const candidates = encryptedDataKeys.filter(({ providerId }) => providerId === PROVIDER);
      if (candidates.length === 0) return materials;
      const context = materials.encryptionContext;
      const id = await idFor(context);
      const info = encodeUtf8(id);
      return tryCandidates(
        materials,
        candidates
          .filter(({ providerInfo }) => equalBytes(providerInfo, info))
          .map(({ ciphertext }) => ({ label: `branch key ${id}`, decrypt: () => unwrap(id, ciphertext, context) })),
        signal,
      );
    },
  };
}
