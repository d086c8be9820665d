/** Every case of the tables and of the condition keys, through the engine and through the AWS SDK, with its fixes. */
import { KEY_CASES, OPERATION_CASES, OPERATOR_CASES } from './expand.ts';
import { judgeCases } from './judge-cases.ts';

describe('authorization, every case of the tables', () =>
  judgeCases([...OPERATION_CASES, ...OPERATOR_CASES, ...KEY_CASES]));
