/** Envelope encryption of files of any size, in the message format of the AWS Encryption SDK. */
import type { EnvelopeInput } from './byte-source.ts';
import { decrypt, type DecryptOptions } from './decrypt.ts';
import { encrypt, type EncryptOptions } from './encrypt.ts';
import type { MessageResult } from './header.ts';
import type { EnvelopeDependencies, GetKmsClient } from './envelope-kms.ts';
import type { EnvelopeRun } from './frame-stream.ts';

/** An operation under way: `stream` gives the output, `result` the header and the bytes in and out once the stream was read to its end. */
export type EnvelopeOperation = EnvelopeRun<MessageResult>;

/** The two directions. Errors of KMS pass through unchanged; what is wrong with a message is an EnvelopeError. */
export interface Envelope {
  /**
   * Encrypts a Blob or a stream under a new data key that each of `keyIds` can open.
   * Work goes on only as far as the stream is read; memory stays within a few frames. Throws TypeError for options that break the contract.
   */
  encrypt(input: EnvelopeInput, options: EncryptOptions): EnvelopeOperation;
  /**
   * Decrypts a message. Frames are released as they verify: whoever acts on them before the stream ended without error acts on a message that
   * may yet prove cut short or wrongly signed. Throws TypeError for options that break the contract.
   */
  decrypt(input: EnvelopeInput, options?: DecryptOptions): EnvelopeOperation;
}

/**
 * An envelope that asks `kmsFor(region, caller)` for the KMS to use: undefined stands for the default of each.
 * `others`: what else it is given, for speed alone.
 */
export function createEnvelope(kmsFor: GetKmsClient, others: Omit<EnvelopeDependencies, 'kmsFor'> = {}): Envelope {
  const ports = { ...others, kmsFor };
  return {
    encrypt: (input, options) => encrypt(ports, input, options),
    decrypt: (input, options) => decrypt(ports, input, options),
  };
}
