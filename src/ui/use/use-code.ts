/** AWS SDK code that makes the call of the form. */
import { toBase64 } from '../../base/base64.ts';
import { methodName } from '../../model/operations.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import { writtenBytes, type ByteEntry } from '../operation-form/byte-entry.ts';
import { fieldsOf } from './use-of-key.ts';
import type { UseField, UseRow } from './use-row.ts';
import { ML_DSA_SPKI_HEADER } from './use-sending.ts';
import { entryOf, moreMembers, namesOneKey, plainMember, sendingIn, type UseValues } from './use-values.ts';

const FROM_BASE64 = 'const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));';
const SHAKE = "import { shake256 } from '@noble/hashes/sha3.js';";
const READ_FILE = "import { readFile } from 'node:fs/promises';";

const INDENT = '  ';

/** A string literal in single quotes. */
function quoted(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

function literal(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(
    ([name, inner]) => `${/^[A-Za-z_]\w*$/.test(name) ? name : quoted(name)}: ${literal(inner)}`,
  );
  return `{ ${members.join(', ')} }`;
}

function bytesCode(entry: ByteEntry): string {
  if (entry.file) return `await readFile(${quoted(entry.file.name)})`;
  if (entry.form === 'text') return `new TextEncoder().encode(${quoted(entry.text)})`;
  return `fromBase64('${toBase64(writtenBytes(entry) ?? new Uint8Array())}')`;
}

/** The lines that compute a mu, which SubtleCrypto does not support. */
const muLines = (entry: ByteEntry, keyId: string) => [
  `const { PublicKey } = await kms.getPublicKey({ KeyId: ${quoted(keyId)} });`,
  `const tr = shake256(PublicKey.slice(${ML_DSA_SPKI_HEADER}), { dkLen: 64 });`,
  `const mu = shake256.create({ dkLen: 64 }).update(tr).update(Uint8Array.of(0, 0)).update(${bytesCode(entry)}).digest();`,
];

/** The code of one member; undefined: it is omitted. */
function memberCode(field: UseField, values: UseValues): string | undefined {
  const entry = entryOf(field, values);
  if (!entry) {
    const value = plainMember(field, values);
    return value === undefined ? undefined : `${field.member}: ${literal(value)}`;
  }
  if (field.kind !== 'message') return `${field.member}: ${bytesCode(entry)}`;
  const { way, type, hash } = sendingIn(values);
  const digest =
    type === 'EXTERNAL_MU' ? 'mu' : `new Uint8Array(await crypto.subtle.digest('${hash}', ${bytesCode(entry)}))`;
  return `${field.member}: ${way === 'made' ? digest : bytesCode(entry)},\n${INDENT}MessageType: '${type}'`;
}

/** The call that `values` makes, as a module for SDK v3. Bytes that cannot be decoded are left empty. */
export function codeOf(use: UseRow, key: KeyMetadata, values: UseValues, region: string): string {
  const fields = fieldsOf(use, key);
  const members = [
    ...(namesOneKey(use) ? [`KeyId: ${quoted(key.KeyId ?? '')}`] : []),
    ...fields.map((field) => memberCode(field, values)).filter((line) => line !== undefined),
    ...Object.entries(moreMembers(values)).map(([name, value]) => `${name}: ${literal(value)}`),
  ];
  const message = fields.find(({ kind }) => kind === 'message');
  const entry = message && entryOf(message, values);
  const { way, type } = sendingIn(values);
  const mu = entry && way === 'made' && type === 'EXTERNAL_MU' ? muLines(entry, key.KeyId ?? '') : [];
  const call = [
    `const { ${use.results.map(({ member }) => member).join(', ')} } = await kms.${methodName(use.operation)}({`,
    ...members.map((line) => `${INDENT}${line},`),
    '});',
  ];
  const body = [...mu, ...call].join('\n');
  return [
    "import { KMS } from '@aws-sdk/client-kms';",
    ...(mu.length > 0 ? [SHAKE] : []),
    ...(body.includes('readFile(') ? [READ_FILE] : []),
    '',
    'const kms = new KMS({',
    `${INDENT}requestHandler: strongroom.requestHandler(),`,
    `${INDENT}region: ${quoted(region)},`,
    `${INDENT}credentials,`,
    '});',
    ...(body.includes('fromBase64(') ? [FROM_BASE64] : []),
    body,
  ].join('\n');
}
