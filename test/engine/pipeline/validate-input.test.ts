import { expect } from 'chai';
import { validateInput } from '../../../src/engine/pipeline/validate-input.ts';
import type { OperationName } from '../../../src/model/operations.ts';

function refusal(operation: OperationName, input: unknown): string {
  try {
    validateInput(operation, input);
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
    expect(validateInput('CreateKey', { Description: null, KeySpec: 'HMAC_256' })).to.deep.equal({
      KeySpec: 'HMAC_256',
    });
  });

  it('leaves out what the SDK does not send: unknown members, and nothings in lists, at any depth', () => {
    const input = {
      KeySpec: 'HMAC_256',
      Tags: Object.assign(Array(4), { 1: { TagKey: 'a', TagValue: 'b', Color: 1n }, 2: null }),
      GrantTokens: 10n,
      DryRun: true,
      constructor: 1,
      ['__proto__']: { a: 1 },
    };
    const sent = validateInput('CreateKey', input);
    expect(sent).to.deep.equal({ KeySpec: 'HMAC_256', Tags: [{ TagKey: 'a', TagValue: 'b' }] });
    expect(Object.keys(sent)).to.deep.equal(['KeySpec', 'Tags']);
    expect(validateInput('CreateKey', { Tags: Array(5) })).to.deep.equal({ Tags: [] });
    expect(validateInput('DescribeKey', { KeyId: 'k', X: new Date(NaN) })).to.deep.equal({ KeyId: 'k' });
  });

  it('gives back the same object where there is nothing to leave out', () => {
    const input = { KeyId: 'k', Tags: [{ TagKey: 'a', TagValue: 'b' }] };
    expect(validateInput('TagResource', input)).to.equal(input);
  });

  it('refuses values of known members that JSON does not have', () => {
    expect(refusal('CreateKey', { Description: 10n })).to.equal('description: expected a string.');
    expect(refusal('GenerateRandom', { NumberOfBytes: 10n })).to.equal('numberOfBytes: expected an integer.');
    expect(refusal('GenerateRandom', { NumberOfBytes: NaN })).to.equal('numberOfBytes: expected an integer.');
    expect(refusal('ImportKeyMaterial', { KeyId: 'k', ValidTo: new Date(NaN) })).to.equal('validTo: expected a Date.');
  });

  it('refuses half of a surrogate pair in every text, and takes whole ones', () => {
    const problem = 'the text is not valid Unicode (an unpaired surrogate).';
    for (const half of ['\ud800', '\udfff', 'a\udfffb', '\udc00\ud800']) {
      expect(refusal('Encrypt', { EncryptionContext: { a: half } })).to.equal(`encryptionContext: ${problem}`);
      expect(refusal('Encrypt', { EncryptionContext: { [half]: 'a' } })).to.equal(`encryptionContext: ${problem}`);
      expect(refusal('CreateKey', { Description: half })).to.equal(`description: ${problem}`);
      expect(refusal('CreateGrant', { Constraints: { EncryptionContextEquals: { a: half } } })).to.equal(
        `constraints.encryptionContextEquals: ${problem}`,
      );
    }
    expect(refusal('CreateKey', { Description: '\u{1F600}\ufffd' })).to.equal('');
  });
});
