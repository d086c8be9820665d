/** Every text of the comparison of two runs. */
export const TEXTS = {
  heading: 'Compare two runs',
  lead: 'Encrypt the same file twice under the same key: the data key, the message ID and the encrypted content differ.',
  again: (file: string) => `Encrypt ${file} again and compare`,
  encrypting: (file: string) => `Encrypting ${file} again`,
  done: (differences: number, total: number) => `Compared: ${differences} of ${total} values differ.`,
  first: 'First run',
  second: 'Second run',
  run: (number: number, file: string) => `Run ${number}: ${file}`,
  value: 'Value',
  result: 'Result',
  equal: 'Equal',
  different: 'Different',
  missing: 'None',
  only: 'Show only differences',
};

/** Names of the facts that are not fields of the header. */
export const FACT_NAMES = {
  file: 'Content length',
  head: 'First content bytes',
  key: 'KMS key',
  context: 'Encryption context',
  dataKey: 'Plaintext data key (SHA-256)',
  iv: 'IV of the first frame',
  body: 'First encrypted bytes',
  total: 'Length of the encrypted file',
};
