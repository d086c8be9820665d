const PYTHON = 'AWS Encryption SDK for Python with the AWS Cryptographic Material Providers Library.';

/** Every text of the code of a run. */
export const TEXTS = {
  heading: 'Code of this run',
  lead: 'Runs against AWS with your own credentials and your own keys: replace the key ARNs. On AWS, use only ciphertexts that AWS KMS encrypted.',
  languages: 'Languages',
  tabs: {
    sdk: 'AWS SDK for JavaScript',
    encryptionSdk: 'AWS Encryption SDK',
    cli: 'AWS CLI',
    boto3: 'boto3',
  },
  calls: 'The KMS calls of this run. The tab AWS Encryption SDK also writes the file.',
  callsOnly: 'The KMS calls of this run.',
  encryptionSdk: {
    javaScript: 'AWS Encryption SDK for JavaScript, in Node.js. It makes the KMS calls and writes or reads the file.',
    python: {
      keyring: `${PYTHON} The AWS Encryption SDK for JavaScript does not have this keyring.`,
      pairs: `${PYTHON} The AWS Encryption SDK for JavaScript stores every pair of the encryption context in the message.`,
    },
  },
  noEncryptionSdk:
    'The AWS Encryption SDK for JavaScript stores every pair of the encryption context in the message, so it cannot repeat a run with pairs that the file does not store.',
  codeOf: (language: string) => `Code: ${language}`,
  copy: 'Copy',
};
