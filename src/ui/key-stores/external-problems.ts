/**
 * What can go wrong between KMS and the simulated proxy of an external key store: what causes each problem, and the
 * documented fix. Source: https://docs.aws.amazon.com/kms/latest/developerguide/xks-troubleshooting.html
 */
import type { ProxyEndpointService } from '../../model/external-key-manager.ts';
import type { FaultName } from '../../model/faults.ts';
import { isXksErrorName, XKS_ERRORS, type XksHealthStatus } from '../../model/xks-proxy-api.ts';
import { EXTERNAL_TEXTS } from './external-texts.ts';

/** One step of a cause or a fix. */
export type ExternalStep =
  | { readonly setFault: FaultName; readonly options?: object }
  | { readonly clearFault: FaultName }
  /** Removes the credential of the key store from the proxy. */
  | { readonly removeCredential: true }
  /** Creates a credential at the proxy, and gives it to the key store. */
  | { readonly renewCredential: true }
  | { readonly setHealth: XksHealthStatus }
  /** Changes the VPC endpoint service that leads to the proxy. `usedName`: the name that the key store has. */
  | { readonly changeService: (service: ProxyEndpointService, usedName: string) => ProxyEndpointService };

/** A ConnectionErrorCode of EXTERNAL_TEXTS. */
export type ExternalProblemCode = keyof typeof EXTERNAL_TEXTS.connection.codes;

/** A failed connection. */
export interface ExternalProblem {
  readonly code: ExternalProblemCode;
  /** Set if the code needs a VPC endpoint service. */
  readonly needsService?: true;
  readonly cause: readonly ExternalStep[];
  readonly fix: readonly ExternalStep[];
}

const fault = (code: ExternalProblemCode, name: FaultName, options?: object): ExternalProblem => ({
  code,
  cause: [{ setFault: name, ...(options === undefined ? {} : { options }) }],
  fix: [{ clearFault: name }],
});

/** Ends the name of a VPC endpoint service that the key store does not use. */
const RENAMED = '0';

/** The codes. */
export const EXTERNAL_PROBLEMS: readonly ExternalProblem[] = [
  fault('INTERNAL_ERROR', 'xks-internal'),
  { code: 'INVALID_CREDENTIALS', cause: [{ removeCredential: true }], fix: [{ renewCredential: true }] },
  fault('NETWORK_ERRORS', 'xks-network'),
  fault('XKS_PROXY_ACCESS_DENIED', 'xks-proxy-access-denied'),
  fault('XKS_PROXY_INVALID_CONFIGURATION', 'xks-proxy-error', { errorName: 'InvalidUriPathException' }),
  fault('XKS_PROXY_INVALID_RESPONSE', 'xks-proxy-malformed-answer'),
  fault('XKS_PROXY_INVALID_TLS_CONFIGURATION', 'xks-proxy-invalid-tls'),
  {
    code: 'XKS_PROXY_NOT_REACHABLE',
    cause: [{ setHealth: 'UNAVAILABLE' }],
    fix: [{ setHealth: 'ACTIVE' }],
  },
  fault('XKS_PROXY_TIMED_OUT', 'xks-proxy-latency', { milliseconds: 300 }),
  {
    code: 'XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION',
    needsService: true,
    cause: [{ changeService: (service) => ({ ...service, acceptanceRequired: true }) }],
    fix: [{ changeService: (service) => ({ ...service, acceptanceRequired: false }) }],
  },
  {
    code: 'XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND',
    needsService: true,
    cause: [{ changeService: (service, usedName) => ({ ...service, name: usedName + RENAMED }) }],
    fix: [{ changeService: (service, usedName) => ({ ...service, name: usedName }) }],
  },
];

/** A failed cryptographic call: an error name of the API, no answer, or an untrue one. */
export type CallProblemCode = keyof typeof EXTERNAL_TEXTS.calls.codes;

/** A failed cryptographic call. */
export interface CallProblem {
  readonly code: CallProblemCode;
  readonly fault: FaultName;
  readonly options?: object;
  /** Set if only Decrypt fails: its ciphertext is made before the problem is caused. */
  readonly onlyDecrypt?: true;
}

const OTHER_CALL_PROBLEMS: readonly CallProblem[] = [
  { code: 'unreachable', fault: 'xks-proxy-unreachable' },
  { code: 'tls', fault: 'xks-proxy-invalid-tls' },
  { code: 'late', fault: 'xks-proxy-latency', options: { milliseconds: 300 } },
  { code: 'lost', fault: 'xks-proxy-silent' },
  { code: 'refused', fault: 'xks-proxy-access-denied' },
  { code: 'malformed', fault: 'xks-proxy-malformed-answer' },
  { code: 'wrong-integrity-value', fault: 'xks-proxy-wrong-integrity-value' },
  { code: 'wrong-tag', fault: 'xks-proxy-wrong-tag' },
  { code: 'other-ciphertext', fault: 'xks-proxy-other-ciphertext' },
  { code: 'wrong-plaintext', fault: 'xks-proxy-wrong-plaintext', onlyDecrypt: true },
];

/** The problems: each error name of the API, and then the others. */
export const CALL_PROBLEMS: readonly CallProblem[] = [
  ...Object.keys(XKS_ERRORS)
    .filter(isXksErrorName)
    .map((errorName): CallProblem => ({
      code: errorName,
      fault: 'xks-proxy-error',
      options: { errorName },
      ...((XKS_ERRORS[errorName].operations as readonly string[]).includes('encrypt') ? {} : { onlyDecrypt: true }),
    })),
  ...OTHER_CALL_PROBLEMS,
];
