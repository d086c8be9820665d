import { expect } from 'chai';
import type { KmsClient } from '../../../src/client/strongroom.ts';
import { EnvelopeError, type EnvelopeErrorCode } from '../../../src/envelope/envelope-error.ts';
import { ERRORS } from '../../../src/model/errors.ts';
import { GAPS } from '../../../src/model/gaps.ts';
import { ENVELOPE_ERROR_WORDS } from '../../../src/ui/page/envelope-error-texts.ts';
import { BROWSER_WORDS, ERROR_WORDS, GAP_WORDS } from '../../../src/ui/page/error-texts.ts';
import { REASON_WORDS } from '../../../src/ui/page/error-reason-texts.ts';
import { explanationsLoaded, problemOf } from '../../../src/ui/page/problem.ts';
import { pageContext } from '../context.ts';

const named = (name: string, message = '', more: object = {}): Error =>
  Object.assign(new Error(message), { name, ...more });

/** What `work` was rejected with. */
async function rejection(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  return expect.fail('nothing was thrown');
}

describe('error words', () => {
  const all = { ...ERROR_WORDS, ...ENVELOPE_ERROR_WORDS, ...BROWSER_WORDS, gap: GAP_WORDS };

  it('are there for every error of KMS, and for no other', () => {
    expect(Object.keys(ERROR_WORDS).sort()).to.deep.equal(Object.keys(ERRORS).sort());
  });

  for (const [name, { happened, next }] of Object.entries(all)) {
    it(`of ${name} are two plain sentences`, () => {
      for (const sentence of [happened, next]) {
        expect(sentence).to.match(/^[A-Z].*[.]$/);
        expect(sentence.length, sentence).to.be.lessThan(140);
        // The name stands beside them; to repeat it would explain nothing.
        expect(sentence).not.to.contain(name);
      }
      expect(next).not.to.equal(happened);
    });
  }
});

describe('a problem', () => {
  before(() => explanationsLoaded);

  it('has name and text as they were answered, and the words for the check that failed', async () => {
    const { kms } = pageContext();
    const problem = problemOf(await rejection(kms.describeKey({ KeyId: 'alias/none' })));
    expect(problem).to.include({ name: 'NotFoundException', words: REASON_WORDS['missing-alias'] });
    expect(problem.message).to.contain('alias/none');
    expect(problem).not.to.have.property('gap');
  });

  it('of an argument that the sandbox cannot take has its sentence, and no name for programs', () => {
    expect(problemOf(new TypeError('delay must be at most 300.'))).to.deep.equal({
      name: 'Error',
      message: 'delay must be at most 300.',
    });
  });

  it('of a random number from a key store does not speak of keys', async () => {
    const { kms } = pageContext();
    const asked = kms.generateRandom({ NumberOfBytes: 8, CustomKeyStoreId: 'cks-1234567890abcdef0' });
    const problem = problemOf(await rejection(asked));
    expect(problem.name).to.equal('CustomKeyStoreNotFoundException');
    expect(problem.words?.next).to.contain('key store ID').and.not.to.contain('Use a key');
  });

  it('is a gap by the member of the error, not by its words', () => {
    const { message } = GAPS.recipient;
    const problem = problemOf(named('UnsupportedOperationException', message, { gap: 'recipient' }));
    expect(problem).to.include({ gap: true, message });
    expect(problem.words).to.equal(GAP_WORDS);
    expect(problemOf(named('UnsupportedOperationException', message))).not.to.have.property('gap');
  });

  const UNSUPPORTED: readonly (readonly [string, keyof typeof GAPS, (kms: KmsClient) => Promise<unknown>])[] = [
    [
      'GenerateRandom with Recipient',
      'recipient',
      (kms) =>
        kms.generateRandom({
          NumberOfBytes: 16,
          Recipient: { KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256', AttestationDocument: Uint8Array.of(1) },
        }),
    ],
  ];
  for (const [what, gap, call] of UNSUPPORTED) {
    it(`is a gap with its message after ${what}`, async () => {
      const problem = problemOf(await rejection(call(pageContext().kms)));
      expect(problem).to.include({ name: 'UnsupportedOperationException', gap: true, message: GAPS[gap].message });
    });
  }

  it('keeps a note that is no gap', () => {
    const problem = problemOf(named('InvalidCiphertextException', '', { note: 'The context differs.' }));
    expect(problem).to.include({
      note: 'The context differs.',
      message: '',
      words: ERROR_WORDS.InvalidCiphertextException,
    });
    expect(problem).not.to.have.property('gap');
  });

  it('has no message where AWS sends none, instead of the filler of the SDK', async () => {
    const { kms } = pageContext();
    const problem = problemOf(await rejection(kms.decrypt({ CiphertextBlob: Uint8Array.of(1, 2, 3) })));
    expect(problem).to.include({ name: 'InvalidCiphertextException', message: '' });
    expect(problemOf(named('UnknownError', 'UnknownError')).message).to.equal('UnknownError');
  });

  it('has the words of the envelope by its code', () => {
    for (const code of Object.keys(ENVELOPE_ERROR_WORDS) as EnvelopeErrorCode[]) {
      expect(problemOf(new EnvelopeError(code, 'text')).words).to.equal(ENVELOPE_ERROR_WORDS[code]);
    }
  });

  it('has words for what the browser itself refuses, and tells its NotFoundError from KMS’s', () => {
    for (const [name, words] of Object.entries(BROWSER_WORDS))
      expect(problemOf(new DOMException('', name)).words).to.equal(words);
    expect(problemOf(named('NotFoundError'))).not.to.have.property('words');
    expect(problemOf(new DOMException('', 'SyntaxError'))).not.to.have.property('words');
  });

  for (const [thrown, name, message] of [
    [new RangeError('too far'), 'RangeError', 'too far'],
    ['a string', 'Error', 'a string'],
    [undefined, 'Error', 'undefined'],
    [named('toString', 'odd'), 'toString', 'odd'],
  ] as const) {
    it(`is made of anything that can be thrown: ${String(thrown)}`, () => {
      expect(problemOf(thrown)).to.deep.equal({ name, message });
    });
  }
});
