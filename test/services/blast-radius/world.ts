/** A sandbox in which every kind of dependent uses keys, with a way to try each. */
import { fromBase64 } from '../../../src/base/base64.ts';
import { createStrongroom, type StrongroomLibrary } from '../../../src/memory.ts';
import type { DependentName } from '../../../src/services/blast-radius/blast-radius-types.ts';
import { decryptBytes, decryptDataKey, encryptBytes, generateDataKey } from '../../../src/services/data-keys.ts';
import { createServices } from '../../../src/services/services.ts';
import type { Services } from '../../../src/services/service-methods.ts';
import { sha256Hex } from '../../../src/services/sha256-hex.ts';

export const ACCOUNT = '111122223333';
export const ADMIN = `arn:aws:iam::${ACCOUNT}:user/admin`;
export const READER = `arn:aws:iam::${ACCOUNT}:user/reader`;
export const PRIMARY = 'us-east-1';
export const OTHER = 'eu-west-1';
export const ALIAS = 'alias/app';

/** Names of the keys of the world. */
export const KEY_NAMES = ['first', 'second', 'imported'] as const;
export type KeyName = (typeof KEY_NAMES)[number];

/** Which key each part of the world uses. */
export interface Plan {
  readonly bucket: KeyName | 'alias';
  readonly hasBucketKey: boolean;
  readonly table: KeyName | 'alias';
  readonly recipient?: KeyName;
  readonly secret: KeyName | 'alias';
  readonly app: KeyName | 'alias';
  readonly maxUses?: number;
  readonly file: readonly KeyName[];
  readonly volume: KeyName;
  readonly isAttached: boolean;
  /** Whether programs run in another tab than the one that asks: their memory is not there. */
  readonly isOtherTab: boolean;
}

/** Uses a dependent as a principal. Rejects, or resolves to false, if it does not work. */
export type Use = (caller: string) => Promise<unknown>;

/** Identifies a dependent. */
export const idOf = ({ kind, id, region }: DependentName): string => `${kind}|${id}|${region ?? ''}`;

/** Imports key material into a key: random one, or a copy that was kept. */
export async function importMaterial(
  strongroom: StrongroomLibrary,
  KeyId: string,
  ImportType?: 'NEW_KEY_MATERIAL',
  material: Uint8Array<ArrayBuffer> = crypto.getRandomValues(new Uint8Array(32)),
): Promise<string> {
  const kms = strongroom.kms();
  const { ImportToken, PublicKey } = await kms.getParametersForImport({
    KeyId,
    WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
    WrappingKeySpec: 'RSA_2048',
  });
  const algorithm = { name: 'RSA-OAEP', hash: 'SHA-256' };
  const spki = PublicKey as Uint8Array<ArrayBuffer>;
  const wrappingKey = await crypto.subtle.importKey('spki', spki, algorithm, false, ['encrypt']);
  const { KeyMaterialId = '' } = await kms.importKeyMaterial({
    KeyId,
    ImportToken,
    EncryptedKeyMaterial: new Uint8Array(await crypto.subtle.encrypt('RSA-OAEP', wrappingKey, material)),
    ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
    ...(ImportType === undefined ? {} : { ImportType }),
  });
  return KeyMaterialId;
}

/** Creates a key with random imported key material. */
export async function importedKey(strongroom: StrongroomLibrary): Promise<string> {
  const KeyId = (await strongroom.kms().createKey({ Origin: 'EXTERNAL' })).KeyMetadata?.Arn as string;
  await importMaterial(strongroom, KeyId);
  return KeyId;
}

/** The sandbox of a plan. */
export class World {
  readonly uses = new Map<string, Use>();
  /** Ciphertexts under any key with their contexts, by dependent: of files, that of the key of the alias. */
  readonly ciphertexts = new Map<string, { readonly blob: Uint8Array; readonly context: Record<string, string> }>();

  private constructor(
    readonly strongroom: StrongroomLibrary,
    /** The services that are asked for the report and tried. */
    readonly services: Services,
    readonly keys: Record<KeyName, string>,
  ) {}

  static async create(plan: Plan): Promise<World> {
    const strongroom = createStrongroom();
    await strongroom.sandbox.clock.pause();
    await strongroom.sandbox.settings.set({ propagationDelaySeconds: 0 });
    const allowAll = { Effect: 'Allow', Action: 'kms:*', Resource: '*' } as const;
    const policies = [{ Version: '2012-10-17', Statement: [allowAll] }] as const;
    await strongroom.sandbox.principals.put({ arn: READER, accessKey: false, policies });
    const kms = strongroom.kms();
    const newKey = async (input: object = {}) => (await kms.createKey(input)).KeyMetadata?.Arn as string;
    const keys = {
      first: await newKey({ MultiRegion: true }),
      second: await newKey(),
      imported: await importedKey(strongroom),
    };
    await kms.replicateKey({ KeyId: keys.first, ReplicaRegion: OTHER });
    await strongroom.sandbox.clock.advance(60);
    await kms.createAlias({ AliasName: ALIAS, TargetKeyId: keys.first });
    const services = plan.isOtherTab ? createServices(strongroom) : strongroom.services;
    const world = new World(strongroom, services, keys);
    await world.#fill(plan);
    return world;
  }

  #ref(name: KeyName | 'alias'): string {
    return name === 'alias' ? ALIAS : this.keys[name];
  }

  /** Adds the dependents with the services of the first tab. */
  async #fill(plan: Plan): Promise<void> {
    const { strongroom, uses, keys } = this;
    const { objectStore, tenantTable, secretStore, orders, volumes } = strongroom.services;
    const add = (kind: DependentName['kind'], id: string, use: Use, region?: string) =>
      uses.set(idOf({ kind, id, name: id, ...(region === undefined ? {} : { region }) }), use);
    let made = 0;

    const Encryption = {
      SSEAlgorithm: 'aws:kms',
      KMSMasterKeyID: this.#ref(plan.bucket),
      BucketKeyEnabled: plan.hasBucketKey,
    } as const;
    await objectStore.createBucket({ Bucket: 'bucket', Encryption });
    await objectStore.putObject({ Bucket: 'bucket', Key: 'a', Body: 'text', caller: ADMIN });
    add(
      'object',
      'bucket/a',
      (caller) => this.services.objectStore.getObject({ Bucket: 'bucket', Key: 'a', caller }),
      PRIMARY,
    );
    add(
      'bucket',
      'bucket',
      (caller) => this.services.objectStore.putObject({ Bucket: 'bucket', Key: `new-${++made}`, Body: 'x', caller }),
      PRIMARY,
    );

    const table = { TableName: 'table' };
    await tenantTable.createTable({ ...table, isolation: 'context', KeyId: this.#ref(plan.table) });
    const item = { ...table, tenant: 'red', id: '1' };
    await tenantTable.putItem({ ...item, text: 'text' });
    if (plan.recipient !== undefined)
      await tenantTable.addRecipient({ ...table, tenant: 'red', KeyId: keys[plan.recipient] });
    await tenantTable.createBackup({ ...table, BackupName: 'backup' });
    await tenantTable.addReplica({ ...table, replicaRegion: OTHER });
    // Only the multi-Region key can decrypt in the other Region.
    const isReadElsewhere = ['first', 'alias'].includes(plan.table) || plan.recipient === 'first';
    for (const region of isReadElsewhere ? [PRIMARY, OTHER] : [PRIMARY])
      add(
        'table-item',
        'table/red/1',
        (caller) => this.services.tenantTable.getItem({ ...item, region, caller }),
        region,
      );
    add('table-item', 'table/red/1#backup', (caller) => this.#readBackup(caller), PRIMARY);
    add(
      'table',
      'table',
      (caller) => this.services.tenantTable.putItem({ ...table, tenant: 'blue', id: `${++made}`, text: 'x', caller }),
      PRIMARY,
    );

    const secret = await secretStore.createSecret({
      Name: 'secret',
      SecretString: 'x',
      KmsKeyId: this.#ref(plan.secret),
    });
    const version = { SecretId: secret.ARN, VersionId: secret.VersionId };
    add(
      'secret-version',
      `${secret.ARN}#${secret.VersionId}`,
      (caller) => this.services.secretStore.getSecretValue({ ...version, caller }),
      PRIMARY,
    );
    add(
      'secret',
      secret.ARN,
      (caller) => this.services.secretStore.putSecretValue({ SecretId: secret.ARN, SecretString: 'y', caller }),
      PRIMARY,
    );

    const limit = plan.maxUses === undefined ? {} : { maxUses: plan.maxUses };
    await orders.start({ KeyId: this.#ref(plan.app), ...limit });
    const { id: order = '' } = await orders.write({ text: 'x' });
    const isOk = async (outcome: Promise<{ readonly ok: boolean }>) => (await outcome).ok;
    add('order', order, () => isOk(this.services.orders.read({ id: order })), PRIMARY);
    add('app', 'orders', () => isOk(this.services.orders.write({ text: 'y' })), PRIMARY);

    const { VolumeId } = await volumes.createVolume({ KmsKeyId: keys[plan.volume] });
    await volumes.attachVolume({ VolumeId });
    await volumes.write({ VolumeId, text: 'x' });
    if (!plan.isAttached) await volumes.detachVolume({ VolumeId });
    const use: Use = plan.isAttached
      ? () => this.services.volumes.read({ VolumeId })
      : async (caller) => {
          await this.services.volumes.attachVolume({ VolumeId, caller });
          await this.services.volumes.detachVolume({ VolumeId });
        };
    add('volume', VolumeId, use, PRIMARY);

    await this.#addFile(plan.file);
    const { GrantId = '' } = await strongroom.kms().createGrant({
      KeyId: keys.second,
      GranteePrincipal: READER,
      Operations: ['GenerateDataKey'],
    });
    const grantee = strongroom.kms(PRIMARY, READER);
    add('grant', GrantId, () => grantee.generateDataKey({ KeyId: keys.second, KeySpec: 'AES_256' }), PRIMARY);
    for (const { value } of (await strongroom.sandbox.serviceRecords.list({ scope: 's3/objects/bucket' })).records)
      this.ciphertexts.set(idOf({ kind: 'object', id: 'bucket/a', name: '', region: PRIMARY }), {
        blob: fromBase64(value['edk'] as string),
        context: value['context'] as Record<string, string>,
      });
  }

  /** A file of a program of the user: one body, and an encrypted data key for each recipient. */
  async #addFile(names: readonly KeyName[]): Promise<void> {
    const kms = this.strongroom.kms();
    const [first = 'first', ...others] = names;
    const { plaintext, edk } = await generateDataKey(kms, this.keys[first], {});
    const body = await encryptBytes(plaintext, new Uint8Array([1, 2, 3]), 'file');
    const edks: { readonly edk: Uint8Array; readonly key: string }[] = [{ edk, key: this.keys[first] }];
    for (const name of others) {
      const { CiphertextBlob } = await kms.encrypt({ KeyId: this.keys[name], Plaintext: plaintext });
      edks.push({ edk: CiphertextBlob as Uint8Array, key: this.keys[name] });
    }
    await this.strongroom.services.ledger.put({
      kind: 'item',
      id: 'file.txt',
      program: 'my-program',
      edkShas: await Promise.all(edks.map((one) => sha256Hex(one.edk))),
      edkCount: edks.length,
      keys: edks.map(({ key }) => key),
      contextNames: [],
      bodySha: await sha256Hex(body),
      plainSha: await sha256Hex(new Uint8Array([1, 2, 3])),
      plaintextLen: 3,
      status: 'stored',
    });
    const id = idOf({ kind: 'file', id: 'file.txt', name: '' });
    const ofAlias = edks.find(({ key }) => key === this.keys.first);
    if (ofAlias) this.ciphertexts.set(id, { blob: ofAlias.edk, context: {} });
    this.uses.set(id, async (caller) => {
      let refusal: unknown;
      for (const one of edks) {
        try {
          const key = await decryptDataKey(this.strongroom.kms(PRIMARY, caller), one.edk, {});
          return await decryptBytes(key.plaintext, body, 'file');
        } catch (error) {
          refusal ??= error;
        }
      }
      throw refusal;
    });
  }

  /** Decrypts the data key of the item of the backup: what a restore and a read would do. */
  async #readBackup(caller: string): Promise<void> {
    const { records } = await this.strongroom.sandbox.serviceRecords.list({ scope: 'tenants/backup-items/backup' });
    const edks = records[0]?.value['edks'] as readonly { readonly edk: string }[];
    const kms = this.strongroom.kms(PRIMARY, caller);
    const results = await Promise.allSettled(
      edks.map(({ edk }) => decryptDataKey(kms, fromBase64(edk), { table: 'table', tenant: 'red' })),
    );
    if (results.every(({ status }) => status === 'rejected')) throw (results[0] as PromiseRejectedResult).reason;
  }

  /** Tries every use as a principal. Returns those that work. */
  async tryAll(caller = ADMIN): Promise<ReadonlySet<string>> {
    const working = new Set<string>();
    for (const [id, use] of this.uses) {
      const works = await use(caller).then(
        (result) => result !== false,
        (error: unknown) => {
          if (error instanceof TypeError) throw error;
          return false;
        },
      );
      if (works) working.add(id);
    }
    return working;
  }
}
