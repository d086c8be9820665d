import type { GlossaryTerm } from './glossary-term.ts';

const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide';
const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const API = 'https://docs.aws.amazon.com/kms/latest/APIReference';
const SDK = 'https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide';

/** The second half of the glossary, from `initialization-vector` to `xks-proxy`, by ID. */
export const SECOND_TERMS = {
  'initialization-vector': {
    term: 'Initialization vector (IV)',
    text: 'An initialization vector is a value that makes two encryptions of the same plaintext under the same key differ. It is not secret. In AES-GCM it must be unique for each key.',
    see: ['aes-gcm'],
  },
  'key-agreement': {
    term: 'Key agreement',
    text: 'Key agreement lets two parties compute the same secret, each from its own private key and the public key of the other. DeriveSharedSecret does this with KMS keys of the usage `KEY_AGREEMENT`.',
    source: `${API}/API_DeriveSharedSecret.html`,
    see: ['asymmetric-key', 'key-usage'],
  },
  'key-deletion': {
    term: 'Key deletion',
    text: 'Deletion of a KMS key is scheduled with a waiting period of 7 to 30 days, during which it can be canceled and the key cannot be used. After cancellation the key is disabled. After deletion, nothing encrypted under the key alone can be decrypted.',
    source: `${KMS}/deleting-keys.html`,
    see: ['key-state', 'crypto-shredding'],
  },
  'key-id': {
    term: 'Key ID',
    text: 'A key ID is the identifier of a KMS key in its account and Region. The ID of a multi-Region key begins with `mrk-` and is the same in every Region.',
    source: `${KMS}/concepts.html`,
    see: ['arn', 'alias'],
  },
  'key-last-usage': {
    term: 'Last usage of a key',
    text: 'The last usage of a KMS key is its last successful cryptographic operation. `GetKeyLastUsage` returns the operation and its time. A program that holds a plaintext data key uses that data key without such an operation.',
    source: `${API}/API_GetKeyLastUsage.html`,
    see: ['key-deletion', 'data-key-caching'],
  },
  'key-material': {
    term: 'Key material',
    text: 'Key material is the secret bits that a cryptographic operation uses. A KMS key is metadata and one or more versions of key material. Plaintext key material of a KMS key never leaves the hardware security modules of KMS.',
    source: `${KMS}/concepts.html`,
    see: ['kms-key', 'key-rotation'],
  },
  'key-policy': {
    term: 'Key policy',
    text: 'A key policy is the resource policy of one KMS key, and every KMS key has exactly one. No principal, not even the owner of the account, has a permission on the key unless the key policy gives it or delegates to IAM. In it, `"Resource": "*"` means this key.',
    correction: {
      wrong: 'All resource quotas of a key can be increased, and a key has at most 10,000 grants.',
      right:
        'A key has at most 50,000 grants by default. The size of a key policy, 32 KB, is not adjustable. The quota of custom key stores is adjustable.',
    },
    source: `${KMS}/key-policies.html`,
    see: ['delegation', 'lockout', 'resource-quota'],
  },
  'key-rotation': {
    term: 'Key rotation',
    text: 'Rotation gives a KMS key new key material, while its ID, policy and aliases stay the same. New data is encrypted with the new material, and earlier ciphertext still decrypts. Rotation does not re-encrypt data or data keys.',
    source: `${KMS}/rotate-keys.html`,
    see: ['key-material', 're-encrypt'],
  },
  'key-spec': {
    term: 'Key spec',
    text: 'The key spec of a KMS key is its type and size, such as `SYMMETRIC_DEFAULT`, `RSA_2048` or `ECC_NIST_P256`. It is chosen when the key is created and cannot be changed.',
    source: `${KMS}/symmetric-asymmetric.html`,
    see: ['key-usage'],
  },
  'key-state': {
    term: 'Key state',
    text: 'The key state says what a KMS key can be used for now: `Enabled`, `Disabled`, `PendingDeletion`, `PendingImport`, `Unavailable` and others. KMS checks it after authorization.',
    source: `${KMS}/key-state.html`,
    see: ['unusable-key', 'key-deletion'],
  },
  'key-usage': {
    term: 'Key usage',
    text: 'The key usage of a KMS key is the one group of operations that it can be used for: encryption, signatures, MACs, key agreement or key encapsulation. It is chosen when the key is created and cannot be changed.',
    source: `${API}/API_CreateKey.html`,
    see: ['key-spec', 'digital-signature', 'hmac'],
  },
  keyring: {
    term: 'Keyring',
    text: 'A keyring of the AWS Encryption SDK generates, encrypts and decrypts data keys. It has one or more wrapping keys, KMS keys for example.',
    source: `${SDK}/concepts.html`,
    see: ['encryption-sdk', 'wrapping-key'],
  },
  'kms-key': {
    term: 'KMS key',
    text: 'A KMS key is a logical key in AWS KMS: key material with an ID, a policy, a state and a usage. Programs use it by calls, and never get its secret key material.',
    source: `${KMS}/concepts.html`,
    see: ['key-material', 'customer-managed-key'],
  },
  'least-privilege': {
    term: 'Least privilege',
    text: 'Least privilege means that a principal has only the permissions that it needs. In KMS these are narrow operations, a single key, and conditions on context, tags or services.',
    source: `${IAM}/best-practices.html`,
    see: ['condition-key', 'grant'],
  },
  lockout: {
    term: 'Lock-out',
    text: 'A lock-out is a key policy that leaves no principal able to change it. PutKeyPolicy rejects a policy that would stop its caller from calling PutKeyPolicy again, unless the check is bypassed.',
    source: `${API}/API_PutKeyPolicy.html`,
    see: ['key-policy'],
  },
  'message-authentication-code': {
    term: 'Message authentication code (MAC)',
    text: 'A message authentication code is a value that is computed over a message with a secret key, and that shows that the message has not changed. Generation and verification use the same key.',
    see: ['hmac', 'digital-signature'],
  },
  'message-digest': {
    term: 'Message digest',
    text: 'A message digest is the hash of a message. Sign takes messages of at most 4,096 bytes, so a larger message is hashed first and its digest is sent with the message type `DIGEST`.',
    source: `${API}/API_Sign.html`,
    see: ['digital-signature'],
  },
  'multi-region-key': {
    term: 'Multi-Region key',
    text: 'Multi-Region keys are KMS keys in several Regions with the same key material and key ID: a primary key and its replica keys. Data encrypted in one Region can be decrypted in another. Each has its own policy, aliases, tags and grants.',
    source: `${KMS}/multi-region-keys-overview.html`,
    see: ['primary-key', 'replica-key'],
  },
  'permissions-boundary': {
    term: 'Permissions boundary',
    text: 'A permissions boundary is a policy that limits what the identity policies of a user or role can allow. It allows nothing itself.',
    source: `${IAM}/access_policies_boundaries.html`,
    see: ['iam-policy', 'service-control-policy'],
  },
  plaintext: {
    term: 'Plaintext',
    text: 'Plaintext is data that is not encrypted. Encrypt takes at most 4,096 bytes of it with a symmetric encryption key; larger data is encrypted under a data key.',
    source: `${API}/API_Encrypt.html`,
    see: ['ciphertext', 'data-key'],
  },
  delegation: {
    term: 'Delegation to IAM policies',
    text: 'A key policy delegates to IAM policies by a statement that allows the account, `arn:aws:iam::111122223333:root`. Identity policies of the account can then allow the use of the key. Without such a statement they have no effect on it.',
    source: `${KMS}/key-policy-default.html`,
    see: ['key-policy', 'iam-policy'],
  },
  'policy-statement': {
    term: 'Policy statement',
    text: 'A policy statement allows or denies principals the use of actions on resources, if its conditions hold. Every element of it must match the call.',
    source: `${IAM}/reference_policies_elements.html`,
    see: ['condition-key', 'explicit-deny'],
  },
  'primary-key': {
    term: 'Primary key',
    text: 'The primary key is the one key of a set of related multi-Region keys that can be replicated and rotated. UpdatePrimaryRegion makes a replica key the primary key.',
    source: `${KMS}/multi-region-keys-overview.html`,
    see: ['multi-region-key', 'replica-key'],
  },
  principal: {
    term: 'Principal',
    text: 'A principal is an identity that can make calls: a user, a role, a session of a role, a service or an account. The principal of a call is its caller. An IAM group is no principal and cannot be named in a key policy.',
    source: `${IAM}/reference_policies_elements_principal.html`,
    see: ['service-principal', 'unique-id'],
  },
  'public-key': {
    term: 'Public key',
    text: 'A public key is the part of an asymmetric key that need not be secret. It encrypts, or verifies signatures, and cannot decrypt or sign. GetPublicKey downloads it; what is done with it outside of KMS is in no log of KMS.',
    source: `${KMS}/download-public-key.html`,
    see: ['asymmetric-key', 'digital-signature'],
  },
  're-encrypt': {
    term: 'ReEncrypt',
    text: 'ReEncrypt decrypts a ciphertext under one KMS key and encrypts it under another, inside KMS. The plaintext does not leave KMS. The caller needs permission on both keys, and the source key must be usable.',
    source: `${API}/API_ReEncrypt.html`,
    see: ['encrypted-data-key', 'key-rotation'],
  },
  region: {
    term: 'Region',
    text: 'A Region is a separate location of AWS with resources of its own. A KMS key, its aliases and its quotas belong to one account and Region.',
    source: `${KMS}/multi-region-keys-overview.html`,
    see: ['multi-region-key', 'request-quota'],
  },
  'replica-key': {
    term: 'Replica key',
    text: 'A replica key is a multi-Region key that ReplicateKey created from the primary key in another Region. It is a complete KMS key: it works when the primary key does not.',
    source: `${KMS}/multi-region-keys-overview.html`,
    see: ['multi-region-key', 'primary-key'],
  },
  'request-quota': {
    term: 'Request quota',
    text: 'A request quota is the maximum number of calls per second that KMS answers. Cryptographic operations on symmetric keys share one quota. Calls above it answer `ThrottlingException`.',
    correction: {
      wrong: 'Request quotas count the calls of an account in all Regions.',
      right: 'They count for each account and Region. A cross-account call counts for the account of the caller.',
    },
    source: `${KMS}/requests-per-second.html`,
    see: ['throttling', 'resource-quota'],
  },
  'resource-quota': {
    term: 'Resource quota',
    text: 'A resource quota is the maximum number or size of resources, such as aliases per key or the size of a key policy. A call that would exceed it answers `LimitExceededException`.',
    correction: {
      wrong: '`LimitExceededException` means that there are too many calls.',
      right: '`LimitExceededException` belongs to resource quotas. Too many calls answer `ThrottlingException`.',
    },
    source: `${KMS}/resource-limits.html`,
    see: ['request-quota', 'throttling'],
  },
  'retiring-principal': {
    term: 'Retiring principal',
    text: 'The retiring principal of a grant is the principal that may end it with RetireGrant when its task is done. Administrators of the key end a grant with RevokeGrant.',
    source: `${KMS}/grants.html`,
    see: ['grant', 'grantee-principal'],
  },
  sandbox: {
    term: 'Sandbox',
    text: 'A sandbox of Strongroom is one isolated set of accounts, principals, keys, logs and time. Each lab has a sandbox of its own, and nothing in it affects another one.',
    see: ['simulated-clock', 'audit'],
  },
  'separation-of-duties': {
    term: 'Separation of duties',
    text: 'Separation of duties gives the management of a key and its use to different principals. The default view of a key policy has administrators and users for this purpose.',
    source: `${KMS}/key-policy-default.html`,
    see: ['key-policy', 'least-privilege'],
  },
  'service-control-policy': {
    term: 'Service control policy (SCP)',
    text: 'A service control policy of AWS Organizations limits what the principals of an account can be allowed. It allows nothing itself.',
    source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html',
    see: ['permissions-boundary', 'explicit-deny'],
  },
  'service-principal': {
    term: 'Service principal',
    text: 'A service principal is the name of an AWS service as a caller, such as `s3.amazonaws.com`.',
    source: `${IAM}/reference_policies_elements_principal.html`,
    see: ['principal', 'confused-deputy'],
  },
  'session-policy': {
    term: 'Session policy',
    text: 'A session policy is a policy that is passed when a session is created, and that limits what the session can be allowed.',
    source: `${IAM}/access_policies.html`,
    see: ['permissions-boundary', 'principal'],
  },
  'simulated-clock': {
    term: 'Simulated clock',
    text: 'The simulated clock is the time of a sandbox. It can be paused and advanced, so that a waiting period of 30 days or a rotation after a year happens at once.',
    see: ['sandbox', 'key-deletion'],
  },
  'symmetric-encryption-key': {
    term: 'Symmetric encryption key',
    text: 'A symmetric encryption key is a KMS key of the spec `SYMMETRIC_DEFAULT`. The same key material encrypts and decrypts, and it never leaves KMS unencrypted.',
    source: `${KMS}/symmetric-asymmetric.html`,
    see: ['aes-gcm', 'data-key'],
  },
  tag: {
    term: 'Tag',
    text: 'A tag is a name with a value on a resource. Tags of a KMS key can decide about access, so permission to change tags is then permission to change access.',
    source: `${KMS}/tagging-keys.html`,
    see: ['abac'],
  },
  'tenant-isolation': {
    term: 'Tenant isolation',
    text: 'Tenant isolation keeps the data of each customer unreadable to all others. With KMS it uses a key per tenant, or one key with the tenant in the encryption context and a policy that tests it.',
    see: ['encryption-context', 'crypto-shredding'],
  },
  throttling: {
    term: 'Throttling',
    text: 'Throttling is the rejection of calls above a request quota, with `ThrottlingException`. The calls can be made again later.',
    source: `${KMS}/throttling.html`,
    see: ['request-quota', 'backoff'],
  },
  'unique-id': {
    term: 'Unique ID',
    text: 'A unique ID is the identifier of one IAM user or role, such as `AIDA…` or `AROA…`. Policies and grants bind to it: a new user of the same name does not get the access of a deleted one.',
    source: `${IAM}/reference_identifiers.html`,
    see: ['principal'],
  },
  'unusable-key': {
    term: 'Unusable key',
    text: 'An unusable key is a KMS key that cannot be used, for example because it is disabled, its material has expired, or its key store is disconnected.',
    correction: {
      wrong: 'It takes a while until a disabled key refuses calls.',
      right:
        'KMS refuses calls almost at once. What is delayed is the effect on programs that still hold a plaintext data key.',
    },
    source: `${KMS}/unusable-kms-keys.html`,
    see: ['key-state', 'data-key-caching'],
  },
  'via-service': {
    term: 'kms:ViaService',
    text: '`kms:ViaService` is a condition key with the service that calls KMS on behalf of a principal, such as `s3.us-east-1.amazonaws.com`. A policy can allow a key only for use through that service.',
    source: `${KMS}/conditions-kms.html`,
    see: ['condition-key', 'confused-deputy'],
  },
  'wrapping-key': {
    term: 'Wrapping key',
    text: 'A wrapping key is a key that encrypts other keys. A KMS key that encrypts data keys is a wrapping key.',
    source: `${SDK}/concepts.html`,
    see: ['envelope-encryption', 'keyring'],
  },
  'xks-proxy': {
    term: 'External key store proxy',
    text: 'An external key store proxy is a server that receives the requests of KMS and passes them to a key manager outside of AWS.',
    source: `${KMS}/keystore-external.html`,
    see: ['external-key-store'],
  },
} as const satisfies Readonly<Record<string, GlossaryTerm>>;
