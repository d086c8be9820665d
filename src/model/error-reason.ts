/**
 * Why a call failed, as data: the check that failed, with its facts. AWS does not send it. Explanations are chosen by
 * it, because one error name stands for many checks.
 */
import type { DecidingKind } from './decision.ts';
import type { PolicyErrorCode, PolicyPath } from './policy-check.ts';

/** The checks, each with the name of its error. A check that needs no explanation of its own is not listed. */
export const ERROR_CHECKS = {
  /** Step 4 of the request pipeline; see DenialReason. */
  authorization: 'AccessDeniedException',
  'reserved-alias': 'NotAuthorizedException',
  'missing-key': 'NotFoundException',
  'missing-alias': 'NotFoundException',
  'missing-grant': 'NotFoundException',
  'policy-name': 'NotFoundException',
  'key-id-form': 'NotFoundException',
  /** The ARN is of another Region than the request. */
  'arn-region': 'NotFoundException',
  'alias-not-accepted': 'InvalidArnException',
  'not-a-key-arn': 'InvalidArnException',
  'missing-principal': 'InvalidArnException',
  /** The bytes are not a ciphertext of this sandbox: the format, its version or its length. */
  'ciphertext-form': 'InvalidCiphertextException',
  /** The ciphertext names key material that its key does not have. */
  'ciphertext-material': 'InvalidCiphertextException',
  /** The authentication tag does not match the ciphertext and the encryption context. */
  'ciphertext-tag': 'InvalidCiphertextException',
  'asymmetric-ciphertext': 'InvalidCiphertextException',
  'encapsulation-length': 'InvalidCiphertextException',
  'key-usage': 'InvalidKeyUsageException',
  'key-algorithm': 'InvalidKeyUsageException',
  'data-key-under-asymmetric': 'InvalidKeyUsageException',
  /** A request quota is used up. */
  'request-quota': 'ThrottlingException',
  /** A request quota is used up, and the paused clock does not refill it. */
  'paused-quota': 'ThrottlingException',
  'keys-quota': 'LimitExceededException',
  'aliases-quota': 'LimitExceededException',
  'grants-quota': 'LimitExceededException',
  'rotations-quota': 'LimitExceededException',
  'key-stores-quota': 'LimitExceededException',
  'policy-size': 'LimitExceededException',
  /** An error in the policy document; see PolicyReason. */
  'policy-document': 'MalformedPolicyDocumentException',
  /** A principal of the policy document is not an ARN; see PolicyReason. */
  'policy-principal': 'InvalidArnException',
  'policy-lock-out': 'MalformedPolicyDocumentException',
  'reserved-tag': 'TagException',
  'repeated-tag': 'TagException',
  'tags-quota': 'TagException',
  'digest-custody': 'UnsupportedOperationException',
  'strict-custody': 'UnsupportedOperationException',
  'spec-region': 'UnsupportedOperationException',
  /** The key cannot rotate, at least not as requested. */
  'rotation-key': 'UnsupportedOperationException',
  /** Automatic rotation of imported material that can rotate on demand. */
  'rotation-imported': 'UnsupportedOperationException',
  'not-primary-key': 'UnsupportedOperationException',
  /** KMS generated the key material. */
  'import-origin': 'UnsupportedOperationException',
  /** The wrapping algorithm or wrapping key spec does not suit the key. */
  'import-wrapping': 'UnsupportedOperationException',
  /** The wrapped material does not have the length that the wrapping key gives. */
  'import-size': 'ValidationException',
  /** The material was not wrapped under the public key of the token, or was changed. */
  'import-unwrap': 'InvalidCiphertextException',
  /** The token was changed, or is of another key. */
  'import-token': 'InvalidImportTokenException',
  /** The bytes are not key material for a key of this spec. */
  'import-material': 'IncorrectKeyMaterialException',
  /** The key has other material, or already has this material. */
  'other-material': 'IncorrectKeyMaterialException',
  'pending-material': 'KMSInvalidStateException',
  'no-pending-material': 'KMSInvalidStateException',
  'missing-material': 'NotFoundException',
  /** The cluster of a CloudHSM key store cannot be used. */
  'cloudhsm-cluster': 'KMSInvalidStateException',
  /** The proxy of an external key store gave no answer, refused, or gave an untrue one. */
  'xks-proxy': 'KMSInvalidStateException',
  'public-key-of-symmetric': 'UnsupportedOperationException',
  'new-policy-name': 'UnsupportedOperationException',
  'public-key': 'ValidationException',
  /** The Region cannot have a replica of the key, or is its primary Region already. */
  'replica-region': 'ValidationException',
} as const;

/** A name of ERROR_CHECKS. */
export type ErrorCheck = keyof typeof ERROR_CHECKS;

/**
 * What prevents a call whatever policies allow. `missing-key`: the key that the ciphertext names does not exist in this
 * Region. `other-account`: the operation is not available for keys of other accounts. `aws-key-policy`: nobody can
 * change the policy of a key that AWS manages.
 */
export type DenialObstacle = 'missing-key' | 'other-account' | 'aws-key-policy';

/** A denied call. */
export interface DenialReason {
  readonly check: 'authorization';
  readonly action: string;
  /** What the action was denied on. `none`: the operation has no resource, so no key policy is evaluated. */
  readonly resource: 'none' | 'store' | 'key' | 'alias' | 'ciphertext';
  /** The policy type that denied, or that would have had to allow. */
  readonly policyType: Exclude<DecidingKind, 'none' | 'grant'>;
  /** Whether a Deny statement decided. */
  readonly explicit: boolean;
  /** Why no Allow could help. Absent: one could. */
  readonly obstacle?: DenialObstacle;
}

/** Why a policy document is rejected: its first error. */
export interface PolicyReason {
  readonly check: 'policy-document' | 'policy-principal';
  readonly code: Exclude<PolicyErrorCode, 'TooLarge' | 'LockOut'>;
  /** Where the error is in the document. */
  readonly path: PolicyPath;
  /** Sid of the statement, or `#1` for the first one if it has none. */
  readonly statement?: string;
  /** What the error is about, where it is text: a missing element, a principal, an operator, a Sid. */
  readonly value?: string;
}

/** Why a call failed. */
export type ErrorReason =
  DenialReason | PolicyReason | { readonly check: Exclude<ErrorCheck, DenialReason['check'] | PolicyReason['check']> };
