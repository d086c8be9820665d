/**
 * Records of services: what programs over a sandbox store in it, next to its keys. The services of this project
 * (object store, tenant table, secret store, demo apps, ledger) keep all their data in them.
 */

/** Maximum size of the body of a record in bytes: 16 MiB. */
export const MAX_SERVICE_BODY_BYTES = 16 * 1024 * 1024;

/** Maximum length of the value of a record as JSON text, in UTF-16 code units. */
export const MAX_SERVICE_VALUE_LENGTH = 400_000;

/** Maximum length of a scope and of a name, in UTF-16 code units. */
export const MAX_SERVICE_NAME_LENGTH = 1_024;

/** Maximum number of changes that one call stores. */
export const MAX_SERVICE_CHANGES = 100;

/** Maximum number of records of a page, and the default. */
export const MAX_SERVICE_PAGE = 1_000;

/** A JSON value. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/** A JSON object. */
export type JsonObject = Readonly<Record<string, JsonValue>>;

/** A stored record of a service. */
export interface ServiceRecord {
  /** Groups records that are listed together, such as the objects of one bucket. */
  readonly scope: string;
  /** Unique in the scope. */
  readonly name: string;
  /** 1 for a new record, incremented by each change. A record that is deleted and created again starts at 1. */
  readonly version: number;
  /** Simulated time of creation, in milliseconds since 1970. */
  readonly createdAt: number;
  /** Simulated time of the last change. */
  readonly updatedAt: number;
  readonly value: JsonObject;
  /** Binary data. A list returns it, too: services keep large bodies in a scope of their own. */
  readonly body?: Uint8Array<ArrayBuffer>;
}

/** Names a record. */
export interface ServiceRecordName {
  readonly scope: string;
  readonly name: string;
}

/** Selects records of a scope. */
export interface ServiceRecordQuery {
  readonly scope: string;
  /** Only records whose name starts with this text. */
  readonly prefix?: string;
  /** Only records with names after this one: `next` of the previous page. */
  readonly after?: string;
  /** Maximum number of records, 1 to 1,000. Default 1,000. */
  readonly limit?: number;
}

/** Records by name, in the order of UTF-16 code units. */
export interface ServiceRecordPage {
  readonly records: readonly ServiceRecord[];
  /** Name after which the next page starts. Omitted: this is the last page. */
  readonly next?: string;
}

/** Creates, replaces or deletes a record. */
export interface ServiceRecordChange extends ServiceRecordName {
  /** The new value. Omitted: the record is deleted; a record that does not exist is not an error. */
  readonly value?: JsonObject;
  /** The new body. Omitted: the record has none. */
  readonly body?: Uint8Array<ArrayBuffer>;
  /** The version that the record must have; 0: it must not exist. Omitted: any. */
  readonly ifVersion?: number;
}

/** A record that changes depend on, and its version. 0: it does not exist. */
export interface ServiceRecordVersion extends ServiceRecordName {
  readonly version: number;
}

/** Changes that are stored in one transaction, all or none. Each names another record. */
export interface ServiceRecordChanges {
  readonly changes: readonly ServiceRecordChange[];
  /** Records, at most 100, that must have these versions. They are not changed. */
  readonly requires?: readonly ServiceRecordVersion[];
}

/** What became of changes. */
export type ServiceRecordOutcome =
  | {
      readonly stored: true;
      /** Simulated time of the change, in milliseconds since 1970. */
      readonly at: number;
      /** The new version of each record, in the order of the changes. 0: deleted. */
      readonly versions: readonly number[];
    }
  /** Nothing was stored: this record has another version than `ifVersion` or `requires` says. */
  | { readonly stored: false; readonly conflict: ServiceRecordVersion };
