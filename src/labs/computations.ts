/** What steps of labs compute outside of KMS, as a program of the learner would. */
import { concatBytes } from '../base/bytes.ts';
import { toHex } from '../base/hex.ts';
import { ecdsaSignatureFromDer } from './ecdsa-signature.ts';
import { LabError } from './lab-error.ts';
import { readBytes } from './lab-bytes.ts';
import type { LabValue } from './lab-value.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const P256_BYTES = 32;

/** The members of the input of a computation. */
interface Given {
  bytes(member: string): Bytes;
}

async function wrapWithRsa(given: Given, hash: 'SHA-1' | 'SHA-256'): Promise<Readonly<Record<string, Bytes>>> {
  const algorithm = { name: 'RSA-OAEP', hash };
  const key = await crypto.subtle.importKey('spki', given.bytes('publicKey'), algorithm, false, ['encrypt']);
  return {
    ciphertext: new Uint8Array(await crypto.subtle.encrypt({ name: 'RSA-OAEP' }, key, given.bytes('plaintext'))),
  };
}

/** Returns the SHA-256 of bytes in lower-case hex, as events and the ledger have it. */
async function hexSha256(bytes: Bytes): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** Encrypts with AES-256-GCM. The result has the IV, the ciphertext and the tag. */
async function sealWithAes(given: Given): Promise<Readonly<Record<string, Bytes>>> {
  const key = await crypto.subtle.importKey('raw', given.bytes('key'), 'AES-GCM', false, ['encrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, given.bytes('plaintext'));
  return { body: concatBytes(iv, new Uint8Array(sealed)) };
}

/** Verifies a signature of ECDSA_SHA_256 on P-256. Rejects if it is not valid. */
async function verifyWithP256(given: Given): Promise<Readonly<Record<string, string>>> {
  const [spki, message] = [given.bytes('publicKey'), given.bytes('message')];
  const key = await crypto.subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
  const signature = ecdsaSignatureFromDer(given.bytes('signature'), P256_BYTES);
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  if (!(await crypto.subtle.verify(algorithm, key, signature, message)))
    throw new LabError('step-failed', 'The signature is not valid.');
  return { spkiSha: await hexSha256(spki), messageSha: await hexSha256(message) };
}

/** Computations by name. Inputs are bytes. Results are bytes or texts. */
export const COMPUTATIONS = {
  /** Keeps bytes, random ones for example, as `bytes`. */
  bytes: (given: Given) => Promise.resolve({ bytes: given.bytes('bytes') }),
  sha256: async (given: Given) => ({
    digest: new Uint8Array(await crypto.subtle.digest('SHA-256', given.bytes('bytes'))),
  }),
  /** The same in lower-case hex, as `hex`. */
  sha256Hex: async (given: Given) => ({ hex: await hexSha256(given.bytes('bytes')) }),
  /** Encrypts `plaintext` with AES-256-GCM under `key`. */
  aesGcm: sealWithAes,
  /** Verifies `signature` (DER) of `message` under a public key (SPKI), and returns the hashes of key and message. */
  verifyEcdsaSha256: verifyWithP256,
  /** Encrypts `plaintext` under an RSA public key (SPKI) with RSAES_OAEP_SHA_256. */
  rsaOaepSha256: (given: Given) => wrapWithRsa(given, 'SHA-256'),
  /** The same with RSAES_OAEP_SHA_1. */
  rsaOaepSha1: (given: Given) => wrapWithRsa(given, 'SHA-1'),
} as const;

export type ComputationName = keyof typeof COMPUTATIONS;

/** Runs a computation. Throws LabError `step-failed` for bytes that are missing or do not suit. */
export async function runComputation(
  name: ComputationName,
  input: Readonly<Record<string, LabValue>>,
): Promise<Readonly<Record<string, Bytes | string>>> {
  const given: Given = {
    bytes(member) {
      const bytes = readBytes(Object.hasOwn(input, member) ? input[member] : undefined);
      if (bytes === undefined)
        throw new LabError('step-failed', `The computation ${name} needs bytes named ${member}.`);
      return bytes;
    },
  };
  try {
    return await COMPUTATIONS[name](given);
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw new LabError('step-failed', `The computation ${name} failed.`, { cause: error });
  }
}
