/**
 * The default materials manager: generates the signing key, merges the encryption context, and asks one keyring.
 * Source: https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/default-cmm.md
 */
import { toBase64 } from '../base/base64.ts';
import { checkDataKey } from './check-materials.ts';
import { formatProviders } from './format-providers.ts';
import { PUBLIC_KEY_PAIR, type EncryptionContext } from './encryption-context.ts';
import { EnvelopeError } from './envelope-error.ts';
import type {
  DecryptionMaterials,
  DecryptionMaterialsRequest,
  EncryptionMaterialsRequest,
  Keyring,
  MaterialsManager,
  ReadyDecryptionMaterials,
  ReadyEncryptionMaterials,
} from './materials.ts';

/** Creates the default materials manager over `keyring`. */
export function createDefaultMaterialsManager(keyring: Keyring): MaterialsManager {
  return {
    getEncryptionMaterials: (request) => encryptionMaterials(keyring, request),
    getDecryptionMaterials: (request) => decryptionMaterials(keyring, request),
  };
}

async function encryptionMaterials(
  keyring: Keyring,
  { suite, encryptionContext, requiredContextKeys, signal }: EncryptionMaterialsRequest,
): Promise<ReadyEncryptionMaterials> {
  const signingKey =
    suite.signature && (await import('../crypto/message-signature.ts')).generateSigningKey(suite.signature);
  const answer: unknown = await keyring.onEncrypt(
    {
      suite,
      encryptionContext: signingKey
        ? { ...encryptionContext, [PUBLIC_KEY_PAIR]: toBase64(signingKey.publicKey) }
        : encryptionContext,
      requiredContextKeys,
      encryptedDataKeys: [],
      ...(signingKey ? { signingKey } : {}),
    },
    signal,
  );
  const { dataKey, encryptedDataKeys } = Object(answer) as ReadyEncryptionMaterials;
  checkDataKey(dataKey, suite, 'keyring');
  if (!Array.isArray(encryptedDataKeys) || encryptedDataKeys.length === 0) {
    dataKey.fill(0);
    throw new EnvelopeError('UnexpectedAnswer', 'The keyring returned no encrypted copy of the data key.');
  }
  return {
    suite,
    encryptionContext: signingKey
      ? { ...encryptionContext, [PUBLIC_KEY_PAIR]: toBase64(signingKey.publicKey) }
      : encryptionContext,
    requiredContextKeys,
    dataKey,
    encryptedDataKeys,
    ...(signingKey ? { signingKey } : {}),
  };
}

async function decryptionMaterials(
  keyring: Keyring,
  { suite, encryptionContext, reproducedContext, encryptedDataKeys, signal }: DecryptionMaterialsRequest,
): Promise<ReadyDecryptionMaterials> {
  const requiredContextKeys = findMissingKeys(encryptionContext, reproducedContext);
  const materials = {
    suite,
    encryptionContext: { ...encryptionContext, ...reproducedContext },
    requiredContextKeys,
  };
  const answer: unknown = await keyring.onDecrypt(materials, encryptedDataKeys, signal);
  const { dataKey } = Object(answer) as DecryptionMaterials;
  if (!dataKey) {
    throw new EnvelopeError(
      'NoUsableKey',
      `No encrypted data key in this message is for a key that may be used here. The message has data keys of ${formatProviders(encryptedDataKeys)}.`,
    );
  }
  checkDataKey(dataKey, suite, 'keyring');
  return { ...materials, dataKey };
}

/** Returns the keys of `reproduced` that the header does not store. Rejects other values for those that it stores. */
function findMissingKeys(stored: EncryptionContext, reproduced: EncryptionContext): string[] {
  return Object.entries(reproduced).flatMap(([key, value]) => {
    if (!Object.hasOwn(stored, key)) return [key];
    if (stored[key] === value) return [];
    throw new EnvelopeError(
      'EncryptionContextMismatch',
      `The encryption context of the message has another value for "${key}" than the caller brings.`,
    );
  });
}
