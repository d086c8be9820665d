/** Hashes of terms, Bloom filters of them, and checksums: what blocks and summaries of the log index are made of. */
import { FIELDS, type Term } from './event-terms.ts';

const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** 32-bit FNV-1a hash over UTF-16 code units. Source: https://datatracker.ietf.org/doc/draft-eastlake-fnv/ */
function hashText(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return hash >>> 0;
}

const SEEDS = new Map(FIELDS.map((field) => [field, hashText(`${field} `, BASIS)]));

/** Hash of a term. */
export function hashTerm({ field, value }: Term): number {
  return hashText(value, SEEDS.get(field) as number);
}

/** Mixes the bits of an integer. Source: the finalizer of MurmurHash3, https://github.com/aappleby/smhasher */
export function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Calls `visit` with the positions of `hash` in a filter of `bits` bits, until it returns false. */
function everyPosition(bits: number, hash: number, probes: number, visit: (bit: number) => boolean): boolean {
  let position = mix(hash);
  const step = mix(position) | 1;
  for (let probe = 0; probe < probes; probe++) {
    if (!visit(position % bits)) return false;
    position = (position + step) >>> 0;
  }
  return true;
}

/** Creates a Bloom filter. Empty without hashes. */
export function createBloomFilter(hashes: readonly number[], bitsPerHash: number, probes: number): Uint32Array {
  const filter = new Uint32Array(Math.ceil((hashes.length * bitsPerHash) / 32));
  for (const hash of hashes) {
    everyPosition(filter.length * 32, hash, probes, (bit) => {
      filter[bit >>> 5] = (filter[bit >>> 5] as number) | (1 << (bit & 31));
      return true;
    });
  }
  return filter;
}

/** Whether `filter` can contain `hash`. */
export function canContain(filter: Uint32Array, hash: number, probes: number): boolean {
  return (
    filter.length > 0 &&
    everyPosition(filter.length * 32, hash, probes, (bit) => ((filter[bit >>> 5] as number) & (1 << (bit & 31))) !== 0)
  );
}

/** Checksum of a text and of numbers. */
export function checksumOf(text: string, numbers: readonly (Uint32Array | Float64Array)[]): number {
  let hash = hashText(text, BASIS);
  for (const { buffer, byteOffset, byteLength } of numbers) {
    const words = new Uint32Array(buffer, byteOffset, byteLength / 4);
    // eslint-disable-next-line @typescript-eslint/prefer-for-of -- millions of numbers: it takes four times as long
    for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ (words[i] as number), PRIME);
  }
  return mix(hash);
}
