import { expect } from 'chai';
import type { KeyMetadata } from '../../../src/model/sdk.ts';
import '../../../src/ui/use/strong-use-form.ts';
import type { EventOf } from '../../../src/ui/kit/typed-event.ts';
import type { VALUES } from '../../../src/ui/use/strong-use-form.ts';
import { OPERATION_FACTS } from '../../../src/model/operation-facts.ts';
import { USES } from '../../../src/ui/use/use-operations.ts';
import type { UseOperation, UseRow } from '../../../src/ui/use/use-row.ts';
import { firstValues, type UseValues } from '../../../src/ui/use/use-values.ts';
import { TEXTS as FORM_TEXTS } from '../../../src/ui/operation-form/operation-form-texts.ts';
import { TEXTS } from '../../../src/ui/use/use-texts.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf } from '../fixture.ts';

type Form = HTMLElementTagNameMap['strong-use-form'];

const ARN = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const BASE = { KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab', Arn: ARN, KeyState: 'Enabled' } as const;
const SYMMETRIC: KeyMetadata = {
  ...BASE,
  KeySpec: 'SYMMETRIC_DEFAULT',
  KeyUsage: 'ENCRYPT_DECRYPT',
  EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
};
const RSA: KeyMetadata = {
  ...BASE,
  KeySpec: 'RSA_2048',
  KeyUsage: 'SIGN_VERIFY',
  SigningAlgorithms: ['RSASSA_PSS_SHA_256', 'RSASSA_PSS_SHA_512'],
};
const ED25519: KeyMetadata = {
  ...BASE,
  KeySpec: 'ECC_NIST_EDWARDS25519',
  KeyUsage: 'SIGN_VERIFY',
  SigningAlgorithms: ['ED25519_SHA_512', 'ED25519_PH_SHA_512'],
};
const ECDH: KeyMetadata = {
  ...BASE,
  KeySpec: 'ECC_NIST_P256',
  KeyUsage: 'KEY_AGREEMENT',
  KeyAgreementAlgorithms: ['ECDH'],
};

const rowOf = (operation: UseOperation) => USES.find((use) => use.operation === operation) as UseRow;

/** A form that holds what it is told, as the tab does. */
async function form(
  operation: UseOperation,
  key: KeyMetadata,
  change: Partial<UseValues> = {},
  members: Partial<Form> = {},
) {
  const use = rowOf(operation);
  const element = await place('strong-use-form', {
    use,
    key,
    values: { ...firstValues(use, key), ...change },
    ...members,
  });
  const calls: UseValues[] = [];
  element.addEventListener(
    'strong-values',
    (event) => (element.values = (event as EventOf<typeof VALUES>).detail.values),
  );
  element.addEventListener('strong-call', () => calls.push(element.values!));
  return { element, calls };
}

const legends = (element: Form) => allInside(element, '.choice code').map((code) => code.textContent);

describe('strong-use-form', () => {
  it('is accessible for every operation', async () => {
    for (const { operation } of USES) {
      const { usage } = OPERATION_FACTS[operation];
      const key = [SYMMETRIC, RSA, ECDH].find(({ KeyUsage }) => KeyUsage === usage) ?? { ...BASE, KeyUsage: usage };
      const { element } = await form(operation, key);
      await expectAccessible(element);
      expect(inside(element, '[type="submit"]').textContent.trim()).to.equal(operation);
      element.remove();
    }
  });

  it('sends what stands in it at first, on the press of its button and on Enter', async () => {
    const { element, calls } = await form('Encrypt', SYMMETRIC);
    inside(element, '[type="submit"]').click();
    element.send();
    expect(calls.map(({ bytes }) => bytes['Plaintext']?.text)).to.deep.equal(['Attack at dawn.', 'Attack at dawn.']);
  });

  it('sends nothing that cannot be read: the field says why and has the focus', async () => {
    const { element, calls } = await form('Decrypt', SYMMETRIC, {
      bytes: { CiphertextBlob: { form: 'hex', text: 'xyz' } },
    });
    element.send();
    await drawn(element);
    const field = inside(element, 'strong-byte-field');
    await drawn(field);
    expect(calls).to.deep.equal([]);
    expect(textOf(field)).to.contain(FORM_TEXTS.notThisForm.hex);
    expect(element.shadowRoot?.activeElement).to.equal(field);
  });

  it('explains at the field what is missing or out of range, and sends nothing', async () => {
    const empty = await form('Encrypt', SYMMETRIC, { bytes: { Plaintext: { form: 'text', text: '' } } });
    empty.element.send();
    await drawn(empty.element);
    expect(textOf(empty.element)).to.contain(FORM_TEXTS.findings.requiredBytes);
    const size = { KeySpec: '', NumberOfBytes: 'many' };
    const sized = await form('GenerateDataKey', SYMMETRIC, { texts: size });
    sized.element.send();
    await drawn(sized.element);
    const field = inside<HTMLInputElement>(sized.element, '#NumberOfBytes');
    expect(textOf(sized.element)).to.contain(FORM_TEXTS.findings.wholeNumber);
    expect(sized.element.shadowRoot?.activeElement).to.equal(field);
    await expectAccessible(sized.element);
    const digest = await form('Sign', RSA, { way: 'given', bytes: { Digest: { form: 'hex', text: '010203' } } });
    digest.element.send();
    await drawn(digest.element);
    expect(inside<HTMLElementTagNameMap['strong-byte-field']>(digest.element, 'strong-byte-field').problem).to.equal(
      TEXTS.findings.digestLength(3, 32),
    );
    expect([...empty.calls, ...sized.calls, ...digest.calls]).to.deep.equal([]);
  });

  it('sends nothing while a call is under way', async () => {
    const { element, calls } = await form('Encrypt', SYMMETRIC, {}, { busy: true });
    element.send();
    expect(calls).to.deep.equal([]);
  });

  it('offers the ways that the algorithm has, and follows the algorithm', async () => {
    const { element } = await form('Sign', ED25519);
    expect(legends(element)).to.include('RAW').and.not.to.include('DIGEST');
    const select = inside<HTMLSelectElement>(element, '#SigningAlgorithm');
    select.value = 'ED25519_PH_SHA_512';
    select.dispatchEvent(new Event('change'));
    await drawn(element);
    expect(legends(element)).to.include('DIGEST').and.not.to.include('RAW');
  });

  it('says when a message is too long to be sent as it is, and offers its digest', async () => {
    const long = { Message: { form: 'text', text: 'x'.repeat(5000) } } as const;
    const { element, calls } = await form('Sign', RSA, { bytes: long });
    element.send();
    await drawn(element);
    const field = inside(element, 'strong-byte-field');
    await drawn(field);
    expect(calls).to.deep.equal([]);
    expect(textOf(field)).to.contain(TEXTS.findings.tooMany('Sign', 5000, 4096));
    inside(element, 'strong-byte-field button').click();
    await drawn(element);
    expect(element.values?.way).to.equal('made');
    expect((element.shadowRoot?.activeElement as HTMLInputElement).value).to.equal('made');
    element.send();
    expect(calls).to.have.length(1);
  });

  it('sends too many bytes anyway, and nothing else that is wrong', async () => {
    const long = { Plaintext: { form: 'text', text: 'x'.repeat(4097) } } as const;
    const { element, calls } = await form('Encrypt', SYMMETRIC, { bytes: long });
    expect(allInside(element, '#anyway')).to.have.length(0);
    element.send();
    await drawn(element);
    expect(calls).to.deep.equal([]);
    inside(element, '#anyway').click();
    expect(calls).to.have.length(1);
    await expectAccessible(element);
    element.values = { ...element.values!, bytes: { Plaintext: { form: 'hex', text: 'x'.repeat(9000) } } };
    await drawn(element);
    expect(allInside(element, '#anyway')).to.have.length(0);
  });

  it('keeps the message while a digest is given in its place', async () => {
    const { element } = await form('Sign', RSA, { way: 'given' });
    const field = inside<HTMLElementTagNameMap['strong-byte-field']>(element, 'strong-byte-field');
    expect([field.label, field.exactly, field.entry.text]).to.deep.equal(['Digest', 32, '']);
    allInside<HTMLInputElement>(element, '[name="way"]')[0]!.click();
    await drawn(element);
    expect([field.label, field.entry.text]).to.deep.equal(['Message', 'Attack at dawn.']);
  });

  it('tells why the key signs no digest, where one is chosen', async () => {
    const { element } = await form('Sign', RSA, {}, { noDigest: 'Custody is native.' });
    expect(textOf(element)).not.to.contain('Custody is native.');
    allInside<HTMLInputElement>(element, '[name="way"]')[1]!.click();
    await drawn(element);
    expect(textOf(element)).to.contain('Custody is native.');
    await expectAccessible(element);
  });

  it('offers to play the other side of a key agreement only where it can', async () => {
    const asked: Event[] = [];
    const { element } = await form('DeriveSharedSecret', ECDH, {}, { canPeer: true });
    element.addEventListener('strong-peer', (event) => asked.push(event));
    inside(element, 'strong-byte-field button').click();
    expect(asked).to.have.length(1);
    const { element: without } = await form('DeriveSharedSecret', ECDH);
    expect(allInside(without, 'strong-byte-field button')).to.deep.equal([]);
  });
});
