/** A branch key store in memory, for tests and demonstrations. Its keys are unprotected, and end with the page. */
import type { Bytes } from '../../base/bytes.ts';
import type { EncryptionContext } from '../encryption-context.ts';
import { EnvelopeError } from '../envelope-error.ts';
import { checkText } from '../keyrings/key-input.ts';
import { newUuid, readNewBranchKey } from './new-branch-key.ts';
import { BRANCH_KEY_BYTES, type BranchKey, type BranchKeyAdmin } from './branch-key-store.ts';

interface Entry {
  readonly encryptionContext: EncryptionContext;
  readonly versions: Map<string, Bytes>;
  active: string;
}

const newMaterial = () => crypto.getRandomValues(new Uint8Array(BRANCH_KEY_BYTES));

/** Creates an empty store. */
export function createMemoryBranchKeyStore(): BranchKeyAdmin {
  const entries = new Map<string, Entry>();
  const find = (branchKeyId: string): Entry => {
    checkText(branchKeyId, 'branchKeyId');
    const entry = entries.get(branchKeyId);
    if (entry) return entry;
    throw new EnvelopeError('NoUsableKey', `Branch key ${branchKeyId} does not exist.`);
  };
  const read = (branchKeyId: string, version: string): BranchKey => {
    const { versions, encryptionContext } = find(branchKeyId);
    checkText(version, 'version');
    const material = versions.get(version);
    if (!material) throw new EnvelopeError('NoUsableKey', `Branch key ${branchKeyId} has no version ${version}.`);
    return { branchKeyId, version, material: material.slice(), encryptionContext };
  };
  return {
    getActiveBranchKey: async (branchKeyId) => read(branchKeyId, find(branchKeyId).active),
    getBranchKeyVersion: async (branchKeyId, version) => read(branchKeyId, version),
    async createBranchKey(input) {
      const { branchKeyId, encryptionContext } = readNewBranchKey(input);
      if (entries.has(branchKeyId)) throw new TypeError(`Branch key ${branchKeyId} exists.`);
      const active = newUuid();
      entries.set(branchKeyId, {
        encryptionContext,
        versions: new Map([[active, newMaterial()]]),
        active,
      });
      return branchKeyId;
    },
    async versionBranchKey(branchKeyId) {
      const entry = find(branchKeyId);
      entry.active = newUuid();
      entry.versions.set(entry.active, newMaterial());
    },
  };
}
