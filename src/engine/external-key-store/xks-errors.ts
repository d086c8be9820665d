/**
 * The error of KMS for each failed request to a proxy. The message of a failure is the same in every operation; the
 * exception depends on the operation. Sources: section Error codes of the XKS proxy API specification;
 * https://docs.aws.amazon.com/kms/latest/developerguide/xks-troubleshooting.html. Rows marked "inferred" have no
 * documented answer.
 */
import { KmsError, type KmsErrorName } from '../../model/errors.ts';
import type { ConnectionErrorCodeType } from '../../model/sdk.ts';
import type { XksProblem } from './xks-failure.ts';

/** The kind of operation that called the proxy. */
export type XksCaller = 'key-store' | 'create-key' | 'cryptographic';

interface Row {
  readonly text: string;
  /** CreateCustomKeyStore and UpdateCustomKeyStore. */
  readonly store: KmsErrorName;
  readonly createKey: KmsErrorName;
  /** ConnectCustomKeyStore. */
  readonly code: ConnectionErrorCodeType;
  /** What the sandbox adds to the text. */
  readonly note?: string;
}

const NOT_UNDERSTOOD =
  'AWS KMS cannot interpret the response from the external key store proxy. If you see this error repeatedly, report it to your external key store proxy administrator.';
const MALFORMED = {
  text: NOT_UNDERSTOOD,
  store: 'XksProxyInvalidResponseException',
  createKey: 'CustomKeyStoreInvalidStateException',
  code: 'XKS_PROXY_INVALID_RESPONSE',
} as const;
/** Errors about one key, which no answer to a health check is. Inferred. */
const OF_KEY = { store: 'XksProxyInvalidResponseException', code: 'XKS_PROXY_INVALID_RESPONSE' } as const;

const UNREACHABLE = {
  text: 'AWS KMS cannot communicate with the external key store proxy. This might be a transient network issue. If you see this error repeatedly, verify that your external key store proxy is active and is connected to the network, and that its endpoint URI is correct in your external keystore.',
  store: 'XksProxyUriUnreachableException',
  createKey: 'CustomKeyStoreInvalidStateException',
  code: 'XKS_PROXY_NOT_REACHABLE',
} as const;
/** What AWS cannot say. */
const NO_RELAY =
  'The proxy is not simulated, and this browser tab has no open relay to it. Open the relay on the page of the key store.';

const ROWS: Readonly<Record<XksProblem, Row>> = {
  malformed: MALFORMED,
  ValidationException: MALFORMED,
  InvalidStateException: {
    ...OF_KEY,
    text: 'The external key associated with this KMS key in an external key store is not enabled in the external key manager. Enable the external key in the external key manager and retry the request.',
    createKey: 'XksKeyInvalidConfigurationException',
  },
  InvalidCiphertextException: {
    ...OF_KEY,
    text: 'The external key store proxy rejected the request because the specified ciphertext or encryption context is corrupted, missing, or otherwise invalid.',
    createKey: 'CustomKeyStoreInvalidStateException',
  },
  inconsistent: {
    ...OF_KEY,
    text: 'The ciphertext that the external key store proxy submitted for decryption, or the encryption context, is corrupted, missing, or otherwise invalid.',
    createKey: 'CustomKeyStoreInvalidStateException',
  },
  InvalidKeyUsageException: {
    ...OF_KEY,
    text: 'The external key associated with this KMS key in an external key store does not support the requested operation. Enable the operation on the key in your external key manager, and try the request again.',
    createKey: 'XksKeyInvalidConfigurationException',
  },
  AuthenticationFailedException: {
    text: 'The external key store proxy rejected the request because it could not authenticate AWS KMS. Verify the XKS proxy authentication credentials for your external key store and update if necessary.',
    store: 'XksProxyIncorrectAuthenticationCredentialException',
    createKey: 'CustomKeyStoreInvalidStateException',
    code: 'INVALID_CREDENTIALS',
  },
  AccessDeniedException: {
    text: 'The external key store proxy denied access to the operation. Verify that the user and the external key are both authorized for this operation, and try the request again.',
    // Inferred: no health check is denied by the specification, but a connection can fail by it.
    store: 'XksProxyInvalidResponseException',
    // The developer guide; the specification has KMSInvalidStateException.
    createKey: 'CustomKeyStoreInvalidStateException',
    code: 'XKS_PROXY_ACCESS_DENIED',
  },
  KeyNotFoundException: {
    ...OF_KEY,
    text: 'The external key associated with this KMS key in an external key store was not found in its external key manager. If the external key ID associated with this KMS key is incorrect, create a new KMS key with the correct external key ID.',
    createKey: 'XksKeyNotFoundException',
  },
  InvalidUriPathException: {
    text: 'The external key store proxy rejected the request because of an invalid URI path. Verify the URI path for your external key store and update if necessary.',
    store: 'XksProxyInvalidConfigurationException',
    createKey: 'CustomKeyStoreInvalidStateException',
    code: 'XKS_PROXY_INVALID_CONFIGURATION',
  },
  UnsupportedOperationException: {
    ...OF_KEY,
    text: 'The external key store proxy rejected the request because it does not support the requested operation. If you see this error repeatedly, report it to your external key store proxy administrator.',
    // The specification has XksKeyInvalidResponseException, which the API does not. Inferred.
    createKey: 'CustomKeyStoreInvalidStateException',
  },
  DependencyTimeoutException: {
    text: 'The external key store proxy did not respond to the request in the time allotted. Retry the request. If you see this error repeatedly, report it to your external key store proxy administrator.',
    store: 'XksProxyUriUnreachableException',
    createKey: 'CustomKeyStoreInvalidStateException',
    code: 'XKS_PROXY_TIMED_OUT',
  },
  ThrottlingException: {
    text: 'The external key store proxy rejected the request due to a very high request rate. Reduce the frequency of your calls using KMS keys in this external key store.',
    store: 'XksProxyUriUnreachableException',
    createKey: 'CustomKeyStoreInvalidStateException',
    // Inferred from the exception of the store operations.
    code: 'XKS_PROXY_NOT_REACHABLE',
  },
  InternalException: {
    text: 'The external key store proxy rejected the request because it cannot communicate with the external key manager. Verify that the external key store proxy configuration is correct and that the external key manager is available.',
    store: 'XksProxyInvalidResponseException',
    createKey: 'CustomKeyStoreInvalidStateException',
    // Inferred from the exception of the store operations.
    code: 'XKS_PROXY_INVALID_RESPONSE',
  },
  unreachable: UNREACHABLE,
  'no-relay': { ...UNREACHABLE, note: NO_RELAY },
  tls: {
    text: 'AWS KMS cannot establish a TLS connection to the external key store proxy. Verify the TLS configuration, including its certificate.',
    store: 'XksProxyUriUnreachableException',
    createKey: 'CustomKeyStoreInvalidStateException',
    code: 'XKS_PROXY_INVALID_TLS_CONFIGURATION',
  },
  timeout: {
    text: 'AWS KMS rejected the request because the external key store proxy did not respond in time. Retry the request. If you see this error repeatedly, report it to your external key store proxy administrator.',
    store: 'XksProxyUriUnreachableException',
    createKey: 'CustomKeyStoreInvalidStateException',
    code: 'XKS_PROXY_TIMED_OUT',
  },
};

/** Returns the error that the caller of KMS gets. Cryptographic operations have one exception for all failures. */
export function xksKmsError(problem: XksProblem, caller: XksCaller): KmsError {
  const { text, store, createKey, note } = ROWS[problem];
  const names: Readonly<Record<XksCaller, KmsErrorName>> = {
    'key-store': store,
    'create-key': createKey,
    cryptographic: 'KMSInvalidStateException',
  };
  const error = new KmsError(names[caller], text, note);
  return caller === 'cryptographic' ? error.because('xks-proxy') : error;
}

/** Returns the ConnectionErrorCode of a key store whose health check failed. */
export function xksConnectionErrorCode(problem: XksProblem): ConnectionErrorCodeType {
  return ROWS[problem].code;
}
