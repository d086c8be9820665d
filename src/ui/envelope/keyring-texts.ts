/** Every text of the choice of a keyring. */
import type { KeyringType } from './keyring-type.ts';

/** What a person must know to choose a keyring. */
interface KeyringText {
  readonly name: string;
  /** When one uses it. */
  readonly use: string;
  readonly kmsSees: string;
  readonly charges: string;
}

const NO_KMS = 'Nothing. No call is made, no policy is evaluated, and no event is recorded.';
const NO_CHARGE = 'Nothing.';

const KEYRINGS: Readonly<Record<KeyringType, KeyringText>> = {
  'aws-kms': {
    name: 'AWS KMS keys (default)',
    use: 'For most programs: every use of a file needs the permission of KMS, and is recorded.',
    kmsSees: 'The data key and the encryption context of each file.',
    charges: 'One GenerateDataKey request per encrypted file, one Decrypt request per decrypted file.',
  },
  'aws-kms-rsa': {
    name: 'AWS KMS RSA key',
    use: 'When programs that may not or cannot call KMS encrypt, and only readers call KMS.',
    kmsSees:
      'The data key and a digest of the encryption context, on decryption only. Policies cannot test the context.',
    charges: 'One GetPublicKey request per keyring, one Decrypt request with the RSA key per decrypted file.',
  },
  'aws-kms-ecdh': {
    name: 'AWS KMS ECDH keys',
    use: 'When two parties each have a key agreement key in KMS, and both may read what one encrypts for the other.',
    kmsSees: 'The public key of the other party. It never sees the data key or the encryption context.',
    charges: 'GetPublicKey and DeriveSharedSecret requests per file, in both directions.',
  },
  'aws-kms-hierarchy': {
    name: 'AWS KMS hierarchical (branch keys)',
    use: 'When many files are encrypted and a call to KMS for each would be too slow or too expensive.',
    kmsSees: 'The branch key, once per cache lifetime. It does not see single files: they have no events.',
    charges: 'One Decrypt request per branch key and cache lifetime. In AWS also DynamoDB, which stores branch keys.',
  },
  'raw-aes': {
    name: 'Raw AES key',
    use: 'When the key is kept outside of AWS, for example in an HSM of your own, and you control its use yourself.',
    kmsSees: NO_KMS,
    charges: NO_CHARGE,
  },
  'raw-rsa': {
    name: 'Raw RSA key pair',
    use: 'When senders have only a public key, and you keep the private key outside of AWS.',
    kmsSees: NO_KMS,
    charges: NO_CHARGE,
  },
  'raw-ecdh': {
    name: 'Raw ECDH key pair',
    use: 'As raw RSA, with elliptic curves: each file has a new key pair of the sender.',
    kmsSees: NO_KMS,
    charges: NO_CHARGE,
  },
};

/** The texts. */
export const TEXTS = {
  label: 'Keyring',
  keyrings: KEYRINGS,
  kmsSees: 'KMS sees',
  charges: 'AWS charges',
  prices: 'Show prices',
  newKey: 'Created by Strongroom for the keyrings of the Playground.',
  keyUnused: 'This keyring does not use the field “Key” above.',
  decryptHint: 'To decrypt, the file says which keyring it needs.',
  fields: {
    rsaKey: 'RSA key in KMS',
    senderKey: 'Sender: key agreement key in KMS',
    recipientKey: 'Recipient: key agreement key in KMS',
    aliasHint: (alias: string) => `Alias, key ID or ARN. Strongroom creates ${alias} if it does not exist.`,
    recipientHint: 'Also used to decrypt such files.',
  },
  raw: {
    make: 'The page makes this key with the first file. It is not extractable: no code can read its bytes.',
    lives:
      'It exists in the memory of this tab only. After the tab is closed or loaded again, files that were encrypted with it cannot be decrypted.',
  },
  branchKeys: {
    label: 'Branch key',
    none: 'None yet. The first file creates one, encrypted under the key above.',
    option: (id: string, versions: number) => `${id} (${versions === 1 ? '1 version' : `${versions} versions`})`,
    add: 'Create branch key',
    addVersion: 'Add version',
    ttl: 'Cache lifetime in seconds',
    lives:
      'The store of branch keys is in the memory of this tab; AWS keeps it in DynamoDB. After the tab is closed or loaded again, files of these branch keys cannot be decrypted.',
    created: (id: string) => `Branch key ${id} created.`,
    versionAdded: (id: string) => `Version added to branch key ${id}. Cached branch keys were overwritten.`,
  },
  lacksKeys:
    'The raw key or branch key of this file is not in this tab. Such keys end when the tab that made them is closed or loaded again.',
};
