/**
 * Verifies signatures in this page, with a public key alone: by WebCrypto, or by a library where the browser lacks the
 * algorithm.
 */
import type { Bytes } from '../../base/bytes.ts';
import { toHex } from '../../base/hex.ts';
import type { KeySpec } from '../../model/sdk.ts';

/** The one algorithm that signs a digest by its definition. */
const PREHASHED = 'ED25519_PH_SHA_512';

/** A signature to verify. */
export interface SignedMessage {
  readonly spec: KeySpec;
  /** SPKI DER. */
  readonly publicKey: Bytes;
  /** Name of the signing algorithm in the API. */
  readonly algorithm: string;
  /** The message itself, not its digest. */
  readonly message: Bytes;
  /** As KMS returns it: DER for ECDSA and SM2, raw for the others. */
  readonly signature: Bytes;
}

/** What was found, with the hashes of what was verified (SHA-256 in lower-case hex). */
export interface OfflineVerification {
  readonly ok: boolean;
  readonly spkiSha: string;
  readonly messageSha: string;
}

const sha = async (bytes: Bytes): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));

/**
 * Verifies a signature without calling KMS.
 * @throws {TypeError} for an algorithm that the key spec does not have
 */
export async function verifyOffline(signed: SignedMessage): Promise<OfflineVerification> {
  const { spec, publicKey, algorithm, message, signature } = signed;
  const { FAMILIES } = await import('../../crypto/families.ts');
  const { verify } = await FAMILIES[spec]();
  if (!verify) throw new TypeError(`Keys of the spec ${spec} do not sign.`);
  const isPrehashed = algorithm === PREHASHED;
  const input = isPrehashed ? new Uint8Array(await crypto.subtle.digest('SHA-512', message)) : message;
  const ok = await verify(spec, publicKey, algorithm, isPrehashed ? 'DIGEST' : 'RAW', input, signature);
  const [spkiSha, messageSha] = await Promise.all([sha(publicKey), sha(message)]);
  return { ok, spkiSha, messageSha };
}
