import { expect } from 'chai';
import type { InputOf } from '../../../src/model/operations.ts';
import '../../../src/ui/use/use-tab.ts';
import { ANNOUNCE } from '../../../src/ui/kit/announce.ts';
import { TEXTS as CAUSE_TEXTS } from '../../../src/ui/page/ciphertext-cause-texts.ts';
import { REASON_WORDS } from '../../../src/ui/page/error-reason-texts.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { describeKey, newKey, pageContext } from '../context.ts';
import { TEXTS } from '../../../src/ui/use/use-texts.ts';
import { TEXTS as OPERATION_TEXTS } from '../../../src/ui/use/use-operation-texts.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf, until } from '../fixture.ts';

type Tab = HTMLElementTagNameMap['strong-key-use-tab'];

async function open(context: PageContext, input: InputOf<'CreateKey'> = {}): Promise<Tab> {
  const key = await newKey(context, input);
  location.hash = `#/keys/${key.KeyId}/use`;
  const tab = await place('strong-key-use-tab', { context, key });
  await until(() => !textOf(tab).includes('Loading…'));
  return tab;
}

async function goTo(tab: Tab, operation: string): Promise<void> {
  const link = allInside<HTMLAnchorElement>(inside(tab, 'strong-use-list'), 'a').find(
    ({ textContent }) => textContent === operation,
  );
  link?.click();
  await until(() => inside(tab, 'h2').textContent === operation);
  await drawn(tab);
  await drawn(formOf(tab));
}

const formOf = (tab: Tab) => inside<HTMLElementTagNameMap['strong-use-form']>(tab, 'strong-use-form');

/** Presses the button of the form and waits for the answer. */
async function press(tab: Tab): Promise<string> {
  const said = next(tab, ANNOUNCE);
  formOf(tab).send();
  await said;
  await until(() => tab.shadowRoot?.querySelector('.outcome strong-call') && formOf(tab).busy === false);
  const answer = tab.shadowRoot?.querySelector('strong-use-answer');
  if (answer) await drawn(answer);
  if (answer) await Promise.all(allInside(answer, 'strong-bytes').map(drawn));
  return textOf(inside(tab, '.outcome'));
}

/** Goes on with the answer into `operation`. */
async function goOn(tab: Tab, operation: string): Promise<void> {
  const answer = inside(tab, 'strong-use-answer');
  const button = allInside<HTMLButtonElement>(answer, 'button').find(
    ({ textContent }) => textContent.trim() === TEXTS.answer.useIn(operation),
  );
  expect(button, operation).to.exist;
  button?.click();
  await until(() => inside(tab, 'h2').textContent === operation);
  await drawn(tab);
  await drawn(formOf(tab));
}

/** Puts a value into the form, as its fields do. */
async function fill(tab: Tab, change: object): Promise<void> {
  const form = formOf(tab);
  form.dispatchEvent(new CustomEvent('strong-values', { detail: { values: { ...form.values, ...change } } }));
  await drawn(tab);
  await drawn(form);
}

afterEach(() => {
  location.hash = '';
});

describe('the tab "Use this key"', () => {
  it('marks an answer whose input was changed, and takes a refusal away', async () => {
    const tab = await open(pageContext());
    await press(tab);
    expect(tab.shadowRoot?.querySelector('.outcome [role="status"]')).to.equal(null);
    await fill(tab, { dryRun: true });
    expect(inside(tab, '.outcome [role="status"]').textContent).to.equal(TEXTS.inputChanged);
    await expectAccessible(tab);
    expect(await press(tab)).to.contain('DryRunOperationException');
    await fill(tab, { dryRun: false });
    expect(tab.shadowRoot?.querySelector('.outcome')).to.equal(null);
  });

  it('encrypts and decrypts by two presses and one to go on, with the context carried along', async () => {
    const tab = await open(pageContext());
    await fill(tab, { pairs: { EncryptionContext: { purpose: 'test' } } });
    expect(await press(tab)).to.contain('CIPHERTEXT');
    await expectAccessible(tab);
    await goOn(tab, 'Decrypt');
    expect(tab.shadowRoot?.activeElement).to.equal(inside(tab, 'h2'));
    expect(formOf(tab).values?.pairs).to.deep.equal({ EncryptionContext: { purpose: 'test' } });
    expect(location.hash).to.equal(`#/keys/${tab.key.KeyId}/use?operation=Decrypt`);
    expect(await press(tab))
      .to.contain('Attack at dawn.')
      .and.to.contain(TEXTS.answer.matchesLast('Encrypt'));
    await goTo(tab, 'Encrypt');
    expect(textOf(inside(tab, '.outcome')), 'the answer is still there').to.contain('CIPHERTEXT');
  });

  it('shows AWS’s error as it is, with words for this operation', async () => {
    const tab = await open(pageContext(), { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    expect(await press(tab)).to.contain('Signature');
    await goOn(tab, 'Verify');
    expect(await press(tab)).to.contain(OPERATION_TEXTS.results.signatureValid);
    await fill(tab, { bytes: { ...formOf(tab).values?.bytes, Message: { form: 'text', text: 'Attack at noon.' } } });
    expect(await press(tab))
      .to.contain('KMSInvalidSignatureException')
      .and.to.contain(TEXTS.errors.wrongSignature.happened);
    expect(inside(tab, '.outcome').querySelector('strong-use-answer')).to.equal(null);
    await expectAccessible(tab);
  });

  it('signs a file by the digest that it makes, and tells what it sent', async () => {
    const tab = await open(pageContext(), { KeySpec: 'ECC_NIST_P384', KeyUsage: 'SIGN_VERIFY' });
    const file = new File([new Uint8Array(100_000)], 'report.pdf');
    await fill(tab, { way: 'made', bytes: { Message: { form: 'text', text: '', file } } });
    expect(await press(tab)).to.contain(TEXTS.answer.digestOfFile('SHA-384', 'report.pdf'));
    await goOn(tab, 'Verify');
    expect(await press(tab)).to.contain(OPERATION_TEXTS.results.signatureValid);
  });

  it('tells before and after a press that native custody signs no digest, and sends the message instead', async () => {
    const context = pageContext();
    await context.strongroom.sandbox.settings.set({ custody: 'native' });
    const tab = await open(context, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    await fill(tab, { way: 'made' });
    expect(textOf(formOf(tab))).to.contain(TEXTS.noDigest('Sign with MessageType DIGEST'));
    expect(await press(tab))
      .to.contain('UnsupportedOperationException')
      .and.to.contain(REASON_WORDS['digest-custody'].happened);
    const raw = allInside<HTMLButtonElement>(tab, '.outcome button').find(
      ({ textContent }) => textContent === TEXTS.sendRaw,
    );
    raw?.click();
    await until(() => tab.shadowRoot?.querySelector('strong-use-answer'));
    expect(textOf(inside(tab, '.outcome'))).to.contain('Signature');
    expect(tab.shadowRoot?.activeElement).to.equal(formOf(tab));
  });

  it('says nothing of custody for a key with a wrapped copy', async () => {
    const tab = await open(pageContext(), { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    await fill(tab, { way: 'made' });
    expect(formOf(tab).noDigest).to.equal('');
    expect(await press(tab)).to.contain('Signature');
  });

  it('tells the cause of a refused ciphertext, which AWS does not', async () => {
    const tab = await open(pageContext());
    await goTo(tab, 'Encrypt');
    await fill(tab, { bytes: { Plaintext: { form: 'text', text: 'm' } } });
    await press(tab);
    await goOn(tab, 'Decrypt');
    await fill(tab, { pairs: { EncryptionContext: { tenant: 'eu' } } });
    await press(tab);
    const problem = inside<HTMLElementTagNameMap['strong-problem']>(tab, 'strong-problem');
    expect(problem.problem).to.include({ name: 'InvalidCiphertextException' });
    expect(problem.cause).to.equal(CAUSE_TEXTS.addedPair('tenant', 'eu'));
  });

  it('plays the other side of a key agreement, which computes the same secret', async () => {
    const tab = await open(pageContext(), { KeySpec: 'ECC_NIST_P521', KeyUsage: 'KEY_AGREEMENT' });
    formOf(tab).dispatchEvent(new Event('strong-peer'));
    await until(() => formOf(tab).values?.bytes['PublicKey']?.text.startsWith('-----BEGIN PUBLIC KEY-----'));
    expect(await press(tab)).to.contain(TEXTS.answer.peerHasTheSame);
    await fill(tab, { bytes: { PublicKey: { form: 'hex', text: '3000' } } });
    expect(await press(tab))
      .to.contain('ValidationException')
      .and.to.contain(REASON_WORDS['public-key'].happened);
  });

  it('encapsulates and decapsulates to the same secret', async () => {
    const tab = await open(pageContext(), { KeySpec: 'ML_KEM_512', KeyUsage: 'ENCAPSULATE_DECAPSULATE' });
    await press(tab);
    await goOn(tab, 'Decapsulate');
    expect(await press(tab)).to.contain(TEXTS.answer.matchesLast('Encapsulate'));
  });

  it('makes the mu of a message with the public key that it asks for', async () => {
    const tab = await open(pageContext(), { KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY' });
    await fill(tab, { way: 'made' });
    expect(await press(tab))
      .to.contain('GetPublicKey')
      .and.to.contain(TEXTS.answer.mu);
  });

  it('does not go on with a ciphertext of another key', async () => {
    const context = pageContext();
    const tab = await open(context);
    const other = await newKey(context);
    await press(tab);
    await goOn(tab, 'ReEncrypt');
    await fill(tab, { texts: { ...formOf(tab).values?.texts, DestinationKeyId: other.KeyId ?? '' } });
    await press(tab);
    expect(allInside(inside(tab, 'strong-use-answer'), '.row button')).to.deep.equal([]);
  });

  it('foretells what the state of the key will answer, and still makes the call', async () => {
    const context = pageContext();
    const tab = await open(context, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    expect(tab.shadowRoot?.querySelector('.refused')).to.equal(null);
    await context.kms.disableKey({ KeyId: tab.key.KeyId });
    tab.key = await describeKey(context, tab.key);
    await until(() => tab.shadowRoot?.querySelector('.refused .mono')?.textContent === 'DisabledException');
    expect(await press(tab)).to.contain(`${tab.key.Arn} is disabled.`);
  });

  it('names what the key cannot do, and shows the call as code', async () => {
    const tab = await open(pageContext(), { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    expect(allInside(inside(tab, 'strong-use-list'), 'a').map(({ textContent }) => textContent)).to.deep.equal([
      'Encrypt',
      'Decrypt',
      'ReEncrypt',
    ]);
    expect(textOf(inside(tab, '.not'))).to.contain(`Sign, Verify: create ${TEXTS.needUsage('SIGN_VERIFY')}.`);
    expect(textOf(inside(tab, 'strong-snippet')))
      .to.contain('await kms.encrypt({')
      .and.to.contain("region: 'us-east-1'");
  });

  it('ends the making of a digest when it is cancelled, and sends nothing', async () => {
    const context = pageContext();
    const tab = await open(context, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const before = (await context.strongroom.sandbox.events.query({ keyArn: tab.key.Arn ?? '' })).events.length;
    const said: string[] = [];
    tab.addEventListener(ANNOUNCE, (event) => said.push((event as CustomEvent<{ text: string }>).detail.text));
    // A file whose end never comes: only cancelling ends it.
    const file = new File(['x'], 'endless.bin');
    Object.defineProperty(file, 'size', { value: 1 << 30 });
    Object.defineProperty(file, 'stream', {
      value: () =>
        new ReadableStream({
          pull: (controller) =>
            new Promise((resolve) => setTimeout(() => resolve(controller.enqueue(new Uint8Array(1024))), 1)),
        }),
    });
    await press(tab);
    const counted = before + 1;
    await fill(tab, { way: 'made', bytes: { Message: { form: 'text', text: '', file } } });
    formOf(tab).send();
    await until(() => tab.shadowRoot?.querySelector('strong-progress'));
    inside(tab, 'strong-progress').dispatchEvent(new Event('strong-cancel'));
    await until(() => said.includes(TEXTS.canceled));
    await drawn(tab);
    expect(formOf(tab).busy).to.equal(false);
    expect(tab.shadowRoot?.querySelector('strong-problem')).to.equal(null);
    expect(tab.shadowRoot?.querySelector('.outcome'), 'the answer of the call before').to.equal(null);
    expect((await context.strongroom.sandbox.events.query({ keyArn: tab.key.Arn ?? '' })).events.length).to.equal(
      counted,
    );
  });

  it('clears a plaintext data key when the next call fails', async () => {
    const context = pageContext();
    const tab = await open(context);
    await goTo(tab, 'GenerateDataKey');
    expect(await press(tab)).to.contain(TEXTS.answer.plaintextMark);
    await context.kms.disableKey({ KeyId: tab.key.KeyId });
    expect(await press(tab))
      .to.contain('DisabledException')
      .and.not.to.contain(TEXTS.answer.plaintextMark);
    expect(inside(tab, '.outcome').querySelector('strong-use-answer')).to.equal(null);
  });
});
