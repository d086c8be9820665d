/**
 * Wraps data keys with a key derived from an ECDH shared secret: format and derivation of the ECDH keyrings. The
 * published text of the derivation label is in capitals; the implementation that writes messages uses lower case, as
 * here. Sources:
 * https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/raw-ecdh-keyring.md,
 * https://github.com/aws/aws-cryptographic-material-providers-library/blob/main/AwsCryptographicMaterialProviders/dafny/AwsCryptographicMaterialProviders/src/KeyWrapping/EcdhEdkWrapping.dfy
 */
import { concatBytes, encodeUint32, encodeUtf8, equalBytes, type Bytes } from '../../base/bytes.ts';
import { deriveCounterMode } from '../../crypto/kdf-counter.ts';
import { compressPublicKey, decompressPublicKey, isEcdhCurve, type EcdhCurve } from '../../crypto/local-ecdh.ts';
import { createDecryptor, createEncryptor, importAesKey } from '../aes-gcm-cipher.ts';
import { serializeContext, type EncryptionContext } from '../encryption-context.ts';
import { EnvelopeError } from '../envelope-error.ts';
import type { EncryptedDataKey } from '../header.ts';
import { IV_BYTES } from '../limits.ts';

/** Provider IDs. Either keyring decrypts data keys of both. */
export const ECDH_PROVIDERS = { raw: 'raw-ecdh', kms: 'aws-kms-ecdh' } as const;

const VERSION = 1;
const SALT_BYTES = 32;
const COMMITMENT_BYTES = 32;
const WRAPPING_KEY_BYTES = 32;
const CURVE_NAMES: Readonly<Record<EcdhCurve, string>> = {
  ECC_NIST_P256: 'p256',
  ECC_NIST_P384: 'p384',
  ECC_NIST_P521: 'p521',
};

/** Public keys of both parties, as SPKI. */
export interface EcdhParties {
  readonly sender: Bytes;
  readonly recipient: Bytes;
}

/** @throws {TypeError} if `curve` is not supported */
export function checkEcdhCurve(curve: unknown): asserts curve is EcdhCurve {
  if (isEcdhCurve(curve)) return;
  throw new TypeError('curve must be ECC_NIST_P256, ECC_NIST_P384 or ECC_NIST_P521. SM2 is not supported.');
}

/**
 * Returns the compressed point of a public key.
 * @throws {TypeError} if it is not one of the curve
 */
export function compressed(curve: EcdhCurve, spki: Bytes, option: string): Bytes {
  const point = compressPublicKey(curve, spki);
  if (point) return point;
  throw new TypeError(`${option} must be a public key of ${curve} in SPKI.`);
}

/** Serializes the provider info: version, and the compressed public keys of recipient and sender. */
export function serializeParties(curve: EcdhCurve, { sender, recipient }: EcdhParties): Bytes {
  const [to, from] = [compressed(curve, recipient, 'recipientPublicKey'), compressed(curve, sender, 'senderPublicKey')];
  return concatBytes(Uint8Array.of(VERSION), encodeUint32(to.length), to, encodeUint32(from.length), from);
}

/** Parses a provider info. Returns undefined if it is not one of this version and curve. */
export function parseParties(curve: EcdhCurve, info: Bytes): EcdhParties | undefined {
  const view = new DataView(info.buffer, info.byteOffset, info.byteLength);
  const take = (at: number): Bytes | undefined => {
    if (at + 4 > info.length) return undefined;
    const end = at + 4 + view.getUint32(at);
    return end > info.length ? undefined : info.slice(at + 4, end);
  };
  const to = info[0] === VERSION ? take(1) : undefined;
  const from = to && take(1 + 4 + to.length);
  if (!from || info.length !== 1 + 4 + to.length + 4 + from.length) return undefined;
  const [recipient, sender] = [decompressPublicKey(curve, to), decompressPublicKey(curve, from)];
  return recipient && sender && { recipient, sender };
}

interface DerivedKey {
  readonly commitment: Bytes;
  readonly wrappingKey: Bytes;
  /** AAD of the wrapped data key. */
  readonly fixedInfo: Bytes;
}

async function deriveKey(
  curve: EcdhCurve,
  secret: Bytes,
  salt: Bytes,
  parties: EcdhParties,
  context: EncryptionContext,
): Promise<DerivedKey> {
  const separator = Uint8Array.of(0);
  const fixedInfo = concatBytes(
    encodeUtf8('ecdh-key-derivation'),
    separator,
    encodeUtf8(CURVE_NAMES[curve]),
    separator,
    encodeUtf8('HMAC_SHA384'),
    separator,
    compressed(curve, parties.sender, 'senderPublicKey'),
    compressed(curve, parties.recipient, 'recipientPublicKey'),
    separator,
    Uint8Array.of(VERSION),
    separator,
    serializeContext(context),
  );
  const parameters = { hash: 'SHA-384', label: fixedInfo, context: salt } as const;
  const derived = await deriveCounterMode(secret, parameters, COMMITMENT_BYTES + WRAPPING_KEY_BYTES);
  const key = {
    commitment: derived.slice(0, COMMITMENT_BYTES),
    wrappingKey: derived.slice(COMMITMENT_BYTES),
    fixedInfo,
  };
  derived.fill(0);
  return key;
}

/** What a data key is wrapped under. */
export interface EcdhWrapping {
  readonly curve: EcdhCurve;
  /** Shared secret. It is overwritten. */
  readonly secret: Bytes;
  readonly parties: EcdhParties;
  readonly context: EncryptionContext;
}

/** Wraps a data key. */
export async function wrapWithEcdh(
  providerId: string,
  { curve, secret, parties, context }: EcdhWrapping,
  dataKey: Bytes,
): Promise<EncryptedDataKey> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const derived = await deriveKey(curve, secret, salt, parties, context).finally(() => secret.fill(0));
  const { commitment, wrappingKey, fixedInfo } = derived;
  const key = await importAesKey(wrappingKey, ['encrypt']).finally(() => wrappingKey.fill(0));
  const encryptor = await createEncryptor(key);
  return {
    providerId,
    providerInfo: serializeParties(curve, parties),
    // The wrapping key is new for each data key, so the IV is constant.
    ciphertext: concatBytes(salt, commitment, await encryptor(new Uint8Array(IV_BYTES), fixedInfo, dataKey)),
  };
}

/**
 * Unwraps a data key.
 * @throws {EnvelopeError} NoUsableKey, if secret, context or ciphertext do not belong together
 */
export async function unwrapWithEcdh(
  { curve, secret, parties, context }: EcdhWrapping,
  ciphertext: Bytes,
): Promise<Bytes> {
  const salt = ciphertext.slice(0, SALT_BYTES);
  const derived = await deriveKey(curve, secret, salt, parties, context).finally(() => secret.fill(0));
  const { commitment, wrappingKey, fixedInfo } = derived;
  const key = await importAesKey(wrappingKey, ['decrypt']).finally(() => wrappingKey.fill(0));
  const wrapped = ciphertext.slice(SALT_BYTES + COMMITMENT_BYTES);
  const matches = equalBytes(commitment, ciphertext.subarray(SALT_BYTES, SALT_BYTES + COMMITMENT_BYTES));
  const decryptor = matches ? await createDecryptor(key) : undefined;
  const dataKey = await decryptor?.(new Uint8Array(IV_BYTES), fixedInfo, wrapped);
  if (dataKey) return dataKey;
  throw new EnvelopeError(
    'NoUsableKey',
    'The ECDH key does not decrypt the data key: another key or another encryption context was used.',
  );
}
