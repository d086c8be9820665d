import { expect } from 'chai';
import '../../../src/ui/use/strong-use-answer.ts';
import type { NEXT } from '../../../src/ui/use/strong-use-answer.ts';
import type { EventOf } from '../../../src/ui/kit/typed-event.ts';
import type { UseOutcome } from '../../../src/ui/use/use-next.ts';
import { USES } from '../../../src/ui/use/use-operations.ts';
import type { UseOperation, UseRow } from '../../../src/ui/use/use-row.ts';
import { TEXTS } from '../../../src/ui/use/use-texts.ts';
import { TEXTS as OPERATION_TEXTS } from '../../../src/ui/use/use-operation-texts.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf } from '../fixture.ts';

const VALUES: UseOutcome['values'] = { texts: {}, bytes: {}, pairs: {}, way: 'raw', grantTokens: '', dryRun: false };
const BYTES = Uint8Array.of(1, 2, 3, 255);

const rowOf = (operation: UseOperation) => USES.find((use) => use.operation === operation) as UseRow;
const outcome = (output: UseOutcome['output'], more: Partial<UseOutcome> = {}): UseOutcome => ({
  input: {},
  output,
  values: VALUES,
  ...more,
});

const forms = (element: Element) => allInside(element, '.forms button').map((button) => button.textContent);

describe('strong-use-answer', () => {
  it('shows the three parts of a key pair: keys as PEM, what is secret marked as plaintext', async () => {
    const element = await place('strong-use-answer', {
      use: rowOf('GenerateDataKeyPair'),
      outcome: outcome({ PublicKey: BYTES, PrivateKeyPlaintext: BYTES, PrivateKeyCiphertextBlob: BYTES }),
    });
    await expectAccessible(element);
    const [publicKey, privateKey, blob] = allInside(element, 'strong-bytes');
    expect(forms(publicKey!)).to.deep.equal(['PEM', 'hex', 'base64']);
    expect(textOf(publicKey!)).to.contain('-----BEGIN PUBLIC KEY-----').and.to.contain('AQID/w==');
    expect(textOf(privateKey!)).to.contain('-----BEGIN PRIVATE KEY-----');
    expect(forms(blob!)).to.deep.equal(['hex', 'base64', 'text']);
    expect(allInside(element, 'section').map(({ className }) => className)).to.deep.equal([
      'public',
      'plaintext',
      'ciphertext',
    ]);
    expect(textOf(inside(element, '.plaintext'))).to.contain(TEXTS.answer.plaintextMark);
    const copy = inside<HTMLElementTagNameMap['strong-copy']>(privateKey!, 'strong-copy');
    expect(copy.text).to.match(/^-----BEGIN PRIVATE KEY-----\n/);
  });

  it('shows plaintext as text where it is text', async () => {
    const use = rowOf('Decrypt');
    const text = await place('strong-use-answer', {
      use,
      outcome: outcome({ Plaintext: new TextEncoder().encode('Attack at dawn.') }),
    });
    expect(inside<HTMLElementTagNameMap['strong-bytes']>(text, 'strong-bytes').form).to.equal('text');
    const bytes = await place('strong-use-answer', { use, outcome: outcome({ Plaintext: BYTES }) });
    expect(inside<HTMLElementTagNameMap['strong-bytes']>(bytes, 'strong-bytes').form).to.equal('hex');
  });

  it('goes on only into what the key can do', async () => {
    const element = await place('strong-use-answer', {
      use: rowOf('Encrypt'),
      outcome: outcome({ CiphertextBlob: BYTES }),
      offered: ['Decrypt'],
    });
    const buttons = allInside<HTMLButtonElement>(element, '.row button');
    expect(buttons.map(({ textContent }) => textContent.trim())).to.deep.equal([TEXTS.answer.useIn('Decrypt')]);
    const told = next(element, 'strong-next');
    buttons[0]!.click();
    const { next: into, bytes } = ((await told) as EventOf<typeof NEXT>).detail;
    expect([into.operation, into.member, bytes]).to.deep.equal(['Decrypt', 'CiphertextBlob', BYTES]);
  });

  it('says in words that a signature is valid, and nothing when KMS did not', async () => {
    const element = await place('strong-use-answer', {
      use: rowOf('Verify'),
      outcome: outcome({ SignatureValid: true }),
    });
    expect(textOf(element)).to.contain(TEXTS.answer.valid(OPERATION_TEXTS.results.signatureValid));
    await expectAccessible(element);
    element.outcome = outcome({});
    await drawn(element);
    expect(allInside(element, '.truth')).to.deep.equal([]);
  });

  it('recognises the bytes of an earlier call, and the secret of the other side', async () => {
    const use = rowOf('Decapsulate');
    const members = { use, outcome: outcome({ SharedSecret: BYTES }) };
    const same = await place('strong-use-answer', {
      ...members,
      outcomes: { Encapsulate: outcome({ SharedSecret: BYTES.slice() }) },
    });
    expect(textOf(same)).to.contain(TEXTS.answer.matchesLast('Encapsulate'));
    const other = await place('strong-use-answer', {
      ...members,
      outcomes: { Encapsulate: outcome({ SharedSecret: Uint8Array.of(1, 2, 3, 254) }) },
    });
    expect(textOf(other)).not.to.contain(TEXTS.answer.matchesLast('Encapsulate'));
    const agreed = await place('strong-use-answer', {
      use: rowOf('DeriveSharedSecret'),
      outcome: outcome({ SharedSecret: BYTES }),
      peerHasTheSame: true,
    });
    expect(textOf(agreed)).to.contain(TEXTS.answer.peerHasTheSame);
    agreed.peerHasTheSame = false;
    await drawn(agreed);
    expect(textOf(agreed)).not.to.contain(TEXTS.answer.peerHasTheSame);
  });

  it('shows what stood for the message where the page made it', async () => {
    const file = new File(['x'], 'report.pdf');
    const values: UseOutcome['values'] = {
      ...VALUES,
      way: 'made',
      texts: { SigningAlgorithm: 'ECDSA_SHA_384' },
      bytes: { Message: { form: 'text', text: '', file } },
    };
    const input = { Message: new Uint8Array(48), MessageType: 'DIGEST' };
    const element = await place('strong-use-answer', {
      use: rowOf('Sign'),
      outcome: outcome({ Signature: BYTES }, { input, values }),
    });
    expect(textOf(element)).to.contain(TEXTS.answer.sentTitle(TEXTS.answer.digestOfFile('SHA-384', 'report.pdf')));
    element.outcome = outcome(
      { Signature: BYTES },
      { input: { Message: BYTES, MessageType: 'RAW' }, values: { ...values, way: 'raw' } },
    );
    await drawn(element);
    expect(allInside(element, '.sent')).to.deep.equal([]);
  });
});
