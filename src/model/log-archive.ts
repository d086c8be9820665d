/** The audit log as CloudTrail stores it in S3: log files, and the digest files that prove their integrity. */

/** What to export. All members are optional. */
export interface EventExport {
  /** Events at this simulated time or later. A number: milliseconds since 1970. */
  readonly from?: Date | number;
  /** Events before this simulated time. Default, and latest: now. A number: milliseconds since 1970. */
  readonly to?: Date | number;
  /** Default: all accounts. */
  readonly account?: string;
  /** Default: all Regions. */
  readonly region?: string;
  /** Name of the S3 bucket that the files name. Default `strongroom-trail-logs`. */
  readonly bucket?: string;
  /** Name of the trail. Default `strongroom`. */
  readonly trail?: string;
}

/** User-defined metadata of a digest file. S3 sends it in headers, with the prefix `x-amz-meta-`. */
export interface ArchiveMetadata {
  /** Signature of the digest file in lower-case hex. */
  readonly signature?: string;
  readonly 'signature-algorithm'?: string;
}

/** A file of S3, as it was read. */
export interface ArchiveFile {
  /** Omitted if it is not known: any bucket name then matches. */
  readonly bucket?: string;
  /** Key of the object: `AWSLogs/…`. */
  readonly key: string;
  readonly content: Uint8Array<ArrayBuffer>;
  readonly metadata?: ArchiveMetadata;
}

/** A file that the sandbox exported. */
export interface ExportedFile extends ArchiveFile {
  readonly bucket: string;
}

/** Continues an export, or starts one. */
export interface ExportRequest {
  readonly options?: EventExport;
  /** `next` of the previous step. */
  readonly continues?: string;
}

/** Some files of an export. `next`: there are more. */
export interface ExportStep {
  readonly files: readonly ExportedFile[];
  readonly next?: string;
}

/** Files to validate. */
export interface ValidationRequest {
  readonly files: readonly ArchiveFile[];
}

/** What is wrong with a file of an archive. */
export type ArchiveFault =
  /** A digest file lists or precedes it, and it is missing. */
  | 'not-found'
  /** Its content differs from the hash in the digest file that lists or follows it. */
  | 'hash-mismatch'
  /** The signature does not match the digest file. */
  | 'signature-mismatch'
  /** No signature is known: the newest digest file of a chain has its signature in its metadata only. */
  | 'signature-missing'
  /** The sandbox has no public key with the fingerprint in the digest file. */
  | 'public-key-not-found'
  /** It has another bucket or key than the one that it was stored under. */
  | 'moved'
  /** Not gzip, or not a digest file. */
  | 'invalid-format'
  /** Decompressed, it exceeds the limit. */
  | 'too-large'
  /** No valid digest file lists it. */
  | 'unlisted'
  /** A digest file that the next one of its chain does not name. */
  | 'not-in-chain'
  /** Another file has the same bucket and key. */
  | 'duplicate';

/** Result for one file. */
export interface FileValidation {
  readonly kind: 'digest' | 'log' | 'other';
  readonly bucket?: string;
  readonly key: string;
  readonly result: 'valid' | ArchiveFault;
  /** Of a moved file: the key that it was stored under. */
  readonly originalKey?: string;
}

/** Numbers of files of one kind. */
export interface ValidationCounts {
  readonly valid: number;
  readonly invalid: number;
}

/** Time between two chains of digest files of one account, Region and trail. Nothing proves that it had no events. */
export interface DigestGap {
  readonly account: string;
  readonly region: string;
  readonly from: Date;
  readonly to: Date;
}

/** Result of a validation, as `aws cloudtrail validate-logs` reports it. */
export interface ValidationReport {
  readonly digests: ValidationCounts;
  readonly logs: ValidationCounts;
  /** One row per file that was given or that is missing. */
  readonly files: readonly FileValidation[];
  readonly gaps: readonly DigestGap[];
}
