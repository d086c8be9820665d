/**
 * A seed document: the contents of a sandbox, without key material and secrets. `sandbox.export()` writes it;
 * `sandbox.seed()`, `sandbox.import()` and `createStrongroom({ seed })` read it. `seed-schema.json` has the same
 * members as a JSON Schema.
 */
import type { AccountView, EndpointView, GroupInput } from './contract.ts';
import type { PolicyDocument } from './policy-document.ts';
import type { Settings } from './records.ts';
import type { GrantOperation, KeySpec, KeyUsageType } from './sdk.ts';

/** A user, role, role session, federated user or root user. An omitted member is empty. */
export interface SeedPrincipal {
  /** As in `principals.put`. */
  readonly arn: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly policies?: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
  readonly groups?: readonly string[];
  readonly trustPolicy?: PolicyDocument;
  readonly maxSessionDuration?: number;
  readonly sessionPolicy?: PolicyDocument;
  readonly sessionTags?: Readonly<Record<string, string>>;
}

/** What each of a set of related multi-Region keys has of its own. */
export interface SeedReplica {
  readonly region: string;
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Omitted: the default key policy. */
  readonly policy?: PolicyDocument;
  /** Omitted: true. */
  readonly enabled?: boolean;
  /** Days until the key is deleted: 7 to 30. Omitted: its deletion is not scheduled. */
  readonly deletionInDays?: number;
}

/** A KMS key with material that KMS generates, or of origin EXTERNAL without material. */
export interface SeedKey extends Omit<SeedReplica, 'region'> {
  /** Name in this document: 1 to 64 letters, digits, hyphens, underscores or slashes. */
  readonly name: string;
  /** Omitted: the account of the setting `defaultAccount`. */
  readonly account?: string;
  /** Omitted: `us-east-1`. */
  readonly region?: string;
  /** Omitted: `SYMMETRIC_DEFAULT`. */
  readonly spec?: KeySpec;
  /** Omitted: `ENCRYPT_DECRYPT`; other specs than `SYMMETRIC_DEFAULT` need it, as in CreateKey. */
  readonly usage?: KeyUsageType;
  /** Omitted: `AWS_KMS`. */
  readonly origin?: 'AWS_KMS' | 'EXTERNAL';
  readonly multiRegion?: boolean;
  readonly replicas?: readonly SeedReplica[];
  /** Period of automatic rotation. Omitted: the key does not rotate. */
  readonly rotationPeriodInDays?: number;
}

/** An alias of a key of the document. */
export interface SeedAlias {
  /** `alias/NAME`. */
  readonly name: string;
  /** Name of the key in the document. */
  readonly key: string;
  /** Region of the alias, which the key or a replica of it is in. Omitted: that of the key. */
  readonly region?: string;
}

/** A grant on a key of the document. */
export interface SeedGrant {
  /** Name of the key in the document. */
  readonly key: string;
  /** Omitted: the Region of the key. */
  readonly region?: string;
  /** An ARN, or the name of an AWS service. */
  readonly grantee: string;
  readonly operations: readonly GrantOperation[];
  /** An ARN, or the name of an AWS service. */
  readonly retiring?: string;
  readonly constraints?: {
    readonly EncryptionContextEquals?: Readonly<Record<string, string>>;
    readonly EncryptionContextSubset?: Readonly<Record<string, string>>;
    readonly SourceArn?: string;
  };
  /** Name of the grant. */
  readonly name?: string;
}

/** What a document cannot contain. */
export type SeedOmissionKind =
  | 'aws-managed-key'
  | 'key-store-key'
  | 'replicas-of-imported-material'
  | 'grant-of-imported-material'
  | 'deleted-principal'
  | 'grant-of-deleted-principal';

/** Something of a sandbox that its export leaves out. */
export interface SeedOmission {
  readonly kind: SeedOmissionKind;
  /** ARN of the key or principal; of a grant, the ARN of its key. */
  readonly arn: string;
}

/** A seed document. Every member but `version` can be omitted. */
export interface SeedDocument {
  /** For editors: the address of the JSON Schema. */
  readonly $schema?: string;
  readonly version: 1;
  readonly settings?: Partial<Settings>;
  /** Simulated time (ISO 8601), and whether the clock is paused. */
  readonly clock?: { readonly now?: string; readonly paused?: boolean };
  readonly accounts?: readonly AccountView[];
  readonly groups?: readonly GroupInput[];
  readonly principals?: readonly SeedPrincipal[];
  readonly endpoints?: readonly EndpointView[];
  readonly keys?: readonly SeedKey[];
  readonly aliases?: readonly SeedAlias[];
  readonly grants?: readonly SeedGrant[];
  /** What the export left out. An import repeats it in its differences. */
  readonly omitted?: readonly SeedOmission[];
}

/** Why a document is refused. */
export type SeedProblemReason =
  /** It does not have the form of a seed document. */
  | 'not-valid'
  /** It is larger or more deeply nested than a document can be. */
  | 'too-large'
  /** Two entries of a list have the same name. */
  | 'duplicate'
  /** It names something that neither it nor the sandbox has. */
  | 'unknown-name'
  /** The sandbox refuses it: a call fails, with an error of AWS in `error`, or a method rejects. */
  | 'refused';

/** A place in a document: names of members and indexes of entries. Empty: the whole document. */
export type SeedPath = readonly (string | number)[];

/** A problem of a document. */
export interface SeedProblem {
  readonly path: SeedPath;
  readonly reason: SeedProblemReason;
  readonly message: string;
  /** The call that failed, if one did, and the name of its error. */
  readonly operation?: string;
  readonly error?: string;
}

/** How a sandbox after an import differs from the one that was exported. */
export type SeedDifference =
  /** A key was created. It has another ID and other key material: it cannot decrypt ciphertext of the exported key. */
  | { readonly kind: 'new-key'; readonly key: string; readonly region: string; readonly arn: string }
  /** The key has no key material: import it. */
  | { readonly kind: 'imported-material'; readonly key: string; readonly region: string }
  /** The grant has another ID, and earlier grant tokens are not valid. */
  | { readonly kind: 'new-grant'; readonly key: string; readonly region: string; readonly grantId: string }
  /** The period until the key is deleted starts anew. */
  | { readonly kind: 'deletion-period'; readonly key: string; readonly region: string; readonly days: number }
  /** The rotation period starts anew, and the key has no earlier key material. */
  | { readonly kind: 'rotation-period'; readonly key: string; readonly days: number }
  /** The sandbox has calls, and its clock is past the time of the document: it was not set back. */
  | { readonly kind: 'clock'; readonly now: string }
  /** The principal was created: it has another unique ID and no access keys. */
  | { readonly kind: 'new-principal'; readonly arn: string }
  /** The export left it out. */
  | ({ readonly kind: 'omitted' } & { readonly omission: SeedOmission });

/** Options of `import`. */
export interface ImportOptions {
  /** True: checks the document against the sandbox and returns what would be created. Changes nothing. */
  readonly dryRun?: boolean;
}

/** Options of a replay. */
export interface ReplayOptions extends ImportOptions {
  /** True: changes nothing if the sandbox has calls, or the contents of another document. */
  readonly onlyNew?: boolean;
}

/** What a document changes in a sandbox. */
export interface ImportReport {
  /** True: nothing was changed, and IDs are those of a trial. */
  readonly dryRun: boolean;
  /** Number of entries by kind: those that did not exist, and those that existed and were updated. */
  readonly added: SeedCounts;
  readonly updated: SeedCounts;
  readonly differences: readonly SeedDifference[];
  /** Number of calls in the audit log. */
  readonly calls: number;
}

/** Maximum number of members and indexes in a path: more than a policy inside a document has. */
export const MAX_SEED_DEPTH = 24;

/** The lists of a document. */
export const SEED_LISTS = ['accounts', 'groups', 'principals', 'endpoints', 'keys', 'aliases', 'grants'] as const;

/** A list of a document. */
export type SeedList = (typeof SEED_LISTS)[number];

/** Number of entries of each list. */
export type SeedCounts = Readonly<Record<SeedList, number>>;

/** Result of a document as data: a refusal has every problem that was found. */
export type SeedOutcome =
  | { readonly ok: true; readonly report: ImportReport }
  | { readonly ok: false; readonly problems: readonly SeedProblem[] };
