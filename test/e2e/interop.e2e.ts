/**
 * The library in memory, through the unmodified AWS SDK, beside OpenSSL, sm-crypto, libsodium and noble: the suite that
 * the browser runs too.
 */
import { describe, it } from 'node:test';
import { interopSuite } from '../conformance/interop-suite.ts';
import { refusalsSuite } from '../conformance/refusals-suite.ts';
import { openSdkWorld } from '../conformance/sdk-world.ts';
import { openssl } from '../crypto/openssl-in-node.ts';

const home = { describe, it, open: () => Promise.resolve(openSdkWorld()), openssl };

interopSuite(home);
refusalsSuite(home);
