/**
 * A secret store that stands in for AWS Secrets Manager. Each version has a data key of its own, whose encryption
 * context is the ARN of the secret and the ID of the version. Source:
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 */
import { fromBase64, toBase64 } from '../../base/base64.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/bytes.ts';
import { createUuid } from '../../base/uuid.ts';
import { partitionOf } from '../../model/arn.ts';
import { DEFAULT_REGION } from '../../model/regions.ts';
import { decryptBytes, decryptDataKey, encryptBytes, generateDataKey, zeroise } from '../data-keys.ts';
import type { ItemEntry } from '../ledger/ledger-entries.ts';
import { ledgerChange } from '../ledger/ledger.ts';
import { accountOf, kmsVia, type ServiceCaller } from '../service-call.ts';
import { kmsErrorName, ServiceError } from '../service-error.ts';
import { ServiceStore, type ServiceSandbox, type Stored, type StoreChange } from '../service-store.ts';
import { sha256Hex } from '../sha256-hex.ts';
import type {
  CreateSecretInput,
  GetSecretValueInput,
  PutSecretValueInput,
  SecretInput,
  SecretRecord,
  SecretValueOutput,
  SecretVersionOutput,
  SecretView,
  UpdateSecretInput,
  VersionRecord,
} from './secret-store-types.ts';

/** Scope of secrets. */
export const SECRETS = 'secrets/secrets';
/** Scope of the versions of a secret. */
export const versionsOf = (arn: string): string => `secrets/versions/${arn}`;

/** Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
const NAME = /^[A-Za-z0-9/_+=.@-]{1,512}$/;
const MAX_SECRET_BYTES = 65_536;

/**
 * The secret store. Methods reject with ServiceError: ResourceNotFoundException, ResourceExistsException,
 * InvalidParameterException, AccessDeniedException, EncryptionFailure and DecryptionFailure. `cause` is the error of
 * KMS.
 */
export interface SecretStore {
  createSecret(input: CreateSecretInput): Promise<SecretVersionOutput>;
  /** Adds a version, which becomes AWSCURRENT; the one before becomes AWSPREVIOUS. */
  putSecretValue(input: PutSecretValueInput): Promise<SecretVersionOutput>;
  /** Changes the key of new versions. */
  updateSecret(input: UpdateSecretInput): Promise<SecretView>;
  getSecretValue(input: GetSecretValueInput): Promise<SecretValueOutput>;
  describeSecret(input: SecretInput): Promise<SecretView>;
  listSecrets(): Promise<readonly SecretView[]>;
  /** Deletes a secret with all versions, as with ForceDeleteWithoutRecovery. */
  deleteSecret(input: SecretInput): Promise<void>;
}

/** Returns an error of KMS under the name that Secrets Manager gives it. */
function failure(error: unknown, name: 'EncryptionFailure' | 'DecryptionFailure'): unknown {
  const kmsError = kmsErrorName(error);
  if (kmsError === undefined) return error;
  if (kmsError === 'AccessDeniedException')
    return new ServiceError('AccessDeniedException', 'Access to KMS is not allowed', error);
  return new ServiceError(name, (error as Error).message, error);
}

function stagesOf({ current, previous }: SecretRecord, version: string): readonly string[] {
  if (version === current) return ['AWSCURRENT'];
  return version === previous ? ['AWSPREVIOUS'] : [];
}

function viewOf({ value }: Stored<SecretRecord>): SecretView {
  const { arn, name, keyId, current, previous } = value;
  return {
    ARN: arn,
    Name: name,
    ...(keyId === undefined ? {} : { KmsKeyId: keyId }),
    VersionIdsToStages: { [current]: ['AWSCURRENT'], ...(previous && { [previous]: ['AWSPREVIOUS'] }) },
  };
}

/** A secret, and the record of its current version unless that was lost. */
interface SecretAsRead {
  readonly secret: Stored<SecretRecord>;
  readonly versions: readonly Stored<VersionRecord>[];
}

/** Encryption context of the data key of a version. */
export const secretContext = (arn: string, version: string) => ({ SecretARN: arn, SecretVersionId: version });
const ledgerId = (arn: string, version: string): string => `${arn.slice(0, 400)}#${version}`;
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** Creates the secret store of a sandbox. */
export function createSecretStore(strongroom: ServiceSandbox): SecretStore {
  const store = new ServiceStore(strongroom);

  async function secretOf({ SecretId }: SecretInput): Promise<Stored<SecretRecord>> {
    const secrets = await store.all<SecretRecord>(SECRETS);
    const found = secrets.find(({ value }) => value.name === SecretId || value.arn === SecretId);
    if (found === undefined)
      throw ServiceError.at(
        'SecretId',
        'ResourceNotFoundException',
        "Secrets Manager can't find the specified secret.",
      );
    return found;
  }

  /**
   * Returns a secret with the record of its current version. A change of the secret requires both as they were read:
   * another client may have deleted it since, and created one of the same name.
   */
  async function readSecret(input: SecretInput): Promise<SecretAsRead> {
    for (let before: string | undefined; ;) {
      const secret = await secretOf(input);
      const { arn, current } = secret.value;
      const version = await store.get<VersionRecord>(versionsOf(arn), current);
      // The same again: the version was lost, and not deleted meanwhile.
      if (version !== undefined || before === current) return { secret, versions: version ? [version] : [] };
      before = current;
    }
  }

  /** Returns the change that stores a new version, and its entry in the ledger. */
  async function encryptVersion(
    { arn, region, keyId = 'alias/aws/secretsmanager' }: Pick<SecretRecord, 'arn' | 'region' | 'keyId'>,
    id: string,
    text: string,
    { caller }: ServiceCaller,
  ): Promise<readonly StoreChange[]> {
    const bytes = encodeUtf8(text);
    if (bytes.length === 0 || bytes.length > MAX_SECRET_BYTES)
      throw ServiceError.at(
        'SecretString',
        'InvalidParameterException',
        `SecretString must have 1 to ${MAX_SECRET_BYTES} bytes.`,
      );
    const kms = kmsVia(strongroom, 'secretsmanager', { region, ...(caller && { caller }) });
    const context = secretContext(arn, id);
    const dataKey = await generateDataKey(kms, keyId, context).catch((error: unknown) => {
      throw failure(error, 'EncryptionFailure');
    });
    const body = await encryptBytes(dataKey.plaintext, bytes, `${arn}#${id}`).finally(() => zeroise(dataKey.plaintext));
    const value: VersionRecord = { id, edk: toBase64(dataKey.edk), key: dataKey.keyArn };
    const entry = ledgerChange({
      kind: 'item',
      id: ledgerId(arn, id),
      program: 'secret-store',
      edkShas: [await sha256Hex(dataKey.edk)],
      edkCount: 1,
      keys: [dataKey.keyArn],
      contextNames: Object.keys(context),
      bodySha: await sha256Hex(body),
      plainSha: await sha256Hex(bytes),
      plaintextLen: bytes.length,
      status: 'stored',
    });
    return [{ scope: versionsOf(arn), name: id, value, body }, entry];
  }

  return {
    async createSecret(input) {
      const { Name, SecretString, KmsKeyId, region = DEFAULT_REGION } = input;
      if (typeof Name !== 'string' || !NAME.test(Name))
        throw ServiceError.at('Name', 'InvalidParameterException', 'Name is not valid.');
      const suffix = toBase64(random(12))
        .replaceAll(/[^A-Za-z0-9]/g, 'x')
        .slice(0, 6);
      const account = await accountOf(strongroom, input);
      const arn = `arn:${partitionOf(region)}:secretsmanager:${region}:${account}:secret:${Name}-${suffix}`;
      const id = createUuid(random(16));
      const secret: SecretRecord = { arn, name: Name, region, ...(KmsKeyId && { keyId: KmsKeyId }), current: id };
      const changes = await encryptVersion(secret, id, SecretString, input);
      if (!(await store.tryChange({ scope: SECRETS, name: Name, value: secret, ifVersion: 0 }, ...changes)))
        throw ServiceError.at('Name', 'ResourceExistsException', `The secret ${Name} already exists.`);
      return { ARN: arn, Name, VersionId: id, VersionStages: ['AWSCURRENT'] };
    },
    async putSecretValue(input) {
      for (;;) {
        const { secret: stored, versions } = await readSecret(input);
        const { value: secret, name, version } = stored;
        const id = createUuid(random(16));
        const changes = await encryptVersion(secret, id, input.SecretString, input);
        const value: SecretRecord = { ...secret, current: id, previous: secret.current };
        if (await store.tryChangeIf(versions, { scope: SECRETS, name, value, ifVersion: version }, ...changes))
          return { ARN: secret.arn, Name: name, VersionId: id, VersionStages: ['AWSCURRENT'] };
      }
    },
    async updateSecret(input) {
      for (;;) {
        const { secret, versions } = await readSecret(input);
        const { name, version } = secret;
        const value: SecretRecord = { ...secret.value, keyId: input.KmsKeyId };
        if (await store.tryChangeIf(versions, { scope: SECRETS, name, value, ifVersion: version }))
          return viewOf({ ...secret, value });
      }
    },
    async getSecretValue(input) {
      const { value: secret } = await secretOf(input);
      const { VersionStage, caller } = input;
      const labelled = VersionStage === 'AWSPREVIOUS' ? secret.previous : secret.current;
      const id = input.VersionId ?? (VersionStage === undefined ? secret.current : labelled) ?? '';
      const isKnownStage = VersionStage === undefined || stagesOf(secret, id).includes(VersionStage);
      const stored = id === '' ? undefined : await store.get<VersionRecord>(versionsOf(secret.arn), id);
      if (stored?.body === undefined || !isKnownStage)
        throw ServiceError.at(
          'VersionStage',
          'ResourceNotFoundException',
          "Secrets Manager can't find the specified secret value.",
        );
      const kms = kmsVia(strongroom, 'secretsmanager', { region: secret.region, ...(caller && { caller }) });
      const context = secretContext(secret.arn, id);
      const { edk, key } = stored.value;
      const { plaintext } = await decryptDataKey(kms, fromBase64(edk), context, key).catch((error: unknown) => {
        throw failure(error, 'DecryptionFailure');
      });
      const bytes = await decryptBytes(plaintext, stored.body, `${secret.arn}#${id}`).finally(() => zeroise(plaintext));
      return {
        ARN: secret.arn,
        Name: secret.name,
        VersionId: id,
        VersionStages: stagesOf(secret, id),
        SecretString: decodeUtf8(bytes),
        CreatedDate: new Date(stored.createdAt),
      };
    },
    async describeSecret(input) {
      return viewOf(await secretOf(input));
    },
    async listSecrets() {
      return (await store.all<SecretRecord>(SECRETS)).map(viewOf);
    },
    async deleteSecret(input) {
      for (;;) {
        const { secret, versions } = await readSecret(input);
        const { name, version, value } = secret;
        // From here on no version is added, so that what is listed is everything.
        if (!(await store.tryChangeIf(versions, { scope: SECRETS, name, ifVersion: version }))) continue;
        for (const { scope, name: id } of await store.all(versionsOf(value.arn))) {
          await store.change({ scope, name: id });
          await store.update<ItemEntry>(
            'ledger',
            `item/${ledgerId(value.arn, id)}`,
            (entry) => entry && { ...entry, status: 'deleted' },
          );
        }
        return;
      }
    },
  };
}
