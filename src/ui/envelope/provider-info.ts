/** Reads the provider info of an encrypted data key, for display. */
import { decodeUtf8 } from '../../base/bytes.ts';
import { toHex } from '../../base/hex.ts';
import type { EncryptedDataKey } from '../../envelope/header.ts';
import { parseArn } from '../../model/arn.ts';

/** Who can open an encrypted data key. */
export type ReaderKind = 'decrypt' | 'decryptWithoutContext' | 'deriveSharedSecret' | 'branchKeyStore' | 'keyHolder';

/** What a provider info says. */
interface ProviderDescription {
  /** The key: its ARN, ID or name, or the public keys of both parties. */
  readonly name: string;
  readonly readers: ReaderKind;
  /** ID of the KMS key that the info names. */
  readonly kmsKeyId?: string;
}

const READERS: Readonly<Record<string, ReaderKind>> = {
  'aws-kms': 'decrypt',
  'aws-kms-rsa': 'decryptWithoutContext',
  'aws-kms-ecdh': 'deriveSharedSecret',
  'aws-kms-hierarchy': 'branchKeyStore',
};

/** After the name of a raw AES key: the length of the tag in bits and of the IV in bytes, then the IV. */
const AES_LENGTHS = '000000800000000c';
const AES_TAIL_BYTES = AES_LENGTHS.length / 2 + 12;

function textOf(info: Uint8Array): string {
  try {
    const text = decodeUtf8(info);
    return /\p{Cc}/u.test(text) ? toHex(info) : text;
  } catch {
    return toHex(info);
  }
}

/** The name of a raw AES key; undefined if the info is of another kind. */
function aesName(info: Uint8Array): string | undefined {
  const tail = info.length - AES_TAIL_BYTES;
  if (tail <= 0 || toHex(info.subarray(tail, tail + AES_LENGTHS.length / 2)) !== AES_LENGTHS) return undefined;
  return textOf(info.subarray(0, tail));
}

/** Describes the provider info of an encrypted data key. */
export function describeProvider({ providerId, providerInfo }: EncryptedDataKey): ProviderDescription {
  const isEcdh = providerId === 'aws-kms-ecdh' || providerId === 'raw-ecdh';
  const name = isEcdh ? toHex(providerInfo) : (aesName(providerInfo) ?? textOf(providerInfo));
  const readers = READERS[providerId] ?? 'keyHolder';
  const arn = readers === 'decrypt' || readers === 'decryptWithoutContext' ? parseArn(name) : undefined;
  const kmsKeyId = arn?.service === 'kms' ? /^key\/(.+)$/.exec(arn.resource)?.[1] : undefined;
  return { name, readers, ...(kmsKeyId ? { kmsKeyId } : {}) };
}
