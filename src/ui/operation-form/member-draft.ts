/** What a person has entered for the members of an input, and the input or the findings that it makes. */
import { toBase64 } from '../../base/base64.ts';
import { decodeUtf8 } from '../../base/bytes.ts';
import { ENUMS, type Member, type Members } from '../../model/shapes.ts';
import { lengthOf, whyUnreadable, writtenBytes, type ByteEntry } from './byte-entry.ts';
import { controlOf, formsOf, type ControlKind } from './member-control.ts';
import { TEXTS } from './operation-form-texts.ts';

/** Drafts of members, by name. */
export type Drafts = Readonly<Record<string, Draft>>;

/** The content of the control of one member. Each kind of control (`controlOf`) uses its own part. */
export interface Draft {
  /** Strings, numbers, times, enums; lists of strings, one per line. Empty: not given. */
  readonly text?: string;
  readonly on?: boolean;
  readonly entry?: ByteEntry;
  /** Null: the pairs cannot be sent as they are. */
  readonly pairs?: Readonly<Record<string, string>> | null;
  readonly chosen?: readonly string[];
  readonly items?: readonly Drafts[];
  readonly members?: Drafts;
  /** A value of another type than the member's. It stays as it is until the control is changed. */
  readonly raw?: unknown;
}

/** What is wrong with an input, by the path of the member: `Tags.0.TagKey`. */
export type Findings = ReadonlyMap<string, string>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const areStrings = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

const isStringMap = (value: unknown): value is Readonly<Record<string, string>> =>
  isObject(value) && areStrings(Object.values(value));

function printable(bytes: Uint8Array): string | undefined {
  try {
    const text = decodeUtf8(bytes);
    return /^[\P{C}\s]+$/u.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

function entryOf(name: string, bytes: Uint8Array): ByteEntry {
  const text = formsOf(name).includes('text') ? printable(bytes) : undefined;
  return text === undefined ? { form: 'base64', text: toBase64(bytes) } : { form: 'text', text };
}

/** The draft of the member `name` that holds `value`; blank where that is undefined. */
export function draftOf(name: string, member: Member, value: unknown): Draft {
  const other: Draft = value === undefined || value === null ? {} : { raw: value };
  switch (controlOf(member)) {
    case 'bytes':
      return value instanceof Uint8Array ? { entry: entryOf(name, value) } : other;
    case 'switch':
      return typeof value === 'boolean' ? { on: value } : other;
    case 'number':
      return typeof value === 'number' ? { text: String(value) } : other;
    case 'time':
      return value instanceof Date && !Number.isNaN(value.getTime()) ? { text: value.toISOString() } : other;
    case 'pairs':
      return isStringMap(value) ? { pairs: value } : other;
    case 'choices':
      return areStrings(value) ? { chosen: value } : other;
    case 'lines':
      return areStrings(value) && value.every((line) => line !== '' && !line.includes('\n'))
        ? { text: value.join('\n') }
        : other;
    case 'list':
      return Array.isArray(value) && value.every(isObject)
        ? { items: value.map((item) => draftsOf(member.item?.members ?? {}, item)) }
        : other;
    case 'structure':
      return isObject(value) ? { members: draftsOf(member.members ?? {}, value) } : other;
    default:
      return typeof value === 'string' ? { text: value } : other;
  }
}

/** The drafts of `members` that hold `value`. Members that the shape does not have are left out. */
export function draftsOf(members: Members, value: Readonly<Record<string, unknown>>): Drafts {
  return Object.fromEntries(
    Object.entries(members).map(([name, member]) => [name, draftOf(name, member, value[name])]),
  );
}

/** Whether nothing is entered. */
export function isBlank({ text, on, entry, pairs, chosen, items, members, raw }: Draft): boolean {
  return (
    !text &&
    on === undefined &&
    (entry === undefined || (!entry.file && entry.text === '')) &&
    (pairs === undefined || (pairs !== null && Object.keys(pairs).length === 0)) &&
    !chosen?.length &&
    !items?.length &&
    Object.values(members ?? {}).every(isBlank) &&
    raw === undefined
  );
}

/** Characters as KMS counts them: code points. */
const charactersIn = (text: string): number => Array.from(text).length;

/** What is wrong with a string; undefined when nothing is. */
export function stringFinding({ min, max, pattern, enum: values }: Member, text: string): string | undefined {
  const { findings } = TEXTS;
  const length = charactersIn(text);
  if (!text.isWellFormed()) return findings.unicode;
  if (values && !(ENUMS[values] as readonly string[]).includes(text)) return findings.notAllowed(ENUMS[values]);
  if (min !== undefined && length < min) return findings.tooShort(length, min);
  if (max !== undefined && length > max) return findings.tooLong(length, max);
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(text)) return findings.pattern(pattern);
  return undefined;
}

/** What is wrong with bytes; undefined when nothing is. */
export function bytesFinding({ min, max }: Pick<Member, 'min' | 'max'>, entry: ByteEntry): string | undefined {
  const { findings } = TEXTS;
  const unreadable = whyUnreadable(entry);
  if (unreadable) return unreadable;
  const length = lengthOf(entry) ?? 0;
  if (length === 0 && min === 1) return findings.requiredBytes;
  if (min !== undefined && length < min) return findings.tooFewBytes(length, min);
  return max !== undefined && length > max ? findings.tooManyBytes(length, max) : undefined;
}

/** What is wrong with a number as it is written; undefined when nothing is. */
export function numberFinding({ min, max }: Pick<Member, 'min' | 'max'>, text: string): string | undefined {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) return TEXTS.findings.wholeNumber;
  const isOutside = (min !== undefined && value < min) || (max !== undefined && value > max);
  return isOutside ? TEXTS.findings.range(min ?? 0, max ?? Number.MAX_SAFE_INTEGER) : undefined;
}

/** The lines of a list of strings. */
const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

/** What is wrong with a list of strings; undefined when nothing is. */
export function linesFinding({ item, max }: Member, lines: readonly string[]): string | undefined {
  if (max !== undefined && lines.length > max) return TEXTS.findings.tooManyEntries(lines.length, max);
  for (const [index, line] of lines.entries()) {
    const finding = item && stringFinding(item, line);
    if (finding) return TEXTS.findings.entry(index + 1, finding);
  }
  return undefined;
}

/** What to say of a required member for which nothing is entered, where it is no text. */
const REQUIRED: Partial<Readonly<Record<ControlKind, string>>> = {
  bytes: TEXTS.findings.requiredBytes,
  choice: TEXTS.findings.requiredChoice,
  choices: TEXTS.findings.requiredList,
  lines: TEXTS.findings.requiredList,
  list: TEXTS.findings.requiredList,
};

/** Reads drafts into values, and collects what is wrong. */
class DraftReader {
  readonly findings = new Map<string, string>();

  members(members: Members, drafts: Drafts, prefix = ''): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(members)) {
      const one = this.member(member, drafts[name] ?? {}, prefix + name);
      if (one !== undefined) value[name] = one;
    }
    return value;
  }

  private member(member: Member, draft: Draft, path: string): unknown {
    if (draft.raw !== undefined) return draft.raw;
    if (isBlank(draft)) return this.blank(member, path);
    const { text = '', entry, pairs, chosen = [], items = [], members = {} } = draft;
    switch (controlOf(member)) {
      case 'bytes':
        return entry && this.bytes(member, entry, path);
      case 'switch':
        return draft.on;
      case 'number':
        return this.checked(path, numberFinding(member, text.trim()), Number(text));
      case 'time': {
        const time = new Date(text);
        return this.checked(path, Number.isNaN(time.getTime()) ? TEXTS.findings.time : undefined, time);
      }
      case 'pairs':
        return this.checked(path, pairs === null ? TEXTS.findings.pairs : undefined, pairs);
      case 'choices':
        return chosen;
      case 'lines':
        return this.checked(path, linesFinding(member, linesOf(text)), linesOf(text));
      case 'list':
        return items.map((item, index) => this.members(member.item?.members ?? {}, item, `${path}.${index}.`));
      case 'structure':
        return this.members(member.members ?? {}, members, `${path}.`);
      default:
        return this.checked(path, stringFinding(member, text), text);
    }
  }

  /** The value of a member for which nothing is entered. */
  private blank(member: Member, path: string): unknown {
    if (!member.required) return undefined;
    const kind = controlOf(member);
    const isText = kind === 'line' || kind === 'secret' || kind === 'paragraph';
    if (isText && member.min === 0) return '';
    this.findings.set(path, REQUIRED[kind] ?? TEXTS.findings.required);
    return undefined;
  }

  private bytes(member: Member, entry: ByteEntry, path: string): unknown {
    const { findings } = TEXTS;
    const { file, content } = entry;
    const unread = content === null ? findings.fileUnreadable : file && !content ? findings.reading : undefined;
    return this.checked(path, bytesFinding(member, entry) ?? unread, file ? content : writtenBytes(entry));
  }

  private checked<T>(path: string, finding: string | undefined, value: T): T | undefined {
    if (finding === undefined) return value;
    this.findings.set(path, finding);
    return undefined;
  }
}

/** The value that `drafts` make of `members`, and what is wrong with it. With findings the value is incomplete. */
export function readDrafts(
  members: Members,
  drafts: Drafts,
): { readonly value: Readonly<Record<string, unknown>>; readonly findings: Findings } {
  const reader = new DraftReader();
  const value = reader.members(members, drafts);
  return { value, findings: reader.findings };
}
