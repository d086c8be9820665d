/**
 * The published API by which AWS KMS calls the proxy of an external key store, version 1: messages, limits and errors.
 * Source: https://github.com/aws/aws-kms-xksproxy-api-spec/blob/main/xks_proxy_api_spec.md
 */

/** Service name in the credential scope of the requests. */
export const XKS_SIGNING_NAME = 'kms-xks-proxy';

/** Longest time in milliseconds that KMS waits for an answer. */
export const XKS_TIMEOUT_MS = 250;

/** Largest difference between the date of a signature and the clock of the proxy, in milliseconds. */
export const XKS_MAX_SKEW_MS = 5 * 60_000;

/** Sizes in bytes. The proxy supports at least these. */
export const XKS_MAX_TEXT_BYTES = 4_300;
export const XKS_MAX_AAD_BYTES = 8_192;
export const XKS_MAX_METADATA_BYTES = 20;
export const XKS_TAG_BYTES = 16;

/** Longest credential: two are valid at a time, so that one can replace the other. */
export const XKS_MAX_CREDENTIALS = 2;

/** Forms of the endpoint and path of a proxy, and of the ID of an external key. */
export const XKS_ENDPOINT = /^https:\/\/[a-zA-Z0-9.-]+$/;
export const XKS_PATH = /^(?:\/[a-zA-Z0-9/_-]+)?\/kms\/xks\/v\d{1,2}$/;
export const XKS_KEY_ID = /^[a-zA-Z0-9\-_.]{1,128}$/;

/** Operations on an external key, by the last part of their URI. */
export type XksKeyOperation = 'metadata' | 'encrypt' | 'decrypt';

/** All operations of the API. */
export type XksOperation = XksKeyOperation | 'health';

/** Context of a request: the KMS call that caused it. A proxy ignores other members. */
export interface XksRequestMetadata {
  /** Absent in a health check. */
  readonly awsPrincipalArn?: string;
  readonly awsSourceVpc?: string;
  readonly awsSourceVpce?: string;
  /** Absent in a health check and while a KMS key is created. */
  readonly kmsKeyArn?: string;
  readonly kmsOperation: string;
  readonly kmsRequestId: string;
  readonly kmsViaService?: string;
}

/** Answer to `metadata`. */
export interface XksKeyMetadata {
  readonly keySpec: string;
  /** At most 10 values. */
  readonly keyUsage: readonly string[];
  readonly keyStatus: 'ENABLED' | 'DISABLED';
}

/** Answer to `encrypt`. Bytes are base64. */
export interface XksEncryptAnswer {
  readonly ciphertext: string;
  readonly ciphertextMetadata?: string;
  readonly initializationVector: string;
  readonly authenticationTag: string;
  readonly ciphertextDataIntegrityValue?: string;
}

/** State of one external key manager. */
export type XksHealthStatus = 'ACTIVE' | 'DEGRADED' | 'UNAVAILABLE';

/** Answer to `health`. */
export interface XksHealthAnswer {
  readonly xksProxyFleetSize: number;
  readonly xksProxyVendor: string;
  readonly xksProxyModel: string;
  readonly ekmVendor: string;
  /** 1 to 10 entries. */
  readonly ekmFleetDetails: readonly {
    readonly id: string;
    readonly model: string;
    readonly healthStatus: XksHealthStatus;
  }[];
}

/** Error names of a proxy, with their HTTP status and the operations that answer with them. */
export const XKS_ERRORS = {
  ValidationException: { status: 400, operations: ['metadata', 'encrypt', 'decrypt'] },
  InvalidStateException: { status: 400, operations: ['metadata', 'encrypt', 'decrypt', 'health'] },
  InvalidCiphertextException: { status: 400, operations: ['decrypt'] },
  InvalidKeyUsageException: { status: 400, operations: ['encrypt', 'decrypt'] },
  AuthenticationFailedException: { status: 401, operations: ['metadata', 'encrypt', 'decrypt', 'health'] },
  AccessDeniedException: { status: 403, operations: ['metadata', 'encrypt', 'decrypt'] },
  KeyNotFoundException: { status: 404, operations: ['metadata', 'encrypt', 'decrypt'] },
  InvalidUriPathException: { status: 404, operations: ['metadata', 'encrypt', 'decrypt', 'health'] },
  ThrottlingException: { status: 429, operations: ['metadata', 'encrypt', 'decrypt', 'health'] },
  UnsupportedOperationException: { status: 501, operations: ['metadata', 'encrypt', 'decrypt', 'health'] },
  DependencyTimeoutException: { status: 503, operations: ['metadata', 'encrypt', 'decrypt', 'health'] },
  InternalException: { status: 500, operations: ['metadata', 'encrypt', 'decrypt', 'health'] },
} as const satisfies Record<string, { readonly status: number; readonly operations: readonly XksOperation[] }>;

/** A name of XKS_ERRORS. */
export type XksErrorName = keyof typeof XKS_ERRORS;

/** Whether `name` is an error name of the API. */
export function isXksErrorName(name: unknown): name is XksErrorName {
  return typeof name === 'string' && Object.hasOwn(XKS_ERRORS, name);
}

/** An HTTP request from KMS to a proxy. Header names are lower-case. */
export interface XksHttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The answer of a proxy. */
export interface XksHttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** Why a request got no answer. `no-relay`: this browser tab has no relay to the proxy. */
export type XksConnectionProblem = 'unreachable' | 'tls' | 'timeout' | 'no-relay';

/** Rejection of a transport: no answer came. */
export class XksConnectionError extends Error {
  override readonly name = 'XksConnectionError';
  readonly problem: XksConnectionProblem;

  constructor(problem: XksConnectionProblem, cause?: unknown) {
    super(`The external key store proxy did not answer: ${problem}.`, { cause });
    this.problem = problem;
  }
}

/**
 * Sends a request to a proxy. Resolves with any answer, whatever its status. Rejects with XksConnectionError, at the
 * latest shortly after `timeoutMs` milliseconds of real time.
 */
export type XksTransport = (request: XksHttpRequest, timeoutMs: number) => Promise<XksHttpAnswer>;
