/** Reads and changes records of services. Everything that the caller sends is checked here. */
import { withoutDamaged } from '../model/damaged-record.ts';
import type { Change, StoredServiceRecord } from '../model/records.ts';
import {
  MAX_SERVICE_BODY_BYTES,
  MAX_SERVICE_CHANGES,
  MAX_SERVICE_NAME_LENGTH,
  MAX_SERVICE_PAGE,
  MAX_SERVICE_VALUE_LENGTH,
  type ServiceRecord,
  type ServiceRecordChange,
  type ServiceRecordChanges,
  type ServiceRecordName,
  type ServiceRecordOutcome,
  type ServiceRecordPage,
  type ServiceRecordQuery,
  type ServiceRecordVersion,
} from '../model/service-records.ts';
import type { Reader } from './transaction/reader.ts';
import type { TransactionResult } from './transaction/run-transaction.ts';

/** Maximum nesting of a value. Also stops at cycles. */
const MAX_VALUE_DEPTH = 16;

const refuse = (what: string): never => {
  throw new TypeError(`serviceRecords: ${what}`);
};

function checkText(value: unknown, member: string, isEmptyAllowed = false): void {
  if (typeof value !== 'string' || (value === '' && !isEmptyAllowed)) refuse(`${member} must be a non-empty string.`);
  if ((value as string).length > MAX_SERVICE_NAME_LENGTH)
    refuse(`${member} has ${(value as string).length} characters; the maximum is ${MAX_SERVICE_NAME_LENGTH}.`);
}

function checkName({ scope, name }: ServiceRecordName): void {
  checkText(scope, 'scope');
  checkText(name, 'name');
}

function checkMembers(given: object, known: readonly string[]): void {
  for (const member of Object.keys(given)) if (!known.includes(member)) refuse(`${member} is not a member.`);
}

/** Key of the record in its store. A scope has no `|` in it, so no two names give one key. */
function idOf({ scope, name }: ServiceRecordName): string {
  return `${scope.replaceAll('%', '%25').replaceAll('|', '%7C')}|${name}`;
}

function isJson(value: unknown, depth: number): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth - 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    (prototype === null || prototype === Object.prototype) &&
    Object.values(value).every((member) => isJson(member, depth - 1))
  );
}

function checkValue(value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !isJson(value, MAX_VALUE_DEPTH))
    refuse(`value must be a JSON object, nested ${MAX_VALUE_DEPTH} deep at most.`);
  const { length } = JSON.stringify(value);
  if (length > MAX_SERVICE_VALUE_LENGTH)
    refuse(`value has ${length} characters of JSON; the maximum is ${MAX_SERVICE_VALUE_LENGTH}.`);
}

function checkVersion(version: unknown, member: string): void {
  if (!(Number.isSafeInteger(version) && (version as number) >= 0))
    refuse(`${member} must be an integer of 0 or greater.`);
}

function checkChange(change: ServiceRecordChange): void {
  if (typeof (change as unknown) !== 'object' || (change as unknown) === null) refuse('a change must be an object.');
  checkMembers(change, ['scope', 'name', 'value', 'body', 'ifVersion']);
  checkName(change);
  const { value, body, ifVersion } = change;
  if (value !== undefined) checkValue(value);
  if (body !== undefined) {
    if (!((body as unknown) instanceof Uint8Array)) refuse('body must be a Uint8Array.');
    if (value === undefined) refuse('a record with a body needs a value.');
    if (body.byteLength > MAX_SERVICE_BODY_BYTES)
      refuse(`body has ${body.byteLength} bytes; the maximum is ${MAX_SERVICE_BODY_BYTES}.`);
  }
  if (ifVersion !== undefined) checkVersion(ifVersion, 'ifVersion');
}

function checkChanges(changes: unknown): void {
  if (!Array.isArray(changes) || changes.length === 0 || changes.length > MAX_SERVICE_CHANGES)
    refuse(`changes must be an array of 1 to ${MAX_SERVICE_CHANGES} changes.`);
  for (const change of changes as readonly ServiceRecordChange[]) checkChange(change);
}

function checkRequires(requires: unknown): void {
  if (!Array.isArray(requires) || requires.length > MAX_SERVICE_CHANGES)
    refuse(`requires must be an array of at most ${MAX_SERVICE_CHANGES} records.`);
  for (const one of requires as readonly ServiceRecordVersion[]) {
    if (typeof (one as unknown) !== 'object' || (one as unknown) === null) refuse('requires must list objects.');
    checkMembers(one, ['scope', 'name', 'version']);
    checkName(one);
    checkVersion(one.version, 'version');
  }
}

function viewOf({ id: _id, ...record }: StoredServiceRecord): ServiceRecord {
  return record;
}

/** Returns a record, or undefined. Throws TypeError for a malformed name. */
export async function getServiceRecord(reader: Reader, record: ServiceRecordName): Promise<ServiceRecord | undefined> {
  checkMembers(record, ['scope', 'name']);
  checkName(record);
  const stored = await reader.getUncached('serviceRecords', idOf(record));
  return stored && viewOf(stored);
}

/** Lists records of a scope by name. Damaged ones are left out. Throws TypeError for a malformed query. */
export async function listServiceRecords(reader: Reader, query: ServiceRecordQuery): Promise<ServiceRecordPage> {
  checkMembers(query, ['scope', 'prefix', 'after', 'limit']);
  const { scope, prefix = '', after = '', limit = MAX_SERVICE_PAGE } = query;
  checkText(scope, 'scope');
  checkText(prefix, 'prefix', true);
  checkText(after, 'after', true);
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > MAX_SERVICE_PAGE)
    refuse(`limit must be an integer from 1 to ${MAX_SERVICE_PAGE}.`);

  // A page starts after an index key, and the first name with the prefix can be the prefix itself.
  const exact =
    prefix !== '' && after < prefix
      ? await reader.getUncached('serviceRecords', idOf({ scope, name: prefix }))
      : undefined;
  const start = after < prefix ? prefix : after;
  const wanted = limit - (exact === undefined ? 0 : 1) + 1;
  const page = await reader.page('serviceRecords', 'scope', [scope], wanted, start === '' ? undefined : [scope, start]);
  const listed = [...(exact === undefined ? [] : [exact]), ...withoutDamaged(page)];
  const matching = listed.filter(({ name }) => name.startsWith(prefix));
  const records = matching.slice(0, limit).map(viewOf);
  const last = records.at(-1);
  // Damaged records are missing from a full page, too.
  const isMore = page.length === wanted && matching.length === listed.length;
  return { records, ...(isMore && last ? { next: last.name } : {}) };
}

/** Returns the changes of records, and what became of them. Throws TypeError for a malformed change. */
export async function changeServiceRecords(
  reader: Reader,
  given: ServiceRecordChanges,
  at: number,
): Promise<TransactionResult<ServiceRecordOutcome>> {
  checkMembers(given, ['changes', 'requires']);
  const { changes, requires = [] } = given;
  checkChanges(changes);
  checkRequires(requires);
  if (new Set(changes.map(idOf)).size !== changes.length) refuse('each change must name another record.');

  for (const { scope, name, version } of requires) {
    const current = (await reader.getUncached('serviceRecords', idOf({ scope, name })))?.version ?? 0;
    if (version !== current)
      return { changes: [], value: { stored: false, conflict: { scope, name, version: current } } };
  }
  const made: Change[] = [];
  const versions: number[] = [];
  for (const { scope, name, value, body, ifVersion } of changes) {
    const id = idOf({ scope, name });
    const before = await reader.getUncached('serviceRecords', id);
    const current = before?.version ?? 0;
    if (ifVersion !== undefined && ifVersion !== current)
      return { changes: [], value: { stored: false, conflict: { scope, name, version: current } } };
    const version = value === undefined ? 0 : current + 1;
    versions.push(version);
    if (value === undefined) {
      if (before !== undefined) made.push({ store: 'serviceRecords', before });
      continue;
    }
    const createdAt = before?.createdAt ?? at;
    const after = { id, scope, name, version, createdAt, updatedAt: at, value, ...(body && { body }) };
    made.push({ store: 'serviceRecords', before, after });
  }
  return { changes: made, value: { stored: true, at, versions } };
}
