/** Every text of the form for files. */
export const TEXTS = {
  recipients: {
    legend: 'Further recipients',
    hint: 'Each of these KMS keys can also decrypt the file. The body is encrypted once; the data key is encrypted once per key.',
    field: (number: number) => `Key of recipient ${number}`,
    add: 'Add recipient',
    remove: (key: string, number: number) => `Remove ${key || `recipient ${number}`}`,
    removeShort: 'Remove',
  },
  storage: {
    legend: 'Pairs stored in the file',
    hint: 'A pair that is not stored is still authenticated. Whoever decrypts the file must bring it.',
    pair: (name: string, value: string) => `${name} = ${value}`,
  },
  reproduced: {
    label: 'Pairs that the file does not store',
    hint: 'An encrypted file does not say which pairs it leaves out. Whoever encrypted it must tell you.',
    missing: (names: readonly string[]) =>
      `This file does not store ${names.length === 1 ? 'the pair' : 'the pairs'} ${names.join(', ')}. Enter ${
        names.length === 1 ? 'its value' : 'their values'
      } under “Pairs that the file does not store”, then decrypt it again.`,
    refused:
      'If the file was encrypted with pairs that it does not store, enter exactly those pairs under “Pairs that the file does not store”.',
  },
};
