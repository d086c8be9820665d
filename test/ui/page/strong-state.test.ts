import { expect } from 'chai';
import '../../../src/ui/page/strong-state.ts';
import { expectAccessible, inside, place, textOf } from '../fixture.ts';

const STATES = [
  ['Enabled', 'Enabled', 'enabled'],
  ['Disabled', 'Disabled', 'disabled'],
  ['PendingDeletion', 'Pending deletion', 'pendingdeletion'],
  ['PendingReplicaDeletion', 'Pending replica deletion', 'pendingreplicadeletion'],
] as const;

describe('strong-state', () => {
  for (const [value, words, look] of STATES) {
    it(`says ${words} in words and by a shape of its own`, async () => {
      const element = await place('strong-state', { value });
      await expectAccessible(element);
      expect(textOf(element)).to.equal(words);
      expect(inside(element, 'i').className).to.equal(look);
      expect(inside(element, 'i').getAttribute('aria-hidden')).to.equal('true');
    });
  }

  it('has the three states of a key in three shapes', async () => {
    const shapes = new Set<string>();
    for (const [value] of STATES.slice(0, 3)) {
      const { backgroundColor, borderRadius } = getComputedStyle(inside(await place('strong-state', { value }), 'i'));
      shapes.add(`${backgroundColor} ${borderRadius}`);
    }
    expect(shapes.size).to.equal(3);
  });
});
