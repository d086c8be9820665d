import { expect } from 'chai';
import { hideModernAlgorithms } from './modern-peers.ts';
import { modernSuite } from './modern-suite.ts';

const refused = hideModernAlgorithms();

describe('SubtleCrypto without the newer algorithms', () => {
  modernSuite(true);

  describe('at the end', () => {
    it('was asked for them, and refused', () => {
      expect(refused()).to.be.greaterThan(0);
    });
  });
});
