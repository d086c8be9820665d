/** Every text of the Playground. */
export const TEXTS = {
  title: 'Playground',
  lead: 'Call KMS directly and inspect the bytes of each request and response.',
  inputType: 'Input type',
  text: 'Text',
  file: 'File',
  key: 'Key',
  keyHint: (alias: string) =>
    `Alias, key ID or ARN of a symmetric encryption key. Strongroom creates ${alias} if it does not exist.`,
  context: {
    label: 'Encryption context',
    hintText:
      'Not secret: the encryption context appears in plaintext in the audit log. Decrypt requires exactly the same pairs.',
    hintFile:
      'Not secret: the encryption context appears in plaintext in the audit log. It is stored in the header of the encrypted file and checked on decryption.',
  },
  plaintext: {
    label: 'Plaintext',
    hint: 'What you enter here stays in this tab until you close the tab.',
    example: 'Attack at dawn.',
    encrypt: 'Encrypt',
    encrypted: 'Text encrypted.',
    heading: 'Plaintext',
    what: 'plaintext',
  },
  ciphertext: {
    label: 'Ciphertext',
    decrypt: 'Decrypt',
    decrypted: 'Ciphertext decrypted.',
    name: 'ciphertext',
    missing: 'Encrypt a text first, or paste a ciphertext.',
    hint: 'The ciphertext identifies its key.',
  },
  files: {
    storeName: 'Store name and type of the file in the encryption context, as the pairs “file” and “type”',
    dropPlain: 'Drop files or a folder anywhere to encrypt, or',
    chooseFolder: 'Choose a folder',
    choosePlain: 'Choose files',
    dropEncrypted: 'Drop encrypted files to decrypt, or',
    chooseEncrypted: 'Choose encrypted files',
    decryptAgain: (name: string) => `Decrypt ${name}`,
    encrypting: (name: string) => `Encrypting ${name}`,
    decrypting: (name: string) => `Decrypting ${name}`,
    encrypted: (name: string, size: string) => `Encrypted and saved ${name} (${size}).`,
    /** `type` is '' where the encrypted file does not store it. */
    decrypted: (name: string, size: string, type: string) =>
      type ? `Decrypted and saved ${name} (${size}, ${type}).` : `Decrypted and saved ${name} (${size}).`,
    canceled: 'Canceled. No file was saved.',
    picture: 'Envelope encryption',
  },
  inspect: (name: string) => `Inspect the bytes of ${name}`,
  canceled: 'Canceled.',
  calls: 'API calls',
  failed: (error: string, explanation: string) => `${error}. ${explanation}`,
};
