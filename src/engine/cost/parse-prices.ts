/** Checks a price table that a program gives. */
import { checkMembers } from '../../base/check-members.ts';
import {
  LIST_PRICES,
  PRICE_RULES,
  REQUEST_CLASSES,
  type Price,
  type PriceEvidence,
  type PriceTable,
} from '../../model/prices.ts';

/** Maximum of a price in millionths: sums remain exact integers. */
const MAX_MICROS = 1_000_000_000;

/** Maximum of a number of rotations or free requests. */
const MAX_COUNT = 1_000_000_000;

const EVIDENCE: readonly PriceEvidence[] = ['documented', 'inferred', 'unknown'];

type Members = Readonly<Record<string, unknown>>;

function members(value: unknown, what: string): Members {
  if (typeof value !== 'object' || value === null) throw new TypeError(`${what} must be an object.`);
  return value as Members;
}

function parseCount(value: unknown, what: string, max = MAX_COUNT): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > max)
    throw new TypeError(`${what} must be an integer from 0 to ${max}.`);
  return value;
}

function parseEvidence(value: unknown, what: string): PriceEvidence {
  const found = EVIDENCE.find((one) => one === value);
  if (found === undefined) throw new TypeError(`${what} must be one of "documented", "inferred", "unknown".`);
  return found;
}

function parsePrice(value: unknown, what: string): Price {
  const { micros, evidence } = members(value, what);
  return {
    micros: parseCount(micros, `${what}.micros`, MAX_MICROS),
    evidence: parseEvidence(evidence, `${what}.evidence`),
  };
}

function parseText(value: unknown, pattern: RegExp, what: string, form: string): string {
  if (typeof value !== 'string' || !pattern.test(value)) throw new TypeError(`${what} must be ${form}.`);
  return value;
}

function parseEffectiveDate(value: unknown): string {
  const [what, form] = ['prices.effectiveDate', 'a year, month or day such as 2026, 2026-01 or 2026-01-31'];
  const text = parseText(value, /^\d{4}(-\d\d){0,2}$/, what, form);
  const date = new Date(text);
  // A day that its month does not have becomes one of the next month.
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  if (!exists) throw new TypeError(`${what} must be ${form}.`);
  return text;
}

/** Returns an object with a value for each of `names`. */
function parseEach<N extends string, T>(
  names: readonly N[],
  value: unknown,
  what: string,
  parse: (one: unknown, what: string) => T,
): Readonly<Record<N, T>> {
  const given = members(value, what);
  checkMembers(given, names, what);
  return Object.fromEntries(names.map((name) => [name, parse(given[name], `${what}.${name}`)])) as Record<N, T>;
}

/**
 * Returns a valid price table. Without one, that of AWS.
 * @throws {TypeError} for a missing, unknown or invalid member, by its name
 */
export function parsePrices(prices: unknown): PriceTable {
  if (prices === undefined) return LIST_PRICES;
  const given = members(prices, 'prices');
  checkMembers(given, Object.keys(LIST_PRICES), 'prices');
  return {
    currency: parseText(given.currency, /^[A-Z]{3}$/, 'prices.currency', 'a code of three letters'),
    source: parseText(given.source, /^https:\/\/\S+$/, 'prices.source', 'an https URL'),
    effectiveDate: parseEffectiveDate(given.effectiveDate),
    keyMonth: parsePrice(given.keyMonth, 'prices.keyMonth'),
    rotationMonth: parsePrice(given.rotationMonth, 'prices.rotationMonth'),
    maxRotations: parseCount(given.maxRotations, 'prices.maxRotations'),
    freeRequests: parseCount(given.freeRequests, 'prices.freeRequests'),
    requests: parseEach(REQUEST_CLASSES, given.requests, 'prices.requests', (one, what) => {
      const { free } = members(one, what);
      if (typeof free !== 'boolean') throw new TypeError(`${what}.free must be true or false.`);
      return { ...parsePrice(one, what), free };
    }),
    rules: parseEach(PRICE_RULES, given.rules, 'prices.rules', parseEvidence),
  };
}
