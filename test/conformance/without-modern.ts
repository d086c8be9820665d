/**
 * Imported first, it makes the page a browser without ML-DSA, ML-KEM and Ed25519: SubtleCrypto answers
 * NotSupportedError to their names.
 */
import { hideModernAlgorithms } from '../crypto/modern-peers.ts';

/** How many calls were refused so far. */
export const refusedCalls = hideModernAlgorithms();
