import { expect } from 'chai';
import '../../../src/ui/simulator/simulator-page.ts';
import { TEXTS } from '../../../src/ui/simulator/simulator-texts.ts';
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

describe('the Simulator page', () => {
  afterEach(() => history.replaceState(undefined, '', location.pathname + location.search));

  it('simulates the caller and the first key if the URL names none', async () => {
    const { page, decision } = await open();
    expect(textOf(inside(page, '.question'))).to.contain('user admin');
    expect(decision()).to.contain('Allowed.');
    await expectAccessible(page);
  });

  it('decides again at every change, and puts the question into the URL', async () => {
    const { page, decision } = await open({ principal: ZOE, operation: 'Encrypt' });
    expect(decision()).to.contain('Denied.');
    const facts = inside(page, 'strong-request-context');
    facts.dispatchEvent(new CustomEvent('strong-facts', { detail: { 'aws:SourceIp': '198.51.100.7' } }));
    await until(() => decodeURIComponent(location.hash).includes('198.51.100.7'));
    const form = inside(page, 'strong-operation-form');
    type(inside(form, '#json'), '{"KeyId": "alias/gone", "Plaintext": "AQ=="}');
    inside(form, '#json').dispatchEvent(new Event('change'));
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    expect(textOf(inside(page, '.before'))).to.equal(TEXTS.failsBefore);
    expect(textOf(inside(page, 'strong-problem'))).to.contain('NotFoundException');
    expect(location.hash).to.contain('gone').and.not.to.contain('AQ');
  });

  it('marks JSON that cannot be read, and asks nothing', async () => {
    const { page } = await open({ operation: 'Encrypt' });
    const form = inside(page, 'strong-operation-form');
    type(inside(form, '#json'), '{"KeyId": ');
    await drawn(form);
    expect(inside(form, '#json').getAttribute('aria-invalid')).to.equal('true');
    expect(textOf(inside(form, '#json-finding'))).not.to.equal('');
    inside(form, '#json').dispatchEvent(new Event('change'));
    expect(location.hash).to.equal('');
    await expectAccessible(page);
  });

  it('says how the key was identified, and names it by ARN to an operation that takes no alias', async () => {
    const { page, decision, Arn } = await open({ operation: 'Encrypt' });
    expect(decision()).to.contain('identified by alias/app');
    inside(page, '#operation').dispatchEvent(
      new CustomEvent('strong-choose', { detail: { value: 'ScheduleKeyDeletion' } }),
    );
    await until(() => decision().includes('kms:ScheduleKeyDeletion'));
    expect(decision()).to.contain('identified by ARN');
    const form = inside<HTMLElementTagNameMap['strong-operation-form']>(page, 'strong-operation-form');
    expect(form.keys.map(({ value }) => value)).to.deep.equal([Arn]);
  });

  for (const principal of ['arn:aws:iam::444455556666:root', 's3.amazonaws.com']) {
    it(`names the key by ARN to ${principal}, which has no alias of this account`, async () => {
      const { page, decision } = await open({ operation: 'Encrypt' });
      inside(page, '#principal').dispatchEvent(new CustomEvent('strong-choose', { detail: { value: principal } }));
      await until(() => decision().includes('Denied.'));
      expect(decision()).to.contain('identified by ARN');
      const fresh = await open({ operation: 'Encrypt', principal });
      expect(fresh.decision()).to.contain('Denied.');
    });
  }

  it('simulates another time, and the current time again', async () => {
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
    expect(textOf(inside(page, 'strong-real-call'))).to.contain(TEXTS.run.notAtTime);
    await expectAccessible(page);
    inside<HTMLButtonElement>(time, 'button').click();
    await until(() => decision().includes('Allowed.'));
    expect(location.hash).not.to.contain('at=21');
  });

  it('links to Home and Keys while no key exists', async () => {
    const page = await place('strong-simulator-page', { context: pageContext(), query: new URLSearchParams() });
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    expect(allInside<HTMLAnchorElement>(page, 'a').map((link) => link.getAttribute('href'))).to.include.members([
      '#/',
      '#/keys',
    ]);
    await expectAccessible(page);
  });

  it('applies the fix and shows the new decision', async () => {
    const { page, decision } = await open({ principal: ZOE, operation: 'Encrypt' });
    const fix = inside(page, 'strong-decision').shadowRoot?.querySelector('strong-fix') as Element;
    inside<HTMLButtonElement>(fix, 'button.primary').click();
    await until(() => decision().includes('Allowed.'));
    expect(decision()).to.contain('Updated the identity policies of user/zoe.');
  });

  it('undoes the fix, and refuses to if the policies changed since', async () => {
    const { page, decision, context } = await open({ principal: ZOE, operation: 'Encrypt' });
    const shown = inside(page, 'strong-decision');
    const applyFirst = async () => {
      await until(() => shown.shadowRoot?.querySelector('strong-fix'));
      inside<HTMLButtonElement>(inside(shown, 'strong-fix'), 'button.primary').click();
      await until(() => shown.shadowRoot?.querySelector('.undo'));
    };
    const { principals } = context.strongroom.sandbox;
    const before = (await principals.get(ZOE))?.policies;
    await applyFirst();
    inside<HTMLButtonElement>(shown, '.undo').click();
    await until(() => decision().includes('Denied.'));
    expect((await principals.get(ZOE))?.policies).to.deep.equal(before);

    await applyFirst();
    await principals.put({ arn: ZOE, policies: [], accessKey: false });
    inside<HTMLButtonElement>(shown, '.undo').click();
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    expect((await principals.get(ZOE))?.policies).to.deep.equal([]);
  });

  it('changes the request as the fix says', async () => {
    const { page, decision, context } = await open({ principal: ZOE, operation: 'Encrypt' });
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'kms:Encrypt',
          Resource: '*',
          Condition: { StringEquals: { 'kms:EncryptionContext:tenant': 'eu' } },
        },
      ],
    };
    await context.strongroom.sandbox.principals.put({ arn: ZOE, policies: [policy], accessKey: false });
    const shown = inside(page, 'strong-decision');
    await until(() => shown.shadowRoot?.querySelectorAll('strong-fix').length === 4);
    inside<HTMLButtonElement>(inside(shown, 'strong-fix'), 'button.primary').click();
    await until(() => decision().includes('Allowed.'));
    expect(inside<HTMLElement & { input: object }>(page, 'strong-operation-form').input).to.deep.include({
      EncryptionContext: { tenant: 'eu' },
    });
    expect((await context.strongroom.sandbox.principals.get(ZOE))?.policies).to.deep.equal([policy]);
  });

  /** Runs the call of the question. Returns the text of the response. */
  async function runCall(page: Element): Promise<string> {
    const real = inside(page, 'strong-real-call');
    inside<HTMLButtonElement>(real, 'button').click();
    await until(() => real.shadowRoot?.querySelector('strong-call'));
    return textOf(inside(real, 'strong-call'));
  }

  it('runs the call as the principal of the question', async () => {
    const { page, context } = await open({ principal: ZOE, operation: 'DescribeKey' });
    expect(await runCall(page)).to.contain('AccessDeniedException');
    const { events } = await context.strongroom.sandbox.events.query({ operation: 'DescribeKey', errorsOnly: true });
    expect(events[0]?.record.userIdentity.arn).to.equal(ZOE);
  });

  for (const operation of ['Decrypt', 'ReEncrypt'])
    it(`runs ${operation} with a ciphertext, not as the dry run that the simulation is`, async () => {
      const { page } = await open({ operation });
      expect(textOf(inside(page, 'strong-real-call'))).to.contain(TEXTS.run.encryptFirst('user admin'));
      const answer = await runCall(page);
      expect(answer).to.contain(operation).and.not.to.contain('DryRunOperationException');
      expect(textOf(inside(page, 'strong-real-call'))).not.to.contain('Exception');
    });

  it('runs a dry run if the input asks for one', async () => {
    const { page } = await open({ operation: 'Encrypt' });
    const form = inside(page, 'strong-operation-form');
    type(inside(form, '#json'), '{"KeyId": "alias/app", "Plaintext": "AQ==", "DryRun": true}');
    await until(() => textOf(inside(inside(page, 'strong-real-call'), 'button')) === TEXTS.run.dryRun);
    expect(await runCall(page)).to.contain('DryRunOperationException');
  });

  it('decides during typing, and shows no decision while the input cannot be read', async () => {
    const { page, decision } = await open({ operation: 'Encrypt' });
    expect(decision()).to.contain('Allowed.');
    const form = inside(page, 'strong-operation-form');
    const json = inside<HTMLTextAreaElement>(form, '#json');
    type(json, '{"KeyId": "alias/zzz", "Plaintext": "AQ=="}');
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    expect(decision()).not.to.contain('Allowed.');
    expect(json.value).to.equal('{"KeyId": "alias/zzz", "Plaintext": "AQ=="}');
    // The answer is that of what is typed, though the field still has the focus.
    expect(allInside(page, '.stale')).to.deep.equal([]);
    type(json, '{ nope');
    await drawn(page);
    expect(textOf(inside(page, '.unreadable'))).to.equal(TEXTS.unreadable);
    expect(textOf(page)).not.to.contain('Allowed.');
    expect(page.shadowRoot?.querySelector('strong-problem, strong-real-call')).to.equal(null);
    type(json, '{"KeyId": "alias/app", "Plaintext": "AQ=="}');
    await until(() => decision().includes('Allowed.'));
    expect(allInside(page, '.unreadable')).to.deep.equal([]);
  });

  it('shows no decision while a context pair cannot be sent', async () => {
    const { page, decision } = await open({ operation: 'Encrypt' });
    const form = inside(page, 'strong-operation-form');
    inside(form, 'strong-pairs').dispatchEvent(new CustomEvent('strong-pairs', { detail: null }));
    await drawn(page);
    expect(decision()).to.equal('');
    inside(page, '.unreadable');
  });

  it('marks the decision as one for the previous request while a condition key is typed', async () => {
    const { page, decision } = await open({
      operation: 'Encrypt',
      context: JSON.stringify({ 'aws:SourceIp': '198.51.100.7' }),
    });
    expect(decision()).to.contain('Allowed.');
    const fact = inside<HTMLInputElement>(inside(page, 'strong-request-context'), 'input');
    fact.value = '198.51.100.8';
    fact.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await drawn(page);
    expect(textOf(page)).to.contain(TEXTS.previousDecision);
    expect(inside(page, 'strong-decision').classList.contains('stale')).to.equal(true);
    fact.dispatchEvent(new Event('change'));
    await until(() => !inside(page, 'strong-decision').classList.contains('stale'));
    expect(decision()).to.contain('Allowed.');
  });

  it('shows the decision of the newest request, whichever decision comes first', async () => {
    const { page, context, decision } = await open({ operation: 'Encrypt' });
    const { sandbox } = context.strongroom;
    const simulate = sandbox.simulate.bind(sandbox);
    const held: (() => void)[] = [];
    sandbox.simulate = async (call) => {
      const answer = await simulate(call);
      await new Promise<void>((resolve) => held.push(resolve));
      return answer;
    };
    const choose = (value: string) =>
      inside(page, '#operation').dispatchEvent(new CustomEvent('strong-choose', { detail: { value } }));
    choose('DescribeKey');
    await until(() => held.length === 1);
    expect(textOf(page)).to.contain(TEXTS.previousDecision);
    choose('ListGrants');
    await until(() => held.length === 2);
    held[1]?.();
    await until(() => decision().includes('kms:ListGrants'));
    held[0]?.();
    await drawn(page);
    expect(decision()).to.contain('kms:ListGrants').and.not.to.contain('kms:DescribeKey');
    expect(textOf(page)).not.to.contain(TEXTS.previousDecision);
  });

  it('shows why a ciphertext could not be created, next to the button and not as the decision', async () => {
    const { page, context } = await open({ operation: 'Decrypt', input: '{"KeyId": "alias/app"}' });
    page.context = { ...context, caller: ZOE };
    await until(() => textOf(inside(page, 'strong-real-call')).includes(TEXTS.run.encryptFirst('user zoe')));
    const real = inside(page, 'strong-real-call');
    inside<HTMLButtonElement>(real, 'button').click();
    await until(() => real.shadowRoot?.querySelector('strong-problem'));
    expect(textOf(inside(real, 'strong-problem'))).to.contain('AccessDeniedException');
    expect(allInside(page, 'strong-problem, .before')).to.deep.equal([]);
    // The other caller opens the question again: until it is decided, the decision is pale.
    await until(() => !page.shadowRoot?.querySelector('strong-decision.stale'));
    await expectAccessible(page);
  });

  for (const [name, value, says] of [
    ['region', 'mars-1', TEXTS.findings.notARegion('mars-1')],
    ['principal', 'zoe', TEXTS.findings.notAPrincipal('zoe')],
    ['principal', `${ZOE}2`, TEXTS.findings.noSuchPrincipal(`${ZOE}2`)],
    ['context', '{"aws:SourceIp":"here"}', TEXTS.findings.context],
  ] as const) {
    it(`shows at its field what is wrong with the ${name} ${value} of the URL, and no decision`, async () => {
      const context = pageContext();
      await newKey(context);
      const query = new URLSearchParams({ [name]: value });
      const page = await place('strong-simulator-page', { context, query });
      await until(() => page.shadowRoot?.querySelector('strong-decision'));
      expect(textOf(inside(page, 'strong-decision'))).to.equal('');
      expect(inside(page, '.findings').textContent).to.contain(says);
      expect(textOf(page)).not.to.contain('TypeError');
      expect(page.shadowRoot?.querySelector('strong-problem, strong-real-call')).to.equal(null);
      await expectAccessible(page);
      inside(page, `#${name === 'region' ? 'region' : 'principal'}`).dispatchEvent(
        new CustomEvent('strong-choose', { detail: { value: name === 'region' ? 'eu-west-1' : context.caller } }),
      );
      if (name !== 'context') await until(() => !page.shadowRoot?.querySelector('.findings'));
    });
  }

  for (const [name, value, says] of [
    ['operation', 'Foo', TEXTS.link.operation('Foo')],
    ['input', '{', TEXTS.link.input],
    ['context', '[]', TEXTS.link.context],
    ['at', 'tomorrow', TEXTS.link.at('tomorrow')],
  ] as const) {
    it(`says that the ${name} ${value} of the URL is not used, until the question changes`, async () => {
      const { page } = await open({ [name]: value });
      expect(inside(page, '.notes').textContent.trim()).to.equal(says);
      await expectAccessible(page);
      inside(page, '#region').dispatchEvent(new CustomEvent('strong-choose', { detail: { value: 'eu-west-1' } }));
      await until(() => !page.shadowRoot?.querySelector('.notes'));
    });
  }
});
