/**
 * SYMMETRIC_DEFAULT keys: AES-256-GCM by SubtleCrypto. KMS ciphertexts have their own format, so encryption uses
 * aes-gcm.ts directly.
 */
import { generateAesKey } from './aes-gcm.ts';
import type { Family, Generated, Wanted } from './family.ts';

const ALGORITHM = 'SYMMETRIC_DEFAULT';
const KEY_BYTES = 32;

async function generate(wanted: Wanted): Promise<Generated> {
  if (!wanted.secret) return { keys: { [ALGORITHM]: await generateAesKey() } };
  const secret = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  if (!wanted.native) return { secret };
  return {
    keys: { [ALGORITHM]: await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt', 'decrypt']) },
    secret,
  };
}

/** SYMMETRIC_DEFAULT. The secret is the raw 32-byte key. */
export const symmetric: Family = { generate: (_spec, _usage, wanted) => generate(wanted) };
