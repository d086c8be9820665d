import { ed25519Vectors, mlDsaMuVectors, mlDsaSignVectors, mlDsaVerifyVectors, mlKemVectors } from './modern-vectors.ts';

describe('published vectors, SubtleCrypto as it is', () => {
  ed25519Vectors();
  mlDsaVerifyVectors();
  mlDsaSignVectors(false);
  mlDsaMuVectors('ML_DSA_44');
  mlDsaMuVectors('ML_DSA_65');
  mlDsaMuVectors('ML_DSA_87');
  mlKemVectors(false);
});
