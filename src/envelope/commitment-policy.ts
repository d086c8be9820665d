/**
 * Commitment policies: which suites may be written and read. Source:
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/concepts.html#commitment-policy
 */
import type { Suite, SuiteId } from './suites.ts';

/** Commitment policy. Default: the first. */
export type CommitmentPolicy =
  'REQUIRE_ENCRYPT_REQUIRE_DECRYPT' | 'REQUIRE_ENCRYPT_ALLOW_DECRYPT' | 'FORBID_ENCRYPT_ALLOW_DECRYPT';

interface Row {
  /** Whether encryption requires key commitment. If not, it forbids key commitment. */
  readonly encryptRequires: boolean;
  readonly decryptRequires: boolean;
  /** Suite of an encryption that names none. */
  readonly suite: SuiteId;
}

const ROWS: Readonly<Record<CommitmentPolicy, Row>> = {
  REQUIRE_ENCRYPT_REQUIRE_DECRYPT: { encryptRequires: true, decryptRequires: true, suite: 0x0478 },
  REQUIRE_ENCRYPT_ALLOW_DECRYPT: { encryptRequires: true, decryptRequires: false, suite: 0x0478 },
  FORBID_ENCRYPT_ALLOW_DECRYPT: { encryptRequires: false, decryptRequires: false, suite: 0x0178 },
};

/** The policy of callers that name none. */
export const DEFAULT_POLICY: CommitmentPolicy = 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT';

/** @throws {TypeError} if `policy` is not one */
export function checkPolicy(policy: unknown): asserts policy is CommitmentPolicy {
  // An array with one name would be taken for the name.
  if (typeof policy !== 'string' || !Object.hasOwn(ROWS, policy))
    throw new TypeError(`commitmentPolicy must be one of ${Object.keys(ROWS).join(', ')}.`);
}

/** Returns the suite of an encryption that names none. */
export const defaultSuiteOf = (policy: CommitmentPolicy) => ROWS[policy].suite;

/** Whether the policy allows encryption with `suite`. */
export const allowsEncryption = (policy: CommitmentPolicy, { commits }: Suite) =>
  ROWS[policy].encryptRequires === commits;

/** Whether the policy allows decryption of `suite`. */
export const allowsDecryption = (policy: CommitmentPolicy, { commits }: Suite) =>
  commits || !ROWS[policy].decryptRequires;
