/** Where the materials of a message come from: the options that `encrypt` and `decrypt` share. */
import { checkOptions, TEXTS, withMethods } from './check-options.ts';
import type { KeyringOptions } from './keyrings/create-keyring.ts';
import type { KmsTarget } from './keyrings/kms-calls.ts';
import type { Keyring, MaterialsManager } from './materials.ts';
import { KEYRINGS, TARGET_KINDS } from './source-kinds.ts';

/** At most one of the three. */
export interface MaterialsSource extends KmsTarget {
  /** KMS keys by ID, alias name or ARN: a short form of the AWS KMS keyring. */
  readonly keyIds?: readonly string[] | undefined;
  /** Keyrings, or options of keyrings. The first generates the data key; each can decrypt the message. */
  readonly keyrings?: readonly (Keyring | KeyringOptions)[] | undefined;
  /** A materials manager, such as a cache of data keys. */
  readonly materialsManager?: MaterialsManager | undefined;
}

const SOURCE_KINDS = {
  ...TARGET_KINDS,
  keyIds: TEXTS,
  keyrings: KEYRINGS,
  materialsManager: withMethods('getEncryptionMaterials', 'getDecryptionMaterials'),
};

/** Names of the members. */
export const SOURCE_MEMBERS = Object.keys(SOURCE_KINDS);

/**
 * Returns a copy of the source in `options`, the argument `name`, without their other members.
 * @throws {TypeError} if more than one source is given, an empty one, or a member of the wrong kind
 */
export function copyMaterialsSource(options: MaterialsSource, name = 'options'): MaterialsSource {
  checkOptions(options, SOURCE_KINDS, name);
  const { keyIds, keyrings, materialsManager, region, caller, grantTokens } = options;
  if ([keyIds, keyrings, materialsManager].filter((given) => given !== undefined).length > 1)
    throw new TypeError('Pass only one of keyIds, keyrings and materialsManager.');
  return {
    keyIds: keyIds && [...keyIds],
    keyrings: keyrings && [...keyrings],
    materialsManager,
    region,
    caller,
    grantTokens: grantTokens && [...grantTokens],
  };
}
