/** Every text of the verification of signatures without KMS. */

export const TEXTS = {
  heading: 'Verify a signature without KMS',
  lead: 'Your browser verifies the signature with the public key above. KMS is not called, so there is no event in the audit log.',
  message: 'Message',
  messageHint:
    'The message itself, of up to 64 MiB, for example the signed file. Do not enter its digest: the browser computes it.',
  noMessage: 'Enter the message, or choose the file that was signed.',
  messageTooLong: 'The message is longer than 64 MiB. Verify it with a program instead.',
  signature: 'Signature',
  signatureHint: 'As Sign returned it.',
  noSignature: 'Enter the signature that Sign returned.',
  algorithm: 'Signing algorithm',
  verify: 'Verify in the browser',
  valid: 'The signature is valid.',
  invalid:
    'The signature is not valid for this message, public key and signing algorithm. Check that the message is the signed one and not its digest, and that Sign had the message type DIGEST only for a digest.',
  unreadable: 'The file cannot be read. It may have been moved or changed. Choose it again.',
};
