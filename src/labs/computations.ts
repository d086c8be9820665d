/** What steps of labs compute outside of KMS, as a program of the learner would. */
import { LabError } from './lab-error.ts';
import { readBytes } from './lab-bytes.ts';
import type { LabValue } from './lab-value.ts';

type Bytes = Uint8Array<ArrayBuffer>;

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

/** Computations by name. Inputs and results are bytes. */
export const COMPUTATIONS = {
  /** Keeps bytes, random ones for example, as `bytes`. */
  bytes: (given: Given) => Promise.resolve({ bytes: given.bytes('bytes') }),
  sha256: async (given: Given) => ({
    digest: new Uint8Array(await crypto.subtle.digest('SHA-256', given.bytes('bytes'))),
  }),
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
): Promise<Readonly<Record<string, Bytes>>> {
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
