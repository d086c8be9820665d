/** Every text of the list of several files, and of the note on running files. */
export const TEXTS = {
  heading: {
    encrypt: (files: number, formatted: string) => (files === 1 ? 'Encrypt 1 file' : `Encrypt ${formatted} files`),
    decrypt: (files: number, formatted: string) => (files === 1 ? 'Decrypt 1 file' : `Decrypt ${formatted} files`),
  },
  files: 'Files',
  columns: { file: 'File', size: 'Size', result: 'Result', state: 'State' },
  noResult: '–',
  /** `type` is '' where the encrypted file does not store it. */
  resultDetail: (size: string, type: string) => (type ? `${size}, ${type}` : size),
  signature: {
    verified: (curve: string) => `Signature verified (ECDSA ${curve}).`,
    none: 'Not signed: the suite has no signature.',
  },
  states: { waiting: 'Waiting', canceled: 'Canceled. Nothing was kept.' },
  stages: {
    encrypt: (done: string, total: string, rate: string) => `Encrypting: ${done} of ${total}, ${rate}/s`,
    decrypt: (done: string, total: string, rate: string) => `Decrypting: ${done} of ${total}, ${rate}/s`,
    saving: (done: string, total: string, rate: string) => `Saving: ${done} of ${total}, ${rate}/s`,
    paused: (done: string, total: string) => `Paused at ${done} of ${total}`,
  },
  running: 'The files are processed one after another, also while you use other pages of this tab.',
  paused: 'Paused.',
  kept: 'Results are kept until you close the list. Results of a closed tab are removed when Home or the Playground is opened again.',
  calledAs: (caller: string, region: string) => `KMS is called as ${caller} in ${region}.`,
  summary: {
    encrypt: (done: number, all: number, failed: number) =>
      failed === 0 ? `${done} of ${all} files encrypted.` : `${done} of ${all} files encrypted, ${failed} failed.`,
    decrypt: (done: number, all: number, failed: number) =>
      failed === 0 ? `${done} of ${all} files decrypted.` : `${done} of ${all} files decrypted, ${failed} failed.`,
  },
  failed: 'This file failed.',
  progressOf: (path: string) => `Progress of ${path}`,
  download: 'Download',
  downloadOne: (name: string) => `Download ${name}`,
  downloadAll: (results: number, formatted: string) =>
    results === 1 ? 'Download 1 file' : `Download all ${formatted} files`,
  saveToFolder: 'Save to a folder',
  savedInFolder: (folder: string) => `Saved in ${folder}`,
  pause: 'Pause',
  resume: 'Resume',
  close: 'Close list',
  background: {
    label: 'Running files',
    encrypt: (done: number, all: number) => `Encrypting files: ${done} of ${all} done.`,
    decrypt: (done: number, all: number) => `Decrypting files: ${done} of ${all} done.`,
    bytes: (done: string, total: string) => `${done} of ${total}`,
    progress: 'Progress of the running files',
    show: 'Show files',
  },
};
