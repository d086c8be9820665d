import { html } from 'lit';
import type { Attempt, ByteFormat } from '../../envelope/byte-map/byte-map.ts';
import type { TextEncoding } from '../../envelope/byte-map/decode-text.ts';

const FORMATS: Readonly<Record<ByteFormat, string>> = {
  message: 'AWS Encryption SDK message',
  'ciphertext-blob': 'KMS ciphertext blob of this sandbox',
  'json-envelope': 'JSON envelope',
  'import-token': 'Import token of this sandbox',
  'public-key': 'Public key (SubjectPublicKeyInfo)',
  'private-key': 'Private key (PKCS #8)',
  certificate: 'X.509 certificate',
  'ecdsa-signature': 'ECDSA signature',
  cms: 'CMS message',
  unknown: 'Unknown format',
};

const ENCODINGS: Readonly<Record<TextEncoding, string>> = {
  hex: 'hex text',
  base64: 'base64 text',
  PEM: 'PEM text',
};

/** Every text of the Inspector but those of its fields and faults. */
export const TEXTS = {
  title: 'Inspector',
  lead: 'Shows what each byte of an encrypted file, a KMS ciphertext or a key is. Change a copy, decrypt it, and compare the error with its cause. The input stays in this page.',
  input: {
    drop: 'Drop a file here, or',
    choose: 'Choose a file',
    paste: 'Or paste hex, base64 or PEM',
    inspect: 'Inspect text',
    sample: 'Inspect a sample message',
    sampleHint: 'Encrypts a short text in small frames under alias/playground.',
    kept: (name: string) => html`<span>Inspect <bdi>${name}</bdi>, encrypted on Home</span>`,
    notDecoded: 'This text is not hex, base64 or PEM of at least 8 bytes. Correct it, or choose a file.',
    pasted: 'pasted text',
    sampleName: 'sample message',
    sampleContent:
      'Each frame of this message has its own sequence number, initialization vector and authentication tag.',
  },
  /** What was recognized. */
  format: FORMATS,
  summary: (name: string, size: string) => html`<bdi>${name}</bdi>, ${size}`,
  algorithm: (name: string) => `Algorithm: ${name}.`,
  encoding: (encoding: TextEncoding) => `The input is ${ENCODINGS[encoding]}. The bytes below are decoded.`,
  blocks: (blocks: string) =>
    `The input has ${blocks} PEM blocks. This is the first one. To inspect another one, paste it alone.`,
  empty: 'The input is empty.',
  unknown: 'No format was recognized. Random bytes, ciphertext of RSA keys and wrapped key material look like this.',
  tried: 'Formats that were tried',
  attempt: ({ format }: Attempt, fault: string) => `${FORMATS[format]}: ${fault}`,
  fault: (offset: string, text: string) => `At byte ${offset}: ${text}`,
  moreFrames: (frames: string) => `List ${frames} more frames`,
  fields: {
    heading: 'Fields',
    label: 'Fields in order. Arrow keys select one.',
    empty: 'No fields.',
    range: (first: string, last: string, total: string) => `Fields ${first} to ${last} of ${total}`,
    previous: 'Previous fields',
    next: 'Next fields',
    place: (offset: string, length: string) => `byte ${offset}, ${length}`,
  },
  field: {
    unknownSuite: '(unknown)',
    frames: (frames: string) => `${frames} frames`,
    decodedBytes: (bytes: string) => `${bytes} bytes, decoded`,
    pair: (index: string) => `pair ${index}`,
    dataKey: (index: string) => `data key ${index}`,
    frame: (index: string) => `frame ${index}`,
    ofOwner: (label: string, owner: string) => `${label}, ${owner}`,
    value: 'Value',
    offset: 'Offset',
    length: 'Length',
    none: 'Select a field.',
  },
  grid: {
    heading: 'Bytes',
    empty: 'No bytes.',
    label: (first: string, last: string, total: string) =>
      `Bytes ${first} to ${last} of ${total} in hex. Arrow keys select a field. The list of fields has the same content as text.`,
    range: (first: string, last: string, total: string) => `Bytes ${first} to ${last} of ${total}`,
    previous: 'Previous bytes',
    next: 'Next bytes',
    legend: 'Marks under the bytes',
    selected: 'Selected field',
    changed: 'Changed byte',
  },
  changes: {
    heading: 'Change a copy',
    hint: 'Each change applies to the selected field of a copy. The original stays as it is.',
    flip: 'Flip one bit',
    remove: 'Remove field',
    cut: 'Cut off from here',
    swap: (first: string, second: string) => `Swap frames ${first} and ${second}`,
    noSwap: 'Swap frames',
    noSwapHint:
      'To swap frames, select a field of a frame that is followed by another one and is not the last but one.',
    restore: 'Restore original',
    made: 'Changes to this copy',
    none: 'None. This is the original.',
    flipped: (byte: string, field: string) => `Bit 0 of byte ${byte} was flipped, in the field "${field}".`,
    removed: (length: string, field: string) => `${length} were removed: the field "${field}".`,
    cutOff: (length: string, field: string) => `The last ${length} were cut off, from the field "${field}" on.`,
    swapped: (first: string, second: string) => `Frames ${first} and ${second} were swapped.`,
  },
  check: {
    heading: 'Decrypt',
    decrypt: 'Decrypt this copy',
    decryptOriginal: 'Decrypt',
    decrypting: 'Decrypting…',
    playground: 'Open this copy in the Playground',
    context: 'Encryption context',
    contextHint: 'A ciphertext blob does not store its encryption context.',
    notChecked: 'This format cannot be decrypted. Its fields are shown, and nothing is verified.',
    succeeded: (length: string) => `Decryption succeeded: ${length} of plaintext, which was discarded.`,
    unaffected: 'The changes are in bytes that this decryption does not depend on.',
    canceled: 'The changes cancel each other: the copy equals the original.',
    /** The true cause, where the page made the changes and the original decrypts. */
    caused: (changes: string) => `The original decrypts. This copy has the following changes. ${changes}`,
    originalFails: (name: string) =>
      `The original fails too, with ${name}. So the changes made here are not the only cause.`,
    noOriginal: 'The input was not changed on this page, and no unchanged original is known.',
    layout: (fault: string) => `The layout of the bytes shows: ${fault}`,
    intact: 'The fields that are listed show no fault: each has its place.',
    verdict: {
      'ciphertext-form': 'Decided by: KMS does not recognize the format of the ciphertext blob.',
      'ciphertext-material': 'Decided by: KMS finds no key material with the ID in the ciphertext blob.',
      'ciphertext-tag':
        'Decided by: the AES-GCM tag does not match the ciphertext, its identifiers and the encryption context.',
    },
  },
  announceFormat: (format: string, fields: string) => `${format}. ${fields} fields.`,
};
