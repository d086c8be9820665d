import { expect } from 'chai';
import { servedBy } from '../../src/crypto/capability.ts';
import { familiesSuite } from './families-suite.ts';
import { hideModernAlgorithms } from './modern-peers.ts';

const refused = hideModernAlgorithms();

describe('families, SubtleCrypto without the newer algorithms', () => {
  familiesSuite();

  it("the newer algorithms are the library's", async () => {
    for (const spec of [
      'ECC_NIST_EDWARDS25519',
      'ML_DSA_44',
      'ML_DSA_65',
      'ML_DSA_87',
      'ML_KEM_512',
      'ML_KEM_768',
      'ML_KEM_1024',
    ] as const)
      expect(await servedBy(spec)).to.equal('library');
    expect(refused()).to.be.greaterThan(0);
  });
});
