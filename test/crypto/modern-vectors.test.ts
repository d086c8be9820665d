import {
  ed25519Vectors,
  mlDsaMuVectors,
  mlDsaSignVectors,
  mlDsaVerifyVectors,
  mlKemVectors,
} from './modern-vectors.ts';

describe('published vectors, SubtleCrypto as it is', () => {
  ed25519Vectors();
  mlDsaVerifyVectors();
  mlDsaSignVectors(false);
  mlDsaMuVectors();
  mlKemVectors(false);
});
