/**
 * Makes the log files of an export. A log file has the events of one account and Region within five minutes. Source:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-cloudtrail-works.html
 */
import { encodeUtf8 } from '../../../base/bytes.ts';
import { compressGzip } from '../../../base/gzip.ts';
import { fromHex } from '../../../base/hex.ts';
import type { AuditEvent, CloudTrailRecord, EventCursor } from '../../../model/audit.ts';
import type { ExportedFile } from '../../../model/log-archive.ts';
import type { AuditLog } from '../audit-log.ts';
import { HASH_ALGORITHM, sha256Hex, type LogFileEntry } from './digest-file.ts';
import type { ExportScope } from './export-scope.ts';
import { logFileKey, type FilePlace } from './file-names.ts';

/** Interval in which CloudTrail delivers log files. */
const WINDOW_MS = 300_000;

/**
 * Length at which a file is complete. AWS limits files to 50 MB after compression; a smaller file is made and read
 * with less memory. Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 */
const MAX_LENGTH = 8 * 1024 * 1024;

/** Events per read of the log. */
const EVENTS_PER_READ = 1000;

/** Events that one read compares. Other calls run in between. */
const MAX_SEARCHED = 10_000;

/**
 * Calls that commit together can be stored in another order than their times. A window is complete once the log has
 * reached a time this far before it; a later event of the window starts a further file.
 */
const ORDER_SLACK_MS = 60_000;

const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The log files of one account and Region. */
export interface LogFiles extends FilePlace {
  /** Log files by the start of their hour, in milliseconds since 1970. Newest first. */
  readonly hours: Map<number, LogFileEntry[]>;
}

/** Records of one log file, newest first. */
interface Window {
  readonly start: number;
  records: string[];
  length: number;
  newest: string;
  oldest: string;
}

interface OpenFiles extends LogFiles {
  readonly windows: Map<number, Window>;
}

export const HOUR_MS = 3_600_000;

/** Log files of an export, and where they belong. */
export class LogFileWriter {
  readonly #log: AuditLog;
  readonly #scope: ExportScope;
  readonly #places = new Map<string, OpenFiles>();

  constructor(log: AuditLog, scope: ExportScope) {
    this.#log = log;
    this.#scope = scope;
  }

  /** The accounts and Regions of the files so far, sorted. */
  get places(): readonly LogFiles[] {
    const entries = [...this.#places].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return entries.map(([, place]) => place);
  }

  /** Makes all files, from the newest to the oldest: the log is read once, in its order. */
  async *write(): AsyncGenerator<ExportedFile, void> {
    const { from, to, account, region } = this.#scope;
    if (from >= to) return;
    const query = {
      ...(from === -Infinity ? {} : { from }),
      to,
      ...(account === undefined ? {} : { account }),
      ...(region === undefined ? {} : { region }),
      limit: EVENTS_PER_READ,
    };
    for (let before: EventCursor | undefined; ;) {
      const page = await this.#log.query({ ...query, ...(before && { before }) }, MAX_SEARCHED);
      for (const event of page.events) {
        for (const full of this.#add(event)) yield await this.#finish(full);
      }
      if (page.next === undefined) break;
      yield* this.#finishWindows(page.reached + ORDER_SLACK_MS);
      before = page.next;
    }
    yield* this.#finishWindows(-Infinity);
  }

  /** Adds the records of an event. Returns the windows that are full. */
  #add({ record, copies = [], at }: AuditEvent): readonly (readonly [OpenFiles, Window])[] {
    const { account, region } = this.#scope;
    const full: (readonly [OpenFiles, Window])[] = [];
    for (const one of [record, ...copies]) {
      if (account !== undefined && one.recipientAccountId !== account) continue;
      if (region !== undefined && one.awsRegion !== region) continue;
      const place = this.#placeOf(one);
      const start = Math.floor(at / WINDOW_MS) * WINDOW_MS;
      const window = place.windows.get(start) ?? { start, records: [], length: 0, newest: '', oldest: '' };
      place.windows.set(start, window);
      const text = JSON.stringify(one);
      window.records.push(text);
      window.length += text.length;
      if (window.newest === '' || one.eventTime > window.newest) window.newest = one.eventTime;
      if (window.oldest === '' || one.eventTime < window.oldest) window.oldest = one.eventTime;
      if (window.length >= MAX_LENGTH) full.push([place, window]);
    }
    return full;
  }

  #placeOf({ recipientAccountId: account, awsRegion: region }: CloudTrailRecord): OpenFiles {
    const name = `${account} ${region}`;
    let place = this.#places.get(name);
    if (place === undefined) {
      place = { account, region, hours: new Map(), windows: new Map() };
      this.#places.set(name, place);
    }
    return place;
  }

  /** Makes the files of the windows that start after `after`. */
  async *#finishWindows(after: number): AsyncGenerator<ExportedFile, void> {
    for (const place of this.#places.values()) {
      const complete = [...place.windows.values()].filter(({ start }) => start > after);
      for (const window of complete.toSorted((a, b) => b.start - a.start)) yield await this.#finish([place, window]);
    }
  }

  async #finish([place, window]: readonly [OpenFiles, Window]): Promise<ExportedFile> {
    place.windows.delete(window.start);
    const { bucket, to } = this.#scope;
    const content = encodeUtf8(`{"Records":[${window.records.reverse().join(',')}]}`);
    const hashValue = await sha256Hex(content);
    // By the content: a further export of the same events has the same names.
    const id = Array.from(fromHex(hashValue).subarray(0, 16), (byte) => CHARACTERS[byte % CHARACTERS.length]).join('');
    const key = logFileKey(place, Math.min(window.start + WINDOW_MS, to), id);
    const hour = Math.floor(window.start / HOUR_MS) * HOUR_MS;
    const entries = place.hours.get(hour) ?? [];
    place.hours.set(hour, entries);
    entries.push({
      s3Bucket: bucket,
      s3Object: key,
      hashValue,
      hashAlgorithm: HASH_ALGORITHM,
      newestEventTime: window.newest,
      oldestEventTime: window.oldest,
    });
    return { bucket, key, content: await compressGzip(content) };
  }
}

/** Returns the newest and the oldest of the times of log files. */
export function timesOf(entries: readonly LogFileEntry[]): readonly [newest: string | null, oldest: string | null] {
  const newest = entries.map(({ newestEventTime }) => newestEventTime).toSorted();
  const oldest = entries.map(({ oldestEventTime }) => oldestEventTime).toSorted();
  return [newest.at(-1) ?? null, oldest[0] ?? null];
}
