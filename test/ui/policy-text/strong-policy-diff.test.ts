import { expect } from 'chai';
import '../../../src/ui/policy-text/strong-policy-diff.ts';
import { TEXTS } from '../../../src/ui/policy-text/policy-text-texts.ts';
import { allInside, expectAccessible, inside, place, textOf } from '../fixture.ts';

const policy = (...actions: string[]): string =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Action: actions }] }, undefined, 2);
const many = (name: string): string[] => Array.from({ length: 400 }, (_, n) => `kms:${name}${n}`);

describe('strong-policy-diff', () => {
  it('shows removed and added lines, not by colour alone', async () => {
    const diff = await place('strong-policy-diff', {
      old: policy('kms:Encrypt', 'kms:Decrypt'),
      now: policy('kms:Encrypt', 'kms:Sign'),
      label: 'Changes here',
    });
    expect(textOf(diff))
      .to.contain(TEXTS.diff.summary(1, 1))
      .and.to.contain('removed: "kms:Decrypt"')
      .and.to.contain('added: "kms:Sign"');
    expect(allInside(diff, '.sign').map(({ textContent }) => textContent)).to.include.members(['−', '+']);
    expect(inside(diff, '[role=region]').getAttribute('aria-label')).to.equal('Changes here');
    await expectAccessible(diff);
  });

  it('summarizes additions, removals and equal policies', async () => {
    expect(textOf(await place('strong-policy-diff', { old: 'a', now: 'a\nb\nc' }))).to.match(/^2 lines added\./);
    expect(textOf(await place('strong-policy-diff', { old: 'a\nb', now: 'a' }))).to.match(/^1 line removed\./);
    const text = policy('a');
    expect(textOf(await place('strong-policy-diff', { old: text, now: text }))).to.equal(TEXTS.diff.same);
    const layout = await place('strong-policy-diff', { old: text, now: JSON.stringify(JSON.parse(text)) });
    expect(textOf(layout)).to.equal(TEXTS.diff.sameContent);
  });

  it('scrolls a long comparison without making the page longer', async () => {
    const diff = await place('strong-policy-diff', { old: policy(...many('A')), now: policy(...many('B')) });
    const { bottom } = diff.getBoundingClientRect();
    expect(inside(diff, '.lines').scrollHeight).to.be.greaterThan(10_000);
    expect(document.documentElement.scrollHeight).to.be.lessThan(bottom + scrollY + 400);
  });
});
