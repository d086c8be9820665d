import { html } from 'lit';
import { bytesExactly, count } from '../kit/format.ts';

/** Every text of the Use tab, without those of single operations (use-operation-texts.ts). */
export const TEXTS = {
  noOperations: 'No operations are available for this key usage.',
  inputChanged: 'The input has changed. This is the answer to the previous input.',
  code: 'AWS SDK code for this call',
  computingDigest: 'Computing digest',
  sendRaw: 'Send message with MessageType RAW',
  goToKeys: 'Go to Keys to create a key',
  stateRefuses: (state: string, operation: string, error: string, address: string) =>
    html`The key is <b>${state}</b>. ${operation} returns <span class="mono">${error}</span> until you change the key
      state. <a href=${address}>Go to General</a>`,
  elsewhere: 'Operations that this key does not support',
  elsewhereWhy: 'Key usage and key spec cannot be changed after creation.',
  elsewhereNeeds: (operations: readonly string[], need: string) =>
    html`<b>${operations.join(', ')}</b>: create ${need}.`,
  needSymmetric: 'a symmetric encryption key (SYMMETRIC_DEFAULT)',
  needUsage: (usage: string) => `a key with key usage ${usage}`,
  noDigest: (call: string) =>
    `This key has native custody and no wrapped copy, so ${call} returns UnsupportedOperationException here. The call works on AWS. To use it here, create a key with custody “complete”.`,
  copiedTo: (operation: string) => `Value copied to ${operation}.`,
  peerCreated: 'Key pair of the other party generated. Its public key is filled in.',
  succeeded: (operation: string, results: readonly string[]) =>
    `${operation} succeeded. Result: ${results.join(', ')}.`,
  failed: (name: string, sentence: string) => `${name}. ${sentence}`,
  canceled: 'Canceled. The digest was not completed, and the operation was not called.',

  form: {
    more: 'Advanced options: grant tokens, dry run',
    digest: 'Digest',
    mu: 'Mu',
    makePeer: 'Generate key pair for the other party',
    sendDigest: (type: string) => `Send digest instead (MessageType ${type})`,
    sendMu: (type: string) => `Send mu instead (MessageType ${type})`,
    messageType: 'Message type',
    sendAnyway: 'Send anyway',
    sendAnywayWhy: 'AWS KMS then returns an error, which is recorded in Activity.',
  },

  answer: {
    plaintextMark: 'PLAINTEXT',
    ciphertextMark: 'CIPHERTEXT',
    valid: (what: string) => `${what}.`,
    useIn: (operation: string) => `Use in ${operation}`,
    matchesLast: (operation: string) => `Matches the result of the last ${operation} call.`,
    peerHasTheSame:
      'The other party, simulated by this page, derived the same secret from its private key and this key’s public key.',
    sent: 'Data sent',
    sentTitle: (what: string) => `Data sent: ${what}`,
    digestOf: (hash: string) => `${hash} digest of the message`,
    digestOfFile: (hash: string, file: string) => `${hash} digest of ${file}`,
    mu: 'mu of the message',
    muOfFile: (file: string) => `mu of ${file}`,
  },

  list: {
    operationsOfKey: 'Operations of this key',
    operation: 'Operation',
  },

  sending: {
    raw: `Message, up to ${bytesExactly(4096)}`,
    madeDigest: (hash: string) => `${hash} digest, computed in this page (any size)`,
    givenDigest: (hash: string, bytes: number) => `Existing ${hash} digest (${bytesExactly(bytes)})`,
    givenSm3: (bytes: number) => `Existing SM3 digest of Z and the message (${bytesExactly(bytes)})`,
    madeMu: 'External mu, computed in this page from the public key (any size)',
    givenMu: (bytes: number) => `Existing external mu (${bytesExactly(bytes)})`,
  },

  findings: {
    tooMany: (operation: string, length: number, max: number) =>
      `${bytesExactly(length)} exceeds the maximum of ${bytesExactly(max)} for ${operation}.`,
    tooManyWithAdvice: (operation: string, length: number, max: number, advice: string) =>
      `${bytesExactly(length)} exceeds the maximum of ${bytesExactly(max)} for ${operation}. ${advice}`,
    digestLength: (length: number, exact: number) =>
      `A digest for this algorithm has ${bytesExactly(exact)}. This value has ${count(length)}.`,
    muLength: (length: number, exact: number) =>
      `An external mu has ${bytesExactly(exact)}. This value has ${count(length)}.`,
  },

  /** What an error means for some operations, and what to do about it. */
  errors: {
    wrongSignature: {
      happened: 'The signature is not valid. AWS returns an error and does not say which part differs.',
      next: 'Check message, message type, signature and algorithm.',
    },
    wrongMac: {
      happened: 'The MAC is not valid for this message and key.',
      next: 'Check message, MAC and algorithm.',
    },
  },
};
