/**
 * Validates files of CloudTrail: follows each chain of digest files from the newest to the oldest, and compares the log
 * files that they list. Source:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html
 */
import { fromHex } from '../../../base/hex.ts';
import { verifyDigest } from '../../../crypto/digest-signature.ts';
import type {
  ArchiveFault,
  ArchiveFile,
  DigestGap,
  FileValidation,
  ValidationCounts,
  ValidationReport,
} from '../../../model/log-archive.ts';
import type { Database } from '../../../model/ports.ts';
import { ArchiveIndex, isAt, kindOf, type ReadDigest } from './archive-index.ts';
import { signedText, type DigestFile, type LogFileEntry } from './digest-file.ts';
import { parseDigestKey, type DigestName } from './file-names.ts';

/** The digest file before another, as the later one names it. */
interface Link {
  readonly bucket: string;
  readonly key: string;
  readonly hash: string;
  readonly signature: string;
}

interface NamedDigest {
  readonly file: ArchiveFile;
  readonly name: DigestName;
}

/** Validates files. Every fault of a file is a result. */
export async function validateFiles(files: readonly ArchiveFile[], database: Database): Promise<ValidationReport> {
  const index = new ArchiveIndex(files);
  return await new Validation(index, database).run();
}

class Validation {
  readonly #index: ArchiveIndex;
  readonly #database: Database;
  readonly #results: FileValidation[] = [];
  readonly #gaps: DigestGap[] = [];
  /** Files with a result. */
  readonly #done = new Set<ArchiveFile>();
  /** Places of the missing log files, by their hash. */
  readonly #missing = new Map<string, string>();

  constructor(index: ArchiveIndex, database: Database) {
    this.#index = index;
    this.#database = database;
  }

  async run(): Promise<ValidationReport> {
    const chains = new Map<string, NamedDigest[]>();
    for (const file of this.#index.files) {
      const name = parseDigestKey(file.key);
      if (name === undefined) continue;
      const chain = chains.get(name.chain) ?? [];
      chains.set(name.chain, chain);
      chain.push({ file, name });
    }
    for (const chain of chains.values()) await this.#walk(chain.toSorted((a, b) => (a.name.end < b.name.end ? 1 : -1)));
    for (const file of this.#index.files) if (!this.#done.has(file)) await this.#reportStray(file);
    for (const file of this.#index.duplicates) this.#report(file, 'duplicate');
    const count = (kind: FileValidation['kind']): ValidationCounts => {
      const ofKind = this.#results.filter((result) => result.kind === kind);
      const valid = ofKind.filter(({ result }) => result === 'valid').length;
      return { valid, invalid: ofKind.length - valid };
    };
    return { digests: count('digest'), logs: count('log'), files: this.#results, gaps: this.#gaps };
  }

  /** Follows a chain. `pending`: its digest files, newest first. */
  async #walk(pending: NamedDigest[]): Promise<void> {
    let expected: Link | undefined;
    let startOfNewer: string | undefined;
    for (;;) {
      if (expected !== undefined) {
        const { bucket, key } = expected;
        const at = pending.findIndex(({ file }) => isAt(file, bucket, key));
        if (at === -1) {
          this.#results.push({ kind: 'digest', bucket, key, result: 'not-found' });
          expected = undefined;
        } else {
          for (const { file } of pending.splice(0, at)) await this.#reportOutside(file);
        }
      }
      const next = pending.shift();
      if (next === undefined) return;
      const read = await this.#check(next.file, expected);
      if (read === undefined) {
        expected = startOfNewer = undefined;
        continue;
      }
      const { digest } = read;
      if (startOfNewer !== undefined && expected === undefined) this.#reportGap(next.name, digest, startOfNewer);
      expected = previousOf(digest);
      // A starting digest file: the file before it, if any, is the end of another chain.
      startOfNewer = expected === undefined ? digest.digestStartTime : undefined;
      for (const entry of digest.logFiles) await this.#checkLog(entry);
    }
  }

  /** Checks a digest file and reports it. Returns it if it is valid. */
  async #check(file: ArchiveFile, expected: Link | undefined): Promise<ReadDigest | undefined> {
    const read = await this.#index.readDigest(file);
    if (typeof read === 'string') {
      this.#report(file, read);
      return undefined;
    }
    const { digest, hash } = read;
    if (!isAt(file, digest.digestS3Bucket, digest.digestS3Object)) {
      this.#report(file, 'moved', digest.digestS3Object);
      return undefined;
    }
    const ofSignature = await this.#checkSignature(read, expected?.signature ?? file.metadata?.signature);
    const hasHash = expected === undefined || expected.hash === hash;
    const result = ofSignature === 'valid' && !hasHash ? 'hash-mismatch' : ofSignature;
    this.#report(file, result);
    return result === 'valid' ? read : undefined;
  }

  async #checkSignature(
    { digest, hash }: ReadDigest,
    signature: unknown,
  ): Promise<'valid' | 'signature-missing' | 'signature-mismatch' | 'public-key-not-found'> {
    const key = await this.#database.get('digestKeys', digest.digestPublicKeyFingerprint);
    if (key === undefined) return 'public-key-not-found';
    const end = Date.parse(digest.digestEndTime);
    if (end < key.validFrom || end > key.validTo) return 'public-key-not-found';
    if (signature === undefined) return 'signature-missing';
    if (typeof signature !== 'string' || !/^(?:[\da-f]{2})+$/.test(signature)) return 'signature-mismatch';
    const isValid = await verifyDigest(key.publicKey, fromHex(signature), signedText(digest, hash));
    return isValid ? 'valid' : 'signature-mismatch';
  }

  async #checkLog({ s3Bucket: bucket, s3Object: key, hashValue }: LogFileEntry): Promise<void> {
    const file = this.#index.find(bucket, key);
    if (file === undefined) {
      this.#missing.set(hashValue, key);
      this.#results.push({ kind: 'log', bucket, key, result: 'not-found' });
      return;
    }
    if (this.#done.has(file)) return;
    const read = await this.#index.hashOf(file);
    if (typeof read === 'string') this.#report(file, read);
    else this.#report(file, read.hash === hashValue ? 'valid' : 'hash-mismatch');
  }

  /** Reports a digest file that the walk skips. */
  async #reportOutside(file: ArchiveFile): Promise<void> {
    const read = await this.#index.readDigest(file);
    if (typeof read === 'string') this.#report(file, read);
    else if (isAt(file, read.digest.digestS3Bucket, read.digest.digestS3Object)) this.#report(file, 'not-in-chain');
    else this.#report(file, 'moved', read.digest.digestS3Object);
  }

  /** Reports a file that no digest file lists: perhaps a listed file under another key. */
  async #reportStray(file: ArchiveFile): Promise<void> {
    const asDigest = await this.#index.readDigest(file);
    const asLog = typeof asDigest === 'string' && asDigest !== 'too-large' ? await this.#index.hashOf(file) : asDigest;
    if (typeof asLog === 'string') {
      // Whatever is neither has no format of its own.
      this.#report(file, kindOf(file.key) === 'other' && asLog === 'invalid-format' ? 'unlisted' : asLog);
    } else if (typeof asDigest !== 'string') {
      this.#report(file, 'moved', asDigest.digest.digestS3Object);
    } else {
      const original = this.#missing.get(asLog.hash);
      this.#report(file, original === undefined ? 'unlisted' : 'moved', original);
    }
  }

  #reportGap({ account, region }: DigestName, { digestEndTime }: DigestFile, startOfNewer: string): void {
    this.#gaps.push({ account, region, from: new Date(digestEndTime), to: new Date(startOfNewer) });
  }

  #report(file: ArchiveFile, result: 'valid' | ArchiveFault, originalKey?: string): void {
    this.#done.add(file);
    const { bucket, key } = file;
    this.#results.push({
      kind: kindOf(key),
      ...(bucket === undefined ? {} : { bucket }),
      key,
      result,
      ...(originalKey === undefined ? {} : { originalKey }),
    });
  }
}

/** Returns the digest file that `digest` names as the one before. Undefined for a starting digest file. */
function previousOf(digest: DigestFile): Link | undefined {
  const { previousDigestS3Bucket: bucket, previousDigestS3Object: key } = digest;
  const { previousDigestHashValue: hash, previousDigestSignature: signature } = digest;
  return bucket === null || key === null || hash === null || signature === null
    ? undefined
    : { bucket, key, hash, signature };
}
