/** Every text of the list of several files. */
export const TEXTS = {
  heading: {
    encrypt: (files: string) => `Encrypt ${files} files`,
    decrypt: (files: string) => `Decrypt ${files} files`,
  },
  files: 'Files',
  columns: { file: 'File', size: 'Size', result: 'Result', state: 'State' },
  noResult: '–',
  /** `type` is '' where the encrypted file does not store it. */
  resultDetail: (size: string, type: string) => (type ? `${size}, ${type}` : size),
  states: { waiting: 'Waiting', canceled: 'Canceled' },
  running: 'The files are processed one after another.',
  kept: 'Results stay in this tab until you close the list or leave the page.',
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
  close: 'Close list',
};
