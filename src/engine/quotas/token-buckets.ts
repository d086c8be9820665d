/**
 * Token buckets of the request quotas of one host. Their levels follow from the log: each segment has the levels after
 * it, and every host knows all earlier segments when it commits, so the limit holds across hosts. Calls in flight hold
 * reservations, which end with the attempt.
 */
import type { CallSidecar } from '../../model/audit.ts';
import type { Database } from '../../model/ports.ts';
import type { QuotaLevel, Segment } from '../../model/segment.ts';
import type { RequestQuotaCode } from '../../model/request-quotas.ts';
import { ALL_NAMES } from '../transaction/read-names.ts';

/** Segments per read of the log. */
const CHUNK = 50;

/** A quota of an account in a Region, or of one of its custom key stores. */
export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly quota: RequestQuotaCode;
  /** One object for all events of the bucket: a segment stores it once. */
  readonly sidecar: CallSidecar;
  /** Level after segment `seq`. Undefined: full. */
  level: { readonly tokens: number; readonly at: number } | undefined;
  /** Number of the segment that has the level, or 0. */
  seq: number;
  /** Whether the log has been searched for the level. */
  isKnown: boolean;
  /** Calls in flight that the level does not include. */
  reserved: number;
}

/** A rate of a bucket. */
export interface BucketRate {
  readonly bucket: Bucket;
  readonly perSecond: number;
  /** Tokens that a call draws. Omitted: 1. */
  readonly requests?: number;
}

/** What one call draws from its buckets. */
export interface RequestCharge {
  readonly rates: readonly BucketRate[];
  readonly at: number;
}

/** Capacity of a bucket: one second of its rate, and at least one request. */
const capacityOf = (perSecond: number): number => Math.max(1, perSecond);

/** Milliseconds in which an empty bucket becomes full. */
const refillMs = (perSecond: number): number => (capacityOf(perSecond) / perSecond) * 1000;

const requestsOf = ({ requests = 1 }: BucketRate): number => requests;

/** Levels are sums of fractions: a missing part this small is a rounding error. */
const ROUNDING = 1e-6;

/** Whether a level says nothing at `now`: it is missing, or so much later that the real clock was set back. */
const isUnusable = (level: Bucket['level'], perSecond: number, now: number): level is undefined =>
  level === undefined || level.at - now > refillMs(perSecond);

/** Returns the tokens of a level at `now`, or at its own time if that is later. */
function tokensAt(level: Bucket['level'], perSecond: number, now: number): number {
  if (isUnusable(level, perSecond, now)) return capacityOf(perSecond);
  const elapsed = Math.max(0, now - level.at);
  return Math.min(capacityOf(perSecond), level.tokens + (elapsed / 1000) * perSecond);
}

/** Levels of buckets after some calls of a batch. Those of other buckets are as committed. */
type LevelsAfter = Map<Bucket, { tokens: number; at: number }>;

/** Draws the requests of one call at `now` from the bucket of a rate. */
function drawOne(after: LevelsAfter, rate: BucketRate, now: number): void {
  const { bucket, perSecond } = rate;
  const known = after.get(bucket);
  const level = known ?? bucket.level;
  const tokens = tokensAt(level, perSecond, now) - requestsOf(rate);
  const at = isUnusable(level, perSecond, now) ? now : Math.max(now, level.at);
  if (known === undefined) after.set(bucket, { tokens, at });
  else {
    known.tokens = tokens;
    known.at = at;
  }
}

/** The buckets of one host. */
export class TokenBuckets {
  readonly #database: Database;
  readonly #buckets = new Map<string, Bucket>();
  /** The bucket that was asked for last, with what it was asked by: most calls count for the same one. */
  #last: { account: string; region: string; rates: readonly [BucketRate] } | undefined;
  /** Where the search of the log for levels continues: before this segment. Undefined: it has not started. */
  #before: number | undefined;
  /** Time of the oldest event that the search has reached. */
  #reachedAt = Infinity;
  #search: Promise<void> = Promise.resolve();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Returns the bucket of a quota. */
  bucket(account: string, region: string, quota: RequestQuotaCode, keyStore?: string): Bucket {
    const own = `${account}/${region}/${quota}`;
    const name = keyStore === undefined ? own : `${own}/${keyStore}`;
    let bucket = this.#buckets.get(name);
    if (bucket === undefined) {
      bucket = {
        name,
        region,
        quota,
        sidecar: Object.freeze({ quota, quotaAccount: account, ...(keyStore && { quotaKeyStore: keyStore }) }),
        level: undefined,
        seq: 0,
        isKnown: false,
        reserved: 0,
      };
      this.#buckets.set(name, bucket);
    }
    return bucket;
  }

  /** Returns the rates of a call that counts once for one quota: the same list for the same quota and rate. */
  ratesOf(account: string, region: string, quota: RequestQuotaCode, perSecond: number): readonly [BucketRate] {
    const last = this.#last;
    if (last?.account === account && last.region === region) {
      const [rate] = last.rates;
      if (rate.bucket.quota === quota && rate.perSecond === perSecond) return last.rates;
    }
    const rates = [{ bucket: this.bucket(account, region, quota), perSecond }] as const;
    this.#last = { account, region, rates };
    return rates;
  }

  /** Finds the level of a bucket. Reads the log no further back than the time in which the bucket becomes full. */
  async find({ bucket, perSecond }: BucketRate, now: number): Promise<void> {
    if (bucket.isKnown) return;
    const since = now - refillMs(perSecond);
    this.#search = this.#search.catch(() => undefined).then(() => this.#searchLog(bucket, since));
    await this.#search;
    bucket.isKnown = true;
  }

  async #searchLog(bucket: Bucket, since: number): Promise<void> {
    while (bucket.seq === 0 && this.#reachedAt >= since && this.#before !== 1) {
      const segments = await this.#database.readSegments(this.#before, CHUNK);
      this.#before = segments.at(-1)?.seq ?? 1;
      for (const segment of segments) {
        this.fold(segment);
        if (segment.touched.includes(ALL_NAMES)) {
          this.#before = 1;
          break;
        }
        const [first] = segment.events;
        if (first !== undefined) this.#reachedAt = Math.min(this.#reachedAt, first.at);
      }
    }
  }

  /** Returns the number of further requests that the bucket allows at `now`. */
  available({ bucket, perSecond }: BucketRate, now: number): number {
    return tokensAt(bucket.level, perSecond, now) - bucket.reserved;
  }

  /**
   * Reserves the requests of a call in each bucket, or in none. All buckets must have been found.
   * @returns the bucket that has none left, or undefined
   */
  reserve({ rates, at }: RequestCharge): BucketRate | undefined {
    for (const rate of rates) if (this.available(rate, at) < requestsOf(rate) - ROUNDING) return rate;
    for (const rate of rates) rate.bucket.reserved += requestsOf(rate);
    return undefined;
  }

  /** Ends a reservation: the attempt is committed or has failed. */
  release({ rates }: RequestCharge): void {
    for (const rate of rates) rate.bucket.reserved -= requestsOf(rate);
  }

  /**
   * Draws the charges of a batch from the committed levels, in order. An entry whose bucket has no token left is not
   * admitted: another host used it.
   * @returns the admitted entries, and the levels after them
   */
  draw<T extends { readonly charge?: RequestCharge | undefined }>(
    entries: readonly T[],
  ): { readonly admitted: readonly T[]; readonly levels?: readonly QuotaLevel[] } {
    if (entries.every(({ charge }) => charge === undefined)) return { admitted: entries };
    const after: LevelsAfter = new Map();
    const admitted = entries.filter(({ charge }) => {
      if (charge === undefined) return true;
      const { rates, at } = charge;
      for (const rate of rates) {
        const { bucket, perSecond } = rate;
        if (tokensAt(after.get(bucket) ?? bucket.level, perSecond, at) < requestsOf(rate) - ROUNDING) return false;
      }
      for (const rate of rates) drawOne(after, rate, at);
      return true;
    });
    return { admitted, levels: [...after].map(([{ name }, level]) => ({ bucket: name, ...level })) };
  }

  /** Takes over the levels of a segment, of this or another host. Segments may come in any order. */
  fold({ seq, touched, levels = [] }: Pick<Segment, 'seq' | 'touched' | 'levels'>): void {
    if (touched.includes(ALL_NAMES)) {
      for (const bucket of this.#buckets.values()) {
        if (bucket.seq >= seq) continue;
        bucket.level = undefined;
        bucket.seq = seq;
      }
    }
    for (const { bucket: name, tokens, at } of levels) {
      const [account, region, quota, keyStore] = name.split('/') as [string, string, RequestQuotaCode, string?];
      const bucket = this.bucket(account, region, quota, keyStore);
      if (bucket.seq >= seq) continue;
      bucket.level = { tokens, at };
      bucket.seq = seq;
      bucket.isKnown = true;
    }
  }
}
