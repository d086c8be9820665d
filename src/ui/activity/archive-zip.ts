/** ZIP files with exported log files. Loaded when it is used. */
import { unzipSync, Zip, ZipPassThrough } from 'fflate';
import { decodeUtf8, encodeUtf8 } from '../../base/bytes.ts';
import { ACCOUNT_ID_PATTERN } from '../../model/arn.ts';
import type { ArchiveFile, ArchiveMetadata, ExportedFile } from '../../model/log-archive.ts';

/** Name of the file with the S3 metadata of the others: an object from paths to metadata. */
const METADATA_NAME = 'object-metadata.json';

/** Limits of the ZIP format without its 64-bit extension. */
const MAX_FILES = 65_000;
const MAX_BYTES = 4_000_000_000;

/** Maximum size of all files that are read from a ZIP file. */
const MAX_READ_BYTES = 1024 ** 3;

/** The same for each export of the same files. ZIP dates start in 1980. */
const FILE_TIME = new Date(1980, 0, 1, 12);

/** Reason of a failed stream: the files exceed the limits of a ZIP file. */
export class ZipLimitError extends Error {
  override readonly name = 'ZipLimitError';
}

/**
 * Packs files into a ZIP file under `<bucket>/<key>`. Log files are compressed already and are stored as they are.
 * @param onFile called for each file
 * @throws {ZipLimitError} while the stream is read
 */
export function createZip(files: AsyncIterable<ExportedFile>, onFile: () => void): ReadableStream<Uint8Array> {
  const iterator: AsyncIterator<ExportedFile, unknown> = files[Symbol.asyncIterator]();
  const metadata: Record<string, ArchiveMetadata> = {};
  let count = 0;
  let size = 0;
  let zip: Zip;
  const add = (name: string, content: Uint8Array): void => {
    const entry = new ZipPassThrough(name);
    entry.mtime = FILE_TIME;
    zip.add(entry);
    entry.push(content, true);
  };
  return new ReadableStream({
    start(controller) {
      zip = new Zip((error, data, isFinal) => {
        if (error) return controller.error(error);
        size += data.length;
        controller.enqueue(data);
        if (isFinal) controller.close();
      });
    },
    async pull() {
      const { done, value } = await iterator.next();
      if (done === true) {
        add(METADATA_NAME, encodeUtf8(JSON.stringify(metadata, null, 2)));
        zip.end();
        return;
      }
      if (++count > MAX_FILES || size > MAX_BYTES) throw new ZipLimitError();
      const path = `${value.bucket}/${value.key}`;
      if (value.metadata !== undefined) metadata[path] = value.metadata;
      add(path, value.content);
      onFile();
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

/** A file under its path in a ZIP file or folder. */
export interface PathFile {
  readonly path: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** Returns whether the bytes start as a ZIP file does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/**
 * Unpacks a ZIP file.
 * @throws {Error} if it is damaged or its files exceed 1 GiB
 */
export function readZip(bytes: Uint8Array<ArrayBuffer>): readonly PathFile[] {
  let size = 0;
  const unpacked = unzipSync(bytes, {
    filter({ originalSize, name }) {
      if (name.endsWith('/')) return false;
      size += originalSize;
      if (size > MAX_READ_BYTES) throw new ZipLimitError();
      return true;
    },
  });
  return Object.entries(unpacked).map(([path, content]) => ({ path, content: content as Uint8Array<ArrayBuffer> }));
}

const FILE_NAME = new RegExp(
  String.raw`^(${ACCOUNT_ID_PATTERN})_(CloudTrail(?:-Digest)?)_([a-z\d-]+)_` +
    String.raw`(?:.*_)?(\d{4})(\d\d)(\d\d)T\d{4,6}Z(?:_\w+)?\.json\.gz$`,
);

/** Returns bucket and key of a path. A file chosen without its folders has the key that its name implies. */
function placeOf(path: string): Pick<ArchiveFile, 'bucket' | 'key'> {
  const [, bucket, key] = /^(?:.*\/)?([^/]+)\/(AWSLogs\/.*)$/.exec(path) ?? [];
  if (bucket !== undefined && key !== undefined) return { bucket, key };
  const [, account, kind, region, year, month, day] = FILE_NAME.exec(path) ?? [];
  return { key: account === undefined ? path : `AWSLogs/${account}/${kind}/${region}/${year}/${month}/${day}/${path}` };
}

function parseMetadata(file: PathFile | undefined): Readonly<Record<string, ArchiveMetadata>> {
  try {
    const parsed: unknown = JSON.parse(decodeUtf8(file?.content ?? new Uint8Array()));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, ArchiveMetadata>) : {};
  } catch {
    // The validation then says that signatures are missing.
    return {};
  }
}

/** Returns the files of a ZIP file or folder as they were in S3. */
export function toArchiveFiles(files: readonly PathFile[]): readonly ArchiveFile[] {
  const isMetadata = ({ path }: PathFile): boolean => path === METADATA_NAME || path.endsWith(`/${METADATA_NAME}`);
  const byPath = new Map(Object.entries(parseMetadata(files.find(isMetadata))));
  const byName = new Map([...byPath].map(([path, metadata]) => [path.slice(path.indexOf('AWSLogs/')), metadata]));
  return files
    .filter((file) => !isMetadata(file))
    .map(({ path, content }) => {
      const place = placeOf(path);
      const found = byPath.get(`${place.bucket ?? ''}/${place.key}`) ?? byName.get(place.key);
      const isMap = typeof found === 'object' && (found as object | null) !== null;
      return { ...place, content, ...(isMap ? { metadata: found } : {}) };
    });
}
