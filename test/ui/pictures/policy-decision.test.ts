/** The picture of lab L07: the decision of a call. */
import { expect } from 'chai';
import { decidedWords } from '../../../src/ui/decision/describe-decision.ts';
import { loadPolicyDecision } from '../../../src/ui/pictures/load-policy-decision.ts';
import { TEXTS } from '../../../src/ui/pictures/policy-decision-texts.ts';
import { allInside, drawn, inside, textOf, until } from '../fixture.ts';
import { playLab } from '../../labs/pictures/play-lab.ts';
import { expectBothForms, openPicture } from './played-lab.ts';

describe('The picture policy-decision', () => {
  it('has only calls of the learner at the start of lab L07', async () => {
    const { source } = await playLab('L07');
    const { calls, nameOf } = await loadPolicyDecision(source);
    expect(calls[0]).to.deep.include({ operation: 'PutKeyPolicy', caller: 'arn:aws:iam::111122223333:role/Learner' });
    expect(nameOf(calls[0]?.keyArn ?? '')).to.equal('alias/tickets');
    expect(calls.every(({ decision }) => decision.allowed)).to.equal(true);
  });

  it('has the denial of an IAM policy without delegation, and the later permission, in lab L07', async () => {
    const { source, solve } = await playLab('L07');
    await solve('delegation');
    const { calls } = await loadPolicyDecision(source);
    const zoe = calls.filter(({ caller }) => caller.endsWith('user/Zoe'));
    expect(zoe.map(({ operation, error, decision }) => [operation, error, decision.decidedBy.kind])).to.deep.equal([
      ['Encrypt', undefined, 'identity-policy'],
      ['Encrypt', 'AccessDenied', 'none'],
    ]);
  });

  it('has an allowed call that fails a later check', async () => {
    const { source, solve } = await playLab('L07');
    await solve('lock-out');
    const { calls } = await loadPolicyDecision(source);
    expect(calls[0]).to.deep.include({ operation: 'PutKeyPolicy', error: 'MalformedPolicyDocumentException' });
    expect(calls[0]?.decision.allowed).to.equal(true);
  });

  it('draws the newest call, then the selected one, and is accessible in both forms', async () => {
    const lab = await playLab('L07');
    await lab.solve('explicit-deny');
    const { drawing } = await openPicture(lab);
    await until(() => allInside(drawing, '.calls button').length > 0);
    const { calls } = await loadPolicyDecision(lab.source);
    const denied = calls.findIndex(({ decision }) => !decision.allowed);
    allInside(drawing, '.calls button')[denied]?.click();
    await drawn(drawing);
    const decision = inside(drawing, 'strong-decision');
    await drawn(decision);
    const words = calls[denied] ? decidedWords(calls[denied].decision) : 'no denial';
    expect(textOf(decision)).to.include(words);
    expect(allInside(drawing, '.calls [aria-pressed=true]')).to.have.length(1);
    expect(await expectBothForms(drawing))
      .to.include(words)
      .and.to.include(TEXTS.denied);
  });

  it('shows the policy of a statement, from the sandbox of the lab', async () => {
    const lab = await playLab('L07');
    const { drawing } = await openPicture(lab);
    await until(() =>
      drawing.shadowRoot?.querySelector('strong-decision')?.shadowRoot?.querySelector('strong-statement'),
    );
    const statement = inside(inside(drawing, 'strong-decision'), 'strong-statement');
    await until(() => statement.shadowRoot?.querySelector('button'));
    inside(statement, 'button').click();
    await until(() => statement.shadowRoot?.querySelector('pre'));
    expect(textOf(inside(statement, 'pre'))).to.include('"Effect" : "Allow"');
  });

  it('says that there is no call', async () => {
    const { source, picture } = await playLab('L07');
    const { strongroom } = source;
    await strongroom.sandbox.reset();
    const { drawing } = await openPicture({ source, picture, solve: () => Promise.resolve() });
    expect(textOf(drawing)).to.include(TEXTS.none);
  });
});
