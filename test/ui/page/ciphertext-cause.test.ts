import { expect } from 'chai';
import { toBase64 } from '../../../src/base/base64.ts';
import type { InputOf } from '../../../src/model/operations.ts';
import { Recorder } from '../../../src/ui/page/call-recorder.ts';
import { causeOfRefusal, keepCiphertexts } from '../../../src/ui/page/ciphertext-cause.ts';
import { TEXTS } from '../../../src/ui/page/ciphertext-cause-texts.ts';
import { problemOf } from '../../../src/ui/page/problem.ts';
import { newKey, pageContext } from '../context.ts';

const CONTEXT = { tenant: 'eu', purpose: 'test' };

/** Encrypts, then decrypts what `change` makes of it. Returns the cause. */
async function causeAfter(
  change: (blob: Uint8Array) => InputOf<'Decrypt'>,
  { keeps = true }: { readonly keeps?: boolean } = {},
): Promise<string> {
  const context = pageContext();
  const { KeyId } = await newKey(context);
  const recorder = new Recorder(context.kms);
  const Plaintext = new Uint8Array(40);
  const { CiphertextBlob = Plaintext } = await recorder.call('Encrypt', {
    KeyId,
    Plaintext,
    EncryptionContext: CONTEXT,
  });
  if (keeps) keepCiphertexts(context.strongroom, recorder.calls);
  try {
    await recorder.call('Decrypt', change(CiphertextBlob));
  } catch (error) {
    return causeOfRefusal(context.strongroom, problemOf(error), recorder.calls.at(-1));
  }
  return expect.fail('nothing was thrown');
}

const withContext = (EncryptionContext: Record<string, string>) => (CiphertextBlob: Uint8Array) => ({
  CiphertextBlob,
  EncryptionContext,
});

describe('the cause of a refused ciphertext', () => {
  const CASES: readonly (readonly [string, (blob: Uint8Array) => InputOf<'Decrypt'>, (blob: number) => string])[] = [
    ['another value', withContext({ ...CONTEXT, tenant: 'EU' }), () => TEXTS.otherValue('tenant', 'EU', 'eu')],
    [
      'a name in another case',
      withContext({ Tenant: 'eu', purpose: 'test' }),
      () => TEXTS.otherName('Tenant', 'tenant'),
    ],
    ['a missing pair', withContext({ tenant: 'eu' }), () => TEXTS.missingPair('purpose', 'test')],
    ['no context', (CiphertextBlob) => ({ CiphertextBlob }), () => TEXTS.missingPair('tenant', 'eu')],
    ['an added pair', withContext({ ...CONTEXT, more: '1' }), () => TEXTS.addedPair('more', '1')],
    [
      'a changed byte',
      (blob) => ({ CiphertextBlob: blob.map((byte, at) => (at === 70 ? byte ^ 1 : byte)), EncryptionContext: CONTEXT }),
      () => TEXTS.changedBytes(1, 71),
    ],
    [
      'missing bytes at the end',
      (blob) => ({ CiphertextBlob: blob.slice(0, -5), EncryptionContext: CONTEXT }),
      (length) => TEXTS.truncated(length - 5, length),
    ],
    [
      'base64 of base64',
      (blob) => ({ CiphertextBlob: new TextEncoder().encode(toBase64(blob)), EncryptionContext: CONTEXT }),
      () => TEXTS.encodedTwice,
    ],
  ];
  for (const [what, change, cause] of CASES) {
    it(`is ${what}`, async () => {
      let length = 0;
      const found = await causeAfter((blob) => {
        length = blob.length;
        return change(blob);
      });
      expect(found).to.equal(cause(length));
    });
  }

  it('is not guessed for a ciphertext that the page has not seen', async () => {
    expect(await causeAfter(withContext({}), { keeps: false })).to.equal('');
    expect(await causeAfter(() => ({ CiphertextBlob: new Uint8Array(200) }))).to.equal('');
  });

  it('belongs to decryption alone', async () => {
    const context = pageContext();
    const recorder = new Recorder(context.kms);
    await recorder.reply('DescribeKey', { KeyId: 'alias/none' });
    const problem = { name: 'NotFoundException', message: '' };
    expect(causeOfRefusal(context.strongroom, problem, recorder.calls[0])).to.equal('');
  });
});
