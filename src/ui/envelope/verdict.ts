/** Decides what an attack on key material obtained, by comparing the bytes with the key. */
import { equalBytes, type Bytes } from '../../base/bytes.ts';
import type { Attempt } from './attack.ts';
import { hmacSha224, matchesPublicKey } from './matches-public-key.ts';
import type { CollectedMaterial, CollectedRecord, Protection } from './collect-key-material.ts';

/** How obtained bytes were identified. */
export type Proof =
  /** The browser exported a stored key. */
  | 'exported'
  /** They are the private key of the public key. */
  | 'public key'
  /** They encrypt or authenticate like the stored CryptoKey. */
  | 'stored key'
  /** They give the same MAC as KMS. */
  | 'GenerateMac'
  /** A stored blob was decrypted with a valid tag. There is nothing to compare the plaintext with. */
  | 'authentication tag'
  /** A stored blob was decrypted with a valid tag, and the plaintext is not the key of its record. */
  | 'another secret';

/** Result of one attempt. `no key`: it returned bytes that are not a key. */
export type Outcome = 'refused' | 'no key' | 'wrapped' | 'unexpected';

/** Something obtained that no page of the app announces. */
export interface Surprise {
  readonly where: string;
  readonly protection: Protection;
  readonly call: string;
  readonly proof: Proof;
}

/** Results of the attack so far. Numbers count records: one per key material or access key. */
export interface Verdict {
  readonly attempts: number;
  /** Key material without a wrapped copy, and access keys. Nothing of them may be obtained. */
  readonly native: { readonly tried: number };
  /** Key material with a wrapped copy, which can be read. `unproven`: the bytes could not be compared with the key. */
  readonly wrapped: { readonly tried: number; readonly obtained: number; readonly unproven: number };
  readonly unexpected: readonly Surprise[];
}

/** Calls GenerateMac with an HMAC_224 key. Resolves with undefined if KMS rejects the call. */
export type MacOf = (keyArn: string, message: Bytes) => Promise<Uint8Array | undefined>;

const MESSAGE = new TextEncoder().encode('Strongroom key comparison');
const IV = new Uint8Array(12);

/** Whether `secret` works as `key` does. Never rejects. */
async function actsAs(key: CryptoKey, secret: Bytes): Promise<boolean> {
  const { subtle } = crypto;
  const { name } = key.algorithm;
  try {
    if (name === 'HMAC' && key.usages.includes('sign')) {
      const { hash } = key.algorithm as HmacKeyAlgorithm;
      const own = await subtle.importKey('raw', secret, { name, hash }, false, ['sign']);
      const [a, b] = await Promise.all([subtle.sign(name, key, MESSAGE), subtle.sign(name, own, MESSAGE)]);
      return equalBytes(new Uint8Array(a), new Uint8Array(b));
    }
    if (name === 'AES-GCM' && key.usages.includes('decrypt')) {
      const own = await subtle.importKey('raw', secret, name, false, ['encrypt']);
      const sealed = await subtle.encrypt({ name, iv: IV }, own, MESSAGE);
      return equalBytes(new Uint8Array(await subtle.decrypt({ name, iv: IV }, key, sealed)), MESSAGE);
    }
  } catch {
    // Not a key of this algorithm.
  }
  return false;
}

/** MACs from KMS by key: one call for each HMAC_224 key. */
type Macs = Map<string, Promise<Uint8Array | undefined>>;

/** How `secret` is identified as that of a record. `unknown`: nothing to compare with; undefined: another secret. */
async function recognize(
  secret: Bytes,
  { keys, kmsKey }: CollectedRecord,
  macOf: MacOf,
  macs: Macs,
): Promise<Proof | 'unknown' | undefined> {
  for (const key of keys) if (await actsAs(key, secret)) return 'stored key';
  if (kmsKey === undefined) return 'unknown';
  const { arn, spec, publicKey } = kmsKey;
  if (publicKey) return (await matchesPublicKey(spec, secret, publicKey)) ? 'public key' : undefined;
  if (spec !== 'HMAC_224') return keys.length > 0 ? undefined : 'unknown';
  if (!macs.has(arn)) macs.set(arn, macOf(arn, MESSAGE));
  const theirs = await macs.get(arn);
  if (theirs === undefined) return 'unknown';
  return equalBytes(await hmacSha224(secret, MESSAGE), theirs) ? 'GenerateMac' : undefined;
}

const hasCopy = ({ protection }: CollectedRecord) => protection === 'wrapped' || protection === 'both';

/** Judges attempts. Overwrites bytes that are not needed for later comparisons; `forget` overwrites the rest. */
export class Judge {
  readonly #macOf: MacOf;
  readonly #tried: { native: number; wrapped: number };
  /** The bytes obtained of each record, and how they were identified. */
  readonly #obtained = new Map<CollectedRecord, { readonly bytes: Bytes; readonly proof: Proof }>();
  readonly #macs: Macs = new Map();
  readonly #surprises = new Map<string, Surprise>();
  #attempts = 0;

  constructor({ records }: CollectedMaterial, macOf: MacOf) {
    this.#macOf = macOf;
    this.#tried = {
      native: records.filter(({ protection }) => protection === 'native' || protection === 'access key').length,
      wrapped: records.filter(hasCopy).length,
    };
  }

  /** Judges one attempt. */
  async judge(attempt: Attempt): Promise<Outcome> {
    this.#attempts += 1;
    const { obtained, target } = attempt;
    if (!obtained) return 'refused';
    if (this.#isKnown(target, obtained)) {
      obtained.fill(0);
      return hasCopy(target) ? 'wrapped' : 'unexpected';
    }
    const proof = await this.#proofOf(attempt, obtained);
    if (proof !== undefined && proof !== 'exported') this.#obtained.set(target, { bytes: obtained, proof });
    else obtained.fill(0);
    if (proof === undefined) return 'no key';
    if (hasCopy(target) && proof !== 'exported' && proof !== 'another secret') return 'wrapped';
    if (!this.#surprises.has(target.where))
      this.#surprises.set(target.where, {
        where: target.where,
        call: attempt.call,
        proof,
        protection: target.protection,
      });
    return 'unexpected';
  }

  #isKnown(target: CollectedRecord, bytes: Bytes): boolean {
    const known = this.#obtained.get(target);
    return known !== undefined && equalBytes(known.bytes, bytes);
  }

  /** How the bytes of an attempt were identified; undefined if they are neither a key nor another secret. */
  async #proofOf({ certain, target }: Attempt, obtained: Bytes): Promise<Proof | undefined> {
    if (certain === 'key') return 'exported';
    const proof = await recognize(obtained, target, this.#macOf, this.#macs);
    if (proof !== undefined && proof !== 'unknown') return proof;
    if (certain !== 'plaintext') return undefined;
    return proof === 'unknown' ? 'authentication tag' : 'another secret';
  }

  /** The verdict on the attempts so far. */
  get verdict(): Verdict {
    const taken = [...this.#obtained].filter(([record, { proof }]) => hasCopy(record) && proof !== 'another secret');
    return {
      attempts: this.#attempts,
      native: { tried: this.#tried.native },
      wrapped: {
        tried: this.#tried.wrapped,
        obtained: taken.length,
        unproven: taken.filter(([, { proof }]) => proof === 'authentication tag').length,
      },
      unexpected: [...this.#surprises.values()],
    };
  }

  /** Overwrites all obtained bytes. */
  forget(): void {
    for (const { bytes } of this.#obtained.values()) bytes.fill(0);
  }
}
