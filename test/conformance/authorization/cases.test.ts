/**
 * Who may do what: each case through the engine and through the AWS SDK, with `simulate` and `explain` of one mind with
 * the call.
 */
import { CASES } from './cases.ts';
import { judgeCases } from './judge-cases.ts';

describe('authorization, case by case', () => judgeCases(CASES));
