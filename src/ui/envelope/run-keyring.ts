/** The keyring of one run: created from what the user entered, or from the data keys that a message has. */
import type { BranchKeyStore } from '../../envelope/branch-keys/branch-key-store.ts';
import type { EnvelopeKms } from '../../envelope/envelope-kms.ts';
import type { SentKeyring } from '../../envelope/files/file-messages.ts';
import type { EncryptedDataKey } from '../../envelope/header.ts';
import type { AwsKmsEcdhKeyringOptions } from '../../envelope/keyrings/aws-kms-ecdh.ts';
import { parseArn } from '../../model/arn.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Recorder } from '../page/call-recorder.ts';
import type { PageContext } from '../page/page-context.ts';
import { keyringTypeOf, KEYRING_ALIASES, type KeyringSettings, type KeyringType } from './keyring-type.ts';
import { TEXTS } from './keyring-texts.ts';
import type { CreateSource } from './observed-materials.ts';
import { describeProvider } from './provider-info.ts';
import { rawKeys } from './raw-keys.ts';

/** The keyring of a run. */
export interface RunKeyring {
  readonly type: KeyringType;
  /** Creates it in the page, over the observed client of the run. */
  readonly createSource: CreateSource;
  /** What a file worker creates it from. Undefined: any KMS key of the message decrypts. */
  readonly sent: readonly SentKeyring[] | undefined;
  /** The branch keys for a file worker, which `kms` decrypts. Undefined: the keyring has none. */
  readonly branchKeyStore: ((kms: EnvelopeKms) => BranchKeyStore) | undefined;
}

/** Keys that are created under their alias if it does not exist. */
const NEW_KEYS: Readonly<Record<string, InputOf<'CreateKey'>>> = {
  [KEYRING_ALIASES.rsa]: { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' },
  [KEYRING_ALIASES.sender]: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' },
  [KEYRING_ALIASES.recipient]: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' },
};

async function ensureKey(recorder: Recorder, context: PageContext, alias: string): Promise<void> {
  const input = NEW_KEYS[alias];
  if (!input) return;
  const found = await context.strongroom.sandbox.whereIs(alias);
  if (found.some((key) => key.account === context.account && key.region === context.region)) return;
  const made = await recorder.call('CreateKey', { ...input, Description: TEXTS.newKey });
  await recorder.call('CreateAlias', { AliasName: alias, TargetKeyId: made.KeyMetadata?.KeyId });
}

/** ARN and key spec of a KMS key. */
async function describe(recorder: Recorder, context: PageContext, keyId: string) {
  await ensureKey(recorder, context, keyId);
  const { KeyMetadata } = await recorder.call('DescribeKey', { KeyId: keyId });
  return { arn: KeyMetadata?.Arn ?? '', spec: KeyMetadata?.KeySpec };
}

/** Public keys of the KMS keys of this run, which GetPublicKey returned. */
async function ecdhOptions(recorder: Recorder, context: PageContext, settings: KeyringSettings) {
  const sender = await describe(recorder, context, settings.senderKey);
  const recipient = await describe(recorder, context, settings.recipientKey);
  const { PublicKey } = await recorder.call('GetPublicKey', { KeyId: recipient.arn });
  return {
    type: 'aws-kms-ecdh',
    // The keyring refuses a key spec that is not one of its curves.
    curve: sender.spec as AwsKmsEcdhKeyringOptions['curve'],
    keyId: sender.arn,
    keyAgreement: 'static',
    recipientPublicKey: Uint8Array.from(PublicKey ?? []),
  } as const;
}

async function hierarchyPart(
  recorder: Recorder,
  context: PageContext,
  { branchKeyId, cacheTtlSeconds }: KeyringSettings,
  kmsKey: string,
): Promise<SentKeyring> {
  const { branchKeysOf } = await import('./branch-keys.ts');
  const branchKeys = branchKeysOf(context);
  const known = branchKeys.notes.find(({ id }) => id === branchKeyId) ?? branchKeys.notes.at(-1);
  const id =
    known?.id ?? (await branchKeys.create(recorder.envelopeKms, (await describe(recorder, context, kmsKey)).arn));
  return { type: 'aws-kms-hierarchy', branchKeyId: id, cacheTtlSeconds };
}

async function encryptionPart(
  recorder: Recorder,
  context: PageContext,
  settings: KeyringSettings,
  kmsKey: string,
): Promise<SentKeyring> {
  switch (settings.type) {
    case 'aws-kms':
      return { type: 'aws-kms', keyIds: [kmsKey] };
    case 'aws-kms-rsa':
      return { type: 'aws-kms-rsa', keyId: (await describe(recorder, context, settings.rsaKey)).arn };
    case 'aws-kms-ecdh':
      return ecdhOptions(recorder, context, settings);
    case 'aws-kms-hierarchy':
      return hierarchyPart(recorder, context, settings, kmsKey);
    default:
      return rawKeys.encryption(settings.type);
  }
}

async function toRunKeyring(
  type: KeyringType,
  parts: readonly SentKeyring[],
  { settings, context }: { readonly settings: KeyringSettings; readonly context: PageContext },
): Promise<RunKeyring> {
  const { region, caller } = context;
  const isHierarchy = parts.some((part) => part.type === 'aws-kms-hierarchy');
  const branchKeys = isHierarchy ? (await import('./branch-keys.ts')).branchKeysOf(context) : undefined;
  return {
    type,
    createSource: (kms) => {
      const keyrings = parts.flatMap((part) =>
        part.type === 'aws-kms-hierarchy'
          ? (branchKeys?.keyring(kms, part.branchKeyId, part.cacheTtlSeconds) ?? [])
          : part,
      );
      // Without a keyring: the discovery keyring, whose error names the providers in the message.
      return keyrings.length > 0 ? { keyrings, region, caller } : { region, caller };
    },
    sent: parts.length > 0 ? parts : undefined,
    branchKeyStore: branchKeys && ((kms) => branchKeys.reader(kms, settings.cacheTtlSeconds)),
  };
}

/**
 * Creates the keyring to encrypt with. The default keyring is undefined: it is that of the key IDs. Makes the calls
 * that the user's choice needs: DescribeKey, GetPublicKey, and those that create a key or branch key.
 * @param kmsKey encrypts new branch keys
 * @param furtherKeys KMS keys that also decrypt
 */
export async function encryptionKeyring(
  recorder: Recorder,
  context: PageContext,
  settings: KeyringSettings,
  kmsKey: string,
  furtherKeys: readonly string[],
): Promise<RunKeyring | undefined> {
  if (settings.type === 'aws-kms') return undefined;
  const part = await encryptionPart(recorder, context, settings, kmsKey);
  const others: readonly SentKeyring[] = furtherKeys.length > 0 ? [{ type: 'aws-kms', keyIds: furtherKeys }] : [];
  return toRunKeyring(settings.type, [part, ...others], { settings, context });
}

/**
 * Creates a branch key, or adds a version to the chosen one. Returns its ID.
 * @param kmsKey encrypts a new branch key
 */
export async function changeBranchKeys(
  recorder: Recorder,
  context: PageContext,
  change: 'create' | 'addVersion',
  { branchKeyId }: KeyringSettings,
  kmsKey: string,
): Promise<string> {
  const { branchKeysOf } = await import('./branch-keys.ts');
  const branchKeys = branchKeysOf(context);
  if (change === 'create')
    return branchKeys.create(recorder.envelopeKms, (await describe(recorder, context, kmsKey)).arn);
  const chosen = branchKeys.notes.find(({ id }) => id === branchKeyId) ?? branchKeys.notes.at(-1);
  if (chosen) await branchKeys.addVersion(recorder.envelopeKms, chosen.id);
  return chosen?.id ?? '';
}

/**
 * Creates the keyring to decrypt a message with: one part for each of its data keys that this tab or KMS can decrypt.
 * Undefined if all are of the default keyring.
 */
export async function decryptionKeyring(
  recorder: Recorder,
  context: PageContext,
  settings: KeyringSettings,
  encryptedDataKeys: readonly EncryptedDataKey[],
): Promise<RunKeyring | undefined> {
  const found = encryptedDataKeys.flatMap((key) => {
    const type = keyringTypeOf(key.providerId);
    return type ? [{ type, key }] : [];
  });
  const first = found.find(({ type }) => type !== 'aws-kms') ?? found[0];
  if (!first || first.type === 'aws-kms') return undefined;
  const parts = new Map<string, SentKeyring>();
  for (const { type, key } of found) {
    const part = await decryptionPart(recorder, context, settings, type, key);
    const name = type === 'aws-kms-hierarchy' || type === 'aws-kms-rsa' ? describeProvider(key).name : '';
    if (part) parts.set(JSON.stringify([type, name]), part);
  }
  return toRunKeyring(first.type, [...parts.values()], { settings, context });
}

/** Whether this tab lacks the keys of a message: raw keys and branch keys end with the tab that made them. */
export async function lacksLocalKeys(
  context: PageContext,
  encryptedDataKeys: readonly EncryptedDataKey[],
): Promise<boolean> {
  const types = encryptedDataKeys.map(({ providerId }) => keyringTypeOf(providerId));
  if (
    types.some((type) => type === undefined || type === 'aws-kms' || type === 'aws-kms-rsa' || type === 'aws-kms-ecdh')
  )
    return false;
  const { branchKeysOf } = await import('./branch-keys.ts');
  const { notes } = branchKeysOf(context);
  const own = await Promise.all(
    encryptedDataKeys.map(async (key) => {
      const [type, { name }] = [keyringTypeOf(key.providerId), describeProvider(key)];
      if (type === 'aws-kms-hierarchy') return notes.some(({ id }) => id === name);
      return type === 'raw-aes' || type === 'raw-rsa' || type === 'raw-ecdh' ? rawKeys.has(type, name) : false;
    }),
  );
  return !own.includes(true);
}

async function decryptionPart(
  recorder: Recorder,
  context: PageContext,
  settings: KeyringSettings,
  type: KeyringType,
  key: EncryptedDataKey,
): Promise<SentKeyring | undefined> {
  const { name } = describeProvider(key);
  switch (type) {
    case 'aws-kms':
      return { type: 'aws-kms-discovery' };
    case 'aws-kms-rsa':
      // A damaged ARN is of no key: the error then names the providers of the message.
      return parseArn(name) && { type, keyId: name };
    case 'aws-kms-ecdh': {
      const { arn, spec } = await describe(recorder, context, settings.recipientKey);
      return { type, curve: spec as AwsKmsEcdhKeyringOptions['curve'], keyId: arn, keyAgreement: 'discovery' };
    }
    case 'aws-kms-hierarchy': {
      const { branchKeysOf } = await import('./branch-keys.ts');
      const isKnown = branchKeysOf(context).notes.some(({ id }) => id === name);
      return isKnown ? { type, branchKeyId: name, cacheTtlSeconds: settings.cacheTtlSeconds } : undefined;
    }
    default:
      return rawKeys.decryption(type);
  }
}
