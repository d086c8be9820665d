/** Explanations of the checks that fail a call, where the name of the error alone does not tell which one it was. */
import type { DenialReason, ErrorCheck, ErrorReason, PolicyReason } from '../../model/error-reason.ts';
import type { ErrorWords } from './error-texts.ts';

const DECRYPT_NEXT =
  'Use the unmodified ciphertext and the same encryption context. Names and values are case-sensitive.';
const CANNOT_DECRYPT =
  'The ciphertext cannot be decrypted: it was modified, is not from this sandbox, or the encryption context differs.';

/** A check whose explanation depends on nothing else. */
type PlainCheck = Exclude<ErrorCheck, DenialReason['check'] | PolicyReason['check']>;

/** One row per check, apart from authorization and policy documents. */
export const REASON_WORDS: Readonly<Record<PlainCheck, ErrorWords>> = {
  'reserved-alias': {
    happened: 'Alias names that start with alias/aws/ are reserved for AWS services.',
    next: 'Use another alias name. No caller can create, change or delete an alias with this prefix.',
  },
  'missing-key': {
    happened: 'The key does not exist in this account and Region, or it was deleted.',
    next: 'Check the key ID, the account and the Region.',
  },
  'missing-alias': {
    happened: 'The alias does not exist in this account and Region.',
    next: 'Check the alias name, the account and the Region. Aliases are case-sensitive.',
  },
  'missing-grant': {
    happened: 'The key has no grant with this ID.',
    next: 'ListGrants returns the grants of the key. A retired or revoked grant no longer exists.',
  },
  'policy-name': {
    happened: 'The key has no policy with this name.',
    next: 'Use the policy name default, or omit it. A key has only this policy.',
  },
  'key-id-form': {
    happened: 'The value does not have the form of a key ID.',
    next: 'Enter a key ID, a key ARN, or an alias that starts with alias/.',
  },
  'arn-region': {
    happened: 'The ARN names a resource in another Region than the request.',
    next: 'Switch to the Region in the ARN, or use the ARN of a key in this Region.',
  },
  'alias-not-accepted': {
    happened: 'This operation does not accept an alias.',
    next: 'Enter the key ID or the key ARN.',
  },
  'not-a-key-arn': {
    happened: 'The ARN is not that of a KMS key or alias.',
    next: 'Enter a key ID or an ARN of the form arn:aws:kms:REGION:ACCOUNT:key/KEY-ID.',
  },
  'missing-principal': {
    happened: 'The ARN does not name a principal that exists in this sandbox.',
    next: 'Check the ARN, or create the principal in the Directory.',
  },
  'ciphertext-form': {
    happened: CANNOT_DECRYPT,
    next: 'Check that the whole ciphertext was copied, and that it was decoded from base64 exactly once.',
    hidden:
      'The bytes do not have the format of a ciphertext of this sandbox. The encryption context was not compared.',
  },
  'ciphertext-material': {
    happened: CANNOT_DECRYPT,
    next: DECRYPT_NEXT,
    hidden: 'The ciphertext names key material that this key does not have. The encryption context was not compared.',
  },
  'ciphertext-tag': {
    happened: CANNOT_DECRYPT,
    next: DECRYPT_NEXT,
    hidden: 'The authentication tag does not match: bytes of the ciphertext or the encryption context differ.',
  },
  'asymmetric-ciphertext': {
    happened: 'The ciphertext cannot be decrypted with this key and algorithm, or it was modified.',
    next: 'Select the algorithm used to encrypt and use the exact ciphertext.',
  },
  'encapsulation-length': {
    happened: 'The ciphertext does not have the length that this key spec requires.',
    next: 'Use the complete SharedSecretCiphertextBlob.',
  },
  'key-usage': {
    happened: 'The key usage does not permit this operation.',
    next: 'Choose a key with the required usage. The usage of a key cannot be changed.',
  },
  'key-algorithm': {
    happened: 'The key spec does not support this algorithm.',
    next: 'Choose an algorithm of the key: DescribeKey and the page of the key list them.',
  },
  'data-key-under-asymmetric': {
    happened: 'Data keys can only be generated under a symmetric encryption key.',
    next: 'Choose a key with key spec SYMMETRIC_DEFAULT.',
  },
  'request-quota': {
    happened: 'The account has used its request quota in this Region.',
    next: 'Retry with exponential backoff, or reuse data keys. Settings can turn request quotas off.',
  },
  'paused-quota': {
    happened: 'The account has used its request quota in this Region, and the simulated clock is paused.',
    next: 'Run or advance the clock: the quota refills with it. Settings can turn request quotas off.',
  },
  'keys-quota': {
    happened: 'The account has the maximum number of keys in this Region.',
    next: 'Schedule the deletion of keys that you do not need. They count until they are deleted.',
  },
  'aliases-quota': {
    happened: 'The key has the maximum number of aliases.',
    next: 'Delete an alias of the key that you do not need.',
  },
  'grants-quota': {
    happened: 'The key has the maximum number of grants.',
    next: 'Retire or revoke grants of the key that are not needed.',
  },
  'rotations-quota': {
    happened: 'The key has had the maximum number of on-demand rotations.',
    next: 'The maximum is for the life of a key. Enable automatic rotation, or create a new key.',
  },
  'key-stores-quota': {
    happened: 'The account already has the maximum number of custom key stores in this Region.',
    next: 'Delete a key store that you no longer need, or request an increase of the quota.',
  },
  'policy-size': {
    happened: 'The key policy exceeds the maximum size.',
    next: 'Make the policy smaller, or move permissions to IAM policies and grants.',
  },
  'policy-lock-out': {
    happened: 'With this key policy, the caller could not change the key policy again.',
    next: 'Allow the caller kms:PutKeyPolicy, or set BypassPolicyLockoutSafetyCheck.',
  },
  'reserved-tag': {
    happened: 'Tag keys that start with aws: are reserved.',
    next: 'Use another tag key.',
  },
  'repeated-tag': {
    happened: 'Two tags of the request have the same key.',
    next: 'Use each tag key once.',
  },
  'tags-quota': {
    happened: 'The key would have more than the maximum number of tags.',
    next: 'Remove tags of the key that you do not need.',
  },
  'digest-custody': {
    happened: 'This key cannot sign digests because it has no wrapped copy.',
    next: 'Sign the message with MessageType RAW, or create a key with custody “complete”.',
  },
  'strict-custody': {
    happened: 'This browser cannot create a native key of this key spec, and custody “strict” requires one.',
    next: 'Create the key with custody “native” or “complete”, or choose another key spec.',
  },
  'spec-region': {
    happened: 'The key spec is not available in this Region.',
    next: 'Choose another key spec or another Region.',
  },
  'rotation-key': {
    happened:
      'Only symmetric encryption keys rotate: automatically if KMS generated the material, on demand also if it is imported.',
    next: 'To replace the material of this key, create a new key and move its alias.',
  },
  'rotation-imported': {
    happened: 'The material of this key is imported. Automatic rotation needs material that KMS generates.',
    next: 'Import new key material, then rotate the key on demand.',
  },
  'not-primary-key': {
    happened: 'The key is not a multi-Region primary key.',
    next: 'Call its primary Region, which DescribeKey returns. A single-Region key cannot be replicated: create a multi-Region key instead.',
  },
  'import-origin': {
    happened: 'KMS generates the key material of this key, so none can be imported.',
    next: 'Create a key with Origin EXTERNAL. The origin of a key cannot be changed.',
  },
  'import-wrapping': {
    happened: 'The wrapping algorithm or the wrapping key spec does not suit the key spec in this Region.',
    next: 'RSA private keys need RSA_AES_KEY_WRAP_SHA_256, symmetric and HMAC keys RSAES_OAEP_SHA_256.',
  },
  'import-size': {
    happened: 'The wrapped key material does not have the length that the wrapping key and algorithm produce.',
    next: 'Wrap the key material with the downloaded public key, and import the file as binary.',
  },
  'import-unwrap': {
    happened: 'The key material cannot be unwrapped.',
    next: 'Use the public key and the import token of the same response, and the wrapping algorithm chosen there.',
  },
  'import-token': {
    happened: 'The import token was changed, or is of another key.',
    next: 'Call GetParametersForImport for this key, and use its token and public key.',
  },
  'import-material': {
    happened: 'The bytes are not key material for this key spec.',
    next: 'Symmetric material has 32 bytes (16 in China Regions), a private key is PKCS#8 DER of the size or curve of the key.',
  },
  'other-material': {
    happened: 'The key material is not the one that this import type expects.',
    next: 'Import the original key material again. For other material of a symmetric key, use NEW_KEY_MATERIAL.',
  },
  'pending-material': {
    happened: 'Other key material of this key is pending rotation.',
    next: 'Rotate the key on demand, or delete the pending key material.',
  },
  'no-pending-material': {
    happened: 'No imported key material is pending rotation.',
    next: 'Import new key material first. A multi-Region key needs it in each Region.',
  },
  'missing-material': {
    happened: 'The key has no key material with this ID.',
    next: 'ListKeyRotations with ALL_KEY_MATERIAL lists the key materials of a key.',
  },
  'cloudhsm-cluster': {
    happened: 'AWS KMS cannot use the CloudHSM cluster of the key store.',
    next: 'Repair the cluster on the page of the key store. Then disconnect the key store, and connect it again.',
  },
  'xks-proxy': {
    happened: 'The external key store proxy did not do what AWS KMS asked.',
    next: 'The message names the cause. The page of external key managers shows the requests, keys and faults of a simulated proxy.',
  },
  'public-key-of-symmetric': {
    happened: 'The key is symmetric, so it has no public key.',
    next: 'Choose an asymmetric key.',
  },
  'new-policy-name': {
    happened: 'A key policy cannot have this name.',
    next: 'Use the policy name default, or omit it.',
  },
  'public-key': {
    happened: 'The public key is not valid for this key.',
    next: 'Use a public key on the same curve in SubjectPublicKeyInfo form, as GetPublicKey returns it.',
  },
  'replica-region': {
    happened: 'This Region cannot be chosen for the key.',
    next: 'Choose another Region of the same partition.',
  },
};

/** What may hold the Deny, or has to hold the Allow. */
const POLICY: Readonly<Record<DenialReason['policyType'], string>> = {
  'key-policy': 'the key policy',
  'trust-policy': 'the trust policy of the role',
  'identity-policy': 'an identity policy of the caller',
  boundary: 'the permissions boundary of the caller',
  'session-policy': 'the session policy of the caller',
  scp: 'the service control policies of the caller’s account',
  rcp: 'the resource control policies of the key’s account',
  'endpoint-policy': 'the policy of the VPC endpoint',
};

/** What to do about a denial; undefined where an Allow statement helps. */
function nextOf({ action, policyType, explicit, obstacle }: DenialReason): string | undefined {
  if (explicit) return 'View the decision to see the statement, then change it, the request or the caller.';
  if (obstacle === 'other-account') return 'Call this operation as a principal of the account that owns the key.';
  if (policyType !== 'key-policy') return undefined;
  if (obstacle === 'aws-key-policy') return 'AWS manages the policy of this key. Use a customer managed key instead.';
  // A key policy allows it only to the accounts that take part in the grant.
  if (action === 'kms:RetireGrant') return 'Retire the grant as its retiring principal, or revoke it.';
  return 'Add an Allow statement to the key policy, or switch to another caller.';
}

/** The explanation of a denied call. A ciphertext names its key, and AWS then tells nothing about that key. */
export function denialWords(reason: DenialReason): ErrorWords {
  const { action, resource, policyType, explicit, obstacle } = reason;
  if (obstacle === 'missing-key')
    return {
      happened: 'The key of the ciphertext does not exist here, or the caller is not authorized to use it.',
      next: 'Switch to the account and the Region in which the ciphertext was encrypted.',
      hidden: 'The key that the ciphertext names does not exist in this account and Region.',
    };
  const policy = POLICY[policyType];
  const cause =
    obstacle === 'other-account' && !explicit
      ? `${action} is not available for keys of other accounts.`
      : explicit
        ? `A Deny statement in ${policy} applies to ${action}.`
        : `${action} is not allowed: no statement in ${policy} allows it.`;
  const next = nextOf(reason) ?? `Add an Allow statement to ${policy} in the Directory, or switch to another caller.`;
  if (resource !== 'ciphertext') return { happened: cause, next };
  return { happened: 'The caller is not authorized to use the key of this ciphertext.', next, hidden: cause };
}

/** The name of a statement, or of the whole document. */
const placeOf = ({ statement }: PolicyReason): string =>
  statement === undefined ? 'The policy' : `Statement ${statement}`;

/** What an error is about: the value that the error names, or the element at its place. */
const subjectOf = ({ value, path }: PolicyReason): string =>
  value ?? path.findLast((step) => typeof step === 'string') ?? 'the document';

/** The element at the place of an error. */
const elementOf = ({ path }: PolicyReason): string =>
  path.findLast((step): step is string => typeof step === 'string') ?? 'the document';

/** One row per error of a policy document. */
const POLICY_WORDS: Readonly<Record<PolicyReason['code'], (reason: PolicyReason) => ErrorWords>> = {
  NotJson: () => ({
    happened: 'The policy is not valid JSON.',
    next: 'Correct the JSON: check quotation marks, commas and brackets.',
  }),
  DuplicateMember: (reason) => ({
    happened: `${placeOf(reason)} has the name ${subjectOf(reason)} twice in one object.`,
    next: 'Combine both, or remove one of them.',
  }),
  WrongType: (reason) => ({
    happened: `${placeOf(reason)}: the value of ${elementOf(reason)} has the wrong type.`,
    next: 'Most elements take a string or an array of strings. Statement, Principal and Condition take objects.',
  }),
  UnknownElement: (reason) => ({
    happened: `${placeOf(reason)} has the element ${elementOf(reason)}, which a policy cannot have here.`,
    next: 'Correct the name of the element, which is case-sensitive, or remove the element.',
  }),
  MissingElement: (reason) => ({
    happened: `${placeOf(reason)} lacks the element ${subjectOf(reason)}.`,
    next: 'Add the element.',
  }),
  ConflictingElements: (reason) => ({
    happened: `${placeOf(reason)} has both ${subjectOf(reason)} and Not${subjectOf(reason)}.`,
    next: 'Remove one of the two elements.',
  }),
  InvalidValue: (reason) => ({
    happened: `${placeOf(reason)}: the value of ${elementOf(reason)} is not valid.`,
    next: 'Correct the value. Effect is Allow or Deny, an action is service:Name, and a resource is an ARN or *.',
  }),
  UnknownOperator: (reason) => ({
    happened: `${placeOf(reason)} uses the condition operator ${subjectOf(reason)}, which does not exist.`,
    next: 'Correct the operator, for example StringEquals or Bool.',
  }),
  DuplicateSid: (reason) => ({
    happened: `Two statements have the Sid ${subjectOf(reason)}.`,
    next: 'Give each statement its own Sid.',
  }),
  InvalidPrincipal: (reason) => ({
    happened: `${placeOf(reason)}: ${subjectOf(reason)} is not a principal.`,
    next: 'Enter an account ID, the ARN of a user, role or session, or *.',
  }),
  UnknownPrincipal: (reason) => ({
    happened: `${placeOf(reason)}: the principal ${subjectOf(reason)} does not exist.`,
    next: 'Correct the principal, or create it in the Directory.',
  }),
  RemovedPrincipal: (reason) => ({
    happened: `${placeOf(reason)}: ${subjectOf(reason)} is the unique ID of a deleted user or role.`,
    next: 'Replace the unique ID with the ARN of a principal that exists, or remove it.',
  }),
  OverlyPermissiveCondition: (reason) => ({
    happened: `${placeOf(reason)}: ForAllValues also matches a request that lacks the condition key.`,
    next: 'Use the operator without ForAllValues: the condition key has one value.',
  }),
};

/** The explanation of a rejected policy document. */
export function policyWords(reason: PolicyReason): ErrorWords {
  return POLICY_WORDS[reason.code](reason);
}

/** The explanation of the check that failed. */
export function reasonWords(reason: ErrorReason): ErrorWords | undefined {
  if (reason.check === 'authorization') return denialWords(reason);
  if (reason.check === 'policy-document' || reason.check === 'policy-principal') return policyWords(reason);
  return Object.hasOwn(REASON_WORDS, reason.check) ? REASON_WORDS[reason.check] : undefined;
}
