/** Creates the materials manager that the options of an operation ask for. Loads rare keyrings on first use. */
import { checkedMaterialsManager } from './check-materials.ts';
import { createDefaultMaterialsManager } from './default-materials-manager.ts';
import type { GetKmsClient } from './envelope-kms.ts';
import { createAwsKmsDiscoveryKeyring } from './keyrings/aws-kms-discovery.ts';
import { createAwsKmsKeyring } from './keyrings/aws-kms.ts';
import type { MaterialsSource } from './materials-source.ts';
import type { Keyring, MaterialsManager } from './materials.ts';

/**
 * Returns the materials manager of a source that `copyMaterialsSource` has checked. Without a source: the AWS KMS
 * discovery keyring, which only decrypts.
 */
export async function resolveMaterialsManager(
  kmsFor: GetKmsClient,
  { materialsManager, ...source }: MaterialsSource,
): Promise<MaterialsManager> {
  if (materialsManager !== undefined) return checkedMaterialsManager(materialsManager);
  return createDefaultMaterialsManager(await keyringOf(kmsFor, source));
}

async function keyringOf(
  kmsFor: GetKmsClient,
  { keyIds, keyrings, ...target }: Omit<MaterialsSource, 'materialsManager'>,
): Promise<Keyring> {
  if (keyrings) return (await import('./keyrings/create-keyring.ts')).createKeyrings(kmsFor, keyrings, target);
  if (keyIds === undefined) return createAwsKmsDiscoveryKeyring(kmsFor, target);
  return createAwsKmsKeyring(kmsFor, { keyIds, ...target });
}
