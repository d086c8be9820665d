/** The errors that the AWS SDK declares for an operation, as its own type declarations document them. */
import { readFileSync } from 'node:fs';
import { ERRORS, type KmsErrorName } from '../../../src/model/errors.ts';
import { OPERATIONS } from '../../../src/engine/operations/index.ts';
import type { Registered } from '../../conformance/cases.ts';
import type { Pair } from './run.ts';

const THROWS = /@throws \{@link (\w+)\}/g;

/** The base of all errors is no error of an operation. */
const BASE = 'KMSServiceException';

/** The names, sorted. Throws for a name that the table of errors lacks. */
function declaredBy(operation: Registered): KmsErrorName[] {
  const text = readFileSync(`node_modules/@aws-sdk/client-kms/dist-types/commands/${operation}Command.d.ts`, 'utf8');
  const names = new Set([...text.matchAll(THROWS)].map(([, name = '']) => name));
  if (!names.delete(BASE)) throw new Error(`The SDK no longer documents errors of ${operation}.`);
  return [...names].sort().map((name) => {
    if (!Object.hasOwn(ERRORS, name)) throw new Error(`There is no error ${name} in the table of errors.`);
    return name as KmsErrorName;
  });
}

/** The operations that answer. */
export const REGISTERED = Object.keys(OPERATIONS) as Registered[];

/** Every declared error of every operation that answers. */
export const DECLARED: readonly Pair[] = REGISTERED.flatMap((operation) =>
  declaredBy(operation).map((name) => ({ operation, name })),
);
