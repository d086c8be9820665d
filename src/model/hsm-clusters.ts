/**
 * Port of the engine to AWS CloudHSM clusters: what KMS does with a cluster that backs a key store. The cluster keeps
 * its keys itself, outside of the database of KMS.
 */
import type { Bytes } from '../base/bytes.ts';
import type { BackingKey } from './records.ts';
import type { HsmClusterView } from './hsm-cluster-view.ts';

/** Why a cluster does not do what KMS asks. */
export type HsmProblem =
  /** The cluster, or the key in it, does not exist. */
  | 'cluster-not-found'
  | 'key-not-found'
  /** The cluster has no active HSM. */
  | 'no-active-hsm'
  /** kmsuser is not logged in for the key store. */
  | 'not-logged-in';

/** A failure of a cluster. */
export class HsmError extends Error {
  override readonly name = 'HsmError';
  readonly problem: HsmProblem;

  constructor(problem: HsmProblem) {
    super(`CloudHSM: ${problem}`);
    this.problem = problem;
  }
}

/** The account and Region of a cluster. */
export interface HsmPlace {
  readonly account: string;
  readonly region: string;
}

/** Result of a login as kmsuser. */
export type HsmLogin = 'ok' | 'no-user' | 'locked-out' | 'logged-in' | 'wrong-password';

/** A login as kmsuser. */
export interface HsmLoginRequest {
  /** ID of the key store. The session of KMS has its name. */
  readonly session: string;
  /** Password of kmsuser: signs the challenge of the cluster. */
  readonly password: CryptoKey;
  /** The password that kmsuser gets, if the login succeeds: KMS rotates it at each connection. */
  readonly newPassword: CryptoKey;
}

/** CloudHSM clusters. Methods reject with HsmError if the cluster cannot do what is asked. */
export interface HsmClusters {
  /** Returns a cluster. Undefined if the account has none of this ID in the Region. */
  describe(clusterId: string, place: HsmPlace): Promise<HsmClusterView | undefined>;
  /** Whether `trustAnchor` (PEM) issued the certificate of the cluster. False for text that is no certificate. */
  isTrustedBy(clusterId: string, trustAnchor: string): Promise<boolean>;
  /** Logs in as kmsuser, and changes its password. */
  login(clusterId: string, request: HsmLoginRequest): Promise<HsmLogin>;
  /** Ends the session of a key store. Does nothing without one. */
  logout(clusterId: string, session: string): Promise<void>;
  /** Generates a non-extractable 256-bit AES key with `label`. */
  generateKey(clusterId: string, session: string, label: string): Promise<BackingKey>;
  /** Encrypts by AES-GCM. Returns ciphertext and tag. */
  encrypt(clusterId: string, session: string, use: HsmKeyUse): Promise<Bytes>;
  /** Decrypts by AES-GCM. Undefined if the tag does not match. */
  decrypt(clusterId: string, session: string, use: HsmKeyUse): Promise<Bytes | undefined>;
  /** Deletes a key. Returns whether it existed. */
  deleteKey(clusterId: string, session: string, backingKeyId: string): Promise<boolean>;
  /** Returns random bytes of the HSMs. */
  random(clusterId: string, session: string, length: number): Promise<Bytes>;
}

/** Input of an encryption or decryption. */
export interface HsmKeyUse {
  readonly backingKeyId: string;
  readonly iv: Bytes;
  readonly additionalData: Bytes;
  readonly data: Bytes;
}
