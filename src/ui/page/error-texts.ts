/** What an error means and what to do about it: one row per error name that AWS KMS answers. AWS's own name and text stand beside it, unchanged. */
import type { KmsErrorName } from '../../model/errors.ts';

/** The words for one error name. */
export interface ErrorWords {
  /** What happened, one sentence. */
  readonly happened: string;
  /** What to do next, one sentence. */
  readonly next: string;
}

const STORE_NEXT = 'This sandbox has no custom key stores yet: use a key of KMS itself.';
const STORE = (happened: string): ErrorWords => ({ happened, next: STORE_NEXT });

/** The dictionary. */
export const ERROR_WORDS: Readonly<Record<KmsErrorName, ErrorWords>> = {
  AlreadyExistsException: {
    happened: 'An alias of this name is already there.',
    next: 'Choose another name, or move the existing alias with UpdateAlias.',
  },
  CloudHsmClusterInUseException: STORE('The CloudHSM cluster already belongs to a key store.'),
  CloudHsmClusterInvalidConfigurationException: STORE('The CloudHSM cluster is not set up as a key store needs it.'),
  CloudHsmClusterNotActiveException: STORE('The CloudHSM cluster is not active.'),
  CloudHsmClusterNotFoundException: STORE('There is no such CloudHSM cluster.'),
  CloudHsmClusterNotRelatedException: STORE('The cluster shares no backup history with the one before.'),
  ConflictException: { happened: 'Another change to the same key was under way.', next: 'Try again.' },
  CustomKeyStoreHasCMKsException: STORE('The key store still holds keys.'),
  CustomKeyStoreInvalidStateException: STORE('The state of the key store does not allow this.'),
  CustomKeyStoreNameInUseException: STORE('A key store of this name is already there.'),
  CustomKeyStoreNotFoundException: STORE('There is no such key store.'),
  DependencyTimeoutException: {
    happened: 'Something that KMS needs did not answer in time.',
    next: 'Try again in a moment.',
  },
  DisabledException: {
    happened: 'The key is disabled, so it cannot be used.',
    next: 'Enable it on its page, then try again.',
  },
  DryRunOperationException: {
    happened: 'You asked for a dry run, and the call would have succeeded.',
    next: 'Leave DryRun out to do it.',
  },
  ExpiredImportTokenException: {
    happened: 'The import token is older than 24 hours.',
    next: 'Get new parameters for import and use their token.',
  },
  IncorrectKeyException: {
    happened: 'The ciphertext was made under another key than the one you named.',
    next: 'Name the key that encrypted it, or no key: a symmetric ciphertext carries its own.',
  },
  IncorrectKeyMaterialException: {
    happened: 'The material is not the one this key had before.',
    next: 'Import the same bytes as the first time.',
  },
  IncorrectTrustAnchorException: STORE('The certificate is not the cluster’s trust anchor.'),
  InvalidAliasNameException: {
    happened: 'The alias name is not allowed.',
    next: 'Begin with alias/, then letters, digits, - / _; alias/aws/ is reserved.',
  },
  InvalidArnException: {
    happened: 'The ARN is not written right, or names something that cannot stand here.',
    next: 'Compare it with the ARN on the key’s page.',
  },
  InvalidCiphertextException: {
    happened:
      'KMS cannot open this ciphertext: it was changed, or the encryption context is not the one it was made with.',
    next: 'Give exactly the same context pairs, upper and lower case alike, and the ciphertext byte for byte.',
  },
  InvalidGrantIdException: {
    happened: 'There is no such grant.',
    next: 'List the grants of the key and take the id from there.',
  },
  InvalidGrantTokenException: {
    happened: 'The grant token is not valid.',
    next: 'Use the token that CreateGrant gave, or leave it out.',
  },
  InvalidImportTokenException: {
    happened: 'The import token does not belong to this key or wrapping key.',
    next: 'Use token and wrapping key of the same answer.',
  },
  InvalidKeyUsageException: {
    happened: 'The key was not made for this use.',
    next: 'Choose a key whose usage fits: usage is fixed when a key is made.',
  },
  InvalidMarkerException: {
    happened: 'The marker is not one that a list operation gave.',
    next: 'Begin the list again without a marker.',
  },
  KeyUnavailableException: { happened: 'The key cannot be reached at the moment.', next: 'Try again in a moment.' },
  KMSInternalException: {
    happened: 'Something went wrong inside the sandbox. That is a bug of ours.',
    next: 'Try again; if it stays, please report it with what you did.',
  },
  KMSInvalidMacException: {
    happened: 'The code does not belong to this message under this key.',
    next: 'Compare message, key and algorithm.',
  },
  KMSInvalidSignatureException: {
    happened: 'The signature does not belong to this message under this key.',
    next: 'Compare message, key and algorithm.',
  },
  KMSInvalidStateException: {
    happened: 'The key’s state does not allow this.',
    next: 'Look at the state on the key’s page: a deletion that is pending must be canceled, then the key enabled.',
  },
  LimitExceededException: {
    happened: 'A quota is used up.',
    next: 'Remove something of the kind, or make it smaller.',
  },
  MalformedPolicyDocumentException: {
    happened: 'The policy is not accepted.',
    next: 'Compare it with the text of the error: a slip in the JSON, a principal that does not exist, or a policy that would lock you out.',
  },
  NotFoundException: {
    happened: 'There is nothing of this name in this account and Region.',
    next: 'Check the name, and who and where you are: keys of another Region or account are not seen from here.',
  },
  TagException: { happened: 'A tag is not allowed.', next: 'Use each tag key once, and none that begins with aws:.' },
  UnsupportedOperationException: {
    happened: 'This cannot be done with this key, or not yet in this sandbox.',
    next: 'Settings lists what is not built yet.',
  },
  XksKeyAlreadyInUseException: STORE('The external key already belongs to a KMS key.'),
  XksKeyInvalidConfigurationException: STORE('The external key is not set up as KMS needs it.'),
  XksKeyNotFoundException: STORE('There is no such external key.'),
  XksProxyIncorrectAuthenticationCredentialException: STORE('The proxy did not accept the credential.'),
  XksProxyInvalidConfigurationException: STORE('The proxy is not set up as KMS needs it.'),
  XksProxyInvalidResponseException: STORE('The proxy’s answer cannot be read.'),
  XksProxyUriEndpointInUseException: STORE('Another key store uses this endpoint.'),
  XksProxyUriInUseException: STORE('Another key store uses this address.'),
  XksProxyUriUnreachableException: STORE('The proxy cannot be reached.'),
  XksProxyVpcEndpointServiceInUseException: STORE('Another key store uses this endpoint service.'),
  XksProxyVpcEndpointServiceInvalidConfigurationException: STORE('The endpoint service is not set up as KMS needs it.'),
  XksProxyVpcEndpointServiceNotFoundException: STORE('There is no such endpoint service.'),
  AccessDeniedException: {
    happened: 'This caller is not allowed to do this with this key.',
    next: 'Switch to a caller who may, or let this one in by the key policy.',
  },
  ValidationException: {
    happened: 'A value of the call is not allowed.',
    next: 'The text of the error names the member and the rule.',
  },
  SerializationException: { happened: 'The call cannot be read.', next: 'Check the types of its members.' },
  ThrottlingException: {
    happened: 'Too many calls in a short time.',
    next: 'Wait a moment, then try again; let programs wait longer each time.',
  },
  NotAuthorizedException: {
    happened: 'The credentials are not accepted.',
    next: 'Use an access key that this sandbox knows.',
  },
  ExpiredTokenException: { happened: 'The session is over.', next: 'Get new credentials for the role.' },
  UnrecognizedClientException: {
    happened: 'The access key or session token is not known.',
    next: 'Use an access key that this sandbox knows.',
  },
  InvalidSignatureException: {
    happened: 'The signature of the request is not right.',
    next: 'Check secret key, Region and clock; the body may have been changed on the way.',
  },
  IncompleteSignatureException: {
    happened: 'The Authorization header is not complete.',
    next: 'Sign the request with Signature Version 4.',
  },
  IncompleteSignature: {
    happened: 'The Authorization header is not complete.',
    next: 'Sign the request with Signature Version 4.',
  },
  MissingAuthenticationTokenException: {
    happened: 'The request is not signed.',
    next: 'Sign it, or set signatures to ignored in Settings.',
  },
  RequestEntityTooLargeException: {
    happened: 'The request is larger than KMS takes.',
    next: 'Send less; seal large data in an envelope.',
  },
  UnknownOperationException: { happened: 'There is no operation of this name.', next: 'Check X-Amz-Target.' },
};
