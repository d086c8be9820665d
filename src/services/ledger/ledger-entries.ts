/**
 * Entries of the ledger: what programs hold, by hashes only, never bytes. Programs are the Playground, services and
 * users' code. A hash is SHA-256 in lower-case hex, equal to `ctSha` and `edkSha` of the sidecar of events. Predicates
 * of labs select entries by `kind` and compare members, so members are flat where they can be.
 */

/** Members that every entry has. */
interface EntryBase {
  /** Unique among the entries of its kind. */
  readonly id: string;
  /** Name of the program: `playground`, `object-store`, `tenant-table`, `orders` or another. */
  readonly program: string;
}

/** Something that a program encrypted and keeps: a file, an object, an item of a table. */
export interface ItemEntry extends EntryBase {
  readonly kind: 'item';
  /** Hashes of its encrypted data keys, in their order. Empty: all were lost or destroyed. */
  readonly edkShas: readonly string[];
  /** Number of `edkShas`. */
  readonly edkCount: number;
  /** ARNs of the KMS keys of its encrypted data keys, in their order. */
  readonly keys: readonly string[];
  /** Names of the pairs of the encryption context that is stored with it. */
  readonly contextNames: readonly string[];
  /** Hash of the encrypted body. It stays when only encrypted data keys change. */
  readonly bodySha: string;
  /** Hash of the plaintext. */
  readonly plainSha: string;
  readonly plaintextLen: number;
  /** `unrecoverable`: no encrypted data key is left. `deleted`: the program has deleted it. */
  readonly status: 'stored' | 'unrecoverable' | 'deleted';
  /** `plainSha` of the last successful decryption. Omitted: it was not decrypted yet. */
  readonly openedSha?: string;
  readonly tenant?: string;
  /** ID of the run that encrypted it. */
  readonly run?: string;
}

/** A plaintext data key in the memory of a program. */
export interface DataKeyEntry extends EntryBase {
  readonly kind: 'dataKey';
  /** Hash of its encrypted copy. */
  readonly edkSha: string;
  /** ARN of the KMS key that encrypted the copy. */
  readonly key: string;
  /** Number of times that it encrypted or decrypted. */
  readonly uses: number;
  /** Whether the program has overwritten it. */
  readonly zeroised: boolean;
  /** Names of the pairs of its encryption context. */
  readonly contextNames: readonly string[];
  readonly tenant?: string;
  /** The table that keeps it. */
  readonly table?: string;
  /** Limits of the cache that holds it. */
  readonly maxUses?: number;
  readonly maxAgeSeconds?: number;
}

/** A run of a program: several items and the KMS calls for them. */
export interface RunEntry extends EntryBase {
  readonly kind: 'run';
  readonly items: number;
  /** Number of all KMS calls, throttled and failed ones included. */
  readonly kmsCalls: number;
  /** Number of KMS calls by operation. */
  readonly calls: Readonly<Record<string, number>>;
  /** Hashes of the encrypted data keys of its items, each once. */
  readonly edkShas?: readonly string[];
  /** A load of several tenants has an entry for each. `load`: its ID. */
  readonly load?: string;
  readonly tenant?: string;
  /** Requests per second that the load makes. */
  readonly perSecond?: number;
  /** Number of requests, of which `items` succeeded. */
  readonly requests?: number;
  /** Part of the requests that succeeded, rounded down. */
  readonly succeededPercent?: number;
  /** Requests that a data key in memory answered. */
  readonly cached?: number;
  /** Number of failed requests by the name of the error. */
  readonly errors?: Readonly<Record<string, number>>;
}

/** Something that the demo app did. */
export interface AppEventEntry extends EntryBase {
  readonly kind: 'appEvent';
  readonly event: 'start' | 'restart' | 'write' | 'read';
  /** Where the data key of a write or read came from. `none`: there was none, so it failed. */
  readonly dataKey?: 'cached' | 'fetched' | 'none';
  /** ARN of the KMS key. */
  readonly key?: string;
  readonly ok: boolean;
  /** Name of the KMS error that stopped it. */
  readonly error?: string;
}

/** A signature that was verified without KMS, with a public key that KMS returned. */
export interface OfflineVerificationEntry extends EntryBase {
  readonly kind: 'offlineVerification';
  readonly ok: boolean;
  /** Hash of the public key (SPKI, DER). */
  readonly spkiSha: string;
  /** Hash of the message. */
  readonly messageSha: string;
  readonly algorithm: string;
}

/** A report that was opened. */
export interface ReportEntry extends EntryBase {
  readonly kind: 'report';
  /** `dependents`: what would break with a key. `shredding`: what could still open the data of a tenant. */
  readonly report: 'dependents' | 'shredding';
  /** ARN of the key. */
  readonly key?: string;
  readonly tenant?: string;
  /** Number of dependents, or of paths that could still open the data. */
  readonly open: number;
  /** Hash of the document that was signed. */
  readonly documentSha?: string;
}

/** An entry of the ledger. */
export type LedgerEntry = ItemEntry | DataKeyEntry | RunEntry | AppEventEntry | OfflineVerificationEntry | ReportEntry;

/** A kind of entry. */
export type LedgerKind = LedgerEntry['kind'];

/** The entry of a kind. */
export type LedgerEntryOf<K extends LedgerKind> = Extract<LedgerEntry, { readonly kind: K }>;

/** What the ledger adds when it is read: simulated times in milliseconds since 1970. */
export interface LedgerTimes {
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Of data keys: seconds in memory, until now or until it was overwritten. */
  readonly ageSeconds?: number;
}

/** An entry as it is read. */
export type LedgerView<K extends LedgerKind = LedgerKind> = LedgerEntryOf<K> & LedgerTimes;
