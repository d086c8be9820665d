/**
 * Encrypted volumes, as a service that works by grants: while a volume is attached, the service holds a grant and the
 * plaintext data key; detaching retires the grant. Stands in for Amazon EBS, under the service principal
 * `volumes.amazonaws.com`. Source: https://docs.aws.amazon.com/ebs/latest/userguide/how-ebs-encryption-works.html
 */
import { fromBase64, toBase64 } from '../../base/base64.ts';
import { decodeUtf8, encodeUtf8, type Bytes } from '../../base/bytes.ts';
import { toHex } from '../../base/hex.ts';
import { partitionOf } from '../../model/arn.ts';
import { DEFAULT_REGION } from '../../model/regions.ts';
import { decryptBytes, decryptDataKey, encryptBytes } from '../data-keys.ts';
import { createTurns } from '../in-turn.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { CachedDataKey } from '../cached-data-key.ts';
import { accountOf, kmsVia, type ServiceCaller } from '../service-call.ts';
import { kmsErrorName, ServiceError } from '../service-error.ts';
import { ServiceStore, type ServiceSandbox, type Stored } from '../service-store.ts';

/** The service principal that gets the grants. */
export const VOLUME_SERVICE = 'volumes.amazonaws.com';

/** Errors of RetireGrant for a grant that does not exist. */
const GRANT_ENDED: ReadonlySet<string> = new Set(['InvalidGrantIdException', 'NotFoundException']);

/** Name of the service in the ledger. */
export const VOLUMES_PROGRAM = 'volumes';
/** Scope of volumes. */
export const VOLUMES = 'volumes/volumes';
const BLOCKS = 'volumes/blocks';

export interface CreateVolumeInput extends ServiceCaller {
  readonly KmsKeyId: string;
}

export interface VolumeInput extends ServiceCaller {
  readonly VolumeId: string;
}

export interface VolumeView {
  readonly VolumeId: string;
  readonly VolumeArn: string;
  readonly KmsKeyId: string;
  readonly State: 'available' | 'in-use';
  /** The grant, while the volume is attached. */
  readonly GrantId?: string;
}

/** Record of a volume. */
export interface VolumeRecord {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly account: string;
  readonly key: string;
  /** Base64. */
  readonly edk: string;
  readonly grant?: string;
}

/**
 * Volumes. Methods reject with the errors of KMS, and with ServiceError: InvalidVolume.NotFound, IncorrectState,
 * InvalidParameterValue.
 */
export interface Volumes {
  /** Creates a volume: GenerateDataKeyWithoutPlaintext through the service. */
  createVolume(input: CreateVolumeInput): Promise<VolumeView>;
  listVolumes(): Promise<readonly VolumeView[]>;
  /** Attaches a volume: CreateGrant through the service, then Decrypt by the service with the grant. */
  attachVolume(input: VolumeInput): Promise<VolumeView>;
  /** Detaches a volume: overwrites the data key, then RetireGrant by the service. */
  detachVolume(input: VolumeInput): Promise<VolumeView>;
  /** Writes the contents of an attached volume. Calls no KMS while its data key is in memory. */
  write(input: VolumeInput & { readonly text: string }): Promise<void>;
  /** Reads the contents of an attached volume. */
  read(input: VolumeInput): Promise<string>;
  /** Deletes a detached volume. */
  deleteVolume(input: VolumeInput): Promise<void>;
}

const viewOf = ({ id, arn, key, grant }: VolumeRecord): VolumeView => ({
  VolumeId: id,
  VolumeArn: arn,
  KmsKeyId: key,
  State: grant === undefined ? 'available' : 'in-use',
  ...(grant === undefined ? {} : { GrantId: grant }),
});

/**
 * Encryption context of the data key of a volume. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/services-ebs.html
 */
export const volumeContext = (id: string) => ({ 'aws:ebs:id': id });

/** Creates the volumes of a sandbox. */
export function createVolumes(strongroom: ServiceSandbox, ledger: Ledger): Volumes {
  const store = new ServiceStore(strongroom);
  /** Data keys of attached volumes. */
  const held = new Map<string, CachedDataKey>();
  const inTurn = createTurns();

  async function readVolume({ VolumeId }: VolumeInput): Promise<Stored<VolumeRecord>> {
    const volume = await store.get<VolumeRecord>(VOLUMES, VolumeId);
    if (volume === undefined)
      throw ServiceError.at('VolumeId', 'InvalidVolume.NotFound', `The volume '${VolumeId}' does not exist.`);
    return volume;
  }

  const incorrectState = (id: string, state: string) =>
    ServiceError.at('VolumeId', 'IncorrectState', `Volume ${id} is ${state}.`);

  async function attached(input: VolumeInput): Promise<VolumeRecord> {
    const { value: volume } = await readVolume(input);
    if (volume.grant === undefined) throw incorrectState(volume.id, 'not attached');
    return volume;
  }

  /** A client of the service itself, for the volume. */
  const asService = ({ region, arn, account }: VolumeRecord) =>
    strongroom.kms(region, VOLUME_SERVICE, { 'aws:SourceArn': arn, 'aws:SourceAccount': account });

  /**
   * Returns the data key of an attached volume. After a reload of the page, the service decrypts it again.
   * @param grantToken of a grant that may not be effective everywhere yet
   */
  async function keyOf(volume: VolumeRecord, grantToken?: string): Promise<CachedDataKey> {
    const known = held.get(volume.id);
    if (known !== undefined) return known;
    const edk = fromBase64(volume.edk);
    const key = await decryptDataKey(asService(volume), edk, volumeContext(volume.id), volume.key, grantToken);
    const labels = { program: VOLUMES_PROGRAM, contextNames: ['aws:ebs:id'] };
    const kept = await CachedDataKey.keep(ledger, key, labels, (await strongroom.sandbox.clock.now()).getTime());
    held.set(volume.id, kept);
    return kept;
  }

  /** Stores a volume. Returns false if it is not as it was read: another tab has attached, detached or deleted it. */
  const save = (volume: VolumeRecord, ifVersion: number): Promise<boolean> =>
    store.tryChange({ scope: VOLUMES, name: volume.id, value: volume, ifVersion });

  async function overwriteKey(id: string): Promise<void> {
    await held.get(id)?.drop();
    held.delete(id);
  }

  const blockAad = (id: string): string => `${VOLUMES_PROGRAM}/${id}`;

  const volumes: Volumes = {
    async createVolume({ KmsKeyId, caller, region = DEFAULT_REGION }) {
      const id = `vol-0${toHex(crypto.getRandomValues(new Uint8Array(8)))}`;
      const by = { region, ...(caller && { caller }) };
      const account = await accountOf(strongroom, by);
      const output = await kmsVia(strongroom, 'volumes', by).generateDataKeyWithoutPlaintext({
        KeyId: KmsKeyId,
        KeySpec: 'AES_256',
        EncryptionContext: volumeContext(id),
      });
      const arn = `arn:${partitionOf(region)}:ec2:${region}:${account}:volume/${id}`;
      const edk = toBase64(output.CiphertextBlob as Uint8Array);
      const volume = { id, arn, region, account, key: output.KeyId as string, edk };
      await save(volume, 0);
      return viewOf(volume);
    },
    async listVolumes() {
      return (await store.all<VolumeRecord>(VOLUMES)).map(({ value }) => viewOf(value));
    },
    async attachVolume(input) {
      const { value: volume, version } = await readVolume(input);
      if (volume.grant !== undefined) throw incorrectState(volume.id, 'attached');
      const { caller } = input;
      const { GrantId, GrantToken } = await kmsVia(strongroom, 'volumes', {
        region: volume.region,
        ...(caller && { caller }),
      }).createGrant({
        KeyId: volume.key,
        GranteeServicePrincipal: VOLUME_SERVICE,
        RetiringServicePrincipal: VOLUME_SERVICE,
        Operations: ['Decrypt'],
        Constraints: { EncryptionContextSubset: volumeContext(volume.id), SourceArn: volume.arn },
      });
      const next = { ...volume, grant: GrantId as string };
      try {
        await keyOf(next, GrantToken);
        if (!(await save(next, version))) throw incorrectState(volume.id, 'changed by another client');
      } catch (error) {
        // No volume has the grant.
        await overwriteKey(volume.id);
        await asService(next).retireGrant({ KeyId: next.key, GrantId: next.grant });
        throw error;
      }
      return viewOf(next);
    },
    async detachVolume(input) {
      const { version, value } = await readVolume(input);
      const { grant, ...volume } = value;
      if (grant === undefined) throw incorrectState(volume.id, 'not attached');
      await overwriteKey(volume.id);
      // A grant that was revoked, or whose key is deleted, is as good as retired.
      await asService(volume)
        .retireGrant({ KeyId: volume.key, GrantId: grant })
        .catch((error: unknown) => {
          if (!GRANT_ENDED.has(kmsErrorName(error) ?? '')) throw error;
        });
      if (!(await save(volume, version))) throw incorrectState(volume.id, 'changed by another client');
      return viewOf(volume);
    },
    async write(input) {
      const volume = await attached(input);
      const key = await keyOf(volume);
      const body = await encryptBytes(key.key.plaintext, encodeUtf8(input.text), blockAad(volume.id));
      await key.noteUse();
      await store.change({ scope: BLOCKS, name: volume.id, value: {}, body });
    },
    async read(input) {
      const volume = await attached(input);
      const key = await keyOf(volume);
      const block = await store.get(BLOCKS, volume.id);
      if (block?.body === undefined) return '';
      const text: Bytes = await decryptBytes(key.key.plaintext, block.body, blockAad(volume.id));
      await key.noteUse();
      return decodeUtf8(text);
    },
    async deleteVolume(input) {
      const { scope, name, version, value } = await readVolume(input);
      if (value.grant !== undefined) throw incorrectState(value.id, 'attached');
      const isDeleted = await store.tryChange({ scope, name, ifVersion: version }, { scope: BLOCKS, name });
      if (!isDeleted) throw incorrectState(value.id, 'changed by another client');
    },
  };
  return {
    ...volumes,
    attachVolume: (input) => inTurn(() => volumes.attachVolume(input)),
    detachVolume: (input) => inTurn(() => volumes.detachVolume(input)),
    write: (input) => inTurn(() => volumes.write(input)),
    read: (input) => inTurn(() => volumes.read(input)),
    deleteVolume: (input) => inTurn(() => volumes.deleteVolume(input)),
  };
}
