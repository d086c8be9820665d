import { expect } from 'chai';
import '../../../src/ui/kit/strong-progress.ts';
import { drawn, expectAccessible, inside, next, place, textOf } from '../fixture.ts';

describe('strong-progress', () => {
  it('is accessible, and named by what is done', async () => {
    const element = await place('strong-progress', { what: 'Encrypting report.pdf', done: 1_048_576, of: 52_428_800 });
    await expectAccessible(element);
    expect(inside(element, 'progress').getAttribute('aria-label')).to.equal('Encrypting report.pdf');
    expect(textOf(element)).to.contain('1 MiB of 50 MiB');
    expect(inside<HTMLProgressElement>(element, 'progress').position).to.be.closeTo(0.02, 0.0001);
  });

  it('goes on, and no further than the end', async () => {
    const element = await place('strong-progress', { what: 'Encrypting', done: 10, of: 100 });
    element.done = 500;
    await drawn(element);
    expect(inside<HTMLProgressElement>(element, 'progress').position).to.equal(1);
  });

  it('stands at the beginning of an empty file', async () => {
    const element = await place('strong-progress', { what: 'Encrypting', done: 0, of: 0 });
    expect(inside<HTMLProgressElement>(element, 'progress').position).to.equal(0);
    expect(textOf(element)).to.contain('0 B of 0 B');
  });

  it('asks to end the work when cancel is pressed', async () => {
    const element = await place('strong-progress', { what: 'Encrypting' });
    const asked = next(element, 'strong-cancel');
    inside<HTMLButtonElement>(element, 'button').click();
    await asked;
  });
});
