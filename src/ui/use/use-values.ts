/** What stands in the form of an operation, what is wrong with it, and the input that it makes. */
import type { Bytes } from '../../base/bytes.ts';
import { SHAPES } from '../../model/shapes.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import { allBytes, lengthOf, whyUnreadable, type ByteEntry } from './use-bytes.ts';
import { fieldsOf } from './use-of-key.ts';
import type { UseField, UseRow } from './use-row.ts';
import { digestOf, sendingOf, type DigestWatch, type Sending } from './use-sending.ts';
import { bytesExactly } from '../kit/format.ts';

/** The values of one form, by member. */
export interface UseValues {
  /** Choices, numbers, keys; empty: left out of the call. */
  readonly texts: Readonly<Record<string, string>>;
  readonly bytes: Readonly<Record<string, ByteEntry>>;
  readonly pairs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** How the message is sent, where there is one. A digest that the visitor has stands in `bytes` as DIGEST. */
  readonly way: Sending['way'];
  /** Tokens with spaces or commas between. */
  readonly grantTokens: string;
  readonly dryRun: boolean;
}

/** The name under which `bytes` holds a digest or mu that the visitor has: the message keeps its own. */
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

/** What stands in the form at first: it can be sent as it is where the operation needs nothing that another one makes. */
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

/** Where the entry of a field stands in `bytes`: DIGEST for a message of which the visitor has the digest. */
export function entryName(field: UseField, values: UseValues): string {
  return field.kind === 'message' && sendingIn(values).way === 'given' ? DIGEST : field.member;
}

/** What is entered in a field for bytes; undefined for the other kinds. */
export function entryOf(field: UseField, values: UseValues): ByteEntry | undefined {
  return values.bytes[entryName(field, values)];
}

/** The most bytes that `member` of the operation takes. */
export function mostBytes(use: UseRow, member: string): number {
  return SHAPES[use.operation][member]?.max ?? Infinity;
}

/** What is wrong with a field before it is sent, in words; undefined when nothing is. What KMS itself refuses is left to KMS. */
export function whyNotSent(use: UseRow, field: UseField, values: UseValues): string | undefined {
  const entry = entryOf(field, values);
  if (!entry) return undefined;
  const unreadable = whyUnreadable(entry);
  if (unreadable) return unreadable;
  const length = lengthOf(entry) ?? 0;
  const most = mostBytes(use, field.member);
  if (length <= most || (field.kind === 'message' && sendingIn(values).way === 'made')) return undefined;
  const tooLong = field.kind === 'bytes' && field.tooLong ? ` ${field.tooLong}` : '';
  return `${bytesExactly(length)} is more than ${use.operation} takes: ${bytesExactly(most)}.${tooLong}`;
}

/** What making an input may need. */
export interface InputTools extends DigestWatch {
  /** The public key of this key, SPKI DER. */
  publicKey(): Promise<Bytes>;
}

/** What is sent as Message. Throws as allBytes and digestOf do. */
async function messageOf(entry: ByteEntry, sending: Sending, tools: InputTools): Promise<Bytes> {
  if (sending.way !== 'made' || !sending.hash) return allBytes(entry);
  const blob = entry.file ?? new Blob([await allBytes(entry)]);
  const { publicKey, ...watch } = tools;
  const mu = sending.type === 'EXTERNAL_MU' ? { publicKey: await publicKey() } : {};
  return digestOf(blob, sending.hash, { ...watch, ...mu });
}

/** The value of a field that holds no bytes; undefined: it is left out. */
export function plainMember(field: UseField, values: UseValues): unknown {
  if (field.kind === 'context') {
    const pairs = values.pairs[field.member] ?? {};
    return Object.keys(pairs).length > 0 ? { ...pairs } : undefined;
  }
  const text = values.texts[field.member]?.trim() ?? '';
  if (text === '') return undefined;
  return field.kind === 'number' ? Number(text) : text;
}

/** Whether the operation has one KeyId: this key. ReEncrypt names its two keys in the form. */
export function namesOneKey(use: UseRow): boolean {
  return 'KeyId' in SHAPES[use.operation];
}

/** GrantTokens and DryRun, where they are given. */
export function moreMembers({ grantTokens, dryRun }: UseValues): UseInput {
  const tokens = grantTokens.split(/[\s,]+/).filter(Boolean);
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
