/** Explanations of errors of envelope encryption, by their code: what happened and what to do next. */
import type { EnvelopeErrorCode } from '../../envelope/envelope-error.ts';
import type { ErrorWords } from './error-texts.ts';

const OTHER_FILE = 'Choose a file that was encrypted here or with an AWS Encryption SDK.';
const UNMODIFIED = 'Get an unmodified copy of the encrypted file. Do not use any output of this one.';

/** One row per code. */
export const ENVELOPE_ERROR_WORDS: Readonly<Record<EnvelopeErrorCode, ErrorWords>> = {
  MalformedMessage: { happened: 'This is not an encrypted file, or it is damaged.', next: OTHER_FILE },
  TruncatedMessage: { happened: 'The encrypted file is incomplete.', next: 'Get the complete file.' },
  TrailingBytes: { happened: 'The file contains extra data after the end of the message.', next: UNMODIFIED },
  UnsupportedMessage: {
    happened: 'The format version or the algorithm suite of the file is not supported.',
    next: OTHER_FILE,
  },
  LimitExceeded: {
    happened: 'Part of the encrypted file exceeds a size limit.',
    next: 'To encrypt, use larger frames. To decrypt, check that you selected the right file.',
  },
  TooManyEncryptedDataKeys: {
    happened: 'The file has more encrypted data keys than are allowed.',
    next: 'Raise the maximum if you trust the source of the file.',
  },
  CommitmentPolicy: {
    happened: 'The file was encrypted without key commitment, which is required here.',
    next: 'Encrypt it again with a committing algorithm suite.',
  },
  CommitmentMismatch: {
    happened: 'The key commitment check failed: the data key does not match the header.',
    next: UNMODIFIED,
  },
  HeaderAuthentication: {
    happened: 'Header authentication failed: the file was modified, or the data key is of another file.',
    next: UNMODIFIED,
  },
  FrameAuthentication: { happened: 'The content of the encrypted file was modified.', next: UNMODIFIED },
  FrameOrder: { happened: 'Frames of the encrypted file are missing, repeated or out of order.', next: UNMODIFIED },
  InvalidSignature: { happened: 'Signature verification of the encrypted file failed.', next: UNMODIFIED },
  InvalidEncryptionContext: {
    happened: 'The encryption context is not valid.',
    next: 'Correct the encryption context as the message says.',
  },
  EncryptionContextMismatch: {
    happened: 'The encryption context of the file does not contain an expected pair.',
    next: 'Check that you selected the right file.',
  },
  NoUsableKey: {
    happened: 'None of the keys could decrypt the data key.',
    next: 'Check the state of these keys, or switch to a caller that is allowed to use one of them.',
  },
  RecipientsFixed: {
    happened: 'The format of the file does not allow other recipients.',
    next: 'Decrypt the file, and encrypt it again for the new recipients.',
  },
  UnexpectedAnswer: {
    happened: 'The KMS response does not match the request.',
    next: 'Try again. If the error persists, report it.',
  },
};
