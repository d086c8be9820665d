/**
 * Every error name of AWS KMS, with its fault and the HTTP status of recorded answers: 400, 500 for server faults, and
 * 413 for a body that is too large. Source: `@aws-sdk/client-kms` and the common errors of the endpoint
 * (test/conformance/errors.test.ts).
 */
import type { DenialReason, ErrorReason, PolicyReason } from './error-reason.ts';
import type { GapName } from './gaps.ts';

/** Facts about one error name. */
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

/** An error between worker and page. `message` is omitted if AWS sends none. */
export interface ErrorData {
  readonly name: KmsErrorName;
  readonly message?: string;
  /** Explanation added by the sandbox. AWS does not send it. */
  readonly note?: string;
  /** The feature that the sandbox lacks. AWS would accept the call. */
  readonly gap?: GapName;
  /** The check that failed. AWS does not send it. */
  readonly reason?: ErrorReason;
}

/** A check that is its whole reason. */
type PlainCheck = Exclude<ErrorReason, DenialReason | PolicyReason>['check'];

/**
 * An error that AWS would return. Thrown in the engine, converted to ErrorData at its edge. `text` is AWS's message, or
 * undefined if AWS sends none. `note` is the sandbox's explanation. `gap` means that AWS would accept the call.
 */
export class KmsError extends Error {
  override readonly name: KmsErrorName;
  readonly text: string | undefined;
  readonly note: string | undefined;
  readonly gap: GapName | undefined;
  #reason: ErrorReason | undefined;

  constructor(name: KmsErrorName, text?: string, note?: string, gap?: GapName) {
    super(text ?? name);
    this.name = name;
    this.text = text;
    this.note = note;
    this.gap = gap;
  }

  /** Sets the check that failed. Returns the error. */
  because(reason: ErrorReason | PlainCheck): this {
    this.#reason = typeof reason === 'string' ? { check: reason } : reason;
    return this;
  }

  /** Returns the error as data. */
  toData(): ErrorData {
    return {
      name: this.name,
      ...(this.text === undefined ? {} : { message: this.text }),
      ...(this.note === undefined ? {} : { note: this.note }),
      ...(this.gap === undefined ? {} : { gap: this.gap }),
      ...(this.#reason === undefined ? {} : { reason: this.#reason }),
    };
  }
}
