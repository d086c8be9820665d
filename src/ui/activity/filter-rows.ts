/** The filters of the Activity page: one row each, with the members of a query that it sets. */
import type { EventQuery } from '../../model/audit.ts';
import { parseArn } from '../../model/arn.ts';
import { ERRORS } from '../../model/errors.ts';
import { OPERATION_NAMES } from '../../model/operations.ts';
import { REGIONS } from '../../model/regions.ts';
import { CLOUDTRAIL } from '../../model/services/cloudtrail.ts';
import { STS } from '../../model/services/sts.ts';
import { isServiceName } from '../page/principal-names.ts';

/** The name of a filter in the address. */
export type FilterName =
  | 'text'
  | 'operation'
  | 'caller'
  | 'accessKey'
  | 'key'
  | 'grant'
  | 'error'
  | 'errors'
  | 'readOnly'
  | 'contextKey'
  | 'contextValue'
  | 'context'
  | 'from'
  | 'to'
  | 'region'
  | 'account'
  | 'source'
  | 'request'
  | 'console';

/** Value of `region` for the events of all Regions. */
export const ALL_REGIONS = 'all';

/** Actions of KMS itself, which have events but cannot be called. */
const SERVICE_EVENTS = ['DeleteExpiredKeyMaterial', 'DeleteKey', 'RotateKey', 'SynchronizeMultiRegionKey'];

/** Names of all events. */
export const EVENT_NAMES: readonly string[] = [
  ...OPERATION_NAMES,
  ...SERVICE_EVENTS,
  ...Object.keys(STS.operations),
  ...Object.keys(CLOUDTRAIL.operations),
].toSorted();

/** Codes of errors. `AccessDenied`: the code of a denied call in its record. */
export const ERROR_CODES: readonly string[] = [
  ...new Set(['AccessDenied', ...[ERRORS, STS.errors, CLOUDTRAIL.errors].flatMap((errors) => Object.keys(errors))]),
].toSorted();

/** One filter. */
export interface FilterRow {
  readonly name: FilterName;
  readonly control: 'text' | 'time' | 'choice' | 'flag';
  /** Values to choose from, or suggestions for a text. The page has those of the callers. */
  readonly values?: readonly string[];
  /** The members of the query for a value; undefined: the query cannot tell, so the page compares each event. */
  readonly toQuery: (value: string) => EventQuery | undefined;
}

/** Milliseconds since 1970; undefined for an invalid time, which then filters nothing. */
export function timeOf(text: string | null): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}

const MINUTE_MS = 60_000;

/** The member of `values` that differs in letter case at most. */
function nameAmong(values: readonly string[], text: string): string | undefined {
  return values.find((value) => value.toLowerCase() === text.toLowerCase());
}

function keyQuery(text: string): EventQuery | undefined {
  if (text.startsWith('alias/')) return { alias: text };
  const resource = parseArn(text)?.resource;
  if (resource === undefined) return undefined;
  return resource.startsWith('alias/') ? { alias: text } : { keyArn: text };
}

/** The rows, in the order of the menu. */
export const FILTER_ROWS: readonly FilterRow[] = [
  {
    name: 'operation',
    control: 'text',
    values: EVENT_NAMES,
    toQuery: (text) => {
      const operation = nameAmong(EVENT_NAMES, text);
      return operation === undefined ? undefined : { operation };
    },
  },
  {
    name: 'caller',
    control: 'text',
    toQuery: (text) => (parseArn(text) !== undefined || isServiceName(text) ? { principal: text } : undefined),
  },
  { name: 'key', control: 'text', toQuery: keyQuery },
  {
    name: 'error',
    control: 'text',
    values: ERROR_CODES,
    toQuery: (text) => {
      const error = nameAmong(ERROR_CODES, text);
      return error === undefined ? undefined : { error };
    },
  },
  { name: 'errors', control: 'flag', toQuery: () => ({ errorsOnly: true }) },
  {
    name: 'readOnly',
    control: 'choice',
    values: ['true', 'false'],
    toQuery: (text) => ({ readOnly: text === 'true' }),
  },
  { name: 'contextKey', control: 'text', toQuery: (contextKey) => ({ contextKey }) },
  { name: 'contextValue', control: 'text', toQuery: (contextValue) => ({ contextValue }) },
  { name: 'context', control: 'text', toQuery: () => undefined },
  {
    name: 'from',
    control: 'time',
    toQuery: (text) => {
      const from = timeOf(text);
      return from === undefined ? {} : { from };
    },
  },
  {
    // Includes its minute.
    name: 'to',
    control: 'time',
    toQuery: (text) => {
      const to = timeOf(text);
      return to === undefined ? {} : { to: to + MINUTE_MS };
    },
  },
  {
    name: 'region',
    control: 'choice',
    values: [ALL_REGIONS, ...Object.keys(REGIONS)],
    // Without a Region the query has those of all.
    toQuery: (text) => (text === ALL_REGIONS ? {} : { region: text }),
  },
  { name: 'account', control: 'text', toQuery: (text) => ({ account: text.replaceAll('-', '') }) },
  {
    name: 'source',
    control: 'choice',
    values: ['kms.amazonaws.com', STS.eventSource, CLOUDTRAIL.eventSource],
    toQuery: (eventSource) => ({ eventSource }),
  },
  { name: 'accessKey', control: 'text', toQuery: (accessKeyId) => ({ accessKeyId }) },
  { name: 'grant', control: 'text', toQuery: (grantId) => ({ grantId }) },
  { name: 'request', control: 'text', toQuery: (requestId) => ({ requestId }) },
];
