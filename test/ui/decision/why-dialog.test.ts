import { expect } from 'chai';
import { outputOf } from '../../../src/ui/page/call-recorder.ts';
import { TEXTS } from '../../../src/ui/decision/decision-texts.ts';
import '../../../src/ui/decision/why-dialog.ts';
import { Denials, WHY } from '../../../src/ui/page/denied-calls.ts';
import { problemOf } from '../../../src/ui/page/problem.ts';
import { newKey, pageContext } from '../context.ts';
import { drawn, expectAccessible, inside, next, place, textOf, until } from '../fixture.ts';
import '../../../src/ui/page/strong-problem.ts';

const ZOE = 'arn:aws:iam::111122223333:user/zoe';

describe('why a call was denied', () => {
  it('opens from the error, shows the decision of the call, and applies a fix', async () => {
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
    inside(shown, 'section > div > button').click();
    const dialog = await place('strong-why-dialog', { context, denials });
    await dialog.show((await asked).detail.requestId);
    await drawn(dialog);
    const decision = inside(dialog, 'strong-decision');
    await drawn(decision);
    expect(textOf(decision)).to.contain(TEXTS.decision.lacking['identity-policy']);
    const fix = decision.shadowRoot?.querySelector('strong-fix') as Element;
    inside<HTMLButtonElement>(fix, 'button.primary').click();
    await until(() => inside(decision, '.verdict').classList.contains('allowed'));
    expect((await zoe.call('DescribeKey', { KeyId })).ok).to.equal(true);
    await expectAccessible(dialog);
  });

  it('is offered for denied calls only', async () => {
    const context = pageContext();
    let problem: ReturnType<typeof problemOf> | undefined;
    await context.kms.describeKey({ KeyId: 'alias/none' }).catch((error: unknown) => (problem = problemOf(error)));
    expect(problem).to.include({ name: 'NotFoundException' }).and.not.to.have.property('requestId');
  });
});
