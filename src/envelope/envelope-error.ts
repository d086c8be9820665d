/** Errors of envelope encryption. Errors of KMS are not wrapped. */

/** Error codes. */
export type EnvelopeErrorCode =
  /** Not a valid message of this format. */
  | 'MalformedMessage'
  /** The message is truncated. */
  | 'TruncatedMessage'
  /** Data follows the end of the message. */
  | 'TrailingBytes'
  /** Unknown suite, version or content type. */
  | 'UnsupportedMessage'
  /** A length exceeds the limit. */
  | 'LimitExceeded'
  /** More encrypted data keys than `maxEncryptedDataKeys`. */
  | 'TooManyEncryptedDataKeys'
  /** The commitment policy does not allow the suite. */
  | 'CommitmentPolicy'
  /** The data key does not match the key commitment of the header. */
  | 'CommitmentMismatch'
  /** Header authentication failed: the header was changed, or belongs to another key. */
  | 'HeaderAuthentication'
  /** Frame authentication failed: the frame was changed or moved. */
  | 'FrameAuthentication'
  /** Frames are missing, repeated or out of order. */
  | 'FrameOrder'
  /** Signature verification failed. */
  | 'InvalidSignature'
  /** Invalid encryption context. */
  | 'InvalidEncryptionContext'
  /** The encryption context lacks a pair that the caller expects. */
  | 'EncryptionContextMismatch'
  /** None of the allowed keys could decrypt the data key. */
  | 'NoUsableKey'
  /** The recipients of the message cannot be changed without encrypting its content again. */
  | 'RecipientsFixed'
  /** The KMS response does not match the request. */
  | 'UnexpectedAnswer';

/** An error of envelope encryption. `message` says what is wrong and what to do. */
export class EnvelopeError extends Error {
  override readonly name = 'EnvelopeError';
  readonly code: EnvelopeErrorCode;

  /** @param options `cause`: the underlying error, or an array of errors */
  constructor(code: EnvelopeErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
