/** Checks what a program brings in place of the keyrings and materials managers of this library. */
import { EnvelopeError } from './envelope-error.ts';
import type { Keyring, MaterialsManager } from './materials.ts';
import type { Suite } from './suites.ts';

function hasMethods(value: unknown, ...names: readonly string[]): boolean {
  return names.every((name) => typeof (Object(value) as Partial<Record<string, unknown>>)[name] === 'function');
}

/**
 * Returns `keyring` if it has the methods of a keyring.
 * @throws {TypeError} if it has not
 */
export function checkKeyring(keyring: unknown): Keyring {
  if (hasMethods(keyring, 'onEncrypt', 'onDecrypt')) return keyring as Keyring;
  throw new TypeError('A keyring must be an object with a type, or with the methods onEncrypt and onDecrypt.');
}

/**
 * Checks the length of a data key. Overwrites a wrong one.
 * @throws {EnvelopeError} UnexpectedAnswer
 */
export function checkDataKey(dataKey: unknown, { keyBytes }: Suite, source: string): void {
  if (dataKey instanceof Uint8Array) {
    if (dataKey.length === keyBytes) return;
    dataKey.fill(0);
  }
  throw new EnvelopeError('UnexpectedAnswer', `The ${source} returned no data key of ${keyBytes} bytes.`);
}

/**
 * Returns `manager`, with a check of the materials that it returns.
 * @throws {TypeError} if it has not the methods of a materials manager
 */
export function checkedMaterialsManager(manager: MaterialsManager): MaterialsManager {
  if (!hasMethods(manager, 'getEncryptionMaterials', 'getDecryptionMaterials'))
    throw new TypeError('materialsManager must have the methods getEncryptionMaterials and getDecryptionMaterials.');
  const check = <T extends { readonly dataKey: unknown }>(materials: T, suite: Suite): T => {
    checkDataKey((Object(materials) as Partial<T>).dataKey, suite, 'materials manager');
    return materials;
  };
  return {
    getEncryptionMaterials: async (request) => {
      const materials = check(await manager.getEncryptionMaterials(request), request.suite);
      if (Array.isArray(materials.encryptedDataKeys)) return materials;
      materials.dataKey.fill(0);
      throw new EnvelopeError('UnexpectedAnswer', 'The materials manager returned no encrypted data keys.');
    },
    getDecryptionMaterials: async (request) => check(await manager.getDecryptionMaterials(request), request.suite),
  };
}
