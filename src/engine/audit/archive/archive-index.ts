/** The files of a validation by their place, and their contents within limits. */
import { decodeUtf8, type Bytes } from '../../../base/bytes.ts';
import { decompressGzip } from '../../../base/gzip.ts';
import type { ArchiveFault, ArchiveFile, FileValidation } from '../../../model/log-archive.ts';
import { parseDigest, sha256Hex, type DigestFile } from './digest-file.ts';
import { isLogFileKey, parseDigestKey } from './file-names.ts';

/** Maximum size of a decompressed file. Exported log files have at most 8 MiB and a record. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** Maximum size of all decompressed files of a validation. */
const MAX_TOTAL_BYTES = 4 * 1024 ** 3;

/** A digest file, and the hash of its content. */
export interface ReadDigest {
  readonly digest: DigestFile;
  readonly hash: string;
}

const isBytes = (value: unknown): value is Bytes => value instanceof Uint8Array;

/** The files of one validation. */
export class ArchiveIndex {
  readonly files: readonly ArchiveFile[];
  /** Files that have the place of another. */
  readonly duplicates: readonly ArchiveFile[];
  readonly #byPlace = new Map<string, ArchiveFile>();
  #bytesLeft = MAX_TOTAL_BYTES;

  /** @throws {TypeError} if `files` is not an array of files */
  constructor(files: readonly ArchiveFile[]) {
    if (!Array.isArray(files)) throw new TypeError('events.validate: files must be an array.');
    const unique: ArchiveFile[] = [];
    const duplicates: ArchiveFile[] = [];
    for (const file of files as readonly ArchiveFile[]) {
      const { key, bucket } = (file as ArchiveFile | null) ?? {};
      if (typeof key !== 'string' || (bucket !== undefined && typeof bucket !== 'string'))
        throw new TypeError('events.validate: each file must have a key, and a bucket or none.');
      const place = JSON.stringify([bucket, key]);
      if (this.#byPlace.has(place)) duplicates.push(file);
      else {
        this.#byPlace.set(place, file);
        unique.push(file);
      }
    }
    this.files = unique;
    this.duplicates = duplicates;
  }

  /** Returns the file at a place. */
  find(bucket: string, key: string): ArchiveFile | undefined {
    return this.#byPlace.get(JSON.stringify([bucket, key])) ?? this.#byPlace.get(JSON.stringify([undefined, key]));
  }

  /** Returns the hash of the decompressed content. */
  async hashOf(file: ArchiveFile): Promise<{ readonly hash: string } | ArchiveFault> {
    const content = await this.#read(file);
    return typeof content === 'string' ? content : { hash: await sha256Hex(content) };
  }

  /** Reads a digest file. */
  async readDigest(file: ArchiveFile): Promise<ReadDigest | ArchiveFault> {
    const content = await this.#read(file);
    if (typeof content === 'string') return content;
    let digest: DigestFile | undefined;
    try {
      digest = parseDigest(decodeUtf8(content));
    } catch {
      // Not UTF-8.
    }
    return digest === undefined ? 'invalid-format' : { digest, hash: await sha256Hex(content) };
  }

  async #read({ content }: ArchiveFile): Promise<Bytes | 'invalid-format' | 'too-large'> {
    if (!isBytes(content)) return 'invalid-format';
    const limit = Math.min(MAX_FILE_BYTES, this.#bytesLeft);
    try {
      const read = await decompressGzip(content, limit);
      this.#bytesLeft -= read?.length ?? limit;
      return read ?? 'too-large';
    } catch {
      return 'invalid-format';
    }
  }
}

/** Returns whether a file is at a place. A file without a bucket is at the place in any bucket. */
export function isAt(file: ArchiveFile, bucket: string, key: string): boolean {
  return file.key === key && (file.bucket === undefined || file.bucket === bucket);
}

/** Returns what the key of a file says that it is. */
export function kindOf(key: string): FileValidation['kind'] {
  if (parseDigestKey(key) !== undefined) return 'digest';
  return isLogFileKey(key) ? 'log' : 'other';
}
