import { modernSuite } from './modern-suite.ts';

describe('SubtleCrypto as it is', () => modernSuite(false));
