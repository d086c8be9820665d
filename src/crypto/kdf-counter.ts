/**
 * Key derivation in counter mode with HMAC (NIST SP 800-108r1, section 4.1): 32-bit counter before the fixed data,
 * which is label, a zero byte, context and the output length in bits. Source:
 * https://nvlpubs.nist.gov/nistpubs/SpecialPublications/NIST.SP.800-108r1-upd1.pdf
 */
import { concatAll, concatBytes, encodeUint32, type Bytes } from '../base/bytes.ts';

/** Parameters of a derivation. */
export interface CounterKdfParameters {
  readonly hash: 'SHA-256' | 'SHA-384';
  readonly label: Bytes;
  readonly context: Bytes;
}

/** Derives `length` bytes from `secret`, which it copies. */
export async function deriveCounterMode(
  secret: Bytes,
  { hash, label, context }: CounterKdfParameters,
  length: number,
): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash }, false, ['sign']);
  const fixed = concatBytes(label, Uint8Array.of(0), context, encodeUint32(length * 8));
  const blocks: Bytes[] = [];
  for (let counter = 1, done = 0; done < length; counter++) {
    const block = new Uint8Array(await crypto.subtle.sign('HMAC', key, concatBytes(encodeUint32(counter), fixed)));
    blocks.push(block);
    done += block.length;
  }
  const joined = concatAll(blocks);
  for (const block of blocks) block.fill(0);
  const derived = joined.slice(0, length);
  joined.fill(0);
  return derived;
}
