/** Pictures of labs, drawn from labs that were played: what they say before and after, and their accessibility. */
import { expect } from 'chai';
import '../../../src/ui/pictures/picture-panel.ts';
import { playLab } from '../../labs/pictures/play-lab.ts';
import { drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

interface Row {
  readonly lab: string;
  readonly picture: string;
  /** A text of the picture at the start. */
  readonly before: string;
  /** A text that the solution brings. */
  readonly after: string;
}

const ROWS: readonly Row[] = [
  { lab: 'L09', picture: 'key-lifecycle', before: 'Wrote an order', after: 'The app stopped' },
  { lab: 'L10', picture: 'key-materials', before: 'Key material 1 of 1', after: 'On-demand rotation' },
  { lab: 'L11', picture: 'import-key-material', before: 'Origin EXTERNAL', after: 'Material 2' },
  { lab: 'L12', picture: 'multi-region-map', before: 'alias/local', after: 'Refused: AccessDenied' },
  { lab: 'L13', picture: 'key-store-cable', before: 'kmsuser is logged in', after: 'Requests pass.' },
  { lab: 'L14', picture: 'audit-timeline', before: 'No answer yet.', after: 'cross-account' },
  { lab: 'L15', picture: 'quota-bucket', before: '20 requests left now', after: 'attempt ' },
  { lab: 'L16', picture: 'tenant-rows', before: 'Shared by blue, green, red', after: 'Unreadable. No key is left.' },
];

for (const { lab: id, picture: name, before, after } of ROWS)
  describe(`The picture ${name} of lab ${id}`, () => {
    it('follows the lab, says the same as text, and is accessible', async () => {
      const lab = await playLab(id);
      const panel = await place('strong-picture-panel', { name, ...lab.source, caption: 'The lesson.' });
      await until(() => panel.shadowRoot?.querySelector(`strong-${name}`)?.shadowRoot?.querySelector('figcaption'));
      const picture = inside(panel, `strong-${name}`);
      const figure = () => textOf(inside(picture, '.drawing'));
      const shows = (text: string) => textOf(picture).includes(text);
      await until(() => shows(before));
      expect(shows(after)).to.equal(false);
      await expectAccessible(panel);
      await lab.solve();
      await until(() => shows(after));
      await expectAccessible(panel);
      const asDrawing = figure();
      inside(picture, 'figcaption button').click();
      await drawn(picture);
      expect(figure()).not.to.equal(asDrawing);
      expect(shows(after)).to.equal(true);
      await expectAccessible(panel);
    });
  });
