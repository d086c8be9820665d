/** Decides what an attack on key material really obtained: the bytes are compared with what the key itself does. */
import { equalBytes, type Bytes } from '../../base/bytes.ts';
import type { Attempt } from './attack.ts';
import { hmacSha224, matchesPublicKey } from './matches-public-key.ts';
import type { CollectedMaterial, CollectedRecord, Protection } from './collect-key-material.ts';

/** How obtained bytes were recognized. */
export type Proof =
  /** The browser exported a stored key. */
  | 'exported'
  /** The key's public key follows from them. */
  | 'public key'
  /** They encrypt or authenticate as the stored CryptoKey does. */
  | 'stored key'
  /** They give the MAC that KMS gives. */
  | 'GenerateMac'
  /** A stored blob opened under its authentication tag. There is nothing to compare the plaintext with. */
  | 'authentication tag'
  /** A stored blob opened under its authentication tag, and the plaintext is not the key of its record. */
  | 'another secret';

/** What one attempt came to. `no key`: it gave bytes, and they are no key. */
export type Outcome = 'refused' | 'no key' | 'wrapped' | 'unexpected';

/** Something obtained that no page announces. */
export interface Surprise {
  readonly where: string;
  readonly protection: Protection;
  readonly call: string;
  readonly proof: Proof;
}

/** What came out of the attack so far, by verdict. Numbers count records: one per key material or access key. */
export interface Verdict {
  readonly attempts: number;
  /** Material without a wrapped copy, and access keys: nothing of them may be obtained. */
  readonly native: { readonly tried: number };
  /** Material with a wrapped copy: the copy can be read. `unproven`: those whose bytes could not be compared with the key. */
  readonly wrapped: { readonly tried: number; readonly obtained: number; readonly unproven: number };
  readonly unexpected: readonly Surprise[];
}

/** Asks KMS for a MAC of `message` under an HMAC_224 key; undefined when KMS refuses. */
export type MacOf = (keyArn: string, message: Bytes) => Promise<Uint8Array | undefined>;

const MESSAGE = new TextEncoder().encode('Strongroom key comparison');
const IV = new Uint8Array(12);

/** Whether `secret` behaves as `key` does. Never rejects. */
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
    // Not a key of this kind, or another one.
  }
  return false;
}

/** MACs that KMS gave, by key: one call for each HMAC_224 key, however many bytes are compared with it. */
type Macs = Map<string, Promise<Uint8Array | undefined>>;

/** How `secret` is recognized as the secret of `record`; undefined: it is not; `unknown`: there is nothing to compare it with. */
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

/** Judges attempt after attempt. Obtained bytes are overwritten as soon as they are judged. */
export class Judge {
  readonly #macOf: MacOf;
  readonly #tried: { native: number; wrapped: number };
  /** What was obtained of each record: the bytes, and how they were recognized. */
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

  /** How the bytes of an attempt were recognized; undefined: they are no key, and nothing that was protected. */
  async #proofOf({ certain, target }: Attempt, obtained: Bytes): Promise<Proof | undefined> {
    if (certain === 'key') return 'exported';
    const proof = await recognize(obtained, target, this.#macOf, this.#macs);
    if (proof !== undefined && proof !== 'unknown') return proof;
    if (certain !== 'plaintext') return undefined;
    return proof === 'unknown' ? 'authentication tag' : 'another secret';
  }

  /** The verdict on what was judged so far. */
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

  /** Overwrites everything that was obtained. */
  forget(): void {
    for (const { bytes } of this.#obtained.values()) bytes.fill(0);
  }
}
