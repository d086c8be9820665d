import { expect } from 'chai';
import { validate } from '../../../src/engine/pipeline/validate-input.ts';
import type { OperationName } from '../../../src/model/operations.ts';

function refusal(operation: OperationName, input: unknown): string {
  try {
    validate(operation, input);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe('the shape of an input', () => {
  it('counts the length of a text in code points', () => {
    const smile = '\u{1F600}';
    expect(refusal('CreateKey', { Description: smile.repeat(8192) })).to.equal('');
    expect(refusal('CreateKey', { Description: smile.repeat(8193) })).to.contain(
      "at 'description' failed to satisfy constraint: Member must have length less than or equal to 8192",
    );
  });

  it('names a member by its path, whatever it is in', () => {
    expect(refusal('CreateKey', { Tags: [{ TagKey: 'a', TagValue: 'b' }, { TagKey: '' }] })).to.equal(
      "2 validation errors detected: Value '' at 'tags.2.member.tagKey' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
        "Value null at 'tags.2.member.tagValue' failed to satisfy constraint: Member must not be null",
    );
    expect(refusal('CreateKey', { Tags: [{ TagKey: 1 }] })).to.equal('tags.1.member.tagKey: expected a string.');
    expect(refusal('Encrypt', { EncryptionContext: { a: 1 } })).to.equal('encryptionContext.a: expected a string.');
  });

  it('takes null for absent, at any depth', () => {
    expect(validate('CreateKey', { Description: null, KeySpec: 'HMAC_256' })).to.deep.equal({ KeySpec: 'HMAC_256' });
  });
});
