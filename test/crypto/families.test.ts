import { expect } from 'chai';
import { FAMILIES } from '../../src/crypto/families.ts';
import { familiesSuite } from './families-suite.ts';

describe('families, SubtleCrypto as it is', () => {
  familiesSuite();

  it('SYMMETRIC_DEFAULT without its secret is native alone', async () => {
    const family = await FAMILIES.SYMMETRIC_DEFAULT();
    const { keys, secret } = await family.generate('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', {
      native: true,
      secret: false,
    });
    expect(secret).to.equal(undefined);
    expect(keys!['SYMMETRIC_DEFAULT']!.extractable).to.equal(false);
    const bare = await family.generate('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', { native: false, secret: true });
    expect([bare.keys, bare.secret!.length]).to.deep.equal([undefined, 32]);
  });
});
