/** A materials manager and a KMS client that report to the page what a run does. */
import type { EnvelopeKms } from '../../envelope/envelope-kms.ts';
import type { MaterialsManager, ReadyDecryptionMaterials, ReadyEncryptionMaterials } from '../../envelope/materials.ts';
import type { MaterialsSource } from '../../envelope/materials-source.ts';
import { resolveMaterialsManager } from '../../envelope/resolve-materials-manager.ts';
import type { OperationName } from '../../model/operations.ts';
import type { Direction } from './envelope-run.ts';
import type { NextStep } from './step-gate.ts';

/** What is reported. */
export interface MaterialsObserver {
  /** The envelope code holds the plaintext data key now, and overwrites it after use. */
  onMaterials(materials: ReadyEncryptionMaterials | ReadyDecryptionMaterials): void;
  /** Called before each call to KMS. */
  beforeCall(operation: OperationName): void;
  /** Called before the work on the body. The run goes on when it resolves. */
  before(next: NextStep): Promise<void>;
}

/** Returns the calls of `kms`, with a report before each. */
function observeKms(kms: Required<EnvelopeKms>, observer: MaterialsObserver): Required<EnvelopeKms> {
  const observed =
    <I, O>(operation: OperationName, call: (input: I) => Promise<O>) =>
    (input: I): Promise<O> => {
      observer.beforeCall(operation);
      return call(input);
    };
  return {
    generateDataKey: observed('GenerateDataKey', kms.generateDataKey),
    encrypt: observed('Encrypt', kms.encrypt),
    decrypt: observed('Decrypt', kms.decrypt),
    getPublicKey: observed('GetPublicKey', kms.getPublicKey),
    deriveSharedSecret: observed('DeriveSharedSecret', kms.deriveSharedSecret),
    generateDataKeyWithoutPlaintext: observed('GenerateDataKeyWithoutPlaintext', kms.generateDataKeyWithoutPlaintext),
    reEncrypt: observed('ReEncrypt', kms.reEncrypt),
  };
}

/** Returns where the materials come from, by the observed client. */
export type CreateSource = (kms: Required<EnvelopeKms>) => MaterialsSource | Promise<MaterialsSource>;

/** Creates a materials manager over `kms`, observed. */
export async function observeMaterials(
  kms: Required<EnvelopeKms>,
  createSource: CreateSource,
  observer: MaterialsObserver,
): Promise<MaterialsManager> {
  const observedKms = observeKms(kms, observer);
  const manager = await resolveMaterialsManager(() => observedKms, await createSource(observedKms));
  const hold = async <T extends ReadyEncryptionMaterials | ReadyDecryptionMaterials>(
    materials: T,
    kind: Direction,
  ): Promise<T> => {
    observer.onMaterials(materials);
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
