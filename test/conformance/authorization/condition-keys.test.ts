/** Each condition key, in an identity policy and in a key policy, through the engine and through the AWS SDK. */
import { judgeCases } from './judge-cases.ts';
import { KEY_CASES } from './expand.ts';

describe('authorization, condition key by condition key', () => judgeCases(KEY_CASES));
