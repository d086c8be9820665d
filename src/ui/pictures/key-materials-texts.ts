/** Texts of the picture *key-materials*. */
import { bytesExactly, countOf } from '../kit/format.ts';
import { span } from './picture-times.ts';

export const TEXTS = {
  none: 'There is no key yet.',
  inside: 'Inside KMS: key materials',
  material: (number: number, total: number) => `Key material ${number} of ${total}`,
  current: 'Current',
  first: 'Created with the key',
  rotations: { AUTOMATIC: 'Automatic rotation', ON_DEMAND: 'On-demand rotation' } as Readonly<Record<string, string>>,
  rotated: (type: string, when: string) => `${type} on ${when}`,
  next: (when: string, seconds: number) => `Next automatic rotation on ${when}, in ${span(seconds)}`,
  off: 'Automatic rotation is off.',
  byHand: (spec: string) => `A key of spec ${spec} has one key material. A new key and its alias replace it.`,
  outside: 'Outside: ciphertexts under each material',
  noCiphertext: 'No ciphertext yet',
  ciphertext: (sha: string, operation: string) => `${sha}, ${operation}`,
  plaintext: (bytes: number) => `${bytesExactly(bytes)} of plaintext`,
  opened: (count: number) => `decrypted ${countOf(count, 'time', 'times')}`,
  more: (count: number) => countOf(count, 'more ciphertext', 'more ciphertexts'),
};
