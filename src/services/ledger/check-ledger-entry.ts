/** Checks entries before they are stored: programs of users append to the ledger, too. */
import type { LedgerEntry, LedgerEntryOf, LedgerKind } from './ledger-entries.ts';

type Check = (value: unknown) => boolean;

const HASH = /^[0-9a-f]{64}$/;
const MAX_ID_LENGTH = 500;

const text: Check = (value) => typeof value === 'string' && value !== '' && value.length <= MAX_ID_LENGTH;
const hash: Check = (value) => typeof value === 'string' && HASH.test(value);
const flag: Check = (value) => typeof value === 'boolean';
const count: Check = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const counts: Check = (value) => typeof value === 'object' && value !== null && Object.values(value).every(count);

/** One check per member: a member without one does not compile. */
const CHECKS: { readonly [K in LedgerKind]: { readonly [M in keyof Required<LedgerEntryOf<K>>]: Check } } = {
  item: {
    kind: text,
    id: text,
    program: text,
    edkShas: list(hash),
    edkCount: count,
    keys: list(text),
    contextNames: list(text),
    bodySha: hash,
    plainSha: hash,
    plaintextLen: count,
    status: oneOf('stored', 'unrecoverable', 'deleted'),
    openedSha: optional(hash),
    tenant: optional(text),
    run: optional(text),
  },
  dataKey: {
    kind: text,
    id: text,
    program: text,
    edkSha: hash,
    key: text,
    uses: count,
    zeroised: flag,
    contextNames: list(text),
    tenant: optional(text),
    table: optional(text),
    maxUses: optional(count),
    maxAgeSeconds: optional(count),
  },
  run: {
    kind: text,
    id: text,
    program: text,
    items: count,
    kmsCalls: count,
    calls: counts,
    edkShas: optional(list(hash)),
    load: optional(text),
    tenant: optional(text),
    perSecond: optional(count),
    requests: optional(count),
    succeededPercent: optional(count),
    cached: optional(count),
    errors: optional(counts),
  },
  appEvent: {
    kind: text,
    id: text,
    program: text,
    event: oneOf('start', 'restart', 'write', 'read'),
    dataKey: optional(oneOf('cached', 'fetched', 'none')),
    key: optional(text),
    ok: flag,
    error: optional(text),
  },
  offlineVerification: {
    kind: text,
    id: text,
    program: text,
    ok: flag,
    spkiSha: hash,
    messageSha: hash,
    algorithm: text,
  },
  report: {
    kind: text,
    id: text,
    program: text,
    report: oneOf('dependents', 'shredding'),
    key: optional(text),
    tenant: optional(text),
    open: count,
    documentSha: optional(hash),
  },
};

/**
 * Checks the kind of an entry.
 * @throws {TypeError}
 */
export function checkLedgerKind(kind: unknown): asserts kind is LedgerKind {
  if (typeof kind !== 'string' || !Object.hasOwn(CHECKS, kind)) throw new TypeError('ledger: kind is not known.');
}

/**
 * Checks what names an entry.
 * @throws {TypeError}
 */
export function checkLedgerName(entry: unknown): void {
  if (typeof entry !== 'object' || entry === null) throw new TypeError('ledger: an entry must be an object.');
  const { kind, id } = entry as { readonly kind?: unknown; readonly id?: unknown };
  checkLedgerKind(kind);
  if (!text(id)) throw new TypeError(`ledger: id of an entry of kind ${kind} is not valid.`);
}

/**
 * Checks an entry of anyone.
 * @throws {TypeError} that names the first wrong or unknown member
 */
export function checkLedgerEntry(entry: unknown): asserts entry is LedgerEntry {
  if (typeof entry !== 'object' || entry === null) throw new TypeError('ledger: an entry must be an object.');
  const given = entry as Readonly<Record<string, unknown>>;
  const { kind } = given;
  checkLedgerKind(kind);
  const checks = CHECKS[kind] as Readonly<Record<string, Check>>;
  for (const [member, check] of Object.entries(checks))
    if (!check(given[member])) throw new TypeError(`ledger: ${member} of an entry of kind ${kind} is not valid.`);
  for (const member of Object.keys(given))
    if (!Object.hasOwn(checks, member))
      throw new TypeError(`ledger: an entry of kind ${kind} has no member ${member}.`);
}
