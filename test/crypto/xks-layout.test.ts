import { expect } from 'chai';
// cspell:ignore Zlcn ghxk Xpmy
import { fromBase64, toBase64 } from '../../src/base/base64.ts';
import { toHex } from '../../src/base/hex.ts';
import { integrityValue, proxyAdditionalData } from '../../src/crypto/xks-layout.ts';

describe('layouts of the XKS proxy API', () => {
  it('computes the integrity value of the example in Appendix C', async () => {
    const value = await integrityValue(fromBase64('cHJvamVjdD1uaWxlLGRlcGFydG1lbnQ9bWFya2V0aW5n'), {
      metadata: fromBase64('a2V5X3ZlcnNpb249MQ=='),
      iv: fromBase64('HMrlRw85cAJUd5Ax'),
      ciphertext: fromBase64('ghxkK1txeDNn3q8Y'),
      tag: fromBase64('vBxN2ncH1oEkR8WVXpmyYQ=='),
    });
    expect(toBase64(value)).to.equal('qHA/ImC9h5HsLRXqCyPmWgYx7tzyoTplzILbP0fPXsc=');
  });

  it('separates additional data from ciphertext metadata by their lengths', () => {
    expect(toHex(proxyAdditionalData(Uint8Array.of(1, 2), Uint8Array.of(3)))).to.equal('000201020103');
    expect(toHex(proxyAdditionalData(new Uint8Array(), new Uint8Array()))).to.equal('000000');
    expect(toHex(proxyAdditionalData(new Uint8Array(8192), new Uint8Array())).slice(0, 4)).to.equal('2000');
  });
});
