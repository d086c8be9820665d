/** Every text of recipients: the table, and the tab of the Playground. */
import type { ReaderKind } from './provider-info.ts';

export const TEXTS = {
  tab: 'Recipients',
  table: {
    heading: 'Recipients',
    caption: 'One encrypted data key per recipient. Each holds the same data key.',
    number: 'Recipient',
    provider: 'Provider',
    key: 'Key',
    encryptedKey: 'Encrypted data key',
    opens: 'Who can open it',
    opensBy: (context: string) =>
      context
        ? `Principals that may call Decrypt on this key with the encryption context ${context}`
        : 'Principals that may call Decrypt on this key, without encryption context',
    readers: {
      decryptWithoutContext:
        'Principals that may call Decrypt on this key. The request has no encryption context, so no policy can test it',
      deriveSharedSecret: 'Principals that may call DeriveSharedSecret on the key of the recipient or of the sender',
      branchKeyStore:
        'Programs that read the branch key store and may call Decrypt on its KMS key, or have the branch key in their cache',
      keyHolder: 'The holder of this key. Strongroom cannot check it',
    } satisfies Record<Exclude<ReaderKind, 'decrypt'>, string>,
    access: 'Show access',
    decrypted: 'Decrypted this file now.',
    change: 'Change',
    remove: 'Remove',
    removeOne: (number: number) => `Remove recipient ${number}`,
  },
  lead: 'Add and remove recipients of an envelope, and see which bytes change.',
  format: {
    legend: 'Format',
    json: 'JSON envelope, for teaching',
    v1: 'AWS Encryption SDK message, version 1 (suite 0x0178, no key commitment)',
    v2: 'AWS Encryption SDK message, version 2 (suite 0x0478, key commitment)',
  },
  content: { label: 'Content', example: 'One body, several readers.' },
  key: 'First recipient (KMS key)',
  create: 'Create envelope',
  created: 'Envelope created.',
  chooseFile: 'Choose an encrypted file',
  chooseLabel: 'Or drop an encrypted file or JSON envelope of up to 1 MiB, or',
  addLabel: 'KMS key to add',
  add: 'Add recipient',
  added: 'Recipient added.',
  removed: 'Recipient removed.',
  decrypt: 'Decrypt',
  decrypted: 'Decrypted.',
  content2: 'Decrypted content',
  download: 'Download',
  document: 'JSON document',
  hashes: {
    heading: 'What changed',
    part: 'Part',
    bytes: 'Length',
    hash: 'SHA-256',
    compared: 'Compared with before',
    body: 'Body',
    header: 'Header and recipients',
    first: 'Not changed yet',
    same: 'Unchanged',
    other: 'Changed',
  },
  why: {
    json: 'The tag of the body does not cover the recipients, so they can change alone. To add one, KMS decrypts the data key once. To remove one, no key is needed.',
    v1: 'The header tag covers the recipients, so the header is sealed again: KMS decrypts the data key, and the new tag has a new random IV. The body stays as it is.',
    v2: 'The header tag covers the recipients, and version 2 fixes its IV to zeros. A second tag under the same key and IV would break AES-GCM, so the recipients are fixed. Encrypt the content again.',
  },
  keptCopies:
    'A removed recipient that kept the data key or an earlier copy can still read the content. To exclude it, encrypt the content again with a new data key.',
  noEnvelope: 'This file is neither an AWS Encryption SDK message nor a JSON envelope.',
  tooLarge: 'This file is larger than 1 MiB. Choose a smaller one: it is processed in memory.',
};
