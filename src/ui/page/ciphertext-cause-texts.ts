/** Why a ciphertext cannot be decrypted, compared with what KMS returned on this page. */
import { count } from '../kit/format.ts';

/** The texts. */
export const TEXTS = {
  encodedTwice: 'The bytes are base64 text themselves, so the ciphertext was probably encoded twice.',
  truncated: (length: number, original: number) =>
    `The ciphertext has only the first ${count(length)} of the ${count(original)} bytes that KMS returned.`,
  changedBytes: (changed: number, first: number) =>
    changed === 1
      ? `Byte ${count(first)} of the ciphertext differs from what KMS returned.`
      : `${count(changed)} bytes of the ciphertext differ from what KMS returned. The first is byte ${count(first)}.`,
  otherName: (given: string, expected: string) =>
    `The encryption context has the name ${given}. On encryption it was ${expected}: names are case-sensitive.`,
  otherValue: (name: string, given: string, expected: string) =>
    `The encryption context has ${name}=${given}. On encryption it was ${name}=${expected}.`,
  missingPair: (name: string, value: string) =>
    `The encryption context lacks the pair ${name}=${value}, which it had on encryption.`,
  addedPair: (name: string, value: string) =>
    `The encryption context has the pair ${name}=${value}, which it did not have on encryption.`,
};
