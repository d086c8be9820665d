/** MD5, for fingerprints that a format defines with it. It protects nothing. */
import { md5 } from '@noble/hashes/legacy.js';
import { copyBytes, type Bytes } from './bytes.ts';

/** Returns the MD5 of `bytes`: 16 bytes. */
export function hashMd5(bytes: Uint8Array): Bytes {
  return copyBytes(md5(bytes));
}
