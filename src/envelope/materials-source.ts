/** Where the materials of a message come from: the options that `encrypt` and `decrypt` share. */
import type { KeyringOptions } from './keyrings/create-keyring.ts';
import type { KmsTarget } from './keyrings/kms-calls.ts';
import type { Keyring, MaterialsManager } from './materials.ts';

/** At most one of the three. */
export interface MaterialsSource extends KmsTarget {
  /** KMS keys by ID, alias name or ARN: a short form of the AWS KMS keyring. */
  readonly keyIds?: readonly string[] | undefined;
  /** Keyrings, or options of keyrings. The first generates the data key; each can decrypt the message. */
  readonly keyrings?: readonly (Keyring | KeyringOptions)[] | undefined;
  /** A materials manager, such as a cache of data keys. */
  readonly materialsManager?: MaterialsManager | undefined;
}

/**
 * Returns a copy of the source in `options`, without their other members.
 * @throws {TypeError} if more than one source is given, or an empty one
 */
export function copyMaterialsSource(options: MaterialsSource): MaterialsSource {
  const { keyIds, keyrings, materialsManager, region, caller, grantTokens } = options;
  if ([keyIds, keyrings, materialsManager].filter((given) => given !== undefined).length > 1)
    throw new TypeError('Pass only one of keyIds, keyrings and materialsManager.');
  if (keyrings !== undefined && !(Array.isArray(keyrings) && keyrings.length > 0))
    throw new TypeError('keyrings must contain at least one keyring.');
  return {
    // Another value is refused where it is used.
    keyIds: Array.isArray(keyIds) ? [...(keyIds as readonly string[])] : keyIds,
    keyrings: keyrings && [...(keyrings as NonNullable<MaterialsSource['keyrings']>)],
    materialsManager,
    region,
    caller,
    grantTokens,
  };
}
