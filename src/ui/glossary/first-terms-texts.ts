import type { GlossaryTerm } from './glossary-term.ts';

const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide';
const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const API = 'https://docs.aws.amazon.com/kms/latest/APIReference';
const SDK = 'https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide';

/** The first half of the glossary, from `additional-authenticated-data` to `import-token`, by ID. */
export const FIRST_TERMS = {
  'additional-authenticated-data': {
    term: 'Additional authenticated data (AAD)',
    text: 'Additional authenticated data is data that an authenticated cipher protects from change but does not encrypt. The same data must be supplied to decrypt. The encryption context of KMS is additional authenticated data.',
    see: ['encryption-context', 'aes-gcm'],
  },
  abac: {
    term: 'Attribute-based access control (ABAC)',
    text: 'Attribute-based access control decides by properties of the caller and the resource, such as tags and aliases, instead of by their names. KMS supports it with the condition keys `aws:ResourceTag/…`, `aws:PrincipalTag/…`, `kms:RequestAlias` and `kms:ResourceAliases`.',
    correction: {
      wrong: 'A policy that tests `aws:ResourceTag` is an alias-based policy.',
      right:
        '`aws:ResourceTag` tests tags. `kms:RequestAlias` tests the alias in the request, and `kms:ResourceAliases` tests the aliases of the key.',
    },
    source: `${KMS}/abac.html`,
    see: ['alias', 'tag', 'condition-key'],
  },
  'access-denied': {
    term: 'AccessDeniedException',
    text: '`AccessDeniedException` is the error of a call that is not authorized: nothing allows it, or a statement denies it. Strongroom shows which policy decided and which change would allow the call.',
    source: `${API}/CommonErrors.html`,
    see: ['explicit-deny', 'implicit-deny'],
  },
  'aes-gcm': {
    term: 'AES-GCM',
    text: 'AES-GCM is a symmetric cipher that encrypts data and detects every change to it. Symmetric encryption KMS keys use it with 256-bit keys. An initialization vector must never be used twice with the same key.',
    source: `${KMS}/symmetric-asymmetric.html`,
    see: ['additional-authenticated-data', 'authentication-tag', 'initialization-vector'],
  },
  alias: {
    term: 'Alias',
    text: 'An alias is a name that points to one KMS key at a time in one account and Region, such as `alias/app`. It can be moved to another key without a change to the programs that use it. Aliases and keys are separate resources: deleting an alias does not delete its key.',
    source: `${KMS}/kms-alias.html`,
    see: ['key-id', 'abac'],
  },
  arn: {
    term: 'Amazon Resource Name (ARN)',
    text: 'An ARN is the unique name of an AWS resource, with its service, Region and account. A KMS key in another account can be named only by its ARN or by the ARN of its alias.',
    source: `${KMS}/concepts.html`,
    see: ['key-id', 'alias'],
  },
  'asymmetric-key': {
    term: 'Asymmetric KMS key',
    text: 'An asymmetric KMS key is a public key and a private key that belong together. The private key never leaves KMS unencrypted. The public key can be downloaded and used outside of KMS.',
    source: `${KMS}/symmetric-asymmetric.html`,
    see: ['public-key', 'key-usage'],
  },
  audit: {
    term: 'Audit log',
    text: 'The audit log of a sandbox stores one event for each call, denied and failed calls included. Activity shows it. Facts that AWS does not record are stored beside the CloudTrail record, not in it.',
    see: ['cloudtrail', 'event'],
  },
  'authentication-tag': {
    term: 'Authentication tag',
    text: 'An authentication tag is a short value that an authenticated cipher computes over ciphertext and additional authenticated data. Decryption fails if either has changed. In AES-GCM it has 16 bytes.',
    see: ['aes-gcm', 'additional-authenticated-data'],
  },
  'aws-managed-key': {
    term: 'AWS managed key',
    text: 'An AWS managed key is a KMS key in your account that an AWS service creates, manages and uses on your behalf. Its alias begins with `alias/aws/`. You can see it and its policy, but you cannot change, disable or delete it.',
    source: `${KMS}/concepts.html`,
    see: ['customer-managed-key', 'aws-owned-key'],
  },
  'aws-owned-key': {
    term: 'AWS owned key',
    text: 'An AWS owned key is a KMS key that an AWS service owns and uses in several accounts. It is not in your account: you cannot see it, it is in none of your logs, and its use does not count against your quotas.',
    source: `${KMS}/concepts.html`,
    see: ['aws-managed-key', 'customer-managed-key'],
  },
  backoff: {
    term: 'Exponential backoff with jitter',
    text: 'Exponential backoff is a retry strategy in which the maximum delay doubles after each failed attempt, up to a limit. Jitter makes each delay random, so that clients that failed together do not retry together.',
    source: 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html',
    see: ['throttling', 'request-quota'],
  },
  'blast-radius': {
    term: 'Blast radius',
    text: 'The blast radius of a change is everything that stops working because of it, now or later. For a KMS key these are files, tenants, grants, replica keys and running programs.',
    see: ['unusable-key', 'key-deletion'],
  },
  'bucket-key': {
    term: 'S3 Bucket Key',
    text: 'An S3 Bucket Key is a key that Amazon S3 gets from KMS for a bucket and uses for a limited time to create data keys for objects. It reduces calls to KMS. Events then name the bucket instead of the object in the encryption context.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html',
    see: ['data-key', 'encryption-context'],
  },
  'imported-key-material': {
    term: 'Imported key material',
    text: 'Imported key material is key material that you generate outside of AWS and import into a KMS key of the origin `EXTERNAL`. It can expire, and you can delete it at once. You are responsible for a copy: KMS cannot give it back.',
    source: `${KMS}/importing-keys.html`,
    see: ['key-material', 'import-token'],
  },
  ciphertext: {
    term: 'Ciphertext',
    text: 'Ciphertext is encrypted data. The ciphertext of a symmetric encryption KMS key names its key, so KMS finds the key without being told.',
    correction: {
      wrong: 'Decrypt needs the KMS key that encrypted the data.',
      right:
        '`KeyId` of Decrypt is optional for ciphertext of a symmetric encryption key, and good practice. It is required for an asymmetric key.',
    },
    source: `${API}/API_Decrypt.html`,
    see: ['plaintext', 'data-key'],
  },
  cloudhsm: {
    term: 'AWS CloudHSM key store',
    text: 'An AWS CloudHSM key store is a custom key store backed by an AWS CloudHSM cluster of yours. The key material of its KMS keys is created in the cluster and does not leave it.',
    source: `${KMS}/keystore-cloudhsm.html`,
    see: ['custom-key-store', 'external-key-store'],
  },
  cloudtrail: {
    term: 'CloudTrail record',
    text: 'A CloudTrail record is the JSON that AWS CloudTrail writes for one call of an AWS API. It has the caller, the operation, the key and the encryption context, but neither plaintext nor key material.',
    source: `${KMS}/logging-using-cloudtrail.html`,
    see: ['event', 'audit'],
  },
  'condition-key': {
    term: 'Condition key',
    text: 'A condition key is a name of a value of the request, the caller or the resource that a policy statement can test, such as `kms:ViaService`. A condition on a key that the request does not have is usually not satisfied.',
    source: `${KMS}/policy-conditions.html`,
    see: ['policy-statement', 'via-service'],
  },
  'confused-deputy': {
    term: 'Confused deputy problem',
    text: 'A confused deputy is a service that uses its own permissions for a caller who does not have them. Condition keys such as `aws:SourceAccount` and `aws:SourceArn` restrict a service to calls for the right resources.',
    source: `${IAM}/confused-deputy.html`,
    see: ['service-principal', 'via-service'],
  },
  'cross-account': {
    term: 'Cross-account access',
    text: 'Cross-account access is the use of a KMS key by a principal of another account. Both sides must allow it: the key policy of the key, and an IAM policy in the account of the principal.',
    source: `${KMS}/key-policy-modifying-external-accounts.html`,
    see: ['key-policy', 'iam-policy'],
  },
  'crypto-shredding': {
    term: 'Crypto-shredding',
    text: 'Crypto-shredding makes data unreadable by destroying every key that can decrypt it, instead of the data. It is complete only when no other copy of the key, no cached data key and no plaintext copy exists.',
    see: ['key-deletion', 'tenant-isolation'],
  },
  'custom-key-store': {
    term: 'Custom key store',
    text: 'A custom key store is a place outside of the default key store of KMS that holds the key material of KMS keys: an AWS CloudHSM cluster or an external key manager. If it is disconnected, its keys cannot be used.',
    source: `${KMS}/key-store-overview.html`,
    see: ['cloudhsm', 'external-key-store'],
  },
  'customer-managed-key': {
    term: 'Customer managed key',
    text: 'A customer managed key is a KMS key that you create, own and manage. You control its policy, its state, its aliases, its rotation and its deletion.',
    source: `${KMS}/concepts.html`,
    see: ['aws-managed-key', 'aws-owned-key'],
  },
  'data-key': {
    term: 'Data key',
    text: 'A data key is a symmetric key that encrypts data outside of KMS. GenerateDataKey returns two copies: a plaintext copy to use and then overwrite, and a copy encrypted under a KMS key to store with the data. KMS stores and tracks neither.',
    correction: {
      wrong: 'Data keys are derived from a KMS key.',
      right: 'Data keys are random. The KMS key only encrypts them.',
    },
    source: `${KMS}/data-keys.html`,
    see: ['encrypted-data-key', 'envelope-encryption'],
  },
  'data-key-caching': {
    term: 'Data key caching',
    text: 'Data key caching is the use of one plaintext data key for several messages, within limits of age, messages and bytes. It reduces calls to KMS. More data depends on each data key, and a disabled KMS key takes effect later.',
    source: `${SDK}/data-key-caching.html`,
    see: ['data-key', 'request-quota', 'unusable-key'],
  },
  'digital-signature': {
    term: 'Digital signature',
    text: 'A digital signature is a value that a private key computes over a message, and that everyone with the public key can verify. It shows that the message has not changed and that the owner of the private key signed it.',
    source: `${API}/API_Sign.html`,
    see: ['public-key', 'message-digest', 'hmac'],
  },
  'dry-run': {
    term: 'Dry run',
    text: 'A dry run is a call with the parameter `DryRun`: KMS checks it and does nothing. A permitted call answers `DryRunOperationException`, any other the error that it would have had.',
    source: `${KMS}/testing-permissions.html`,
    see: ['access-denied'],
  },
  'data-key-pair': {
    term: 'Data key pair',
    text: 'A data key pair is an asymmetric key pair for use outside of KMS. GenerateDataKeyPair returns the public key, the private key in plaintext, and the private key encrypted under a symmetric encryption KMS key.',
    source: `${API}/API_GenerateDataKeyPair.html`,
    see: ['data-key', 'public-key'],
  },
  'grant-constraint': {
    term: 'Grant constraint',
    text: 'A grant constraint limits a grant to requests with an encryption context. `EncryptionContextEquals` needs exactly the given pairs, `EncryptionContextSubset` at least these.',
    source: `${API}/API_GrantConstraints.html`,
    see: ['grant', 'encryption-context'],
  },
  'propagation-delay': {
    term: 'Propagation delay',
    text: 'The propagation delay is the time until a change is effective everywhere. KMS is eventually consistent: a new grant, alias or tag can take up to five minutes to affect authorization. A grant token makes a new grant effective at once.',
    source: `${KMS}/accessing-kms.html`,
    see: ['grant-token', 'abac'],
  },
  'encrypted-data-key': {
    term: 'Encrypted data key',
    text: 'An encrypted data key is a data key encrypted under a KMS key or another wrapping key. It is stored with the data. Decrypt returns its plaintext to a caller who is allowed to use the KMS key.',
    source: `${KMS}/data-keys.html`,
    see: ['data-key', 'envelope-encryption'],
  },
  'encryption-context': {
    term: 'Encryption context',
    text: 'An encryption context is a set of names and values that is bound to a ciphertext of a symmetric encryption KMS key. Decrypt needs exactly the same pairs, in any order and with the same case. They are not secret: CloudTrail records have them in plaintext, and policies can test them.',
    correction: {
      wrong: 'Every KMS key takes an encryption context.',
      right: 'Only symmetric encryption keys do. Asymmetric and HMAC keys do not.',
    },
    source: `${KMS}/encrypt_context.html`,
    see: ['additional-authenticated-data', 'condition-key'],
  },
  'encryption-sdk': {
    term: 'AWS Encryption SDK',
    text: 'The AWS Encryption SDK is a library for envelope encryption with a message format of its own. A message holds the encrypted data keys, the encryption context and the encrypted data.',
    source: `${SDK}/concepts.html`,
    see: ['envelope-encryption', 'keyring'],
  },
  'envelope-encryption': {
    term: 'Envelope encryption',
    text: 'Envelope encryption encrypts data under a data key, and the data key under another key. Data of any size then needs one short call to KMS, and several KMS keys can each encrypt the same data key.',
    source: `${KMS}/concepts.html`,
    see: ['data-key', 'encrypted-data-key'],
  },
  event: {
    term: 'Event',
    text: 'An event is one entry of the audit log: a call with its caller, its result, its CloudTrail record and the decision on it. Tasks of labs name the events that prove them.',
    see: ['audit', 'cloudtrail'],
  },
  'explicit-deny': {
    term: 'Explicit deny',
    text: 'An explicit deny is a policy statement with the effect `Deny` that matches a call. It overrides every allow, also those of grants.',
    source: `${IAM}/reference_policies_evaluation-logic.html`,
    see: ['implicit-deny', 'policy-statement'],
  },
  'external-key-store': {
    term: 'External key store',
    text: 'An external key store is a custom key store backed by a key manager outside of AWS. KMS reaches it through an external key store proxy. Data is encrypted twice: with key material of KMS, and with the external key.',
    source: `${KMS}/keystore-external.html`,
    see: ['custom-key-store', 'xks-proxy'],
  },
  grant: {
    term: 'Grant',
    text: 'A grant is a permission that allows one principal some operations on one KMS key, optionally with a constraint on the encryption context. A grant only allows. It cannot deny.',
    correction: {
      wrong: 'Grants expire after some time.',
      right: 'A grant lasts until it is retired or revoked, or its key is deleted.',
    },
    source: `${KMS}/grants.html`,
    see: ['grant-token', 'grantee-principal', 'retiring-principal'],
  },
  'grant-token': {
    term: 'Grant token',
    text: 'A grant token is a text that CreateGrant returns, with which the permissions of the new grant can be used at once. Without it they can take up to five minutes to be effective everywhere.',
    source: `${KMS}/grant-manage.html`,
    see: ['grant'],
  },
  'grantee-principal': {
    term: 'Grantee principal',
    text: 'The grantee principal of a grant is the principal that gets the permissions.',
    source: `${KMS}/grants.html`,
    see: ['grant', 'retiring-principal'],
  },
  hmac: {
    term: 'HMAC',
    text: 'An HMAC is a message authentication code that is computed with a hash function and a secret key. Everyone who can verify it can also generate it, unlike a digital signature. HMAC KMS keys never leave KMS unencrypted.',
    source: `${KMS}/hmac.html`,
    see: ['digital-signature', 'message-authentication-code'],
  },
  'iam-policy': {
    term: 'IAM policy (identity policy)',
    text: 'An identity policy is a policy attached to an IAM user, group or role. It allows the use of a KMS key only if the key policy lets IAM policies of the account do so.',
    source: `${KMS}/iam-policies.html`,
    see: ['key-policy', 'delegation'],
  },
  'implicit-deny': {
    term: 'Implicit deny',
    text: 'An implicit deny is the result of a call that nothing allows and nothing denies. It is the default.',
    source: `${IAM}/reference_policies_evaluation-logic.html`,
    see: ['explicit-deny'],
  },
  'import-token': {
    term: 'Import token',
    text: 'An import token is a text that GetParametersForImport returns together with a public key for wrapping. ImportKeyMaterial needs both from the same answer, within 24 hours.',
    source: `${KMS}/importing-keys-get-public-key-and-token.html`,
    see: ['imported-key-material'],
  },
} as const satisfies Readonly<Record<string, GlossaryTerm>>;
