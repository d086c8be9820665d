/**
 * Explanations of errors: what happened and what to do next. AWS's own name and message are shown unchanged beside
 * them.
 */
import type { KmsErrorName } from '../../model/errors.ts';
import { TAG_CHARACTERS } from '../../model/tag-text.ts';

/** The explanation of an error. */
export interface ErrorWords {
  /** What happened, one sentence. */
  readonly happened: string;
  /** What to do next. */
  readonly next: string;
  /** The cause, where AWS does not tell it. */
  readonly hidden?: string;
}

/** One row per error name that AWS KMS answers. */
export const ERROR_WORDS: Readonly<Record<KmsErrorName, ErrorWords>> = {
  AlreadyExistsException: {
    happened: 'An alias with this name already exists in this account and Region.',
    next: 'Choose another name, or move the existing alias with UpdateAlias.',
  },
  CloudHsmClusterInUseException: {
    happened: 'The CloudHSM cluster already belongs to a key store, or shares a backup with one that does.',
    next: 'Choose another cluster.',
  },
  CloudHsmClusterInvalidConfigurationException: {
    happened: 'The configuration of the CloudHSM cluster does not meet the requirements of a key store.',
    next: 'Check the HSMs, subnets and security group of the cluster on the page of the key store.',
  },
  CloudHsmClusterNotActiveException: {
    happened: 'The CloudHSM cluster is not active.',
    next: 'Initialize and activate the cluster, then try again.',
  },
  CloudHsmClusterNotFoundException: {
    happened: 'The CloudHSM cluster does not exist.',
    next: 'Check the cluster ID and the Region.',
  },
  CloudHsmClusterNotRelatedException: {
    happened: 'The CloudHSM cluster does not share a backup history with the original cluster.',
    next: 'Choose a cluster that was created from a backup of the original one.',
  },
  ConflictException: {
    happened: 'The key cannot be changed now.',
    next: 'Wait until the automatic rotation of the key has run, then try again.',
  },
  CustomKeyStoreHasCMKsException: {
    happened: 'The key store contains KMS keys.',
    next: 'Schedule the deletion of its keys, and delete the key store after their waiting period.',
  },
  CustomKeyStoreInvalidStateException: {
    happened: 'The connection state of the key store does not permit this operation.',
    next: 'Check the connection state on the page of the key store. Connect or disconnect it first.',
  },
  CustomKeyStoreNameInUseException: {
    happened: 'A key store with this name already exists in this account and Region.',
    next: 'Choose another name.',
  },
  CustomKeyStoreNotFoundException: {
    happened: 'The key store does not exist in this account and Region.',
    next: 'Check the key store ID and the Region.',
  },
  DependencyTimeoutException: {
    happened: 'A service that AWS KMS depends on timed out.',
    next: 'Retry the request.',
  },
  DisabledException: { happened: 'The KMS key is disabled.', next: 'Enable the key, then try again.' },
  DryRunOperationException: {
    happened: 'Dry run: the request would have succeeded.',
    next: 'Remove DryRun to run the operation.',
  },
  ExpiredImportTokenException: {
    happened: 'The import token has expired: tokens are valid for 24 hours.',
    next: 'Call GetParametersForImport again and use the new token.',
  },
  IncorrectKeyException: {
    happened: 'The ciphertext was encrypted under a different KMS key.',
    next: 'Specify the key that encrypted it. For a symmetric ciphertext you can omit the key ID.',
  },
  IncorrectKeyMaterialException: {
    happened: 'The key material differs from the material that was imported before.',
    next: 'Import the original key material.',
  },
  IncorrectTrustAnchorException: {
    happened: 'The certificate does not match the trust anchor of the CloudHSM cluster.',
    next: 'Use the certificate with which the cluster was initialized.',
  },
  InvalidAliasNameException: {
    happened: 'The alias name is not valid.',
    next: 'Start with alias/ and use letters, digits and - / _. Names that start with alias/aws/ are reserved.',
  },
  InvalidArnException: {
    happened: 'The ARN is not valid for this parameter.',
    next: 'Compare it with the ARN on the page of the key, or in the Directory.',
  },
  InvalidCiphertextException: {
    happened:
      'The ciphertext cannot be decrypted: it was modified, is not from this sandbox, or the encryption context differs.',
    next: 'Use the unmodified ciphertext and the same encryption context. Names and values are case-sensitive.',
  },
  InvalidGrantIdException: {
    happened: 'The grant ID is not valid.',
    next: 'Copy the grant ID from the response of ListGrants.',
  },
  InvalidGrantTokenException: {
    happened: 'The grant token is not valid.',
    next: 'Use the token of a grant that still exists, as CreateGrant returned it.',
  },
  InvalidImportTokenException: {
    happened: 'The import token does not belong to this key or wrapping key.',
    next: 'Use the token and the public key of the same GetParametersForImport response.',
  },
  InvalidKeyUsageException: {
    happened: 'The key does not support this operation or algorithm.',
    next: 'Choose a key with the required usage and an algorithm that it supports.',
  },
  InvalidMarkerException: {
    happened: 'The pagination marker is not valid.',
    next: 'Start again without a marker.',
  },
  KeyUnavailableException: { happened: 'The key is temporarily unavailable.', next: 'Retry the request.' },
  KMSInternalException: {
    happened: 'An internal error occurred in the sandbox, which is a bug.',
    next: 'Try again. If the error persists, report it with the steps that cause it.',
  },
  KMSInvalidMacException: {
    happened: 'The MAC is not valid for this message and key.',
    next: 'Check the message, the key and the algorithm.',
  },
  KMSInvalidSignatureException: {
    happened: 'The signature is not valid for this message and key.',
    next: 'Check the message, the message type, the key and the algorithm.',
  },
  KMSInvalidStateException: {
    happened: 'The key state does not permit this operation.',
    next: 'Check the key state on the page of the key.',
  },
  LimitExceededException: {
    happened: 'A quota is exceeded.',
    next: 'The message names the quota and its limit.',
  },
  MalformedPolicyDocumentException: {
    happened: 'The policy is not valid.',
    next: 'The findings of the policy editor show each error and its position.',
  },
  NotFoundException: {
    happened: 'The resource does not exist in this account and Region, or it was deleted.',
    next: 'Check the name, the account and the Region.',
  },
  TagException: {
    happened: 'The tags are not valid.',
    next: `Use each tag key once, do not start it with aws:, use at most 50 tags, and only ${TAG_CHARACTERS}.`,
  },
  UnsupportedOperationException: {
    happened: 'The operation is not supported for this key or these parameters.',
    next: 'Check the parameters, and the key spec and origin on the page of the key.',
  },
  XksKeyAlreadyInUseException: {
    happened: 'The external key already belongs to a KMS key of this key store.',
    next: 'Use another external key, or the KMS key that it belongs to.',
  },
  XksKeyInvalidConfigurationException: {
    happened: 'The configuration of the external key is not valid.',
    next: 'Use an enabled AES-256 key that can encrypt and decrypt.',
  },
  XksKeyNotFoundException: {
    happened: 'The external key does not exist.',
    next: 'Check the external key ID in the external key manager.',
  },
  XksProxyIncorrectAuthenticationCredentialException: {
    happened: 'The proxy rejected the credential.',
    next: 'Update the key store with the credential of the proxy.',
  },
  XksProxyInvalidConfigurationException: {
    happened: 'The configuration of the proxy is not valid.',
    next: 'Check the certificate and the key store in the settings of the proxy.',
  },
  XksProxyInvalidResponseException: {
    happened: 'The response of the proxy is not valid.',
    next: 'Check that the proxy implements version 1 of the XKS proxy API.',
  },
  XksProxyUriEndpointInUseException: {
    happened: 'Another key store uses this endpoint.',
    next: 'Use another endpoint, or the connectivity of the other key store.',
  },
  XksProxyUriInUseException: {
    happened: 'Another key store uses this endpoint and path.',
    next: 'Use another path.',
  },
  XksProxyUriUnreachableException: {
    happened: 'KMS cannot reach the proxy.',
    next: 'Check the endpoint and the path, and that the proxy runs.',
  },
  XksProxyVpcEndpointServiceInUseException: {
    happened: 'Another key store uses this endpoint service.',
    next: 'Use another endpoint service.',
  },
  XksProxyVpcEndpointServiceInvalidConfigurationException: {
    happened: 'The configuration of the endpoint service is not valid.',
    next: 'Check the network load balancers, the private DNS name and the allowed principals of the service.',
  },
  XksProxyVpcEndpointServiceNotFoundException: {
    happened: 'The endpoint service does not exist, or KMS may not use it.',
    next: 'Check the service name, and allow the principal of KMS.',
  },
  AccessDeniedException: {
    happened: 'The caller is not authorized to perform this operation.',
    next: 'View the decision to see which policy decided, or switch to another caller.',
  },
  ValidationException: {
    happened: 'A parameter is not valid.',
    next: 'Correct the input as the message says, then try again.',
  },
  SerializationException: {
    happened: 'The request body cannot be parsed.',
    next: 'Check the types of the parameters.',
  },
  ThrottlingException: { happened: 'The request rate is too high.', next: 'Retry with exponential backoff.' },
  NotAuthorizedException: {
    happened: 'The operation is not permitted.',
    next: 'Use other parameters: a different caller or policy does not change this.',
  },
  ExpiredTokenException: {
    happened: 'The security token has expired.',
    next: 'Get new credentials for the role session.',
  },
  UnrecognizedClientException: {
    happened: 'The access key ID or session token does not exist in this sandbox.',
    next: 'Create an access key in the Directory and use it.',
  },
  InvalidSignatureException: {
    happened: 'The request signature does not match.',
    next: 'Check the secret access key, the Region and the clock. The request may have been modified after signing.',
  },
  IncompleteSignatureException: {
    happened: 'The Authorization header is incomplete.',
    next: 'Sign the request with Signature Version 4.',
  },
  IncompleteSignature: {
    happened: 'The Authorization header is incomplete.',
    next: 'Sign the request with Signature Version 4.',
  },
  MissingAuthenticationTokenException: {
    happened: 'The request is not signed.',
    next: 'Sign the request with Signature Version 4, or set signatures to ignored in Settings.',
  },
  RequestEntityTooLargeException: {
    happened: 'The request exceeds the maximum size.',
    next: 'Send less data. Use envelope encryption for large data.',
  },
  UnknownOperationException: {
    happened: 'The operation does not exist.',
    next: 'Check the operation name. Over HTTP, it is in the X-Amz-Target header of a POST request.',
  },
};

/** AWS would accept the request; the sandbox does not implement what it asks for. */
export const GAP_WORDS: ErrorWords = {
  happened: 'This feature is not implemented in the sandbox.',
  next: 'Remove the parameter, or use AWS KMS. Settings lists the features that are not implemented.',
};

/** Errors of the browser, by the name of the DOMException. */
export const BROWSER_WORDS: Readonly<Record<string, ErrorWords>> = {
  QuotaExceededError: {
    happened: 'The storage quota of the browser is exceeded.',
    next: 'Free some space on the device, then try again.',
  },
  NotReadableError: {
    happened: 'The file cannot be read: it may have been moved, modified or deleted.',
    next: 'Select the file again.',
  },
  NotFoundError: {
    happened: 'The browser did not find the file or the stored data.',
    next: 'If you selected a file, select it again. Otherwise reload the page.',
  },
};
