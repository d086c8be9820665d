/**
 * Branch keys: data keys that wrap other data keys, so that KMS is called once per branch key and not per message.
 * Source: https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/branch-key-store.md
 */
import type { Bytes } from '../../base/bytes.ts';
import type { EncryptionContext } from '../encryption-context.ts';

/** One version of a branch key. */
export interface BranchKey {
  readonly branchKeyId: string;
  /** UUID. */
  readonly version: string;
  /** 32 bytes. The caller overwrites them after use. */
  readonly material: Bytes;
  /** Pairs that are bound to the branch key. */
  readonly encryptionContext: EncryptionContext;
}

/** Reads branch keys. */
export interface BranchKeyStore {
  /** Returns the version that encrypts. Rejects if there is none. */
  getActiveBranchKey(branchKeyId: string): Promise<BranchKey>;
  /** Returns the version with this UUID. Rejects if there is none. */
  getBranchKeyVersion(branchKeyId: string, version: string): Promise<BranchKey>;
}

/** What a new branch key is bound to. */
export interface NewBranchKey {
  /** Default: a new UUID. */
  readonly branchKeyId?: string | undefined;
  readonly encryptionContext?: EncryptionContext | undefined;
}

/** Also creates branch keys. */
export interface BranchKeyAdmin extends BranchKeyStore {
  /** Creates a branch key with a first, active version. Returns its ID. */
  createBranchKey(input?: NewBranchKey): Promise<string>;
  /** Adds a version and makes it active. Messages of earlier versions stay readable. */
  versionBranchKey(branchKeyId: string): Promise<void>;
}

/** Length of a branch key in bytes. */
export const BRANCH_KEY_BYTES = 32;
