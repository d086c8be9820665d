/**
 * requestParameters: the members of the input that CloudTrail logs, in its spelling. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html
 */
import type { Json } from '../../model/audit.ts';
import { formatRecordDate } from './format-dates.ts';

/** Never logged by any operation. */
const NEVER = new Set([
  'Plaintext',
  'CiphertextBlob',
  'Message',
  'Signature',
  'Mac',
  'PublicKey',
  'GrantTokens',
  'Recipient',
  'ImportToken',
  'EncryptedKeyMaterial',
  'KeyStorePassword',
  'XksProxyAuthenticationCredential',
  'TrustAnchorCertificate',
]);

/** Maps whose keys come from the caller. */
const VERBATIM = new Set([
  'EncryptionContext',
  'SourceEncryptionContext',
  'DestinationEncryptionContext',
  'EncryptionContextSubset',
  'EncryptionContextEquals',
]);

/** `KeyId` -> `keyId`. */
export function cloudTrailName(member: string): string {
  return member.charAt(0).toLowerCase() + member.slice(1);
}

function logValue(value: unknown): Json {
  if (value instanceof Date) return formatRecordDate(value.getTime());
  if (Array.isArray(value)) return value.map(logValue);
  if (typeof value === 'object' && value !== null) return redactParameters(value as Readonly<Record<string, unknown>>);
  return value as Json;
}

/** Returns the members that may be logged, in CloudTrail's spelling. */
export function redactParameters(members: Readonly<Record<string, unknown>>): Record<string, Json> {
  const logged: Record<string, Json> = {};
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined || value === null || NEVER.has(name) || value instanceof Uint8Array) continue;
    logged[cloudTrailName(name)] = VERBATIM.has(name) ? { ...(value as Record<string, string>) } : logValue(value);
  }
  return logged;
}

/**
 * Returns the input of an operation on a custom key store, with its CloudHsmClusterId as CloudTrail spells it. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/ct-create-keystore.html
 */
export function logKeyStoreInput({
  CloudHsmClusterId: clusterId,
  ...members
}: {
  readonly CloudHsmClusterId?: string | undefined;
}): Record<string, Json> {
  return { ...redactParameters(members), ...(clusterId === undefined ? {} : { clusterId }) };
}
