/** What every step of the request pipeline knows of a call: its context, and the resources that step 2 found. */
import type { AuditEvent } from '../../model/audit.ts';
import type { Random } from '../../model/ports.ts';
import type { AliasRecord, Custody, KeyRecord, Settings } from '../../model/records.ts';
import type { Caller } from './caller.ts';
import type { Reader } from '../transaction/reader.ts';

/** What every step of a call can see. */
export interface CallContext {
  readonly caller: Caller;
  readonly region: string;
  /** World time, milliseconds since 1970. */
  readonly now: number;
  readonly reader: Reader;
  readonly random: Random;
  readonly settings: Settings;
  /** Where the material of a key that this call makes may be kept: the caller's choice, else the setting. */
  readonly custody: Custody;
  /** The newest successful cryptographic use of a key that the log holds. */
  lastUse: (keyArn: string) => Promise<AuditEvent | undefined>;
}

/** A resource as step 2 found it. */
export interface ResolvedResource {
  /** The role that the declaration gave it. */
  readonly role: string;
  readonly kind: 'none' | 'key' | 'alias' | 'ciphertext';
  /** The action that the caller needs on it; absent: none of its own. */
  readonly action: string | undefined;
  /** What policies and error texts name: an ARN, or `*`. */
  readonly arn: string;
  readonly key?: KeyRecord;
  readonly alias?: AliasRecord;
  /** The alias, `alias/…`, by which the request named the key. */
  readonly requestAlias?: string;
  /** True when the caller did not name the key: AWS then words a denial so that it gives nothing away. */
  readonly hidden?: true;
  /** True when the resource only authorizes: its usage and state do not matter. */
  readonly stateless?: true;
  /** True when error texts do not name the resource. */
  readonly unnamed?: true;
  /** What error texts call the operation on this resource, where it is not the operation's name. */
  readonly as?: string;
}
