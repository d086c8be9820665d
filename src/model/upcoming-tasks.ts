/** What the simulated clock will do or make effective, as `sandbox.clock.upcoming` lists it. */
import type { ConnectionStateType } from './sdk.ts';
import type { QuotaCode } from './service-quotas.ts';

/** A task of a key. A rotation that has run is followed by the next one, which is listed from then on. */
export interface UpcomingKeyTask {
  /**
   * `rotation`: automatic rotation. `deletion`: end of the waiting period. `material-expiry`: imported key material
   * expires. `state-change`: the key is no longer Creating or Updating.
   */
  readonly kind: 'rotation' | 'deletion' | 'material-expiry' | 'state-change';
  readonly at: Date;
  readonly keyArn: string;
  /** AWS owned keys: service principal of the owner. Such a key leaves no event. */
  readonly ownedBy?: string;
}

/** A custom key store is no longer CONNECTING or DISCONNECTING. */
export interface UpcomingKeyStoreTask {
  readonly kind: 'key-store-connection';
  readonly at: Date;
  readonly keyStoreId: string;
  /** The ConnectionState until then. */
  readonly state: ConnectionStateType;
}

/** A change of a grant becomes effective for calls that do not name its token. */
export interface UpcomingGrantPropagation {
  readonly kind: 'grant-propagation';
  readonly at: Date;
  readonly keyArn: string;
  readonly grantId: string;
  /** `ended`: retired or revoked. */
  readonly change: 'created' | 'ended';
}

/** A change of the tags or aliases of a key becomes effective for authorization. */
export interface UpcomingKeyPropagation {
  readonly kind: 'tag-propagation' | 'alias-propagation';
  readonly at: Date;
  readonly keyArn: string;
}

/** An increase of a quota is approved. */
export interface UpcomingQuotaIncrease {
  readonly kind: 'quota-increase';
  readonly at: Date;
  readonly account: string;
  readonly region: string;
  readonly code: QuotaCode;
}

/** Temporary credentials expire. */
export interface UpcomingCredentialExpiry {
  readonly kind: 'credential-expiry';
  readonly at: Date;
  /** ARN of the caller that they identify. */
  readonly principal: string;
  readonly accessKeyId: string;
}

/** One task to come. Later versions add kinds. */
export type UpcomingTask =
  | UpcomingKeyTask
  | UpcomingKeyStoreTask
  | UpcomingCredentialExpiry
  | UpcomingGrantPropagation
  | UpcomingKeyPropagation
  | UpcomingQuotaIncrease;

/** Which tasks to list. */
export interface UpcomingOptions {
  /** 1 to 1,000. Default 100. */
  readonly limit?: number;
  /** Simulated time. Later tasks are not listed. */
  readonly until?: Date;
}
