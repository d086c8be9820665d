/** Texts of the picture *data-key-copies*. */
import { count, countOf } from '../kit/format.ts';

const heldFor = (seconds: number): string => countOf(Math.round(seconds), 'second', 'seconds');
const used = (uses: number): string => countOf(uses, 'use', 'uses');

export const TEXTS = {
  kms: 'AWS KMS',
  keeps: 'KMS key. It does not leave AWS KMS.',
  keepsNone: (dataKeys: number) => `${countOf(dataKeys, 'data key', 'data keys')} made. AWS KMS stores none of them.`,
  storesNone: 'AWS KMS stores no data keys.',
  bareHeading: 'Plaintext copy',
  edkHeading: 'Encrypted copy',
  none: 'No data key yet. Call GenerateDataKey: its two copies are drawn here.',
  older: (dataKeys: number) => `${count(dataKeys)} older, not drawn`,
  made: (operation: string, caller: string, time: string) => `${operation} by ${caller}, ${time}`,
  bare: 'Plaintext data key',
  withheld: 'Not returned: GenerateDataKeyWithoutPlaintext returns the encrypted copy alone.',
  unknownHolder: 'Returned to the program. AWS KMS does not know whether the program still has it.',
  heldBy: (program: string, seconds: number, uses: number) =>
    `In the memory of ${program} for ${heldFor(seconds)}, ${used(uses)}`,
  overwritten: (program: string, seconds: number, uses: number) =>
    `Overwritten by ${program} after ${heldFor(seconds)}, ${used(uses)}`,
  opened: (caller: string, time: string) => `Decrypt by ${caller} returned it again, ${time}`,
  notOpened: (caller: string, error: string, time: string) => `Decrypt by ${caller} failed, ${time}: ${error}`,
  edk: (sha: string) => `Encrypted data key ${sha}`,
  openableBy: (key: string) => `Only ${key} can decrypt it`,
  storedWith: (items: string) => `Stored with ${items}`,
  lost: 'No encrypted data key is left',
  unrecoverable: (item: string) => `Nobody can decrypt ${item}. AWS KMS cannot help.`,
};
