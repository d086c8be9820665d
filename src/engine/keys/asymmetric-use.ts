/**
 * Checks of Encrypt, Decrypt and ReEncrypt with RSA and SM2 keys: no encryption context, and the maximum plaintext
 * length.
 */
import { KmsError } from '../../model/errors.ts';
import type { KeyRecord } from '../../model/records.ts';
import type { EncryptionContext } from '../encryption-context.ts';

/**
 * Maximum plaintext in bytes by key spec and algorithm. OAEP: key bytes - 2 × hash bytes - 2. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
 */
const MAX_BYTES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  RSA_2048: { RSAES_OAEP_SHA_1: 214, RSAES_OAEP_SHA_256: 190 },
  RSA_3072: { RSAES_OAEP_SHA_1: 342, RSAES_OAEP_SHA_256: 318 },
  RSA_4096: { RSAES_OAEP_SHA_1: 470, RSAES_OAEP_SHA_256: 446 },
  SM2: { SM2PKE: 1024 },
};

/**
 * Rejects an encryption context, and a plaintext that is too long, for an asymmetric `algorithm`. SYMMETRIC_DEFAULT
 * passes. The key supports the algorithm (checkAlgorithm). Texts are recorded or measured
 * (test/conformance/errors.test.ts).
 * @throws {KmsError} ValidationException
 */
export function checkAsymmetric(
  key: KeyRecord,
  algorithm = 'SYMMETRIC_DEFAULT',
  context?: EncryptionContext,
  plaintext?: Uint8Array,
): void {
  if (algorithm === 'SYMMETRIC_DEFAULT') return;
  if (context !== undefined && Object.keys(context).length > 0) {
    throw new KmsError(
      'ValidationException',
      'EncryptionContext is not supported when encrypting/decrypting with asymmetric CMKs.',
    );
  }
  const max = MAX_BYTES[key.spec]?.[algorithm];
  if (plaintext !== undefined && max !== undefined && plaintext.length > max) {
    throw new KmsError(
      'ValidationException',
      `Algorithm ${algorithm} and key spec ${key.spec} cannot encrypt data larger than ${max} bytes.`,
    );
  }
}
