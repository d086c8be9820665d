/**
 * The multi-keyring: encrypts the data key with every keyring, and decrypts it with the first that can. Source:
 * https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/multi-keyring.md
 */
import type { EncryptionMaterials, Keyring } from '../materials.ts';
import { failure, type FailedAttempt } from './keyring-support.ts';

/**
 * Combines keyrings. The first generates the data key.
 * @throws {TypeError} if there are none
 */
export function createMultiKeyring(keyrings: readonly Keyring[]): Keyring {
  const [only, ...others] = keyrings;
  if (!only) throw new TypeError('A multi-keyring needs at least one keyring.');
  if (others.length === 0) return only;
  return {
    async onEncrypt(materials, signal) {
      let made: EncryptionMaterials = materials;
      try {
        for (const keyring of keyrings) {
          signal?.throwIfAborted();
          made = await keyring.onEncrypt(made, signal);
          if (!made.dataKey) throw new TypeError('The first keyring of a multi-keyring must generate a data key.');
        }
        return made;
      } catch (error) {
        if (!materials.dataKey) made.dataKey?.fill(0);
        throw error;
      }
    },
    async onDecrypt(materials, encryptedDataKeys, signal) {
      const failures: FailedAttempt[] = [];
      for (const [index, keyring] of keyrings.entries()) {
        signal?.throwIfAborted();
        try {
          const found = await keyring.onDecrypt(materials, encryptedDataKeys, signal);
          if (found.dataKey) return found;
        } catch (error) {
          failures.push({ label: `keyring ${index + 1}`, error });
        }
      }
      if (failures.length > 0) throw failure(failures);
      return materials;
    },
  };
}
