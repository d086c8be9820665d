/** The values of the form of an operation, what is wrong with them, and the input that they make. */
import type { Bytes } from '../../base/bytes.ts';
import { SHAPES } from '../../model/shapes.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import { allBytes, lengthOf, whyUnreadable, type ByteEntry } from '../operation-form/byte-entry.ts';
import {
  bytesFinding,
  linesFinding,
  numberFinding,
  stringFinding,
  type Findings,
} from '../operation-form/member-draft.ts';
import { fieldsOf } from './use-of-key.ts';
import type { UseField, UseRow } from './use-row.ts';
import { digestOf, sendingOf, type DigestWatch, type Sending } from './use-sending.ts';
import { TEXTS as FORM_TEXTS } from '../operation-form/operation-form-texts.ts';
import { TEXTS } from './use-texts.ts';

/** The values of one form, by member. */
export interface UseValues {
  /** Choices, numbers and keys. Empty: omitted from the call. */
  readonly texts: Readonly<Record<string, string>>;
  readonly bytes: Readonly<Record<string, ByteEntry>>;
  readonly pairs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** How the message is sent, where there is one. An existing digest is in `bytes` as DIGEST. */
  readonly way: Sending['way'];
  /** Tokens, separated by white space or commas. */
  readonly grantTokens: string;
  readonly dryRun: boolean;
}

/** The name under which `bytes` holds an existing digest or mu, so that the message is kept. */
export const DIGEST = 'Digest';

/** The input of a call, whatever its operation. */
export type UseInput = Readonly<Record<string, unknown>>;

const firstText = (field: UseField, key: KeyMetadata): string => {
  if (field.kind === 'choice') return field.options(key)[0] ?? '';
  return field.kind === 'key' ? (key.KeyId ?? '') : '';
};

const firstEntry = (field: UseField): ByteEntry => {
  if (field.kind === 'message') return { form: 'text', text: field.sample ?? '' };
  const { text = false, pem = false, sample = '' } = field.kind === 'bytes' ? field : {};
  return { form: text ? 'text' : pem ? 'PEM' : 'base64', text: sample };
};

/** The initial values. They can be sent as they are, unless the operation needs the result of another one. */
export function firstValues(use: UseRow, key: KeyMetadata): UseValues {
  const texts: Record<string, string> = {};
  const bytes: Record<string, ByteEntry> = {};
  const pairs: Record<string, Readonly<Record<string, string>>> = {};
  for (const field of fieldsOf(use, key)) {
    if (field.kind === 'context') pairs[field.member] = {};
    else if (field.kind === 'bytes' || field.kind === 'message') bytes[field.member] = firstEntry(field);
    else texts[field.member] = firstText(field, key);
  }
  if (fieldsOf(use, key).some(({ kind }) => kind === 'message')) bytes[DIGEST] = { form: 'hex', text: '' };
  return { texts, bytes, pairs, way: 'raw', grantTokens: '', dryRun: false };
}

/** How the message of `values` is sent under the algorithm chosen. */
export function sendingIn({ texts, way }: UseValues): Sending {
  return sendingOf(texts.SigningAlgorithm ?? '', way);
}

/** The name of the entry of a field in `bytes`: DIGEST where an existing digest is sent. */
export function entryName(field: UseField, values: UseValues): string {
  return field.kind === 'message' && sendingIn(values).way === 'given' ? DIGEST : field.member;
}

/** The entry of a field for bytes; undefined for other kinds of fields. */
export function entryOf(field: UseField, values: UseValues): ByteEntry | undefined {
  return values.bytes[entryName(field, values)];
}

/** The maximum number of bytes of `member`. */
export function mostBytes(use: UseRow, member: string): number {
  return SHAPES[use.operation][member]?.max ?? Infinity;
}

/** What is wrong with bytes. A digest or mu that is made here can be of a message of any length. */
function byteFinding(use: UseRow, field: UseField, values: UseValues, entry: ByteEntry): string | undefined {
  const { findings } = TEXTS;
  const { way, type, bytes } = sendingIn(values);
  if (field.kind === 'message' && way === 'made') return whyUnreadable(entry);
  const length = lengthOf(entry);
  if (field.kind === 'message' && way === 'given' && bytes !== undefined && length !== undefined && length !== bytes)
    return type === 'DIGEST' ? findings.digestLength(length, bytes) : findings.muLength(length, bytes);
  const most = mostBytes(use, field.member);
  if (length !== undefined && length > most) {
    const advice = field.kind === 'bytes' ? field.tooLong : undefined;
    return advice
      ? findings.tooManyWithAdvice(use.operation, length, most, advice)
      : findings.tooMany(use.operation, length, most);
  }
  return bytesFinding(SHAPES[use.operation][field.member] ?? {}, entry);
}

/** What is wrong with a field before it is sent; undefined when nothing is. */
export function whyNotSent(use: UseRow, field: UseField, values: UseValues): string | undefined {
  const entry = entryOf(field, values);
  if (entry) return byteFinding(use, field, values, entry);
  const member = SHAPES[use.operation][field.member];
  const text = values.texts[field.member]?.trim() ?? '';
  if (!member || field.kind === 'context') return undefined;
  if (text === '') return member.required ? FORM_TEXTS.findings.required : undefined;
  return field.kind === 'number' ? numberFinding(member, text) : stringFinding(member, text);
}

/** What is wrong with the form, by member. */
export function findingsOf(use: UseRow, key: KeyMetadata, values: UseValues): Findings {
  const found = fieldsOf(use, key).map((field) => [field.member, whyNotSent(use, field, values)] as const);
  const tokens = linesFinding(SHAPES[use.operation].GrantTokens ?? { type: 'list' }, tokensOf(values));
  return new Map(
    [...found, ['GrantTokens', tokens] as const].filter((one): one is [string, string] => one[1] !== undefined),
  );
}

/** Whether too many bytes are all that is wrong with the form, so that KMS itself can say so. */
export function hasOnlyTooManyBytes(use: UseRow, key: KeyMetadata, values: UseValues): boolean {
  const wrong = fieldsOf(use, key).filter((field) => whyNotSent(use, field, values) !== undefined);
  const isTooLong = (field: UseField): boolean => {
    const entry = entryOf(field, values);
    return (
      entryName(field, values) === field.member && (entry ? (lengthOf(entry) ?? 0) : 0) > mostBytes(use, field.member)
    );
  };
  return wrong.length > 0 && wrong.length === findingsOf(use, key, values).size && wrong.every(isTooLong);
}

/** What may be needed to make an input. */
export interface InputTools extends DigestWatch {
  /** The public key of this key, SPKI DER. */
  publicKey(): Promise<Bytes>;
}

/** The bytes that are sent as Message. Throws as allBytes and digestOf do. */
async function messageOf(entry: ByteEntry, sending: Sending, tools: InputTools): Promise<Bytes> {
  if (sending.way !== 'made' || !sending.hash) return allBytes(entry);
  const blob = entry.file ?? new Blob([await allBytes(entry)]);
  const { publicKey, ...watch } = tools;
  const mu = sending.type === 'EXTERNAL_MU' ? { publicKey: await publicKey() } : {};
  return digestOf(blob, sending.hash, { ...watch, ...mu });
}

/** The value of a field that holds no bytes; undefined: it is omitted. */
export function plainMember(field: UseField, values: UseValues): unknown {
  if (field.kind === 'context') {
    const pairs = values.pairs[field.member] ?? {};
    return Object.keys(pairs).length > 0 ? { ...pairs } : undefined;
  }
  const text = values.texts[field.member]?.trim() ?? '';
  if (text === '') return undefined;
  return field.kind === 'number' ? Number(text) : text;
}

/** Whether the operation has one KeyId: this key. The form of ReEncrypt has fields for its two keys. */
export function namesOneKey(use: UseRow): boolean {
  return 'KeyId' in SHAPES[use.operation];
}

const tokensOf = ({ grantTokens }: UseValues): readonly string[] => grantTokens.split(/[\s,]+/).filter(Boolean);

/** GrantTokens and DryRun, where they are specified. */
export function moreMembers(values: UseValues): UseInput {
  const { dryRun } = values;
  const tokens = tokensOf(values);
  return { ...(tokens.length > 0 ? { GrantTokens: tokens } : {}), ...(dryRun ? { DryRun: true } : {}) };
}

/** The input that `values` makes for `key`. Throws as allBytes, digestOf and `tools` do. */
export async function inputOf(use: UseRow, key: KeyMetadata, values: UseValues, tools: InputTools): Promise<UseInput> {
  const input: Record<string, unknown> = namesOneKey(use) ? { KeyId: key.KeyId } : {};
  for (const field of fieldsOf(use, key)) {
    const entry = entryOf(field, values);
    if (entry && field.kind === 'message') {
      const sending = sendingIn(values);
      input[field.member] = await messageOf(entry, sending, tools);
      input.MessageType = sending.type;
    } else if (entry) input[field.member] = await allBytes(entry);
    else {
      const value = plainMember(field, values);
      if (value !== undefined) input[field.member] = value;
    }
  }
  return { ...input, ...moreMembers(values) };
}
