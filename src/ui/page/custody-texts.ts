/**
 * Texts on custody of key material: the class of a key, the settings for new keys, and the key specs that cannot be
 * chosen.
 */

/**
 * Every text on custody. `bare` names the use of Sign that needs the private key in plaintext; undefined where no use
 * does.
 */
export const TEXTS = {
  /**
   * Each class: its name, and what it means for the bytes. Non-extractable is a promise of the browser to scripts, not
   * encryption of what it stores: test/e2e/security.e2e.ts shows what a script obtains.
   */
  classes: {
    native: {
      name: 'Native',
      means:
        'The browser stores the key as a non-extractable CryptoKey: scripts of this page can use it but cannot read its bytes. There is no wrapped copy. Anyone who can copy the files of the browser profile can read the key.',
    },
    wrapped: {
      name: 'Wrapped',
      means:
        'The bytes are stored encrypted. The wrapping key is a CryptoKey that is stored beside them, and the worker decrypts them for one operation at a time. A script of this page can decrypt them too, and so can anyone who copies the files of the browser profile.',
    },
    both: {
      name: 'Native, and a wrapped copy',
      means:
        'The browser stores the key as a non-extractable CryptoKey and, beside it, a wrapped copy of its bytes for what native keys cannot do. A script of this page can decrypt the copy, and so can anyone who copies the files of the browser profile.',
    },
  },
  /** Keys that a system outside of KMS keeps. */
  keptOutside: {
    cloudhsm: {
      name: 'CloudHSM cluster',
      means:
        'The key is a non-extractable CryptoKey in the database of the simulated cluster. The database of KMS has no copy: without the cluster, nothing that the key encrypted can be decrypted. Scripts of this page cannot read its bytes. Anyone who can copy the files of the browser profile can read the key.',
    },
    external: {
      name: 'External key and KMS key material',
      means:
        'Every ciphertext has two layers: one under a non-extractable CryptoKey in the database of KMS, one under the external key. A simulated external key is a non-extractable CryptoKey in a database of its own. Without either of them, nothing can be decrypted. Scripts of this page cannot read the bytes of either. Anyone who can copy the files of the browser profile can read both.',
    },
  },
  why: {
    wrapped: (spec: string) => `No native ${spec} key is stored, so a fallback library computes with the bytes.`,
    both: (bare: string | undefined) =>
      bare
        ? `The key was created so that every operation works: ${bare} uses the copy.`
        : 'The key was created so that every operation works.',
    native: (spec: string, bare: string | undefined) =>
      bare
        ? `This browser supports ${spec} keys natively. ${bare} needs the private key in plaintext and is not available for this key.`
        : `This browser supports ${spec} keys natively.`,
  },
  /** The uses of Sign that native material cannot serve. */
  bareKey: {
    externalMu: 'Sign with MessageType EXTERNAL_MU',
    ed25519ph: 'Sign with ED25519_PH_SHA_512 (Ed25519ph)',
    digest: 'Sign with MessageType DIGEST',
  },
  /** Imported key material: how it came into its form. */
  imported: {
    unwrapped: 'SubtleCrypto unwrapped the imported key material: its bytes never reached JavaScript.',
    bytes: 'The bytes of the imported key material were in the memory of the worker during the import.',
    missing: 'No key material is imported now.',
  },
  choices: {
    native: 'Native if this browser supports it, otherwise wrapped',
    complete: 'Complete: every operation works; page scripts can read the wrapped copy',
    strict: 'Strict: native only',
  },
  /** What a new key would be. */
  planned: {
    refused: (spec: string) => `This browser has no native ${spec} keys, so CreateKey is refused.`,
    wrapped: (spec: string, bare: string | undefined) =>
      `This browser has no native ${spec} keys: the key is wrapped, and page scripts can read it.${bare ? ` ${bare} works.` : ''}`,
    both: (bare: string | undefined) =>
      `Native, and a wrapped copy that page scripts can read.${bare ? ` ${bare} works.` : ''} You can delete the copy later.`,
    native: (bare: string | undefined) => `Native, without a wrapped copy.${bare ? ` ${bare} is refused.` : ''}`,
  },
  /** Why a key spec cannot be chosen, in brackets after its name. */
  notOffered: {
    onlyInChina: 'China Regions only',
    notInChina: 'not in China Regions',
    notNative: 'not native in this browser; custody is strict',
  },
};
