import { html } from 'lit';

/** Every text of the Browser support page. */
export const TEXTS = {
  title: 'Browser support',
  introduction:
    'AWS KMS runs cryptographic operations in hardware security modules. Strongroom runs them in your browser. It uses SubtleCrypto, the browser’s Web Crypto API, for every algorithm that the browser supports, and a fallback library for the rest.',
  testing: 'Testing algorithms…',
  results: {
    heading: 'Results for this browser',
    native: (native: number, total: number) =>
      html`<b>${native} of ${total} key specs</b> are browser-native. Each result comes from generating and using a test
        key in this browser.`,
    fallback: (specs: string) => `A fallback library computes ${specs}.`,
    random: 'Random bytes come from the browser.',
  },
  classes: { heading: 'Custody classes' },
  settings: {
    heading: 'Custody settings and what they reject in this browser',
    current: (custody: string, settings: string) =>
      html`The setting <b>custody</b> determines how new key material is stored. The current setting of this sandbox is
        <b>${custody}</b>. Change it in <a href=${settings}>Settings</a>, or override it when you create a key. Existing
        keys do not change. A call that the setting rejects returns UnsupportedOperationException. The same call works
        on AWS.`,
    currentMark: 'current setting',
    choice: (words: string) => `${words}.`,
    rejectsNothing: 'Rejects nothing.',
    rejects: 'Rejects:',
    rejected: (what: string, specs: string) => html`<b>${what}</b>: ${specs}`,
    /** Operations that a setting rejects; `detail` names the message type or algorithm. */
    operationsWith: (operations: string, detail: string) => `${operations} with ${detail}`,
    operationsWithPrivateKey: (operations: string) => `${operations} (requires the plaintext private key)`,
  },
  usages: {
    heading: 'Details by key usage',
    hint: 'The implementation of each operation, and whether it works for keys created with each custody setting.',
    ENCRYPT_DECRYPT: 'Encrypt and decrypt',
    SIGN_VERIFY: 'Sign and verify',
    GENERATE_VERIFY_MAC: 'Generate and verify MAC',
    KEY_AGREEMENT: 'Key agreement',
    ENCAPSULATE_DECAPSULATE: 'Encapsulate and decapsulate',
    allNative: (specs: number) =>
      specs === 1 ? '1 key spec, browser-native' : `${specs} key specs, all browser-native`,
    withFallback: (specs: number, fallback: number) =>
      specs === 1 ? '1 key spec, with a fallback library' : `${specs} key specs, ${fallback} with a fallback library`,
  },
  table: {
    operations: 'Key specs and implementation of each operation',
    custodyClass: {
      native: 'native',
      wrapped: 'wrapped',
      both: 'native with wrapped copy',
      refused: 'not available',
    },
    supported: 'supported',
    rejected: 'rejected',
    operationDetail: (operations: string, detail: string) => `${operations}: ${detail}`,
    implementation: (by: string, computes: string) => `${by}: ${computes}`,
  },
  regions: { onlyChina: 'China Regions only', notChina: 'Not in China Regions' },
  /** What an implementation computes, where the name of the algorithm is not enough. */
  computes: {
    pairEncryption:
      'AES-256-GCM encryption of the private key. The implementation of the key pair spec generates the pair.',
    secp256k1: 'ECDSA on secp256k1',
    sm2Encryption: 'SM2 encryption',
    sm2Signatures: 'SM2 signatures',
    sm2Agreement: 'ECDH on the SM2 curve',
  },
};
