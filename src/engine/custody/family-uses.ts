/**
 * Custodian methods of asymmetric and HMAC keys over the algorithm families (crypto/family.ts), wherever their material
 * is kept.
 */
import { KmsError } from '../../model/errors.ts';
import type { Family, Material } from '../../crypto/family.ts';
import { FAMILIES } from '../../crypto/families.ts';
import type { KeyRecord, MaterialRecord } from '../../model/records.ts';
import { DamagedRecordError } from '../../model/storage-error.ts';
import type { KeySpec } from '../../model/sdk.ts';
import type { Custodian } from './custodian.ts';
import { currentMaterial, recordedMaterial } from './material-records.ts';
import { refusedUse } from './refused-uses.ts';

/** Loaded families. An `import()` of loaded code still costs more than the rest of a small call. */
const families = new Map<KeySpec, Promise<Family>>();

/** Loads the family of `spec` on first use. Rejects if its code cannot be loaded; the next use tries again. */
export function familyOf(spec: KeySpec): Promise<Family> {
  let family = families.get(spec);
  if (family === undefined) {
    family = FAMILIES[spec]();
    families.set(spec, family);
    family.catch(() => families.delete(spec));
  }
  return family;
}

/**
 * Passes the material of `record` to `use`, once. If the record holds it in two forms, the first one that `serves`
 * accepts. Rejects as `use` does, and with KmsError if no form is suitable.
 */
export type UseMaterial = <T>(
  record: MaterialRecord,
  use: (material: Material) => Promise<T>,
  serves?: (material: Material) => boolean,
) => Promise<T>;

/** Returns the public key of an asymmetric key, from its record. */
function publicKeyOf({ arn, publicKey }: KeyRecord): NonNullable<KeyRecord['publicKey']> {
  if (publicKey === undefined) throw new DamagedRecordError({ store: 'keys', id: arn, member: 'publicKey' });
  return publicKey;
}

/** Creates every method of a custodian except `create`, over a way to use the material of a record. */
export function familyUses(useMaterial: UseMaterial): Omit<Custodian, 'create' | 'import'> {
  return {
    ...recordedMaterial,
    async encrypt(key, { algorithm, plaintext }) {
      const family = await familyOf(key.spec);
      if (family.encrypt === undefined) throw refusedUse(key.spec, 'encrypt');
      return { ciphertext: await family.encrypt(key.spec, publicKeyOf(key), algorithm, plaintext) };
    },
    async decrypt(key, { algorithm, ciphertext }, { reader }) {
      const { decrypt } = await familyOf(key.spec);
      if (decrypt === undefined) throw refusedUse(key.spec, 'decrypt');
      const record = await currentMaterial(reader, key);
      const plaintext = await useMaterial(record, (material) => decrypt(key.spec, material, algorithm, ciphertext));
      if (plaintext === undefined) throw new KmsError('InvalidCiphertextException').because('asymmetric-ciphertext');
      return { plaintext };
    },
    async sign(key, { algorithm, messageType, message }, { reader }) {
      const { sign, canSign } = await familyOf(key.spec);
      if (sign === undefined) throw refusedUse(key.spec, 'sign');
      return useMaterial(
        await currentMaterial(reader, key),
        (material) => sign(key.spec, material, algorithm, messageType, message),
        (material) => canSign?.(key.spec, material, algorithm, messageType) ?? true,
      );
    },
    async checkSign(key, { algorithm, messageType }, { reader }) {
      const { canSign } = await familyOf(key.spec);
      await useMaterial(
        await currentMaterial(reader, key),
        () => Promise.resolve(),
        (material) => canSign?.(key.spec, material, algorithm, messageType) ?? true,
      );
    },
    async verify(key, { algorithm, messageType, message, signature }) {
      const family = await familyOf(key.spec);
      if (family.verify === undefined) throw refusedUse(key.spec, 'verify');
      return family.verify(key.spec, publicKeyOf(key), algorithm, messageType, message, signature);
    },
    async mac(key, { algorithm, message }, { reader }) {
      const { mac } = await familyOf(key.spec);
      if (mac === undefined) throw refusedUse(key.spec, 'mac');
      return useMaterial(await currentMaterial(reader, key), (material) => mac(key.spec, material, algorithm, message));
    },
    async agree(key, publicKey, { reader }) {
      const { agree } = await familyOf(key.spec);
      if (agree === undefined) throw refusedUse(key.spec, 'agree');
      return useMaterial(await currentMaterial(reader, key), (material) => agree(key.spec, material, publicKey));
    },
    async encapsulate(key) {
      const family = await familyOf(key.spec);
      if (family.encapsulate === undefined) throw refusedUse(key.spec, 'encapsulate');
      return family.encapsulate(key.spec, publicKeyOf(key));
    },
    async decapsulate(key, ciphertext, { reader }) {
      const { decapsulate } = await familyOf(key.spec);
      if (decapsulate === undefined) throw refusedUse(key.spec, 'decapsulate');
      const record = await currentMaterial(reader, key);
      const sharedSecret = await useMaterial(record, (material) => decapsulate(key.spec, material, ciphertext));
      if (sharedSecret === undefined) throw new KmsError('InvalidCiphertextException').because('encapsulation-length');
      return sharedSecret;
    },
    rotate: (key) => Promise.reject(refusedUse(key.spec, 'rotate')),
  };
}
