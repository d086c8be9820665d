/**
 * Simulated external key managers: their proxies, external keys and request logs. They are not part of AWS: KMS reaches
 * them only by the XKS proxy API. Times are real time in milliseconds since 1970, because their clock is not that of
 * the sandbox.
 */
import type { XksErrorName, XksHealthStatus, XksOperation } from './xks-proxy-api.ts';

/** A statement of the authorization policy of a proxy. A condition that is omitted matches every request. */
export interface ProxyStatement {
  /** Names the statement in the request log. Unique in the policy. */
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  /** Patterns with `*` and `?`, of which one must match. */
  readonly externalKeyIds?: readonly string[];
  readonly awsPrincipalArns?: readonly string[];
  readonly kmsKeyArns?: readonly string[];
  readonly kmsOperations?: readonly string[];
  readonly kmsViaServices?: readonly string[];
}

/** The VPC endpoint service behind which a proxy can be. */
export interface ProxyEndpointService {
  /** Name of the service: `com.amazonaws.vpce.<Region>.vpce-svc-…`. */
  readonly name: string;
  /** Account that owns the service. */
  readonly owner: string;
  /** Whether it requires its owner to accept connections. KMS cannot use such a service. */
  readonly acceptanceRequired: boolean;
}

/** An external key manager behind a proxy. */
export interface KeyManagerMember {
  readonly id: string;
  readonly model: string;
  readonly healthStatus: XksHealthStatus;
}

/** A simulated proxy with its external key managers. */
export interface ProxyRecord {
  /** Endpoint and path: `https://xks.example.com/kms/xks/v1`. */
  readonly id: string;
  readonly endpoint: string;
  readonly path: string;
  readonly createdAt: number;
  /** The credentials that the proxy accepts. The secret is the non-extractable HMAC key of "AWS4" + secret. */
  readonly credentials: readonly {
    readonly accessKeyId: string;
    readonly createdAt: number;
    readonly secret: CryptoKey;
  }[];
  /** Requests on external keys are allowed if a statement allows them and none denies them. */
  readonly policy: readonly ProxyStatement[];
  readonly fleet: readonly KeyManagerMember[];
  readonly endpointService?: ProxyEndpointService;
}

/** Uses of an external key. */
export type ExternalKeyUsage = 'ENCRYPT' | 'DECRYPT';

/** An external key. Its material never leaves the external key manager. */
export interface ExternalKeyRecord {
  /** Proxy ID, a space, and the key ID. */
  readonly id: string;
  readonly proxyId: string;
  /** ID of the external key: XksKeyId of the KMS key that uses it. */
  readonly keyId: string;
  readonly createdAt: number;
  readonly spec: 'AES_256' | 'AES_128';
  readonly usage: readonly ExternalKeyUsage[];
  readonly status: 'ENABLED' | 'DISABLED';
  /** Versions of the material, oldest first; the last one encrypts. Non-extractable AES-GCM keys. */
  readonly versions: readonly CryptoKey[];
}

/** A request in the log of a proxy. It contains neither plaintext nor ciphertext. */
export interface ProxyRequestRecord {
  readonly proxyId: string;
  readonly at: number;
  readonly operation?: XksOperation;
  readonly externalKeyId?: string;
  readonly accessKeyId?: string;
  readonly awsPrincipalArn?: string;
  readonly kmsKeyArn?: string;
  readonly kmsOperation?: string;
  /** requestID of the CloudTrail record. */
  readonly kmsRequestId?: string;
  readonly kmsViaService?: string;
  readonly status: number;
  readonly errorName?: XksErrorName;
  /** Why the request was rejected. */
  readonly detail?: string;
  /** Sid of the statement that denied the request; `none`: no statement allowed it. */
  readonly deniedBy?: string;
}

/** Record types of the database of the external key managers. */
export interface ExternalRecords {
  readonly proxies: ProxyRecord;
  readonly externalKeys: ExternalKeyRecord;
}

/** A store of ExternalRecords. */
export type ExternalStoreName = keyof ExternalRecords;

/**
 * Database of the external key managers of a sandbox. It is apart from the database of KMS. Every method rejects with
 * StorageError if storage fails.
 */
export interface ExternalDatabase {
  get<S extends ExternalStoreName>(store: S, id: string): Promise<ExternalRecords[S] | undefined>;
  /** Returns all records of a store whose ID starts with `prefix`, by ID. */
  list<S extends ExternalStoreName>(store: S, prefix: string): Promise<readonly ExternalRecords[S][]>;
  /**
   * Replaces a record by what `change` returns, in one transaction: undefined deletes it, and the same record leaves
   * it. `change` gets undefined if there is none. Rejects with what `change` throws.
   */
  update<S extends ExternalStoreName>(
    store: S,
    id: string,
    change: (record: ExternalRecords[S] | undefined) => ExternalRecords[S] | undefined,
  ): Promise<void>;
  /** Adds a request to the log of its proxy, and forgets the oldest ones above MAX_LOGGED_REQUESTS of all proxies. */
  log(request: ProxyRequestRecord): Promise<void>;
  /** Returns the requests of a proxy, newest first. */
  requests(proxyId: string, limit: number): Promise<readonly ProxyRequestRecord[]>;
  /** Deletes everything. */
  clear(): Promise<void>;
  close(): void;
}

/** Number of requests that are kept in the log of all proxies of a sandbox. */
export const MAX_LOGGED_REQUESTS = 1_000;

/** The credential by which KMS signs its requests to a proxy. The secret cannot be read again. */
export interface ProxyCredential {
  readonly accessKeyId: string;
  readonly rawSecretAccessKey: string;
}

/** A proxy as `sandbox.proxies` shows it. */
export interface ProxyView extends Omit<ProxyRecord, 'credentials'> {
  readonly credentials: readonly { readonly accessKeyId: string; readonly createdAt: number }[];
}

/** A new proxy, and its first credential. */
export interface NewProxy extends ProxyView {
  readonly credential: ProxyCredential;
}

/** An external key as `sandbox.proxies` shows it. */
export interface ExternalKeyView extends Omit<ExternalKeyRecord, 'id' | 'versions'> {
  /** Number of the current version of the material. */
  readonly version: number;
}

/** Input of `sandbox.proxies.create`. */
export interface ProxyInput {
  /** `https://` and a host name reserved for examples, such as `xks.example.com`. Default: `https://xks.example.com`. */
  readonly endpoint?: string;
  /** Path that ends in `/kms/xks/v1`. Default: `/kms/xks/v1`. */
  readonly path?: string;
  readonly endpointService?: ProxyEndpointService;
}

/** Members of a proxy that can change. */
export type ProxyChange = Partial<Pick<ProxyRecord, 'policy' | 'fleet' | 'endpointService'>>;

/** Input of `sandbox.proxies.createKey`. */
export interface ExternalKeyInput {
  /** 1 to 128 letters, digits, hyphens, periods and underscores. Default: a random one. */
  readonly keyId?: string;
  readonly spec?: ExternalKeyRecord['spec'];
  readonly usage?: readonly ExternalKeyUsage[];
}

/** Members of an external key that can change. */
export type ExternalKeyChange = Partial<Pick<ExternalKeyRecord, 'status' | 'usage'>>;

/** Options of `sandbox.proxies.requests`. */
export interface ProxyRequestOptions {
  /** Maximum number of requests: 1 to 1,000. Default: 1,000. */
  readonly limit?: number;
}

/** How a simulated proxy misbehaves. */
export interface ProxyFaults {
  /** Milliseconds that each answer is late. */
  readonly latencyMs?: number;
  /** No connection. */
  readonly unreachable?: boolean;
  /** No TLS connection. */
  readonly invalidTls?: boolean;
  /** It carries out the request, and its answer is lost. */
  readonly silent?: boolean;
  /** Denies KMS access to every URI, `health` included. */
  readonly accessDenied?: boolean;
  /** Answers every request with this error. */
  readonly error?: XksErrorName;
  /** Answers with a text that is not JSON. */
  readonly malformedAnswer?: boolean;
  /** `encrypt` returns another integrity value. */
  readonly wrongIntegrityValue?: boolean;
  /** `encrypt` returns another authentication tag, with the integrity value of the altered answer. */
  readonly wrongTag?: boolean;
  /** `encrypt` returns a ciphertext under another key, with its integrity value. */
  readonly otherCiphertext?: boolean;
  /** `decrypt` returns another plaintext. */
  readonly wrongPlaintext?: boolean;
}
