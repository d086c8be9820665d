/** The table of a branch key store that KMS protects: one record per version, and one for the active version. */
import { equalBytes, type Bytes } from '../../base/bytes.ts';
import { EnvelopeError } from '../envelope-error.ts';

/**
 * A record, with the attribute names of the specification. Pairs of the encryption context are attributes with the
 * prefix `aws-crypto-ec:`. Source:
 * https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/branch-key-store.md#record-format
 */
export interface BranchKeyRecord {
  readonly 'branch-key-id': string;
  /** `branch:ACTIVE`, `branch:version:` and a UUID, or `beacon:ACTIVE`. */
  readonly type: string;
  /** `branch:version:` and a UUID. Only in the record of the active version. */
  readonly version?: string;
  /** CiphertextBlob of the branch key. */
  readonly enc: Bytes;
  /** All other attributes. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A record to write. */
export interface BranchKeyPut {
  readonly record: BranchKeyRecord;
  /** `enc` of the record that it replaces. Omitted: none may exist. */
  readonly replaces?: Bytes;
}

/** Stores records, such as DynamoDB does for AWS. */
export interface BranchKeyTable {
  get(branchKeyId: string, type: string): Promise<BranchKeyRecord | undefined>;
  /** Writes all records, or none and rejects if a condition does not hold. */
  put(puts: readonly BranchKeyPut[]): Promise<void>;
}

/** Creates a table in memory. It holds ciphertext only. */
export function createMemoryBranchKeyTable(): BranchKeyTable {
  const records = new Map<string, BranchKeyRecord>();
  const keyOf = (branchKeyId: string, type: string) => JSON.stringify([branchKeyId, type]);
  return {
    get: async (branchKeyId, type) => records.get(keyOf(branchKeyId, type)),
    async put(puts) {
      for (const { record, replaces } of puts) {
        const existing = records.get(keyOf(record['branch-key-id'], record.type))?.enc;
        if (replaces ? !(existing && equalBytes(existing, replaces)) : existing) {
          throw new EnvelopeError(
            'UnexpectedAnswer',
            `Branch key ${record['branch-key-id']} was changed at the same time. Try again.`,
          );
        }
      }
      for (const { record } of puts) records.set(keyOf(record['branch-key-id'], record.type), record);
    },
  };
}
