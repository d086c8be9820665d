/** Size limits of a record. */
import { expect } from 'chai';
import { encodeUtf8 } from '../../../src/base/bytes.ts';
import { cutText, dropAboveLimit } from '../../../src/engine/audit/record-limits.ts';

describe('a text of a record', () => {
  it('is cut at 1 KB, between two characters', () => {
    expect(cutText('a'.repeat(1024))).to.equal('a'.repeat(1024));
    expect(cutText('a'.repeat(1025))).to.equal('a'.repeat(1024));
    expect(cutText('€'.repeat(342))).to.equal('€'.repeat(341));
    expect(encodeUtf8(cutText(`a${'😀'.repeat(300)}`)).length).to.equal(1021);
  });
});

describe('the parameters of a record', () => {
  it('are dropped above 100 KB of JSON, and not below', () => {
    const around = '{"policy":""}'.length;
    const policy = 'p'.repeat(100 * 1024 - around);
    expect(dropAboveLimit({ policy })).to.deep.equal({ policy });
    expect(dropAboveLimit({ policy: `${policy}p` })).to.equal(null);
    expect(dropAboveLimit({ policy: '"'.repeat(60_000) })).to.equal(null);
    expect(dropAboveLimit({ tags: Array.from({ length: 60_000 }, () => 'a') })).to.equal(null);
    expect(dropAboveLimit(null)).to.equal(null);
  });
});
