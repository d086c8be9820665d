/** Hashes as the audit log's sidecar writes them: SHA-256 in lower-case hex. */
import { toHex } from '../base/hex.ts';

/** Returns the SHA-256 of `bytes` in lower-case hex, equal to `ctSha` and `edkSha` of events. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.slice())));
}
