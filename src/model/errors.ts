/**
 * Every error name that AWS KMS answers with, its fault and the HTTP status that is really sent (400, or 500 for server faults; 413 where HTTP itself says so).
 * Source: the errors of `@aws-sdk/client-kms`, the common errors of the endpoint, recorded answers for the status.
 */
import type { GapName } from './gaps.ts';

/** What AWS says of one error name. */
export interface ErrorRow {
  readonly fault: 'client' | 'server';
  readonly status: 400 | 413 | 500;
}

/** The table of error names. */
export const ERRORS = {
  AlreadyExistsException: { fault: 'client', status: 400 },
  CloudHsmClusterInUseException: { fault: 'client', status: 400 },
  CloudHsmClusterInvalidConfigurationException: { fault: 'client', status: 400 },
  CloudHsmClusterNotActiveException: { fault: 'client', status: 400 },
  CloudHsmClusterNotFoundException: { fault: 'client', status: 400 },
  CloudHsmClusterNotRelatedException: { fault: 'client', status: 400 },
  ConflictException: { fault: 'client', status: 400 },
  CustomKeyStoreHasCMKsException: { fault: 'client', status: 400 },
  CustomKeyStoreInvalidStateException: { fault: 'client', status: 400 },
  CustomKeyStoreNameInUseException: { fault: 'client', status: 400 },
  CustomKeyStoreNotFoundException: { fault: 'client', status: 400 },
  DependencyTimeoutException: { fault: 'server', status: 500 },
  DisabledException: { fault: 'client', status: 400 },
  DryRunOperationException: { fault: 'client', status: 400 },
  ExpiredImportTokenException: { fault: 'client', status: 400 },
  IncorrectKeyException: { fault: 'client', status: 400 },
  IncorrectKeyMaterialException: { fault: 'client', status: 400 },
  IncorrectTrustAnchorException: { fault: 'client', status: 400 },
  InvalidAliasNameException: { fault: 'client', status: 400 },
  InvalidArnException: { fault: 'client', status: 400 },
  InvalidCiphertextException: { fault: 'client', status: 400 },
  InvalidGrantIdException: { fault: 'client', status: 400 },
  InvalidGrantTokenException: { fault: 'client', status: 400 },
  InvalidImportTokenException: { fault: 'client', status: 400 },
  InvalidKeyUsageException: { fault: 'client', status: 400 },
  InvalidMarkerException: { fault: 'client', status: 400 },
  KeyUnavailableException: { fault: 'server', status: 500 },
  KMSInternalException: { fault: 'server', status: 500 },
  KMSInvalidMacException: { fault: 'client', status: 400 },
  KMSInvalidSignatureException: { fault: 'client', status: 400 },
  KMSInvalidStateException: { fault: 'client', status: 400 },
  LimitExceededException: { fault: 'client', status: 400 },
  MalformedPolicyDocumentException: { fault: 'client', status: 400 },
  NotFoundException: { fault: 'client', status: 400 },
  TagException: { fault: 'client', status: 400 },
  UnsupportedOperationException: { fault: 'client', status: 400 },
  XksKeyAlreadyInUseException: { fault: 'client', status: 400 },
  XksKeyInvalidConfigurationException: { fault: 'client', status: 400 },
  XksKeyNotFoundException: { fault: 'client', status: 400 },
  XksProxyIncorrectAuthenticationCredentialException: { fault: 'client', status: 400 },
  XksProxyInvalidConfigurationException: { fault: 'client', status: 400 },
  XksProxyInvalidResponseException: { fault: 'client', status: 400 },
  XksProxyUriEndpointInUseException: { fault: 'client', status: 400 },
  XksProxyUriInUseException: { fault: 'client', status: 400 },
  XksProxyUriUnreachableException: { fault: 'client', status: 400 },
  XksProxyVpcEndpointServiceInUseException: { fault: 'client', status: 400 },
  XksProxyVpcEndpointServiceInvalidConfigurationException: { fault: 'client', status: 400 },
  XksProxyVpcEndpointServiceNotFoundException: { fault: 'client', status: 400 },
  AccessDeniedException: { fault: 'client', status: 400 },
  ValidationException: { fault: 'client', status: 400 },
  SerializationException: { fault: 'client', status: 400 },
  ThrottlingException: { fault: 'client', status: 400 },
  NotAuthorizedException: { fault: 'client', status: 400 },
  ExpiredTokenException: { fault: 'client', status: 400 },
  UnrecognizedClientException: { fault: 'client', status: 400 },
  InvalidSignatureException: { fault: 'client', status: 400 },
  IncompleteSignature: { fault: 'client', status: 400 },
  IncompleteSignatureException: { fault: 'client', status: 400 },
  MissingAuthenticationTokenException: { fault: 'client', status: 400 },
  UnknownOperationException: { fault: 'client', status: 400 },
  RequestEntityTooLargeException: { fault: 'client', status: 413 },
} as const satisfies Record<string, ErrorRow>;

/** A name of ERRORS. */
export type KmsErrorName = keyof typeof ERRORS;

/** An error as it crosses between worker and page. `message` is absent where AWS sends none. */
export interface ErrorData {
  readonly name: KmsErrorName;
  readonly message?: string;
  /** What the sandbox adds beside AWS's answer: why, in words that AWS would not send. */
  readonly note?: string;
  /** AWS would not refuse this: the sandbox does not support it. */
  readonly gap?: GapName;
}

/**
 * What AWS would answer instead of a result. Thrown inside the engine, turned into ErrorData at its edge.
 * `text` is AWS's own sentence, or undefined where AWS sends no message; `note` is the sandbox's own explanation; `gap` says that AWS would not refuse the
 * call.
 */
export class KmsError extends Error {
  override readonly name: KmsErrorName;
  readonly text: string | undefined;
  readonly note: string | undefined;
  readonly gap: GapName | undefined;

  constructor(name: KmsErrorName, text?: string, note?: string, gap?: GapName) {
    super(text ?? name);
    this.name = name;
    this.text = text;
    this.note = note;
    this.gap = gap;
  }

  /** The error as data. */
  toData(): ErrorData {
    return {
      name: this.name,
      ...(this.text === undefined ? {} : { message: this.text }),
      ...(this.note === undefined ? {} : { note: this.note }),
      ...(this.gap === undefined ? {} : { gap: this.gap }),
    };
  }
}
