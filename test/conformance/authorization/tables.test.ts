/**
 * The cases of the tables, through the engine; one of each rule through the AWS SDK. `tables.slow.ts` takes them all.
 */
import { firstOfEachRule, judgeCases } from './judge-cases.ts';
import { OPERATION_CASES, OPERATOR_CASES } from './expand.ts';

describe('authorization, operation by operation', () => judgeCases(OPERATION_CASES, firstOfEachRule(OPERATION_CASES)));
describe('authorization, operator by operator', () => judgeCases(OPERATOR_CASES, firstOfEachRule(OPERATOR_CASES)));
