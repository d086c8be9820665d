/** The same table in a browser without ML-DSA, ML-KEM and Ed25519. What watches SubtleCrypto comes first, then what refuses: modules are evaluated in the order of their imports. */
import '../envelope/watch-subtle.ts';
import '../../conformance/without-modern.ts';
import { describeCapabilities } from './capabilities-suite.ts';

describeCapabilities('without the newer algorithms');
