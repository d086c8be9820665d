/** The byte map of an input: its format, and what each of its bytes is. Nothing is authenticated. */
import type { JsonFault } from '../json/json-document.ts';
import type { FieldName, MessageFault } from '../message-fault.ts';

/** Formats that are recognized. */
export type ByteFormat =
  | 'message'
  | 'ciphertext-blob'
  | 'json-envelope'
  | 'import-token'
  | 'public-key'
  | 'private-key'
  | 'certificate'
  | 'ecdsa-signature'
  | 'cms'
  | 'unknown';

/** Fields of the body of a message. */
export type BodyFieldName =
  | 'sequence number'
  | 'final frame marker'
  | 'frame IV'
  | 'content length'
  | 'encrypted content'
  | 'frame tag'
  | 'frames not shown'
  | 'trailing bytes';

/** Fields of a ciphertext blob and of an import token of the sandbox. */
export type SandboxFieldName =
  | 'blob version'
  | 'account'
  | 'flags'
  | 'key id'
  | 'material id'
  | 'blob check'
  | 'blob IV'
  | 'blob ciphertext'
  | 'blob tag'
  | 'token version'
  | 'import parameters id'
  | 'valid to'
  | 'token check';

/** Values of a JSON envelope, and the text between them. */
export type JsonFieldName =
  | 'JSON syntax'
  | 'JSON format'
  | 'JSON version'
  | 'JSON note'
  | 'JSON algorithm'
  | 'JSON context value'
  | 'JSON provider'
  | 'JSON key information'
  | 'JSON data key'
  | 'JSON message id'
  | 'JSON commitment'
  | 'JSON IV'
  | 'JSON ciphertext'
  | 'JSON tag'
  | 'JSON other member';

/** Elements of DER. */
export type DerFieldName =
  'DER header' | 'DER object identifier' | 'DER integer' | 'DER bit string' | 'DER octet string' | 'DER other';

/** Name of a field. `unread`: bytes after a fault, or of an unknown format. */
export type MapFieldName = FieldName | BodyFieldName | SandboxFieldName | JsonFieldName | DerFieldName | 'unread';

/** One field: its position and value. */
export interface MapField {
  readonly name: MapFieldName;
  /** Offset in bytes from the start of the input. */
  readonly offset: number;
  readonly length: number;
  /** Number or text. Omitted if the field is bytes. */
  readonly value?: number | string;
  /** Number of the context pair, encrypted data key or frame that the field belongs to, from 1. */
  readonly index?: number;
}

/** Why an input is not valid, or not of a format. */
export type ByteFault =
  | MessageFault
  | JsonFault
  /** The input ends inside of a field, which needs `needed` bytes. */
  | { readonly kind: 'truncated'; readonly field: MapFieldName; readonly needed: number; readonly left: number }
  /** `found` is the sequence number in place of `expected`. */
  | { readonly kind: 'frame-order'; readonly expected: number; readonly found: number }
  | { readonly kind: 'final-length'; readonly found: number; readonly maximum: number }
  | { readonly kind: 'trailing'; readonly length: number }
  /** The first bytes are not those of the format. */
  | { readonly kind: 'start' }
  /** The check of a ciphertext blob does not match the identifiers before it. */
  | { readonly kind: 'check' }
  | { readonly kind: 'size'; readonly expected: number }
  | { readonly kind: 'too-large'; readonly maximum: number }
  | { readonly kind: 'not-json' }
  | { readonly kind: 'other-structure' };

/** A fault, and the offset of the field in which it was found. */
export interface LocatedFault {
  readonly fault: ByteFault;
  readonly offset: number;
}

/** Position of a whole frame. */
export interface MappedFrame {
  readonly kind: 'frame' | 'final' | 'block';
  readonly sequence: number;
  readonly offset: number;
  readonly length: number;
}

/** A format that the input does not have. */
export interface Attempt {
  readonly format: Exclude<ByteFormat, 'unknown'>;
  readonly fault: ByteFault;
}

/** The byte map of an input. */
export interface ByteMap {
  readonly format: ByteFormat;
  readonly size: number;
  /** In order; together they cover every byte once. */
  readonly fields: readonly MapField[];
  /** The first fault. Fields after it may be `unread`. */
  readonly fault?: LocatedFault;
  /** Whole frames among the fields. */
  readonly frames?: readonly MappedFrame[];
  /** Name of the algorithm of a key or certificate, or the object identifier of an unknown one. */
  readonly algorithm?: string;
  /** For `unknown`: the formats that were tried. */
  readonly tried?: readonly Attempt[];
}
