/** Accounts of AWS services: what a service creates for itself is in an account that no customer sees. */
import { encodeUtf8 } from '../../base/bytes.ts';
import { toHex } from '../../base/hex.ts';
import { sha256 } from '../../crypto/sha256.ts';

/**
 * Returns the account ID of a service: 12 digits derived from its name, so that they need no record and are the same in
 * every sandbox.
 */
export function serviceAccountId(service: string): string {
  const digits = BigInt(`0x${toHex(sha256(encodeUtf8(service)).subarray(0, 8))}`) % 1_000_000_000_000n;
  return digits.toString().padStart(12, '0');
}
