/**
 * The facts about every operation of AWS KMS, one row each. The request pipeline, condition keys, forms, access matrix
 * and tests read them only here. An operation without a row does not compile.
 */
import { GRANT_FACTS } from './operation-facts/grants.ts';
import { IMPORT_FACTS } from './operation-facts/import.ts';
import { KEY_STORE_FACTS } from './operation-facts/key-stores.ts';
import { MANAGE_FACTS } from './operation-facts/manage.ts';
import { MULTI_REGION_FACTS } from './operation-facts/multi-region.ts';
import type { FactsTable, OperationFacts } from './operation-facts/row.ts';
import { USE_FACTS } from './operation-facts/use.ts';
import { VIEW_FACTS } from './operation-facts/view.ts';
import type { OperationName } from './operations.ts';

export type { OperationFacts, OperationGroup, ResourceFacts } from './operation-facts/row.ts';

const TABLE = {
  ...USE_FACTS,
  ...GRANT_FACTS,
  ...VIEW_FACTS,
  ...MANAGE_FACTS,
  ...IMPORT_FACTS,
  ...MULTI_REGION_FACTS,
  ...KEY_STORE_FACTS,
} as const satisfies FactsTable;

/** Rows in the order in which the console lists operations. The type records which members each row has. */
export const OPERATION_FACTS: {
  readonly [N in OperationName]: OperationFacts &
    Required<Pick<OperationFacts, Extract<keyof (typeof TABLE)[N], keyof OperationFacts>>>;
} = TABLE;

/** Operations whose row has the member `M`. */
type Having<M extends keyof OperationFacts> = {
  [N in OperationName]: (typeof TABLE)[N] extends Readonly<Record<M, unknown>> ? N : never;
}[OperationName];

/** Cryptographic operations that use a key. */
export type KeyUseOperation = Having<'usage'>;

/** Operations with paginated results. */
export type ListOperation = Having<'pages'>;
