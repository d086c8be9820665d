/** The cases of the tables, through the engine and through the AWS SDK. */
import { judgeCases } from './judge-cases.ts';
import { OPERATION_CASES, OPERATOR_CASES } from './expand.ts';

describe('authorization, operation by operation', () => judgeCases(OPERATION_CASES));
describe('authorization, operator by operator', () => judgeCases(OPERATOR_CASES));
