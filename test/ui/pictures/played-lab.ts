/** The picture of a lab that is played in memory. */
import { expect } from 'chai';
import type { StrongPicture } from '../../../src/ui/pictures/strong-picture.ts';
import '../../../src/ui/pictures/picture-panel.ts';
import type { PlayedLab } from '../../labs/pictures/play-lab.ts';
import { drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

/** Opens the picture of a lab and waits until it is drawn. Returns the element that draws it. */
export async function openPicture({ source, picture }: PlayedLab) {
  const panel = await place('strong-picture-panel', { name: picture, ...source, caption: 'The lesson.' });
  await until(() => panel.shadowRoot?.querySelector('section > *:not(h2)')?.shadowRoot?.querySelector('figure'));
  return { panel, drawing: inside<StrongPicture<unknown>>(panel, 'section > *:not(h2)') };
}

/** Checks that a drawing and its text form are accessible. Returns the text form. */
export async function expectBothForms(drawing: StrongPicture<unknown>): Promise<string> {
  await expectAccessible(drawing);
  inside(drawing, 'figcaption button').click();
  await drawn(drawing);
  expect(inside(drawing, 'figcaption button').getAttribute('aria-pressed')).to.equal('true');
  await expectAccessible(drawing);
  const text = textOf(inside(drawing, '.drawing'));
  inside(drawing, 'figcaption button').click();
  await drawn(drawing);
  return text;
}
