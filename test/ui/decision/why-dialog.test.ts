import { expect } from 'chai';
import { outputOf } from '../../../src/ui/page/call-recorder.ts';
import '../../../src/ui/page/strong-caller-form.ts';
import '../../../src/ui/decision/why-dialog.ts';
import { Denials, WHY } from '../../../src/ui/page/denied-calls.ts';
import { TEXTS } from '../../../src/ui/page/caller-texts.ts';
import { problemOf } from '../../../src/ui/page/problem.ts';
import { newKey, pageContext } from '../context.ts';
import { drawn, expectAccessible, inside, next, place, textOf, type, until } from '../fixture.ts';
import '../../../src/ui/page/strong-problem.ts';

const ZOE = 'arn:aws:iam::111122223333:user/zoe';

describe('why a call was denied', () => {
  it('is asked from beside the error, answered as it was decided, and mended', async () => {
    const context = pageContext();
    const { KeyId } = await newKey(context);
    await context.strongroom.sandbox.principals.put({ arn: ZOE });
    const denials = new Denials();
    const zoe = denials.watch(context.strongroom.kms('us-east-1', ZOE), 'us-east-1', ZOE);
    let problem: ReturnType<typeof problemOf> | undefined;
    try {
      outputOf(await zoe.call('DescribeKey', { KeyId }));
    } catch (error) {
      problem = problemOf(error);
    }
    const shown = await place('strong-problem', { problem });
    const asked = next<{ requestId: string }>(document.body, WHY.name);
    inside(shown, 'div > button').click();
    const dialog = await place('strong-why-dialog', { context, denials });
    await dialog.show((await asked).detail.requestId);
    await drawn(dialog);
    const decision = inside(dialog, 'strong-decision');
    await drawn(decision);
    expect(textOf(decision)).to.contain('No identity policy of the caller allows it.');
    const fix = decision.shadowRoot?.querySelector('strong-fix') as Element;
    inside<HTMLButtonElement>(fix, 'button.primary').click();
    await until(() => textOf(decision).includes('Close this and try again.'));
    expect((await zoe.call('DescribeKey', { KeyId })).ok).to.equal(true);
    await expectAccessible(dialog);
  });

  it('is offered for denials alone', async () => {
    const context = pageContext();
    let problem: ReturnType<typeof problemOf> | undefined;
    await context.kms.describeKey({ KeyId: 'alias/none' }).catch((error: unknown) => (problem = problemOf(error)));
    expect(problem).to.include({ name: 'NotFoundException' }).and.not.to.have.property('requestId');
  });
});

describe('somebody else', () => {
  const cases = [
    ['s3.amazonaws.com', ''],
    ['arn:aws:sts::111122223333:assumed-role/Learner/any', ''],
    ['arn:aws:iam::111122223333:user/nobody', TEXTS.form.noSuchPrincipal],
    ['arn:aws:sts::111122223333:assumed-role/None/any', TEXTS.form.noSuchRole],
    ['arn:aws:iam::111122223333:group/dev', TEXTS.form.notACaller],
    ['hello', TEXTS.form.notACaller],
  ] as const;
  for (const [id, refusal] of cases) {
    it(`${refusal ? 'cannot' : 'can'} be ${id}`, async () => {
      const form = await place('strong-caller-form', { sandbox: pageContext().strongroom.sandbox });
      type(inside(form, 'input'), `${id} `);
      let chosen: string | undefined;
      form.addEventListener(
        'strong-choose',
        (event) => (chosen = (event as CustomEvent<{ value: string }>).detail.value),
      );
      inside<HTMLFormElement>(form, 'form').requestSubmit();
      await until(() => chosen ?? textOf(inside(form, '#error')));
      if (refusal) expect(textOf(inside(form, '#error'))).to.contain(refusal);
      else expect(chosen).to.equal(id);
      await expectAccessible(form);
    });
  }

  const missing = [
    ['arn:aws:iam::111122223333:user/team/nobody', { new: 'user', account: '111122223333', name: 'team/nobody' }],
    [
      'arn:aws:sts::111122223333:assumed-role/None/any',
      { new: 'session', account: '111122223333', role: 'None', session: 'any' },
    ],
    ['arn:aws:sts::444455556666:federated-user/guest', { new: 'federated', account: '444455556666', name: 'guest' }],
  ] as const;
  for (const [id, making] of missing) {
    it(`who is missing can be made: ${id}`, async () => {
      const form = await place('strong-caller-form', { sandbox: pageContext().strongroom.sandbox });
      type(inside(form, 'input'), id);
      inside<HTMLFormElement>(form, 'form').requestSubmit();
      await until(() => form.shadowRoot?.querySelector('a'));
      const link = inside<HTMLAnchorElement>(form, 'a');
      expect(Object.fromEntries(new URLSearchParams(link.hash.split('?')[1]))).to.deep.equal(making);
      const left = next(form, 'strong-leave');
      link.addEventListener('click', (event) => {
        event.preventDefault();
      });
      link.click();
      await left;
      await expectAccessible(form);
    });
  }
});
