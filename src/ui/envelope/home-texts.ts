import { html } from 'lit';

/** Every text of Home. The experiments have texts of their own. */
export const TEXTS = {
  title: 'Encrypt a file with a KMS key in your browser',
  lead: 'Strongroom simulates AWS KMS in your browser: operations, errors and formats of AWS KMS, with real cryptographic keys. It needs no AWS account and no server. Use it to learn, teach and develop.',
  encryptSample: 'Encrypt a sample file',
  drop: 'or drop your own files here, or',
  chooseFiles: 'Choose files',
  encrypting: (name: string) => `Encrypting ${name}`,
  decrypting: (name: string) => `Decrypting ${name}`,
  encrypted: (name: string, size: string) => `${name} encrypted: ${size}.`,
  encryptedWith: (name: string, size: string, time: string) =>
    `${name} encrypted: ${size}. The plaintext data key was in use for ${time}.`,
  decrypted: (name: string, size: string) => `${name} decrypted: ${size}.`,
  canceled: 'Canceled. No file was saved.',
  failed: (error: string, explanation: string) => `${error}. ${explanation}`,
  /** What the heading says after a run. `from` and `to`: the sizes before and after. `time`: as measured. */
  result: {
    heading: {
      encrypt: (name: string, from: string, to: string) => html`<bdi>${name}</bdi> encrypted: ${from} → ${to}`,
      decrypt: (name: string, from: string, to: string) => html`<bdi>${name}</bdi> decrypted: ${from} → ${to}`,
    },
    lead: {
      encrypt: (time: string | undefined) =>
        time === undefined
          ? 'Decrypting the file requires a call to KMS.'
          : `The plaintext data key was in use for ${time}. Decrypting the file requires a call to KMS.`,
      decrypt: (time: string | undefined) =>
        time === undefined
          ? 'KMS decrypted the data key. The file was never sent to KMS.'
          : `KMS decrypted the data key, which was in use for ${time}. The file was never sent to KMS.`,
    },
  },
  experiments: 'Experiments',
  experiment: { break: 'Break it', steal: 'Steal the key', code: 'Do it in code' },
  tampering: { hint: 'Tamper with the encrypted file. Predict the result, then run the test.' },
  keys: {
    heading: 'Manage your own keys',
    hint: 'Create keys and manage aliases, tags, key policies, grants, rotation and scheduled deletion, as in the KMS console.',
    link: 'View keys',
  },
  partsMissing: 'Parts of this page could not be loaded. Strongroom may have been updated since you opened it.',
  reload: 'Reload page',
  calls: {
    summary: (count: number, names: string) => `${count} ${count === 1 ? 'call' : 'calls'} to KMS: ${names}`,
    hint: (activity: string) => html`Every call below is also recorded in <a href=${activity}>Activity</a>.`,
    hintKeyCreated: (alias: string, activity: string) =>
      html`${alias} did not exist in this Region, so Strongroom created it first. Every call below is also recorded in
        <a href=${activity}>Activity</a>.`,
  },
  keptFile: {
    encryptedAt: (name: string, size: string, time: string) =>
      html`<b><bdi>${name}</bdi></b
        >: ${size}, encrypted ${time}.`,
    stored: 'Stored in this browser: you can close the tab and decrypt the file later.',
    notStored: 'This browser cannot store the file. Download it before you close the tab.',
    keyDeletedAt: (time: string) => html`<b>Its KMS key was deleted on ${time}.</b>`,
    keyMissing: html`<b>Its KMS key no longer exists in this sandbox.</b>`,
    lost: 'Neither the file nor any copy of it can be decrypted: its data key is encrypted under the KMS key.',
    decrypt: 'Decrypt file',
    decryptAgain: 'Decrypt it again',
    downloadEncrypted: 'Download encrypted file',
    downloadDecrypted: 'Download decrypted file',
    contents: 'Decrypted file contents',
  },
  /** Stored with what Home creates. */
  created: {
    keyDescription: 'Created by Home to encrypt a sample file',
    snippetKeyDescription: 'Created with five lines of code',
    letter: `To the reader of this letter

This file was encrypted under a KMS key, in this browser, without a server.
Its data key was generated for this letter alone and overwritten after use.
An encrypted copy of the data key is stored with the letter. Only KMS can decrypt it,
and only for an authorized caller who sends the same encryption context.

Copy the encrypted file anywhere you like. Then ask yourself who can read it.
`,
  },
};
