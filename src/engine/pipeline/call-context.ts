/** What every step of the request pipeline knows of a call: its context, and the resources from step 2. */
import type { AuditEvent } from '../../model/audit.ts';
import type { Identification } from '../../model/decision.ts';
import type { Call } from '../../model/contract.ts';
import type { ExternalSystems, Random } from '../../model/ports.ts';
import type { AliasRecord, Custody, KeyRecord, Settings } from '../../model/records.ts';
import type { Caller } from './caller.ts';
import type { Reader } from '../transaction/reader.ts';

/**
 * Calls `act` at most once for each `name` in a call, however often a conflict repeats the call: later attempts get the
 * first result, or its error. For requests to systems outside of KMS, which have effects of their own.
 */
export type Once = <T>(name: string, act: () => Promise<T>) => Promise<T>;

/** Creates the memory of one call. */
export function createOnce(): Once {
  let results: Map<string, Promise<unknown>> | undefined;
  return <T>(name: string, act: () => Promise<T>) => {
    results ??= new Map();
    const known = results.get(name);
    if (known !== undefined) return known as Promise<T>;
    const result = act();
    results.set(name, result);
    return result;
  };
}

/** Context of a call, available to every step. */
export interface CallContext {
  readonly caller: Caller;
  readonly region: string;
  /** Simulated time in milliseconds since 1970. */
  readonly now: number;
  readonly reader: Reader;
  readonly random: Random;
  readonly external: ExternalSystems;
  readonly once: Once;
  /** The call itself, for systems outside of KMS that are told about it. Its request ID is absent in a dry run. */
  readonly call: Pick<Call, 'operation' | 'requestContext'> & { readonly requestId?: string };
  readonly settings: Settings;
  /** Custody of a key that this call creates: the caller's choice, otherwise the setting. */
  readonly custody: Custody;
  /** Returns the last successful cryptographic use of a key in the audit log. */
  lastUse: (keyArn: string) => Promise<AuditEvent | undefined>;
}

/** A resource resolved in step 2. */
export interface ResolvedResource {
  /** Its role in the facts of the operation. */
  readonly role: string;
  readonly kind: 'none' | 'key' | 'alias' | 'ciphertext';
  /** The action that the caller needs on it. Omitted: none of its own. */
  readonly action: string | undefined;
  /** Name in policies and error texts: an ARN, or `*`. */
  readonly arn: string;
  readonly key?: KeyRecord;
  /** The Region in which the action creates a replica, and the key that is replicated. */
  readonly replica?: { readonly of: KeyRecord; readonly region: string };
  readonly alias?: AliasRecord;
  /** How it was found. Omitted if the resource is no key and no alias. */
  readonly identifiedBy?: Identification;
  /** The alias, `alias/…`, by which the request named the key. */
  readonly requestAlias?: string;
  /** True if the caller did not name the key: AWS's denial then discloses nothing about it. */
  readonly hidden?: true;
  /** True if the resource is only authorized: its usage and state are not checked. */
  readonly stateless?: true;
  /** True if error texts do not name the resource. */
  readonly unnamed?: true;
  /** Name of the operation in error texts about this resource, if it differs. */
  readonly as?: string;
}
