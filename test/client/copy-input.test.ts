import { expect } from 'chai';
import { copyInput } from '../../src/client/copy-input.ts';

describe('copyInput', () => {
  it('copies only the bytes of a view', () => {
    const view = new Uint8Array([1, 2, 3, 4]).subarray(1, 3);
    const { Plaintext } = copyInput({ Plaintext: view });
    expect(Plaintext).to.deep.equal(new Uint8Array([2, 3]));
    expect(Plaintext.buffer.byteLength).to.equal(2);
    expect(view.buffer.byteLength).to.equal(4);
  });

  it('is not affected by a later change of the input', () => {
    const input = { Tags: [{ TagKey: 'a', TagValue: '1' }] };
    const copied = copyInput(input);
    (input.Tags[0] as { TagValue: string }).TagValue = '2';
    expect(copied.Tags[0]?.TagValue).to.equal('1');
  });

  it('keeps a member named __proto__ as an ordinary member', () => {
    const copied = copyInput(JSON.parse('{"__proto__": {"polluted": true}}') as object);
    expect(Object.keys(copied)).to.deep.equal(['__proto__']);
    expect('polluted' in copied).to.equal(false);
  });

  it('rejects an input that contains itself, and names the limit', () => {
    const input: Record<string, unknown> = {};
    input['self'] = input;
    expect(() => copyInput(input)).to.throw(TypeError, 'The input exceeds the maximum nesting depth of 16.');
  });

  it('rejects a function and a symbol', () => {
    expect(() => copyInput({ KeyId: () => 'x' })).to.throw(TypeError, 'The input must not contain a function.');
    expect(() => copyInput([Symbol('x')])).to.throw(TypeError, 'The input must not contain a symbol.');
  });
});
