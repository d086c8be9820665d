/** The recording and the draft in the storage of the browser. A reload keeps both; damaged parts are dropped. */
import type { Lab } from '../../../labs/lab.ts';
import type { Recording } from '../../../labs/recording/recording.ts';
import type { RecordedEntry, RecordedPart } from '../../../labs/recording/recorded-entry.ts';
import { OPERATION_FACTS } from '../../../model/operation-facts.ts';
import { DEFAULT_SANDBOX, isShownSandbox } from '../../page/shown-sandbox.ts';
import { readDraftLab } from './lab-draft.ts';

const PLACE = 'strongroom.labs.draft';

/** What is stored. */
export interface StoredDraft {
  readonly recording?: Recording;
  readonly lab?: Lab;
}

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function isPart(value: unknown): value is RecordedPart {
  if (!isObject(value)) return false;
  const { kind, task, mistake } = value;
  if (kind === 'start' || kind === 'none') return true;
  return isCount(task) && (kind === 'task' || (kind === 'mistake' && isCount(mistake)));
}

const isKmsCall = (value: unknown): boolean =>
  isObject(value) &&
  typeof value.id === 'string' &&
  typeof value.operation === 'string' &&
  Object.hasOwn(OPERATION_FACTS, value.operation);

function isEntry(value: unknown): value is RecordedEntry {
  if (!isObject(value) || typeof value.id !== 'string' || !isPart(value.part)) return false;
  const { kind, operation, region, input, method, arguments: given, seconds, service, calls } = value;
  if (kind === 'advance') return typeof seconds === 'number' && seconds > 0;
  if (kind === 'method') return typeof method === 'string' && Array.isArray(given);
  if (kind === 'service')
    return typeof service === 'string' && isObject(input) && Array.isArray(calls) && calls.every(isKmsCall);
  const isKnown = typeof operation === 'string' && Object.hasOwn(OPERATION_FACTS, operation);
  return kind === 'call' && isKnown && typeof region === 'string' && isObject(input);
}

/** Returns the recording that a stored value is. Undefined: it is no recording. */
export function readRecording(value: unknown): Recording | undefined {
  if (!isObject(value)) return undefined;
  const { world, isRunning, entries, part, mark, omitted, isIncomplete } = value;
  if (typeof world !== 'string' || !(world === DEFAULT_SANDBOX || isShownSandbox(world))) return undefined;
  if (!Array.isArray(entries) || !isPart(part)) return undefined;
  const whole = entries.filter(isEntry);
  return {
    world,
    isRunning: isRunning === true,
    entries: whole,
    part,
    ...(typeof mark === 'string' ? { mark } : {}),
    omitted: isCount(omitted) ? omitted : 0,
    isIncomplete: isIncomplete === true || whole.length < entries.length,
  };
}

/** Reads what is stored. Nothing, if it is not JSON or has another form. */
export function readStoredDraft(storage: Kept | undefined): StoredDraft {
  try {
    const value: unknown = JSON.parse(storage?.getItem(PLACE) ?? 'null');
    if (!isObject(value)) return {};
    const recording = readRecording(value.recording);
    const lab = readDraftLab(value.lab);
    return { ...(recording === undefined ? {} : { recording }), ...(lab === undefined ? {} : { lab }) };
  } catch {
    return {};
  }
}

/** Stores the draft; without members, removes it. Returns false if the browser did not store it. */
export function storeDraft(storage: Kept | undefined, draft: StoredDraft): boolean {
  try {
    if (Object.keys(draft).length === 0) storage?.removeItem(PLACE);
    else storage?.setItem(PLACE, JSON.stringify(draft));
    return storage !== undefined;
  } catch {
    return false;
  }
}
