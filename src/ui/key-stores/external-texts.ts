/** Every text about external key stores on the pages of custom key stores. */
export const EXTERNAL_TEXTS = {
  create: 'Create external key store',
  form: {
    heading: 'Create external key store',
    connectivity: 'Proxy connectivity',
    connectivities: {
      PUBLIC_ENDPOINT: 'Public endpoint',
      VPC_ENDPOINT_SERVICE: 'VPC endpoint service',
    },
    endpoint: 'Proxy URI endpoint',
    endpointHint: 'https:// and a host name. Simulated proxies are offered; any other name is a real proxy.',
    file: 'Proxy configuration file (JSON)',
    fileHint: 'Fills in the path and the credential. The file stays in this browser.',
    fileInvalid:
      'The file is not a proxy configuration: JSON with XksProxyUriPath, and XksProxyAuthenticationCredential with AccessKeyId and RawSecretAccessKey.',
    fileTaken: (name: string) => `Path and credential are those of ${name}.`,
    pathHint: 'Ends in /kms/xks/v1.',
    service: 'VPC endpoint service name',
    serviceHint: 'The simulated proxy must be behind a service of this name, which belongs to this account.',
    credentialHint: 'A credential that the proxy accepts from KMS.',
    secret: 'Secret access key',
    secretHint: 'KMS signs its requests to the proxy with it. It is not shown again.',
    submit: 'Create key store',
    simulated: 'The proxy is simulated. KMS reaches it inside this browser.',
    managers: 'External key managers',
  },
  relay: { heading: 'Relay to the proxy' },
  keys: {
    heading: 'KMS keys',
    none: 'The key store has no KMS keys.',
    label: 'KMS keys of the key store',
    id: 'Key ID',
    externalId: 'External key ID',
    state: 'State',
    xksKeyId: 'External key ID (XksKeyId)',
    hint: 'An enabled AES-256 key of the external key manager. A key store uses each external key once.',
    create: 'Create KMS key',
    created: 'KMS key created.',
    connectFirst: 'Connect the key store to create KMS keys.',
  },
  connection: {
    codes: {
      INTERNAL_ERROR: {
        cause: 'KMS has an internal error.',
        fix: 'Disconnect the key store, and connect it again later.',
      },
      INVALID_CREDENTIALS: {
        cause: 'The proxy does not accept the credential that the key store has.',
        fix: 'Create a credential at the proxy, and give it to the key store.',
      },
      NETWORK_ERRORS: {
        cause: 'KMS cannot reach the proxy because of a network error.',
        fix: 'Restore the network, then connect the key store again.',
      },
      XKS_PROXY_ACCESS_DENIED: {
        cause: 'The proxy denies KMS access to every URI.',
        fix: 'Change the authorization rules of the proxy.',
      },
      XKS_PROXY_INVALID_CONFIGURATION: {
        cause: 'The proxy does not have the URI path that the key store has.',
        fix: 'Correct the path, in the key store or at the proxy.',
      },
      XKS_PROXY_INVALID_RESPONSE: {
        cause: 'KMS cannot interpret the answer of the proxy.',
        fix: 'Repair the proxy so that it answers as its API specifies.',
      },
      XKS_PROXY_INVALID_TLS_CONFIGURATION: {
        cause: 'KMS cannot establish a TLS connection to the proxy.',
        fix: 'Correct the TLS version or the certificate of the proxy.',
      },
      XKS_PROXY_NOT_REACHABLE: {
        cause: 'All external key managers report that they are unavailable.',
        fix: 'Make an external key manager available.',
      },
      XKS_PROXY_TIMED_OUT: {
        cause: 'The proxy needs longer than 250 milliseconds to answer.',
        fix: 'Make the proxy faster, or bring it closer to the Region.',
      },
      XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION: {
        cause: 'The VPC endpoint service requires its owner to accept connections.',
        fix: 'Turn acceptance off.',
      },
      XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND: {
        cause: 'No VPC endpoint service has the name that the key store has.',
        fix: 'Correct the name of the service.',
      },
    },
  },
  calls: {
    heading: 'Errors of calls',
    lead: 'Cause a problem: the page encrypts and decrypts a sample with a KMS key of this key store, and shows the error of KMS. A fault that is set for the proxies is cleared first.',
    needsKey: 'To cause a problem, connect the key store and create a KMS key in it.',
    succeeded: 'Encrypt and Decrypt succeeded.',
    failed: (operation: string) => `${operation} failed with this error:`,
    caused: (problem: string) => `${problem}: the problem exists now.`,
    fixed: (problem: string) => `${problem}: fixed.`,
    codes: {
      ValidationException: {
        cause: 'The proxy rejects the request as invalid.',
        fix: 'The administrator of the proxy corrects how it reads requests.',
      },
      InvalidStateException: {
        cause: 'The external key is not enabled.',
        fix: 'Enable the external key in the external key manager.',
      },
      InvalidCiphertextException: {
        cause: 'The external key manager cannot decrypt the ciphertext.',
        fix: 'Use the original ciphertext and encryption context. If the external key is lost, so is the data.',
      },
      InvalidKeyUsageException: {
        cause: 'The external key does not support the operation.',
        fix: 'Enable the operation on the external key.',
      },
      AuthenticationFailedException: {
        cause: 'The proxy cannot authenticate KMS.',
        fix: 'Give the key store a credential that the proxy accepts.',
      },
      AccessDeniedException: {
        cause: 'The authorization policy of the proxy denies the request.',
        fix: 'Change the policy of the proxy, so that it allows caller and external key.',
      },
      KeyNotFoundException: {
        cause: 'The external key manager does not have the external key.',
        fix: 'Restore the external key. For a wrong external key ID, create another KMS key.',
      },
      InvalidUriPathException: {
        cause: 'The proxy does not have the URI path.',
        fix: 'Correct the path of the key store.',
      },
      ThrottlingException: {
        cause: 'The proxy receives requests too fast.',
        fix: 'Call less often, and cache data keys.',
      },
      UnsupportedOperationException: {
        cause: 'The proxy does not support the request.',
        fix: 'The administrator of the proxy adds the operation.',
      },
      DependencyTimeoutException: {
        cause: 'The external key manager does not answer the proxy in time.',
        fix: 'Retry the call. The administrator of the proxy makes the external key manager faster.',
      },
      InternalException: {
        cause: 'The proxy cannot communicate with the external key manager.',
        fix: 'Check the configuration of the proxy, and that the external key manager is available.',
      },
      unreachable: {
        title: 'Proxy not reachable',
        cause: 'KMS cannot connect to the proxy.',
        fix: 'Check that the proxy runs, and that its endpoint is correct.',
      },
      tls: {
        title: 'Invalid TLS configuration',
        cause: 'KMS cannot establish a TLS connection to the proxy.',
        fix: 'Correct the TLS version or the certificate of the proxy.',
      },
      late: {
        title: 'Late answer',
        cause: 'The proxy answers after 300 milliseconds. KMS waits 250 milliseconds, twice.',
        fix: 'Make the proxy faster, or bring it closer to the Region.',
      },
      lost: {
        title: 'Lost answer',
        cause: 'The proxy carries out the request, and its answer is lost.',
        fix: 'Retry the call.',
      },
      refused: {
        title: 'Access denied to every URI',
        cause: 'The proxy denies KMS access to every URI.',
        fix: 'Change the authorization rules of the proxy.',
      },
      malformed: {
        title: 'Answer that is not JSON',
        cause: 'The proxy answers with text that is not JSON.',
        fix: 'Repair the proxy, or the server in front of it.',
      },
      'wrong-integrity-value': {
        title: 'Wrong integrity value',
        cause: 'The integrity value of the proxy does not match its ciphertext. KMS notices at once.',
        fix: 'Repair the proxy. No data is lost: KMS returned no ciphertext.',
      },
      'wrong-tag': {
        title: 'Wrong authentication tag',
        cause: 'The proxy returns a wrong authentication tag with a matching integrity value. Encrypt succeeds.',
        fix: 'Repair the proxy. What was encrypted meanwhile cannot be decrypted.',
      },
      'other-ciphertext': {
        title: 'Ciphertext of another key',
        cause: 'The proxy encrypts under a key that it does not keep. Encrypt succeeds.',
        fix: 'Repair the proxy. What was encrypted meanwhile cannot be decrypted.',
      },
      'wrong-plaintext': {
        title: 'Wrong plaintext',
        cause: 'The proxy decrypts to another plaintext. KMS notices by its own layer of encryption.',
        fix: 'Repair the proxy, then decrypt the ciphertext again: it is intact.',
      },
    },
  },
};
