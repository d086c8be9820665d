/** What is known of one use of KMS keys. The decisions about changes are made from these alone. */
import type { RequestContext } from '../../model/contract.ts';
import type { DependentName } from './blast-radius-types.ts';

/** An encrypted data key that a dependent has. */
export interface KnownEdk {
  /** ARN of the key that decrypts it, in the Region of use. */
  readonly key: string;
  readonly sha: string;
  /** Omitted: only its hash is known. */
  readonly blob?: Uint8Array;
}

/** A use of keys. */
export interface Dependency {
  readonly dependent: DependentName;
  /** ARNs of existing keys. Each is enough on its own. */
  readonly keys: readonly string[];
  /** What stands in for KMS meanwhile: a plaintext data key, or a bucket key that S3 may hold. */
  readonly held?: 'data-key' | 'bucket-key';
  /** The principals for which alone a data key stands in. Omitted: `held` stands in for all. */
  readonly heldFor?: readonly string[];
  /** Simulated time in milliseconds at which the last data key that stands in expires. Omitted: not known. */
  readonly heldUntil?: number;
  readonly edks?: readonly KnownEdk[];
  /** Encryption context of `edks`. */
  readonly context?: Readonly<Record<string, string>>;
  /** Condition keys of the calls. */
  readonly requestContext?: RequestContext;
  /** The principal of the calls, if one is configured. Omitted: anyone. */
  readonly caller?: string;
  /** The alias by which a setting names its key, and when that is resolved next. */
  readonly alias?: { readonly name: string; readonly needed: 'now' | 'later' | 'never' };
}
