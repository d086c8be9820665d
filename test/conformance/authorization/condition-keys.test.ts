/**
 * Each condition key, in an identity policy and in a key policy, through the engine; one of each through the AWS SDK.
 * `tables.slow.ts` takes them all.
 */
import { firstOfEachRule, judgeCases } from './judge-cases.ts';
import { KEY_CASES } from './expand.ts';

describe('authorization, condition key by condition key', () => judgeCases(KEY_CASES, firstOfEachRule(KEY_CASES)));
