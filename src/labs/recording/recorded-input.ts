/** Turns recorded inputs into inputs of steps: values of earlier answers become variables. */
import { fromBase64 } from '../../base/base64.ts';
import { SHAPES, type Member } from '../../model/shapes.ts';
import type { LabValue } from '../lab-value.ts';
import { memberAt, variableOf } from '../scope.ts';
import type { RecordedCall, RecordedPart, Values } from './recorded-entry.ts';
import type { RecordingReason } from './recording-finding.ts';
import type { SavedValues } from './saved-values.ts';

/** Notes what the recording cannot tell of a member. */
export type NoteMember = (reason: RecordingReason, member: string) => void;

/** ARNs and IDs of keys and grants: a new run makes others. */
const MADE_ELSEWHERE =
  /(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/|^)(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|^cks-[0-9a-f]{17}$/;
/** Members with ciphertexts: only what was encrypted in the same run can be decrypted. */
const CIPHERTEXTS: ReadonlySet<string> = new Set(['CiphertextBlob', 'SourceCiphertextBlob']);
/** Members that a program computes with what an earlier answer had. */
const COMPUTED: ReadonlySet<string> = new Set(['EncryptedKeyMaterial', 'AttestationDocument']);
/** Members whose bytes do not matter to KMS. */
const FREE_BYTES: ReadonlySet<string> = new Set(['Plaintext', 'Message']);

const PRINTABLE = /^[\P{Cc}\n\r\t]*$/u;

/** Returns bytes as text, if they are text that a person reads. */
function textOfBytes(base64: string): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(fromBase64(base64));
    return PRINTABLE.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** A text that is no variable, as a step has it. */
const literal = (text: string): string => (variableOf(text.replace(/^\$+/, '$')) === undefined ? text : `$${text}`);

/** Splits a text at saved texts. Returns the text if it has none. */
function withVariables(text: string, saved: SavedValues, part: RecordedPart): LabValue {
  const whole = saved.text(text, part);
  if (whole !== undefined) return `$${whole}`;
  for (const value of saved.texts()) {
    const at = text.indexOf(value);
    if (at === -1) continue;
    const variable = saved.text(value, part);
    if (variable === undefined) continue;
    const around = [text.slice(0, at), text.slice(at + value.length)].map((rest) =>
      rest === '' ? [] : partsOf(withVariables(rest, saved, part)),
    );
    return { concat: [...(around[0] ?? []), `$${variable}`, ...(around[1] ?? [])] };
  }
  return literal(text);
}

function partsOf(value: LabValue): readonly LabValue[] {
  const parts = memberAt(value, 'concat');
  return Array.isArray(parts) ? (parts as readonly LabValue[]) : [value];
}

/** How often each value of bytes is used in the recording, by its base64. */
export type Uses = ReadonlyMap<string, number>;

/** Converts values of one entry. */
export class InputConverter {
  readonly #saved: SavedValues;
  readonly #part: RecordedPart;
  readonly #uses: Uses;
  readonly #note: NoteMember;
  /** True: the call failed, so a value that names nothing may be meant. */
  readonly #failed: boolean;

  constructor(
    { part, error }: { readonly part: RecordedPart; readonly error?: string },
    saved: SavedValues,
    uses: Uses,
    note: NoteMember,
  ) {
    this.#part = part;
    this.#failed = error !== undefined;
    this.#saved = saved;
    this.#uses = uses;
    this.#note = note;
  }

  /** Converts a value inside of a member. */
  value(value: LabValue, member: string): LabValue {
    const base64 = memberAt(value, 'base64');
    if (typeof base64 === 'string') return this.#bytes(base64, member);
    if (typeof value === 'string') return this.#text(value, member);
    if (Array.isArray(value)) return value.map((item: LabValue) => this.value(item, member));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.value(item, member)]));
  }

  #text(text: string, member: string): LabValue {
    const value = withVariables(text, this.#saved, this.#part);
    if (typeof value === 'string' && variableOf(value) === undefined && MADE_ELSEWHERE.test(text) && !this.#failed)
      this.#note(this.#saved.isMade(text) ? 'made-by-mistake' : 'made-before', member);
    return value;
  }

  #bytes(base64: string, member: string): LabValue {
    const variable = this.#saved.bytes(base64, this.#part);
    if (variable !== undefined) return `$${variable}`;
    if (COMPUTED.has(member) && !this.#failed) this.#note('computed-outside', member);
    if (CIPHERTEXTS.has(member) && !this.#failed) this.#note('made-before', member);
    const text = textOfBytes(base64);
    if (text !== undefined) return { text };
    // Bytes that two steps share must be the same in both.
    const isFree = FREE_BYTES.has(member) && this.#uses.get(base64) === 1;
    return isFree ? { random: fromBase64(base64).length } : { base64 };
  }

  /** Converts the input of a call. */
  input({ operation, input, at, ...call }: RecordedCall): Values {
    const shapes: Readonly<Record<string, Member>> = SHAPES[operation];
    const members = Object.entries(input).map(([name, value]): readonly [string, LabValue] => {
      const shape = shapes[name];
      if (shape?.type === 'timestamp' && typeof value === 'string' && at !== undefined)
        return [name, { secondsFromNow: Math.round((Date.parse(value) - at) / 1000) }];
      const json = shape?.type === 'string' && typeof value === 'string' ? documentOf(value) : undefined;
      return [name, json === undefined ? this.value(value, name) : { json: this.value(json, name) }];
    });
    const known = Object.fromEntries(members);
    return call.source === 'client' ? known : { ...known, ...this.#missing(operation, known, call) };
  }

  /** Returns what the hashes and lengths in the log tell of the members that it does not have. */
  #missing(
    operation: RecordedCall['operation'],
    known: Values,
    { ctSha, edkSha, plaintextLen }: Pick<RecordedCall, 'ctSha' | 'edkSha' | 'plaintextLen'>,
  ): Values {
    const found: Record<string, LabValue> = {};
    const shapes: Readonly<Record<string, Member>> = SHAPES[operation];
    for (const [name, { required }] of Object.entries(shapes)) {
      const isNeeded = required === true || (operation === 'Decrypt' && name === 'CiphertextBlob');
      if (!isNeeded || Object.hasOwn(known, name)) continue;
      const hash = ctSha ?? edkSha;
      const variable = CIPHERTEXTS.has(name) && hash !== undefined ? this.#saved.hash(hash, this.#part) : undefined;
      if (variable !== undefined) found[name] = `$${variable}`;
      else if (name === 'Plaintext' && plaintextLen !== undefined) {
        found[name] = { random: plaintextLen };
        this.#note('assumed', name);
      } else this.#note('not-recorded', name);
    }
    return found;
  }
}

/** Returns the JSON document in a text, such as a policy. Undefined: the text is no JSON document. */
function documentOf(text: string): LabValue | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as LabValue;
  } catch {
    return undefined;
  }
}
