import { hideModernAlgorithms } from './modern-peers.ts';
import { ed25519Vectors, mlDsaSignVectors, mlDsaVerifyVectors, mlKemVectors } from './modern-vectors.ts';

hideModernAlgorithms();

describe('published vectors, SubtleCrypto without the newer algorithms', () => {
  ed25519Vectors();
  mlDsaVerifyVectors();
  mlDsaSignVectors(true);
  mlKemVectors(true);
});
