import type { BranchKeyCache } from './branch-key-cache.ts';
import { EnvelopeError } from '../envelope-error.ts';
import { BRANCH_KEY_BYTES, type BranchKey, type BranchKeyStore } from './branch-key-store.ts';

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Reads a branch key, and checks what the store of a program returns. */
async function read(id: string, reading: Promise<BranchKey>): Promise<BranchKey> {
  const key = await reading;
  const { material, version } = Object(key) as Partial<BranchKey>;
  if (material instanceof Uint8Array && material.length === BRANCH_KEY_BYTES && UUID.test(String(version))) return key;
  if (material instanceof Uint8Array) material.fill(0);
  throw new EnvelopeError(
    'UnexpectedAnswer',
    `The branch key store returned no branch key ${id} of ${BRANCH_KEY_BYTES} bytes with a UUID as version.`,
  );
}

/**
 * A store that reads each branch key of `store` once per lifetime of `cache`. Its branch keys are copies. Rejects with
 * EnvelopeError UnexpectedAnswer for what is no branch key, and with the errors of `store`.
 */
export function cachedBranchKeyStore(store: BranchKeyStore, cache: BranchKeyCache): BranchKeyStore {
  return {
    getActiveBranchKey: (id) => cache.get(JSON.stringify([id]), () => read(id, store.getActiveBranchKey(id))),
    getBranchKeyVersion: (id, version) =>
      cache.get(JSON.stringify([id, version]), () => read(id, store.getBranchKeyVersion(id, version))),
  };
}
