/** Names and explanations of the fields of byte maps, and of their categories. */
import type { MapFieldName } from '../../envelope/byte-map/byte-map.ts';
import type { FieldCategory } from './field-categories.ts';

/** Name and explanation of one field. */
export interface FieldText {
  readonly label: string;
  readonly meaning: string;
}

const row = (label: string, meaning: string): FieldText => ({ label, meaning });
const lengthOf = (what: string, of: string) =>
  row(`Length of ${what}`, `The number of bytes of the ${of} that follows.`);

/** One row per field. */
export const FIELD_TEXTS: Readonly<Record<MapFieldName, FieldText>> = {
  version: row('Format version', 'The version of the message format: 1, or 2 with key commitment.'),
  type: row('Message type', '0x80 stands for customer authenticated encrypted data, the only type.'),
  'algorithm suite id': row(
    'Algorithm suite',
    'Names the content key length, the key derivation, the key commitment and the signature of the message.',
  ),
  'message id': row(
    'Message ID',
    'Random bytes that bind header and frames to one message. The content key is derived with them.',
  ),
  'encryption context length': row(
    'Length of the encryption context',
    'The number of bytes of all pairs and their count. 0 without pairs.',
  ),
  'encryption context count': row('Number of context pairs', 'The number of name-value pairs that follow.'),
  'context key length': lengthOf('the context name', 'name'),
  'context key': row('Context name', 'The name of a pair. It is authenticated and not secret.'),
  'context value length': lengthOf('the context value', 'value'),
  'context value': row('Context value', 'The value of the pair. It is authenticated and not secret.'),
  'data key count': row(
    'Number of encrypted data keys',
    'The number of copies of the data key. Each is encrypted for one recipient.',
  ),
  'provider id length': lengthOf('the key provider', 'key provider ID'),
  'provider id': row('Key provider', 'Names the keyring that encrypted this copy of the data key.'),
  'provider information length': lengthOf('the provider information', 'provider information'),
  'provider information': row(
    'Key provider information',
    'Names the key within the provider. For aws-kms, it is the ARN of the KMS key.',
  ),
  'data key length': lengthOf('the encrypted data key', 'encrypted data key'),
  'encrypted data key': row(
    'Encrypted data key',
    'The data key, encrypted. For aws-kms, these are the bytes that KMS Decrypt receives as CiphertextBlob.',
  ),
  'content type': row('Content type', '1: the content is a single block. 2: it is split into frames.'),
  reserved: row('Reserved', 'Four zero bytes.'),
  'IV length': row('IV length', 'The length of each initialization vector: 12 bytes in all suites.'),
  'frame length': row('Frame length', 'The number of content bytes in each frame but the last. 0 in a single block.'),
  'algorithm suite data': row(
    'Key commitment',
    'A value derived from the data key. Only that data key gives it, so no other key can decrypt the message.',
  ),
  'header IV': row(
    'Header IV',
    'The initialization vector of the header tag. Version 2 does not store it: it is zero.',
  ),
  'header tag': row(
    'Header tag',
    'The AES-GCM tag over all header bytes before it. A change of any of them fails here.',
  ),
  'sequence number': row(
    'Sequence number',
    'The number of the frame, from 1. The frame tag covers it, so frames cannot change places.',
  ),
  'final frame marker': row('Final frame marker', 'ffffffff in place of a sequence number marks the last frame.'),
  'frame IV': row('Frame IV', 'The initialization vector of this frame. It must not repeat under the same key.'),
  'content length': row('Content length', 'The number of encrypted bytes that follow.'),
  'encrypted content': row(
    'Encrypted content',
    'The plaintext of this frame, encrypted with AES-GCM. It has the same length.',
  ),
  'frame tag': row(
    'Frame tag',
    'The AES-GCM tag over the content, the message ID, the sequence number and the length of this frame.',
  ),
  'frames not shown': row(
    'Frames not listed',
    'Whole frames whose fields are not listed. Their bytes are in the grid.',
  ),
  'trailing bytes': row('Trailing bytes', 'Bytes after the end. They belong to no field, so the input is refused.'),
  'signature length': lengthOf('the signature', 'signature'),
  signature: row(
    'Signature',
    'The ECDSA signature, in DER, over all bytes before the footer. Its public key is in the encryption context.',
  ),
  'blob version': row(
    'Blob version',
    'The format version of ciphertext blobs of this sandbox. AWS does not publish its own.',
  ),
  account: row('Account', 'The account of the KMS key, as binary-coded decimal.'),
  flags: row('Flags', '1 if the key ID is that of a multi-Region key.'),
  'key id': row('Key ID', 'The KMS key that encrypted the data. Decrypt needs no KeyId because of it.'),
  'material id': row('Key material ID', 'The key material that was current on encryption. Rotation changes it.'),
  'blob check': row(
    'Check',
    'The first 4 bytes of the SHA-256 of the bytes before it. It detects damage and authenticates nothing.',
  ),
  'blob IV': row(
    'IV',
    'The random initialization vector of AES-GCM. The same plaintext gives another ciphertext each time.',
  ),
  'blob ciphertext': row(
    'Ciphertext',
    'The encrypted data. A key in a custom key store encrypts in its own format here.',
  ),
  'blob tag': row(
    'Tag',
    'The AES-GCM tag over the ciphertext, the identifiers before it and the encryption context, which is not stored.',
  ),
  'token version': row(
    'Token version',
    'The format version of import tokens of this sandbox. AWS does not publish its own.',
  ),
  'import parameters id': row('Import parameters ID', 'The wrapping key pair that the token belongs to.'),
  'valid to': row('Valid to', 'The time until which the token can be used: 24 hours after its creation.'),
  'token check': row(
    'Check',
    'The SHA-256 of the bytes before it and the key ARN. It cannot be verified here: the token does not contain the ARN.',
  ),
  'JSON syntax': row('JSON syntax', 'Punctuation, member names and white space.'),
  'JSON format': row('Format', 'The name of the format.'),
  'JSON version': row('Format version', 'The version of the format.'),
  'JSON note': row('Note', 'Says that the format is for teaching.'),
  'JSON algorithm': row('Algorithm', 'Names the content key length, the key derivation and the key commitment.'),
  'JSON context value': row('Context value', 'A pair of the encryption context. It is authenticated and not secret.'),
  'JSON provider': row('Key provider', 'Names the keyring that encrypted this copy of the data key.'),
  'JSON key information': row('Key provider information', 'Names the key. For aws-kms, it is the ARN of the KMS key.'),
  'JSON data key': row('Encrypted data key', 'The data key, encrypted for one recipient, in base64.'),
  'JSON message id': row('Message ID', 'Random bytes, in base64. The content key is derived with them.'),
  'JSON commitment': row('Key commitment', 'A value that only the right data key gives, in base64.'),
  'JSON IV': row('IV', 'The initialization vector of AES-GCM, in base64.'),
  'JSON ciphertext': row('Ciphertext', 'The encrypted content, in base64.'),
  'JSON tag': row(
    'Tag',
    'The AES-GCM tag over the content and the encryption context, in base64. It does not cover recipients.',
  ),
  'JSON other member': row('Other member', 'A member that the format does not have. It is ignored.'),
  'DER header': row('DER tag and length', 'The type of a DER element and the number of bytes inside of it.'),
  'DER object identifier': row(
    'Object identifier',
    'A registered number that names an algorithm, a curve or a format.',
  ),
  'DER integer': row('Integer', 'A number, most significant byte first.'),
  'DER bit string': row('Bit string', 'Bytes after the number of unused bits: a public key or a signature.'),
  'DER octet string': row('Octet string', 'Bytes: in a private key, the key itself.'),
  'DER other': row('Other DER content', 'The content of an element of another type.'),
  unread: row(
    'Unread bytes',
    'Their meaning is unknown: no format was recognized, or a fault before them hides where fields start.',
  ),
};

/** Names of the categories. */
export const CATEGORY_TEXTS: Readonly<Record<FieldCategory, string>> = {
  structure: 'Structure',
  context: 'Encryption context',
  'data-key': 'Data keys',
  authentication: 'Tags, commitments, signatures',
  content: 'Ciphertext',
  unread: 'Unread',
};
