/**
 * A branch key store that KMS protects: branch keys are data keys of a KMS key, stored encrypted in a table. Records
 * have the format of hierarchy version 1. Source:
 * https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/branch-key-store.md
 */
import type { Bytes } from '../../base/bytes.ts';
import { checkKind, checkMembers, checkOptions, FUNCTION, TEXT, withMethods, type Kind } from '../check-options.ts';
import type { EncryptionContext } from '../encryption-context.ts';
import { EnvelopeError } from '../envelope-error.ts';
import type { GetKmsClient } from '../envelope-kms.ts';
import { parseKeyArn } from '../key-arn.ts';
import { checkText } from '../keyrings/key-input.ts';
import { clientFor, grantsOf, takePlaintext, unexpected, type KmsTarget } from '../keyrings/kms-calls.ts';
import { TARGET_KINDS, TARGET_MEMBERS } from '../source-kinds.ts';
import { requireMethod } from '../keyrings/require-method.ts';
import { newUuid, readNewBranchKey } from './new-branch-key.ts';
import { BRANCH_KEY_BYTES, type BranchKey, type BranchKeyAdmin } from './branch-key-store.ts';
import { createMemoryBranchKeyTable, type BranchKeyRecord, type BranchKeyTable } from './branch-key-table.ts';

/** Options of the store. */
export interface KmsBranchKeyStoreOptions extends KmsTarget {
  /** ARN of the symmetric KMS key that encrypts the branch keys. */
  readonly kmsKeyArn: string;
  /** Name that is bound to every branch key. Default `branch-keys`. */
  readonly logicalKeyStoreName?: string | undefined;
  /** Default: a table in memory. */
  readonly table?: BranchKeyTable | undefined;
  /** Time of new records. Default: that of the computer. */
  readonly now?: (() => Date) | undefined;
}

const ACTIVE = 'branch:ACTIVE';
const VERSION_PREFIX = 'branch:version:';
const CONTEXT_PREFIX = 'aws-crypto-ec:';

/** ISO 8601 with microseconds. */
function timestamp(date: Date): string {
  checkKind(date, 'The result of now', DATE);
  return date.toISOString().replace('Z', '000Z');
}

const DATE: Kind = {
  what: 'a valid Date',
  accepts: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
};

/**
 * Creates the store.
 * @throws {TypeError} for invalid options
 */
export function createKmsBranchKeyStore(kmsFor: GetKmsClient, options: KmsBranchKeyStoreOptions): BranchKeyAdmin {
  const methods = { now: FUNCTION, table: withMethods('get', 'put') };
  checkOptions(options, { ...TARGET_KINDS, ...methods, logicalKeyStoreName: TEXT });
  checkMembers(options, [...TARGET_MEMBERS, 'kmsKeyArn', 'logicalKeyStoreName', 'table', 'now']);
  if (!parseKeyArn(options.kmsKeyArn)) throw new TypeError('kmsKeyArn must be a key ARN.');
  const store = new KmsBranchKeyStore(kmsFor, options);
  return {
    async getActiveBranchKey(branchKeyId) {
      checkText(branchKeyId, 'branchKeyId');
      return store.read(branchKeyId, ACTIVE);
    },
    async getBranchKeyVersion(branchKeyId, version) {
      checkText(branchKeyId, 'branchKeyId');
      checkText(version, 'version');
      return store.read(branchKeyId, VERSION_PREFIX + version);
    },
    async createBranchKey(input) {
      const { branchKeyId, encryptionContext } = readNewBranchKey(input);
      await store.create(branchKeyId, encryptionContext);
      return branchKeyId;
    },
    async versionBranchKey(branchKeyId) {
      checkText(branchKeyId, 'branchKeyId');
      return store.addVersion(branchKeyId);
    },
  };
}

class KmsBranchKeyStore {
  readonly #kmsFor: GetKmsClient;
  readonly #options: KmsBranchKeyStoreOptions;
  readonly #table: BranchKeyTable;
  readonly #name: string;

  constructor(kmsFor: GetKmsClient, options: KmsBranchKeyStoreOptions) {
    this.#kmsFor = kmsFor;
    this.#options = options;
    this.#table = options.table ?? createMemoryBranchKeyTable();
    this.#name = options.logicalKeyStoreName ?? 'branch-keys';
  }

  async create(branchKeyId: string, context: EncryptionContext): Promise<void> {
    const attributes = this.#newAttributes(prefixed(context));
    const records = await this.#newVersion(branchKeyId, attributes);
    const beacon = { 'branch-key-id': branchKeyId, type: 'beacon:ACTIVE', attributes };
    const withBeacon = { ...beacon, enc: await this.#generate(beacon) };
    await this.#table.put([...records, withBeacon].map((record) => ({ record })));
  }

  async addVersion(branchKeyId: string): Promise<void> {
    const active = await this.#get(branchKeyId, ACTIVE);
    // Authenticates the record: KMS decrypts it only with the context that its attributes make.
    await this.#reEncrypt(active.enc, active, active);
    const custom = Object.fromEntries(
      Object.entries(active.attributes).filter(([key]) => key.startsWith(CONTEXT_PREFIX)),
    );
    const [version, newActive] = await this.#newVersion(branchKeyId, this.#newAttributes(custom));
    await this.#table.put([{ record: version }, { record: newActive, replaces: active.enc }]);
  }

  async read(branchKeyId: string, type: string): Promise<BranchKey> {
    const record = await this.#get(branchKeyId, type);
    const named = record.type === ACTIVE ? record.version : record.type;
    if (!named?.startsWith(VERSION_PREFIX))
      throw new EnvelopeError('UnexpectedAnswer', `The record of branch key ${branchKeyId} has no version.`);
    const { kmsKeyArn } = this.#options;
    const answer = await clientFor(this.#kmsFor, this.#options, kmsKeyArn).decrypt({
      KeyId: kmsKeyArn,
      CiphertextBlob: record.enc.slice(),
      EncryptionContext: this.#contextOf(record),
      ...grantsOf(this.#options),
    });
    const material = takePlaintext(answer.Plaintext);
    if (answer.KeyId !== kmsKeyArn || material.length !== BRANCH_KEY_BYTES) {
      material.fill(0);
      throw unexpected(`KMS returned no branch key of ${kmsKeyArn}`);
    }
    return {
      branchKeyId,
      version: named.slice(VERSION_PREFIX.length),
      material,
      encryptionContext: unprefixed(record.attributes),
    };
  }

  async #get(branchKeyId: string, type: string): Promise<BranchKeyRecord> {
    const record = await this.#table.get(branchKeyId, type);
    if (record?.['branch-key-id'] !== branchKeyId || record.type !== type)
      throw new EnvelopeError('NoUsableKey', `Branch key ${branchKeyId} has no record ${type}.`);
    if (record.attributes['kms-arn'] !== this.#options.kmsKeyArn) {
      throw new EnvelopeError(
        'NoUsableKey',
        `Branch key ${branchKeyId} is protected by another KMS key (${record.attributes['kms-arn']}).`,
      );
    }
    return record;
  }

  #newAttributes(custom: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    const { kmsKeyArn, now = () => new Date() } = this.#options;
    return { 'kms-arn': kmsKeyArn, 'create-time': timestamp(now()), 'hierarchy-version': '1', ...custom };
  }

  /** Creates a branch key, wrapped twice: for reads of the version and for reads of the active version. */
  async #newVersion(
    branchKeyId: string,
    attributes: Readonly<Record<string, string>>,
  ): Promise<[BranchKeyRecord, BranchKeyRecord]> {
    const name = VERSION_PREFIX + newUuid();
    const version = { 'branch-key-id': branchKeyId, type: name, attributes };
    const active = { 'branch-key-id': branchKeyId, type: ACTIVE, version: name, attributes };
    const enc = await this.#generate(version);
    return [
      { ...version, enc },
      { ...active, enc: await this.#reEncrypt(enc, version, active) },
    ];
  }

  #contextOf({ type, version, attributes, 'branch-key-id': id }: Omit<BranchKeyRecord, 'enc'>) {
    return {
      ...attributes,
      'branch-key-id': id,
      type,
      tablename: this.#name,
      ...(version === undefined ? {} : { version }),
    };
  }

  async #generate(record: Omit<BranchKeyRecord, 'enc'>): Promise<Bytes> {
    const { kmsKeyArn } = this.#options;
    const kms = clientFor(this.#kmsFor, this.#options, kmsKeyArn);
    const answer = await requireMethod(
      kms,
      'generateDataKeyWithoutPlaintext',
    )({
      KeyId: kmsKeyArn,
      NumberOfBytes: BRANCH_KEY_BYTES,
      EncryptionContext: this.#contextOf(record),
      ...grantsOf(this.#options),
    });
    return this.#checked(answer);
  }

  async #reEncrypt(enc: Bytes, from: Omit<BranchKeyRecord, 'enc'>, to: Omit<BranchKeyRecord, 'enc'>): Promise<Bytes> {
    const { kmsKeyArn } = this.#options;
    const kms = clientFor(this.#kmsFor, this.#options, kmsKeyArn);
    const answer = await requireMethod(
      kms,
      'reEncrypt',
    )({
      SourceKeyId: kmsKeyArn,
      SourceEncryptionContext: this.#contextOf(from),
      CiphertextBlob: enc.slice(),
      DestinationKeyId: kmsKeyArn,
      DestinationEncryptionContext: this.#contextOf(to),
      ...grantsOf(this.#options),
    });
    return this.#checked(answer);
  }

  #checked(answer: { readonly KeyId?: string | undefined; readonly CiphertextBlob?: Uint8Array | undefined }): Bytes {
    if (answer.KeyId === this.#options.kmsKeyArn && answer.CiphertextBlob?.length)
      return Uint8Array.from(answer.CiphertextBlob);
    throw unexpected(`KMS returned no branch key of ${this.#options.kmsKeyArn}`);
  }
}

const prefixed = (context: EncryptionContext) =>
  Object.fromEntries(Object.entries(context).map(([key, value]) => [CONTEXT_PREFIX + key, value]));

const unprefixed = (attributes: Readonly<Record<string, string>>): EncryptionContext =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([key, value]) =>
      key.startsWith(CONTEXT_PREFIX) ? [[key.slice(CONTEXT_PREFIX.length), value]] : [],
    ),
  );
