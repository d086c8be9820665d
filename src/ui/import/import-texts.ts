/** Texts of the key material tab and of the import wizard. */
import { html } from 'lit';
import type { WrapStep } from './wrap-material.ts';

const bytes = (count: number): string => `${count} ${count === 1 ? 'byte' : 'bytes'}`;

export const TEXTS = {
  status: {
    title: 'Key material',
    /** By the state of the material. */
    never: html`<b>Not imported yet.</b> The key cannot be used until you import key material.`,
    missing: html`<b>Not imported now.</b> The key material was deleted or has expired. Import the same key material
      again to use the key.`,
    absent: html`<b>Not imported.</b> The key cannot be used until you import key material. If it had key material
      before, import the same key material again.`,
    forever: html`<b>Imported.</b> It does not expire.`,
    until: (when: string) => html`<b>Imported.</b> It expires on <b>${when}</b> (simulated clock).`,
    pendingDeletion: 'The key is pending deletion. Key material cannot be imported, but it can be deleted.',
    responsibility: 'KMS cannot restore imported key material. Keep a copy of it outside KMS.',
    delete: 'Delete key material',
  },
  deletion: {
    title: 'Delete key material',
    effect:
      'The key cannot be used from this moment: calls fail with KMSInvalidStateException. Ciphertexts can be decrypted again only after you import the same key material.',
    pending: 'This key material is pending rotation. The key stays usable without it.',
    confirm: 'I have a copy of the key material, or I no longer need it.',
    done: 'Key material deleted.',
  },
  table: {
    caption: 'Key materials, newest first',
    columns: {
      id: 'Key material ID',
      state: 'State',
      importState: 'Import state',
      expires: 'Expires',
      description: 'Description',
      actions: 'Actions',
    },
    states: {
      CURRENT: 'Current',
      NON_CURRENT: 'Non-current',
      PENDING_ROTATION: 'Pending rotation',
      PENDING_MULTI_REGION_IMPORT_AND_ROTATION: 'Pending import in replica Regions, then rotation',
    } as Readonly<Record<string, string>>,
    imported: 'Imported',
    pendingImport: 'Pending import',
    never: 'Never',
    none: '–',
    copied: 'the key material ID',
    delete: 'Delete',
    deleteLabel: (id: string) => `Delete key material ${id.slice(0, 8)}`,
    reimport: 'Re-import',
    reimportLabel: (id: string) => `Re-import key material ${id.slice(0, 8)}`,
  },
  rotate: {
    hint: 'New key material is pending rotation. Until you rotate the key, it encrypts with the current key material.',
    atPrimary: 'Rotate the key at the primary key: all related keys rotate together.',
    rotate: 'Rotate key now',
    done: 'The key was rotated to the new key material.',
  },
  wizard: {
    title: 'Import key material',
    noMore: 'Key material cannot be imported in this state of the key.',
    parameters: {
      title: 'Step 1. Get the wrapping key and the import token',
      hint: 'KMS generates a key pair for this import. You encrypt (wrap) the key material with its public key; only KMS has the private key.',
      algorithm: 'Wrapping algorithm and wrapping key spec',
      /** By the start of the algorithm. */
      does: {
        RSAES_OAEP: 'RSA encrypts the key material directly.',
        RSA_AES_KEY_WRAP:
          'A new AES-256 key wraps the key material, and RSA encrypts that AES key. For long private keys.',
        SM2PKE: 'SM2 encrypts the key material directly.',
      } as Readonly<Record<string, string>>,
      get: 'Get wrapping key and import token',
      again: 'Get a new wrapping key and import token',
      ready: (when: string) => html`Ready. Both are valid until <b>${when}</b> (simulated clock).`,
      download: 'Download as ZIP',
      downloadHint:
        'The ZIP file contains the wrapping public key, the import token and a README with OpenSSL commands, to wrap the key material on another computer.',
      done: 'Wrapping key and import token received.',
    },
    material: {
      title: 'Step 2. Wrap the key material',
      first: 'Complete step 1 first.',
      inPage: 'Wrap in this page',
      inPageHint: 'For exercises. The plaintext key material is in the memory of this page until you leave it.',
      file: 'Use a file that was wrapped elsewhere',
      fileHint: 'Run the OpenSSL commands on a computer that you trust with the key material.',
      /** What the key material must be. */
      expects: (what: string) => `This key needs ${what}.`,
      secret: (length: number) => bytes(length),
      hmac: (length: number) => `${length} to 128 bytes`,
      pair: (spec: string) => `a private key of ${spec}, as PKCS#8 DER or PEM`,
      generate: 'Generate key material',
      choose: 'or use existing key material',
      chooseFile: 'Choose file',
      plaintext: (length: number) => `Plaintext key material, ${bytes(length)}`,
      save: 'Save a copy of the plaintext',
      saveHint: 'You need this copy to import the key material again.',
      wrap: 'Wrap key material',
      wrapped: 'The key material is wrapped:',
      steps: {
        oaep: ({ from, to }) => `RSA-OAEP encrypts the key material: ${bytes(from)} become ${bytes(to)}.`,
        'generate-aes': ({ to }) => `A random AES key is generated: ${bytes(to)}.`,
        'wrap-aes': ({ from, to }) =>
          `AES key wrap with padding (RFC 5649) wraps the key material: ${bytes(from)} become ${bytes(to)}.`,
        'oaep-aes': ({ from, to }) => `RSA-OAEP encrypts the AES key: ${bytes(from)} become ${bytes(to)}.`,
        join: ({ to }) => `The encrypted AES key and the wrapped key material are joined: ${bytes(to)}.`,
        sm2: ({ from, to }) => `SM2 encrypts the key material: ${bytes(from)} become ${bytes(to)}.`,
      } satisfies Record<WrapStep['does'], (step: WrapStep) => string> as Record<
        WrapStep['does'],
        (step: WrapStep) => string
      >,
      tooLong: (length: number, algorithm: string, spec: string) =>
        `${bytes(length)} cannot be wrapped by ${algorithm} with ${spec}. Choose a longer wrapping key or RSA_AES_KEY_WRAP.`,
      wrongLength: (length: number, what: string) =>
        `The key material has ${bytes(length)}, and this key needs ${what}. KMS will reject it.`,
      notWrapped:
        'The key material could not be wrapped. Get a new wrapping key, or choose another wrapping algorithm.',
      fileTooLarge: (name: string) => `${name} is too large to be key material.`,
      fileNotRead: (name: string) => `${name} could not be read. Choose the file again.`,
      notPkcs8: (name: string) =>
        `${name} is a PEM file without an unencrypted PKCS#8 private key. Convert it first: openssl pkcs8 -topk8 -nocrypt -in ${name} -outform DER -out KeyMaterial.bin`,
      commands: 'OpenSSL commands',
      wrappedFile: 'Wrapped key material',
      tokenFile: 'Import token of an earlier download (optional)',
      tokenHint:
        'Needed if the file was wrapped with a wrapping key that you downloaded before. Otherwise the token of step 1 is used.',
      chosen: (name: string, length: number) => `${name}, ${bytes(length)}`,
    },
    import: {
      title: 'Step 3. Import',
      needs: 'Complete step 2 first.',
      type: 'Import type',
      existing: 'Existing key material',
      existingHint: 'The same key material as before, for example with a new expiration.',
      new: 'New key material',
      newHint: 'Other key material. It becomes current when you rotate the key.',
      description: 'Description of the key material (optional)',
      descriptionHint: 'Up to 256 letters, digits, spaces and : / _ . -',
      expiration: 'Expiration',
      never: 'Key material does not expire',
      expires: 'Key material expires',
      days: 'Days until it expires, by the simulated clock (1 to 365)',
      import: 'Import key material',
      done: 'Key material imported.',
    },
  },
  readme: {
    intro: (arn: string, spec: string) =>
      `Import of key material into the KMS key ${arn} (${spec}) of a Strongroom sandbox.`,
    files: (key: string, token: string) => `Wrapping public key (DER): ${key}\nImport token: ${token}`,
    wrapping: (algorithm: string, spec: string) => `Wrapping algorithm: ${algorithm}\nWrapping key spec: ${spec}`,
    validTo: (when: string) => `Valid until ${when}, by the simulated clock of the sandbox.`,
    generate: (file: string) => `Generate key material (${file}), or use your own:`,
    wrap: (file: string) => `Wrap it (${file} is the file to import):`,
    keep: 'Keep a copy of the key material: KMS cannot restore it.',
  },
};
