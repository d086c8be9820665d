/** What can be wrong with a message or with what was asked of it. Errors of KMS are not among these: they pass through unchanged. */

/** Why an operation of the envelope failed. */
export type EnvelopeErrorCode =
  /** The bytes are no message of this format, or break one of its rules. */
  | 'MalformedMessage'
  /** The message ends before its end. */
  | 'TruncatedMessage'
  /** Bytes follow the end of the message. */
  | 'TrailingBytes'
  /** A suite, version or kind of content that is not known. */
  | 'UnsupportedMessage'
  /** A length beyond what is read into memory. */
  | 'LimitExceeded'
  /** More encrypted data keys than the caller allows. */
  | 'TooManyEncryptedDataKeys'
  /** The commitment policy does not allow the message's suite. */
  | 'CommitmentPolicy'
  /** The data key is not the one that the header commits to. */
  | 'CommitmentMismatch'
  /** The header was changed, or belongs to another key. */
  | 'HeaderAuthentication'
  /** A frame was changed, or belongs elsewhere. */
  | 'FrameAuthentication'
  /** Frames are missing, repeated or out of order. */
  | 'FrameOrder'
  /** The signature does not verify. */
  | 'InvalidSignature'
  /** The encryption context cannot be written. */
  | 'InvalidEncryptionContext'
  /** The message's encryption context lacks a pair that the caller expects. */
  | 'EncryptionContextMismatch'
  /** No encrypted data key of the message can be opened with what the caller allows. */
  | 'NoUsableKey'
  /** KMS answered with another key, or another data key, than asked. */
  | 'UnexpectedAnswer';

/** An error of the envelope. `message` says what is wrong and what to do about it. */
export class EnvelopeError extends Error {
  override readonly name = 'EnvelopeError';
  readonly code: EnvelopeErrorCode;

  /** `options.cause` is the error behind this one; where there are several, a list of them. */
  constructor(code: EnvelopeErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
