/** What an error of the envelope means and what to do about it, by its code: the same two sentences that `error-words.ts` has for AWS's errors. */
import type { EnvelopeErrorCode } from '../../envelope/envelope-error.ts';
import type { ErrorWords } from './error-texts.ts';

const NO_MESSAGE = 'Choose a file that was sealed here or by an AWS Encryption SDK.';
const ORIGINAL = 'Get an unchanged copy of the sealed file. Nothing of this one is used.';

/** The dictionary. */
export const ENVELOPE_ERROR_WORDS: Readonly<Record<EnvelopeErrorCode, ErrorWords>> = {
  MalformedMessage: { happened: 'This is no sealed file, or it is damaged.', next: NO_MESSAGE },
  TruncatedMessage: { happened: 'The sealed file ends too early.', next: 'Get the whole file.' },
  TrailingBytes: { happened: 'Something was added at the end of the sealed file.', next: ORIGINAL },
  UnsupportedMessage: { happened: 'The sealed file is of a kind that is not read here.', next: NO_MESSAGE },
  LimitExceeded: { happened: 'A part of the file is longer than is safe to read.', next: NO_MESSAGE },
  TooManyEncryptedDataKeys: { happened: 'The sealed file has more recipients than are allowed.', next: ORIGINAL },
  CommitmentPolicy: {
    happened: 'The sealed file does not commit to its data key, and that is required here.',
    next: 'Have it sealed again with a committing suite.',
  },
  CommitmentMismatch: {
    happened: 'The sealed file was changed: the data key is not the one that it names.',
    next: ORIGINAL,
  },
  HeaderAuthentication: { happened: 'The sealed file was changed: its header does not verify.', next: ORIGINAL },
  FrameAuthentication: { happened: 'The sealed file was changed: its content does not verify.', next: ORIGINAL },
  FrameOrder: { happened: 'The sealed file was changed: parts are missing or out of place.', next: ORIGINAL },
  InvalidSignature: { happened: 'The signature of the sealed file is not right.', next: ORIGINAL },
  InvalidEncryptionContext: {
    happened: 'The encryption context cannot be used.',
    next: 'Change the pairs as the text of the error says.',
  },
  EncryptionContextMismatch: {
    happened: 'The sealed file lacks a context pair that you expect.',
    next: 'Check that it is the right file.',
  },
  NoUsableKey: {
    happened: 'None of the keys that could open this file opened it.',
    next: 'Switch to a caller who may use one of them.',
  },
  UnexpectedAnswer: {
    happened: 'KMS answered with another key than was asked for.',
    next: 'Try again; if it stays, please report it.',
  },
};
