/** A materials manager and a KMS client that report to the page what a run does. */
import type { EnvelopeKms } from '../../envelope/envelope-kms.ts';
import type { MaterialsManager } from '../../envelope/materials.ts';
import type { MaterialsSource } from '../../envelope/materials-source.ts';
import { resolveMaterialsManager } from '../../envelope/resolve-materials-manager.ts';
import type { Direction } from './envelope-run.ts';
import type { NextStep } from './step-gate.ts';

/** What is reported. */
export interface MaterialsObserver {
  /** The envelope code holds this plaintext data key now, and overwrites it after use. */
  onDataKey(dataKey: Uint8Array): void;
  /** Called before each step. The run goes on when it resolves. */
  before(next: NextStep): Promise<void>;
}

/** Returns the calls of `kms`, with a report before each. */
function observeKms(kms: EnvelopeKms, observer: MaterialsObserver): EnvelopeKms {
  const call = (operation: Extract<NextStep, { kind: 'call' }>['operation'], keyId: string | undefined) =>
    observer.before({ kind: 'call', operation, keyId: keyId ?? '' });
  return {
    async generateDataKey(input) {
      await call('GenerateDataKey', input.KeyId);
      return kms.generateDataKey(input);
    },
    async encrypt(input) {
      await call('Encrypt', input.KeyId);
      return kms.encrypt(input);
    },
    async decrypt(input) {
      await call('Decrypt', input.KeyId);
      return kms.decrypt(input);
    },
  };
}

/** Creates the materials manager of `source` over `kms`, observed. */
export async function observeMaterials(
  kms: EnvelopeKms,
  source: MaterialsSource,
  observer: MaterialsObserver,
): Promise<MaterialsManager> {
  const manager = await resolveMaterialsManager(() => observeKms(kms, observer), source);
  const hold = async <T extends { readonly dataKey: Uint8Array }>(materials: T, kind: Direction): Promise<T> => {
    observer.onDataKey(materials.dataKey);
    try {
      await observer.before({ kind });
    } catch (error) {
      // The run ends here, and nothing else overwrites the key.
      materials.dataKey.fill(0);
      throw error;
    }
    return materials;
  };
  return {
    getEncryptionMaterials: async (request) => hold(await manager.getEncryptionMaterials(request), 'encrypt'),
    getDecryptionMaterials: async (request) => hold(await manager.getDecryptionMaterials(request), 'decrypt'),
  };
}
