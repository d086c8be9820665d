/** The keyrings of the Playground. */

/** Keyrings of the Encryption SDK that the Playground offers, by the type of the envelope library. */
export type KeyringType =
  'aws-kms' | 'aws-kms-rsa' | 'aws-kms-ecdh' | 'aws-kms-hierarchy' | 'raw-aes' | 'raw-rsa' | 'raw-ecdh';

/** All but the default one. */
export type OtherKeyringType = Exclude<KeyringType, 'aws-kms'>;

/** In the order of the form. The first is the default. */
export const KEYRING_TYPES: readonly KeyringType[] = [
  'aws-kms',
  'aws-kms-rsa',
  'aws-kms-ecdh',
  'aws-kms-hierarchy',
  'raw-aes',
  'raw-rsa',
  'raw-ecdh',
];

/** Namespaces of the raw keys that the page makes. */
export const RAW_NAMESPACES = { aes: 'playground-aes', rsa: 'playground-rsa' } as const;

/** What the user enters for a keyring. */
export interface KeyringSettings {
  readonly type: KeyringType;
  /** RSA key in KMS: ID, alias or ARN. */
  readonly rsaKey: string;
  /** Key agreement keys in KMS. */
  readonly senderKey: string;
  readonly recipientKey: string;
  /** ID of a branch key. Empty: the first file creates one. */
  readonly branchKeyId: string;
  /** How long a branch key is used without another call to KMS, in seconds. */
  readonly cacheTtlSeconds: number;
}

/** Aliases of keys that the page creates if they do not exist. */
export const KEYRING_ALIASES = {
  rsa: 'alias/playground-rsa',
  sender: 'alias/playground-ecdh-sender',
  recipient: 'alias/playground-ecdh-recipient',
} as const;

/** The settings at the first visit. */
export const FIRST_KEYRING: KeyringSettings = {
  type: 'aws-kms',
  rsaKey: KEYRING_ALIASES.rsa,
  senderKey: KEYRING_ALIASES.sender,
  recipientKey: KEYRING_ALIASES.recipient,
  branchKeyId: '',
  cacheTtlSeconds: 600,
};

/** The keyring that an encrypted data key is for. Undefined: none of the Playground. */
export function keyringTypeOf(providerId: string): KeyringType | undefined {
  if (providerId === RAW_NAMESPACES.aes) return 'raw-aes';
  if (providerId === RAW_NAMESPACES.rsa) return 'raw-rsa';
  return KEYRING_TYPES.find((type) => type === providerId && type !== 'raw-aes' && type !== 'raw-rsa');
}
