/** Checks what a program brings in place of the keyrings and materials managers of this library. */
import { withMethods } from './check-options.ts';
import { EnvelopeError } from './envelope-error.ts';
import type { MaterialsManager } from './materials.ts';
import type { Suite } from './suites.ts';

/** What `createKeyring` returns, or a program brings in its place. */
export const KEYRING = withMethods('onEncrypt', 'onDecrypt');

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

/** Returns `manager`, with a check of the materials that it returns. */
export function checkedMaterialsManager(manager: MaterialsManager): MaterialsManager {
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
