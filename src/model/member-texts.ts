/**
 * What a person needs to know of each input member: its name in words, and one or two sentences of help.
 * A member of the SDK without a row does not compile, nor does a row of a member that the SDK does not have.
 */
import { takesAliases } from './operation-keys.ts';
import type { InputOf, OperationName } from './operations.ts';
import { TAG_CHARACTERS } from './tag-text.ts';

type Plain = Uint8Array | Date | string | number | boolean | null | undefined;
type NamesIn<T> = T extends Plain
  ? never
  : T extends readonly (infer Item)[]
    ? NamesIn<Item>
    : T extends object
      ? string extends keyof T
        ? never
        : { [M in keyof T & string]: M | NamesIn<NonNullable<T[M]>> }[keyof T & string]
      : never;

/** Every member of every input, those inside structures included. */
export type MemberName = { [N in OperationName]: NamesIn<Required<InputOf<N>>> }[OperationName];

/** The words for one member. */
export interface MemberText {
  readonly label: string;
  readonly help: string;
}

const PAIRS_HELP = 'Not secret: recorded in plaintext in the audit log. Decrypt requires the same pairs.';
const SERVICE_HELP = 'For example dynamodb.us-east-1.amazonaws.com.';
const ALGORITHM_HELP = 'The key must support it. Only asymmetric keys need it.';

/** The words for a member, whatever its operation. */
const TEXTS: Readonly<Record<MemberName, MemberText>> = {
  AccessKeyId: {
    label: 'Access key ID',
    help: 'The ID that the external key store proxy expects, in base32 characters.',
  },
  AliasName: {
    label: 'Alias name',
    help: 'Starts with alias/. Names that start with alias/aws/ are reserved for AWS.',
  },
  AttestationDocument: { label: 'Attestation document', help: 'A signed document from a Nitro enclave or NitroTPM.' },
  BypassPolicyLockoutSafetyCheck: {
    label: 'Bypass the policy lockout safety check',
    help: 'Accepts a key policy that locks the caller out. The key can then become unmanageable.',
  },
  CiphertextBlob: { label: 'Ciphertext', help: 'The exact bytes that KMS returned.' },
  CloudHsmClusterId: { label: 'CloudHSM cluster ID', help: 'Starts with cluster-.' },
  Constraints: {
    label: 'Grant constraints',
    help: 'Limits the grant to requests with this encryption context or source.',
  },
  CustomKeyStoreId: { label: 'Custom key store ID', help: 'The ID of a CloudHSM or external key store.' },
  CustomKeyStoreName: { label: 'Custom key store name', help: 'Unique in the account and Region.' },
  CustomKeyStoreType: {
    label: 'Custom key store type',
    help: 'Cannot be changed after creation. Default: AWS_CLOUDHSM.',
  },
  CustomerMasterKeySpec: {
    label: 'Customer master key spec',
    help: 'Deprecated: use the key spec instead, and not both.',
  },
  Description: { label: 'Description', help: 'Not secret: it is recorded in plaintext in the audit log.' },
  DestinationEncryptionAlgorithm: {
    label: 'Destination encryption algorithm',
    help: 'An algorithm that the destination key supports.',
  },
  DestinationEncryptionContext: {
    label: 'Destination encryption context',
    help: 'Pairs required to decrypt the new ciphertext. Not supported with an asymmetric destination key.',
  },
  DestinationKeyId: {
    label: 'Destination key',
    help: 'The key for the new ciphertext. The caller needs kms:ReEncryptTo on it.',
  },
  DryRun: {
    label: 'Dry run',
    help: 'Checks the request without running it. If it would succeed, KMS returns DryRunOperationException.',
  },
  DryRunModifiers: {
    label: 'Dry run modifiers',
    help: 'IGNORE_CIPHERTEXT checks permissions on a key without a ciphertext. Requires a dry run.',
  },
  EncapsulationAlgorithm: { label: 'Encapsulation algorithm', help: 'An algorithm that the key supports.' },
  EncryptedKeyMaterial: {
    label: 'Encrypted key material',
    help: 'Key material, wrapped with the public key from GetParametersForImport.',
  },
  EncryptionAlgorithm: { label: 'Encryption algorithm', help: `${ALGORITHM_HELP} Default: SYMMETRIC_DEFAULT.` },
  EncryptionContext: { label: 'Encryption context', help: PAIRS_HELP },
  EncryptionContextEquals: { label: 'Encryption context equals', help: 'Requests must have exactly these pairs.' },
  EncryptionContextSubset: { label: 'Encryption context includes', help: 'Requests must have at least these pairs.' },
  ExpirationModel: {
    label: 'Expiration model',
    help: 'Whether the imported key material expires. Default: it expires.',
  },
  GrantId: { label: 'Grant ID', help: 'CreateGrant and ListGrants return it.' },
  GrantToken: {
    label: 'Grant token',
    help: 'Identifies the grant before it is effective everywhere. CreateGrant returns it.',
  },
  GrantTokens: {
    label: 'Grant tokens',
    help: 'Tokens returned by CreateGrant. They let you use a new grant immediately.',
  },
  GranteePrincipal: {
    label: 'Grantee principal',
    help: 'The ARN of the account, user, role or session that gets the permissions.',
  },
  GranteeServicePrincipal: {
    label: 'Grantee service',
    help: `The AWS service that gets the permissions. ${SERVICE_HELP}`,
  },
  ImportToken: { label: 'Import token', help: 'The token that GetParametersForImport returned with the public key.' },
  ImportType: { label: 'Import type', help: 'Whether the key material is new for this key or was imported before.' },
  IncludeKeyMaterial: {
    label: 'Include key material',
    help: 'Whether to list all key materials of the key or completed rotations only.',
  },
  KeyAgreementAlgorithm: { label: 'Key agreement algorithm', help: 'An algorithm that the key supports.' },
  KeyEncryptionAlgorithm: { label: 'Key encryption algorithm', help: 'How KMS encrypts its answer for the recipient.' },
  KeyId: { label: 'Key', help: 'Key ID or key ARN.' },
  KeyMaterialDescription: { label: 'Key material description', help: 'A note about this key material. Not secret.' },
  KeyMaterialId: { label: 'Key material ID', help: '64 hex digits. ListKeyRotations returns it.' },
  KeyPairSpec: { label: 'Key pair spec', help: 'The kind of key pair to generate.' },
  KeySpec: {
    label: 'Key spec',
    help: 'The kind of key. Cannot be changed after creation. Default: SYMMETRIC_DEFAULT.',
  },
  KeyStorePassword: {
    label: 'Key store password',
    help: 'The password that KMS logs in with to the CloudHSM cluster.',
  },
  KeyUsage: {
    label: 'Key usage',
    help: 'What the key is for. Cannot be changed after creation. Required for asymmetric and HMAC keys.',
  },
  Limit: { label: 'Limit', help: 'Maximum number of entries in the answer.' },
  Mac: { label: 'MAC', help: 'The code that GenerateMac returned.' },
  MacAlgorithm: { label: 'MAC algorithm', help: 'An algorithm that the key supports.' },
  Marker: { label: 'Marker', help: 'NextMarker of the previous page. Leave it empty for the first page.' },
  Message: { label: 'Message', help: 'The message itself.' },
  MessageType: {
    label: 'Message type',
    help: 'RAW: KMS hashes the message. DIGEST or EXTERNAL_MU: the message is already a digest or mu. Default: RAW.',
  },
  MultiRegion: { label: 'Multi-Region key', help: 'Creates a primary key that can be replicated into other Regions.' },
  Name: {
    label: 'Grant name',
    help: 'Prevents duplicates: the same request with the same name returns the same grant.',
  },
  NewCustomKeyStoreName: { label: 'New custom key store name', help: 'Unique in the account and Region.' },
  NumberOfBytes: { label: 'Number of bytes', help: 'The length of the random bytes.' },
  Operations: { label: 'Operations', help: 'The operations that the grant allows. The key must support each of them.' },
  Origin: { label: 'Origin', help: 'Where the key material comes from. Default: AWS_KMS.' },
  PendingWindowInDays: { label: 'Waiting period in days', help: 'AWS accepts 7 to 30 days. Default: 30.' },
  Plaintext: {
    label: 'Plaintext',
    help: 'The data to encrypt. Asymmetric keys take less, depending on key spec and algorithm.',
  },
  Policy: { label: 'Key policy', help: 'A policy document in JSON. AWS accepts up to 32,768 bytes.' },
  PolicyName: { label: 'Policy name', help: 'The only valid name is default.' },
  PrimaryRegion: { label: 'New primary Region', help: 'A Region that has a replica of the key.' },
  PublicKey: {
    label: 'Peer public key',
    help: 'Same curve, DER SubjectPublicKeyInfo (the format that GetPublicKey returns).',
  },
  RawSecretAccessKey: { label: 'Secret access key', help: 'The secret that the external key store proxy expects.' },
  Recipient: { label: 'Recipient', help: 'Asks KMS to encrypt its answer for an attested environment.' },
  ReplicaRegion: { label: 'Replica Region', help: 'A Region of the same partition that has no related key yet.' },
  RetiringPrincipal: { label: 'Retiring principal', help: 'The ARN of a principal that can retire the grant.' },
  RetiringServicePrincipal: {
    label: 'Retiring service',
    help: `An AWS service that can retire the grant. ${SERVICE_HELP}`,
  },
  RotationPeriodInDays: { label: 'Rotation period in days', help: 'Default for a new rotation: 365.' },
  SharedSecretCiphertextBlob: { label: 'Encapsulated secret', help: 'The exact bytes that Encapsulate returned.' },
  Signature: { label: 'Signature', help: 'DER for ECDSA and SM2, raw bytes for other algorithms.' },
  SigningAlgorithm: { label: 'Signing algorithm', help: 'An algorithm that the key supports.' },
  SourceArn: {
    label: 'Source ARN',
    help: 'The resource that an AWS service acts for, as in the condition key aws:SourceArn.',
  },
  SourceEncryptionAlgorithm: {
    label: 'Source encryption algorithm',
    help: 'The algorithm that encrypted the ciphertext. Default: SYMMETRIC_DEFAULT.',
  },
  SourceEncryptionContext: { label: 'Source encryption context', help: 'The same pairs that were used to encrypt.' },
  SourceKeyId: { label: 'Source key', help: 'The key that encrypted the ciphertext.' },
  TagKey: { label: 'Tag key', help: `Not secret: ${TAG_CHARACTERS}. Keys that start with aws: are reserved.` },
  TagKeys: { label: 'Tag keys', help: 'The keys of the tags to remove.' },
  TagValue: { label: 'Tag value', help: `Not secret: ${TAG_CHARACTERS}. It can be empty.` },
  Tags: { label: 'Tags', help: 'Not secret: recorded in plaintext in the audit log.' },
  TargetKeyId: { label: 'Target key', help: 'Key ID or key ARN of a customer managed key in this account and Region.' },
  TrustAnchorCertificate: {
    label: 'Trust anchor certificate',
    help: 'The customerCA.crt file of the CloudHSM cluster, in PEM.',
  },
  ValidTo: { label: 'Valid to', help: 'When the imported key material expires, in UTC.' },
  WrappingAlgorithm: { label: 'Wrapping algorithm', help: 'How you will encrypt the key material for import.' },
  WrappingKeySpec: { label: 'Wrapping key spec', help: 'The kind of the public key that encrypts the key material.' },
  XksKeyId: { label: 'External key ID', help: 'The key in the external key manager.' },
  XksProxyAuthenticationCredential: {
    label: 'Proxy authentication credential',
    help: 'Signs requests to the external key store proxy.',
  },
  XksProxyConnectivity: { label: 'Proxy connectivity', help: 'How KMS reaches the external key store proxy.' },
  XksProxyUriEndpoint: { label: 'Proxy URI endpoint', help: 'Starts with https:// and has no path.' },
  XksProxyUriPath: { label: 'Proxy URI path', help: 'Ends with /kms/xks/v and a version number.' },
  XksProxyVpcEndpointServiceName: {
    label: 'Proxy VPC endpoint service name',
    help: 'Only for connectivity through a VPC endpoint service.',
  },
  XksProxyVpcEndpointServiceOwner: {
    label: 'Proxy VPC endpoint service owner',
    help: 'The account ID (12 digits) of the owner of the VPC endpoint service.',
  },
};

const DATA_KEY_SPEC: MemberText = {
  label: 'Key spec of the data key',
  help: 'The length of the data key. Give either a key spec or a number of bytes.',
};
const DATA_KEY_BYTES: MemberText = {
  label: 'Number of bytes',
  help: 'The length of the data key. Give either a key spec or a number of bytes.',
};
const OPTIONAL_KEY = 'Required for a ciphertext of an asymmetric key. A symmetric ciphertext names its key.';
const MAC_MESSAGE: MemberText = { label: 'Message', help: 'Hash longer messages in your program first.' };
const DIGEST_MESSAGE: MemberText = {
  label: 'Message',
  help: 'The message, or its digest or mu: see the message type.',
};
const KEY_OR_ALIAS: MemberText = { label: 'Key', help: 'Key ID, key ARN, alias name or alias ARN.' };

type OwnMember = { [N in OperationName]: `${N}.${Extract<keyof InputOf<N>, string>}` }[OperationName];

/** The words where a member means something else in one operation. */
const OWN: Partial<Readonly<Record<OwnMember, MemberText>>> = {
  'CancelKeyDeletion.KeyId': { label: 'Key', help: 'Key ID or key ARN of a key that is pending deletion.' },
  'Decrypt.EncryptionContext': { label: 'Encryption context', help: 'The same pairs that were used to encrypt.' },
  'Decrypt.KeyId': { label: 'Key', help: OPTIONAL_KEY },
  'Decrypt.EncryptionAlgorithm': {
    label: 'Encryption algorithm',
    help: 'The algorithm that encrypted the ciphertext. Default: SYMMETRIC_DEFAULT.',
  },
  'GenerateDataKey.KeySpec': DATA_KEY_SPEC,
  'GenerateDataKey.NumberOfBytes': DATA_KEY_BYTES,
  'GenerateDataKeyWithoutPlaintext.KeySpec': DATA_KEY_SPEC,
  'GenerateDataKeyWithoutPlaintext.NumberOfBytes': DATA_KEY_BYTES,
  'GenerateMac.Message': MAC_MESSAGE,
  'VerifyMac.Message': MAC_MESSAGE,
  'ListAliases.KeyId': { label: 'Key', help: 'Lists only the aliases of this key. Key ID or key ARN.' },
  'ReEncrypt.SourceKeyId': { label: 'Source key', help: OPTIONAL_KEY },
  'RetireGrant.KeyId': { label: 'Key', help: 'Key ARN. Give it with the grant ID, or give a grant token instead.' },
  'Sign.Message': DIGEST_MESSAGE,
  'Verify.Message': DIGEST_MESSAGE,
};

/** The words for a member of an input, also inside a structure. */
export function memberText(operation: OperationName, name: string): MemberText {
  const own = OWN[`${operation}.${name}` as OwnMember];
  if (own) return own;
  return name === 'KeyId' && takesAliases(operation) ? KEY_OR_ALIAS : TEXTS[name as MemberName];
}
