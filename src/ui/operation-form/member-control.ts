/** Which control a member of an input gets. It follows from the shape of the member alone. */
import { LISTED_OPERATIONS, keyResources } from '../../model/operation-keys.ts';
import type { Member } from '../../model/shapes.ts';
import type { ByteForm } from './byte-entry.ts';

/**
 * The kinds of controls. `choice` and `choices`: one or several values of an enum; `line`, `secret` and `paragraph`:
 * strings; `lines`: a list of strings; `pairs`: a map; `list`: a list of structures.
 */
export type ControlKind =
  | 'bytes'
  | 'switch'
  | 'number'
  | 'time'
  | 'pairs'
  | 'choice'
  | 'choices'
  | 'lines'
  | 'list'
  | 'structure'
  | 'secret'
  | 'paragraph'
  | 'line';

/** Strings that can be this long get a control of several lines. */
const PARAGRAPH_LENGTH = 4096;

/** The control of a member. */
export function controlOf(member: Member): ControlKind {
  switch (member.type) {
    case 'blob':
      return 'bytes';
    case 'boolean':
      return 'switch';
    case 'integer':
      return 'number';
    case 'timestamp':
      return 'time';
    case 'map':
      return 'pairs';
    case 'structure':
      return 'structure';
    case 'list':
      if (member.item?.members) return 'list';
      return member.item?.enum ? 'choices' : 'lines';
    default:
      if (member.enum) return 'choice';
      if (member.sensitive) return 'secret';
      return (member.max ?? 0) > PARAGRAPH_LENGTH ? 'paragraph' : 'line';
  }
}

const READABLE: ReadonlySet<string> = new Set(['Plaintext', 'Message']);

/** The forms in which the bytes of a member can be entered. Messages and plaintexts can be text, public keys PEM. */
export function formsOf(name: string): readonly ByteForm[] {
  if (READABLE.has(name)) return ['text', 'hex', 'base64'];
  return name === 'PublicKey' ? ['PEM', 'hex', 'base64'] : ['hex', 'base64'];
}

/** Length of the shortest ciphertext: SYMMETRIC_DEFAULT, of 1 byte. Other algorithms add more. A test checks it. */
const MIN_CIPHERTEXT_BYTES = 89;

/** The number of bytes below which a value of a member is probably incomplete; 0: there is none. */
export const usualLengthOf = (name: string): number => (name === 'CiphertextBlob' ? MIN_CIPHERTEXT_BYTES : 0);

/** The members that name a key. */
export const KEY_MEMBERS: ReadonlySet<string | undefined> = new Set([
  'TargetKeyId',
  ...LISTED_OPERATIONS.flatMap((operation) => keyResources(operation).map(({ member }) => member)),
]);
