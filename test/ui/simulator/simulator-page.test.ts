import { expect } from 'chai';
import '../../../src/ui/simulator/simulator-page.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, type, until } from '../fixture.ts';

const ZOE = 'arn:aws:iam::111122223333:user/zoe';

async function open(query: Readonly<Record<string, string>> = {}) {
  const context = pageContext();
  await context.strongroom.sandbox.principals.put({ arn: ZOE });
  const { KeyId, Arn = '' } = await newKey(context);
  await context.kms.createAlias({ AliasName: 'alias/app', TargetKeyId: KeyId });
  const page = await place('strong-simulator-page', { context, query: new URLSearchParams(query) });
  const decision = () => textOf(inside(page, 'strong-decision'));
  await until(
    () =>
      page.shadowRoot?.querySelector('strong-decision') &&
      (decision() || page.shadowRoot.querySelector('strong-problem')),
  );
  return { page, context, decision, Arn };
}

describe('the simulator', () => {
  afterEach(() => history.replaceState(undefined, '', location.pathname + location.search));

  it('asks about the caller and the first key where the address says nothing', async () => {
    const { page, decision } = await open();
    expect(textOf(inside(page, '.question'))).to.contain('user admin');
    expect(decision()).to.contain('Allowed.');
    await expectAccessible(page);
  });

  it('decides anew with every change, and puts the question into the address', async () => {
    const { page, decision } = await open({ principal: ZOE, operation: 'Encrypt' });
    expect(decision()).to.contain('Denied.');
    const facts = inside(page, 'strong-request-facts');
    facts.dispatchEvent(new CustomEvent('strong-facts', { detail: { 'aws:SourceIp': '198.51.100.7' } }));
    await until(() => decodeURIComponent(location.hash).includes('198.51.100.7'));
    const form = inside(page, 'strong-input-form');
    type(inside(form, '#json'), '{"KeyId": "alias/gone", "Plaintext": "AQ=="}');
    inside(form, '#json').dispatchEvent(new Event('change'));
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    expect(textOf(page)).to.contain('it fails before');
    expect(textOf(inside(page, 'strong-problem'))).to.contain('NotFoundException');
    expect(location.hash).to.contain('gone').and.not.to.contain('AQ');
  });

  it('says what cannot be read of the JSON, and asks nothing', async () => {
    const { page } = await open({ operation: 'Encrypt' });
    const form = inside(page, 'strong-input-form');
    type(inside(form, '#json'), '{"KeyId": ');
    await drawn(form);
    expect(textOf(form)).to.contain('this is not JSON');
    inside(form, '#json').dispatchEvent(new Event('change'));
    expect(location.hash).to.equal('');
    await expectAccessible(page);
  });

  it('says how the key was found, and keeps an alias from an operation that takes none', async () => {
    const { page, decision, Arn } = await open({ operation: 'Encrypt' });
    expect(decision()).to.contain('behind alias/app');
    const operations = allInside(page, 'strong-switch').find((one) => one.getAttribute('what') === 'operation');
    operations?.dispatchEvent(new CustomEvent('strong-choose', { detail: { value: 'ScheduleKeyDeletion' } }));
    await until(() => decision().includes('kms:ScheduleKeyDeletion'));
    expect(decision()).to.contain('by its ARN');
    const form = inside<HTMLElementTagNameMap['strong-input-form']>(page, 'strong-input-form');
    expect(form.keys.map(({ value }) => value)).to.deep.equal([Arn]);
  });

  for (const principal of ['arn:aws:iam::444455556666:root', 's3.amazonaws.com']) {
    it(`names the key by its ARN to ${principal}, whom an alias of this account would tell nothing`, async () => {
      const { page, decision } = await open({ operation: 'Encrypt' });
      const who = allInside(page, 'strong-switch').find((one) => one.getAttribute('what') === 'principal');
      who?.dispatchEvent(new CustomEvent('strong-choose', { detail: { value: principal } }));
      await until(() => decision().includes('Denied.'));
      expect(decision()).to.contain('by its ARN');
      const fresh = await open({ operation: 'Encrypt', principal });
      expect(fresh.decision()).to.contain('Denied.');
    });
  }

  it('asks about another time, and about now again', async () => {
    const { page, context, decision } = await open({ principal: ZOE, operation: 'ListKeys' });
    const untilThen = { DateLessThan: { 'aws:CurrentTime': '2130-01-01T00:00:00Z' } };
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Condition: untilThen }],
    };
    await context.strongroom.sandbox.principals.put({ arn: ZOE, policies: [policy] });
    await until(() => decision().includes('Allowed.'));
    const time = inside(page, 'strong-request-time');
    const field = inside<HTMLInputElement>(time, 'input');
    field.value = '2131-01-01T00:00';
    field.dispatchEvent(new Event('change'));
    await until(() => decision().includes('Denied.'));
    expect(decision()).to.contain('Time').and.to.contain('2131');
    expect(location.hash).to.contain('at=21');
    expect(textOf(page)).to.contain('at the current simulated time, not at the time above');
    await expectAccessible(page);
    inside<HTMLButtonElement>(time, 'button').click();
    await until(() => decision().includes('Allowed.'));
    expect(location.hash).not.to.contain('at=21');
  });

  it('leads to where keys are made while there is none', async () => {
    const page = await place('strong-simulator-page', { context: pageContext(), query: new URLSearchParams() });
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    expect(textOf(page)).to.contain('There is no key in us-east-1 that user admin may list');
    expect(allInside<HTMLAnchorElement>(page, 'a').map((link) => link.getAttribute('href'))).to.include.members([
      '#/',
      '#/keys',
    ]);
    await expectAccessible(page);
  });

  it('applies the fix, and the answer is the new one', async () => {
    const { page, decision } = await open({ principal: ZOE, operation: 'Encrypt' });
    const fix = inside(page, 'strong-decision').shadowRoot?.querySelector('strong-fix') as Element;
    inside<HTMLButtonElement>(fix, 'button.primary').click();
    await until(() => decision().includes('Allowed.'));
    expect(decision()).to.contain('Updated the identity policies of user/zoe.');
  });

  /** Makes the call of the question, and gives what it came to in words. */
  async function runForReal(page: Element): Promise<string> {
    const real = inside(page, 'strong-real-call');
    inside<HTMLButtonElement>(real, 'button').click();
    await until(() => real.shadowRoot?.querySelector('strong-call'));
    return textOf(inside(real, 'strong-call'));
  }

  it('makes the call for real, as the principal of the question', async () => {
    const { page, context } = await open({ principal: ZOE, operation: 'DescribeKey' });
    expect(await runForReal(page)).to.contain('AccessDeniedException');
    const { events } = await context.strongroom.sandbox.events.query({ operation: 'DescribeKey', errorsOnly: true });
    expect(events[0]?.record.userIdentity.arn).to.equal(ZOE);
  });

  for (const operation of ['Decrypt', 'ReEncrypt'])
    it(`makes ${operation} for real with a ciphertext, not as the dry run that the question is`, async () => {
      const { page } = await open({ operation });
      expect(textOf(inside(page, 'strong-real-call'))).to.contain('Encrypt is called first, as user admin');
      const answer = await runForReal(page);
      expect(answer).to.contain(operation).and.not.to.contain('DryRunOperationException');
      expect(textOf(inside(page, 'strong-real-call'))).not.to.contain('Exception');
    });

  it('says that the call is a dry run where the visitor asks for one', async () => {
    const { page } = await open({ operation: 'Encrypt' });
    const form = inside(page, 'strong-input-form');
    type(inside(form, '#json'), '{"KeyId": "alias/app", "Plaintext": "AQ==", "DryRun": true}');
    await until(() => textOf(inside(page, 'strong-real-call')).includes('Run the dry run'));
    expect(await runForReal(page)).to.contain('DryRunOperationException');
  });

  it('answers what is typed while it is typed, and gives no answer to what cannot be read', async () => {
    const { page, decision } = await open({ operation: 'Encrypt' });
    expect(decision()).to.contain('Allowed.');
    const form = inside(page, 'strong-input-form');
    const json = inside<HTMLTextAreaElement>(form, '#json');
    type(json, '{"KeyId": "alias/zzz", "Plaintext": "AQ=="}');
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    expect(decision()).not.to.contain('Allowed.');
    expect(json.value).to.equal('{"KeyId": "alias/zzz", "Plaintext": "AQ=="}');
    type(json, '{ nope');
    await drawn(page);
    expect(textOf(page)).to.contain('The input has an error, shown at its field.').and.not.to.contain('Allowed.');
    expect(page.shadowRoot?.querySelector('strong-problem, strong-real-call')).to.equal(null);
    type(json, '{"KeyId": "alias/app", "Plaintext": "AQ=="}');
    await until(() => decision().includes('Allowed.'));
    expect(textOf(page)).not.to.contain('has an error');
  });

  it('gives no answer while a context pair cannot be sent', async () => {
    const { page, decision } = await open({ operation: 'Encrypt' });
    const form = inside(page, 'strong-input-form');
    inside(form, 'strong-pairs').dispatchEvent(new CustomEvent('strong-pairs', { detail: null }));
    await drawn(page);
    expect(decision()).to.equal('');
    expect(textOf(page)).to.contain('There is no answer until it is corrected.');
  });

  it('marks the answer as one to the previous input while a fact of the request is typed', async () => {
    const { page, decision } = await open({
      operation: 'Encrypt',
      context: JSON.stringify({ 'aws:SourceIp': '198.51.100.7' }),
    });
    expect(decision()).to.contain('Allowed.');
    const fact = inside<HTMLInputElement>(inside(page, 'strong-request-facts'), 'input');
    fact.value = '198.51.100.8';
    fact.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await drawn(page);
    expect(textOf(page)).to.contain('The answer to the previous input');
    fact.dispatchEvent(new Event('change'));
    await until(() => !textOf(page).includes('The answer to the previous input'));
    expect(decision()).to.contain('Allowed.');
  });
});
