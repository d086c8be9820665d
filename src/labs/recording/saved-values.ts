/** Values of answers that are different in each run of a lab: ARNs, IDs, tokens and bytes. */
import type { LabValue } from '../lab-value.ts';
import { memberAt } from '../scope.ts';
import { isSamePart, type RecordedEntry, type RecordedPart } from './recorded-entry.ts';

/** Members of answers that are different in each run. Bytes are so, too. */
const IDENTITIES: ReadonlySet<string> = new Set([
  'Arn',
  'KeyId',
  'GrantId',
  'GrantToken',
  'KeyMaterialId',
  'CurrentKeyMaterialId',
  'CustomKeyStoreId',
]);
/** Names of variables, by the member that they save. Others have the name of the member. */
const NAMES: Readonly<Record<string, string>> = {
  Arn: 'key',
  CiphertextBlob: 'ciphertext',
  GrantId: 'grant',
  CustomKeyStoreId: 'keyStore',
};
/** Shorter texts of answers of the sandbox are too likely to be equal by chance. */
const MIN_TEXT = 8;

/** Members of answers of services that are different in each run. */
const SERVICE_IDENTITY = /^(?:id|arn)$|(?:Id|Arn|ARN)$/;

const MAKES = /^(?:Create|Replicate)/;

/** A value of an answer. */
export interface SavedValue {
  readonly entry: number;
  /** Path of the member in the answer: `KeyMetadata.Arn`. */
  readonly path: string;
  readonly part: RecordedPart;
}

/** Whether steps of `part` have the values that steps of `saved` save. */
export function isVisible(saved: RecordedPart, part: RecordedPart): boolean {
  if (saved.kind === 'start' || isSamePart(saved, part)) return true;
  return saved.kind === 'task' && part.kind !== 'start' && part.kind !== 'none' && saved.task < part.task;
}

const textToken = (text: string): string => `text ${text}`;
const hashToken = (hash: string): string => `hash ${hash}`;
const bytesToken = (base64: string): string => `bytes ${base64}`;

/** Yields what identifies the values of an answer, with their paths. */
function* tokensOf(value: LabValue, path: string, kind: RecordedEntry['kind']): Generator<readonly [string, string]> {
  const base64 = memberAt(value, 'base64');
  if (typeof base64 === 'string') yield [bytesToken(base64), path];
  else if (typeof value === 'string') {
    const name = path.split('.').at(-1) ?? '';
    const isLong = value.length >= MIN_TEXT;
    const isSaved =
      kind === 'method'
        ? isLong
        : IDENTITIES.has(name) || (kind === 'service' && isLong && SERVICE_IDENTITY.test(name));
    if (isSaved) yield [textToken(value), path];
  } else if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value) as readonly (readonly [string, LabValue])[])
      yield* tokensOf(member, path === '' ? name : `${path}.${name}`, kind);
}

/** The member that has the ciphertext whose hash the log has. */
function* hashTokens(entry: RecordedEntry): Generator<readonly [string, string]> {
  if (entry.kind !== 'call' || entry.error !== undefined || /^(?:Decrypt|Decapsulate)$/.test(entry.operation)) return;
  const path = entry.operation.startsWith('GenerateDataKeyPair') ? 'PrivateKeyCiphertextBlob' : 'CiphertextBlob';
  for (const hash of [entry.ctSha, entry.edkSha]) if (hash !== undefined) yield [hashToken(hash), path];
}

/** Gives values of answers names, and remembers which step must save which. */
export class SavedValues {
  readonly #found = new Map<string, SavedValue[]>();
  readonly #names = new Map<string, string>();
  readonly #saves = new Map<number, Record<string, string>>();
  readonly #used = new Set<string>();
  /** Texts of what the recording made. Other answers repeat what existed. */
  readonly #made = new Set<string>();
  /** The texts of answers, longest first; undefined: not sorted since the last one. */
  #texts: readonly string[] | undefined;

  /** Notes the values of the answer of an entry. */
  note(entry: RecordedEntry, index: number): void {
    if (entry.kind === 'advance') return;
    const { output, part } = entry;
    const tokens = [...(output === undefined ? [] : tokensOf(output, '', entry.kind)), ...hashTokens(entry)];
    if (tokens.length > 0) this.#texts = undefined;
    for (const [token, path] of tokens) {
      this.#found.set(token, [...(this.#found.get(token) ?? []), { entry: index, path, part }]);
      if (entry.kind !== 'call' || MAKES.test(entry.operation)) this.#made.add(token);
    }
  }

  /** Returns the variable of a value. Undefined: no answer that steps of `part` can use has it. */
  text = (text: string, part: RecordedPart): string | undefined => this.#variable(textToken(text), part);
  bytes = (base64: string, part: RecordedPart): string | undefined => this.#variable(bytesToken(base64), part);
  hash = (hash: string, part: RecordedPart): string | undefined => this.#variable(hashToken(hash), part);

  /** Whether the recording made what a text is the ARN or ID of. */
  isMade = (text: string): boolean => this.#made.has(textToken(text));

  /** Returns the texts that answers had, longest first: an ARN before the key ID in it. */
  texts(): readonly string[] {
    const start = textToken('');
    this.#texts ??= [...this.#found.keys()]
      .flatMap((token) => (token.startsWith(start) ? [token.slice(start.length)] : []))
      .sort((one, other) => other.length - one.length);
    return this.#texts;
  }

  /** Returns what an entry must save. Undefined: nothing. */
  savesOf(index: number): Readonly<Record<string, string>> | undefined {
    return this.#saves.get(index);
  }

  #variable(token: string, part: RecordedPart): string | undefined {
    const saved = this.#found.get(token)?.find((one) => isVisible(one.part, part));
    if (saved === undefined) return undefined;
    const place = `${saved.entry} ${saved.path}`;
    const known = this.#names.get(place);
    if (known !== undefined) return known;
    const name = this.#newName(saved.path);
    this.#names.set(place, name);
    this.#saves.set(saved.entry, { ...this.#saves.get(saved.entry), [name]: saved.path });
    return name;
  }

  #newName(path: string): string {
    const member = path.split('.').at(-1) ?? '';
    const letters = member.replace(/[^A-Za-z]/g, '') || 'value';
    const base = NAMES[member] ?? letters.charAt(0).toLowerCase() + letters.slice(1);
    for (let number = 1; ; number++) {
      const name = number === 1 ? base : `${base}${number}`;
      if (this.#used.has(name)) continue;
      this.#used.add(name);
      return name;
    }
  }
}
