/** Every catalogue of texts in German has the members of its English one, those of open tables included. */
import { readdirSync } from 'node:fs';
import { expect } from 'chai';
import { TEXTS as ACTIVITY } from '../../src/ui/activity/activity-texts.ts';
import { TEXTS as PAGE } from '../../src/ui/page/page-texts.ts';

const UI = new URL('../../src/ui/', import.meta.url);

/** Catalogues that translate a part of a larger one. */
const PARTS: Readonly<Record<string, unknown>> = {
  'activity/german-timeline-texts.ts': ACTIVITY.timeline,
  'page/german-caller-texts.ts': PAGE.caller,
};

/** Not a catalogue: German has more forms of these words than English. */
const NO_CATALOGUE: ReadonlySet<string> = new Set(['pictures/german-span-texts.ts']);

const FILES = readdirSync(UI, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /(?:^|\/)german-[^/]+-texts\.ts$/.test(file) && !NO_CATALOGUE.has(file))
  .sort();

/** The texts of a file of `src/ui`. */
async function textsOf(file: string): Promise<unknown> {
  const { TEXTS } = (await import(new URL(file, UI).href)) as { readonly TEXTS: unknown };
  return TEXTS;
}

/** Paths of all texts of a catalogue, with the kind of each: a text, a function, or the length of a list. */
function shapeOf(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return [`${path}: ${value.length} texts`];
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value).flatMap(([name, member]) => shapeOf(member, `${path}/${name}`));
}

describe('catalogues of texts in German', () => {
  it('exist for the labs, the pictures and the page that records labs', () => {
    expect(FILES).to.include.members([
      'labs/german-labs-texts.ts',
      'labs/record/german-record-lab-texts.ts',
      'pictures/german-pictures-texts.ts',
    ]);
  });

  for (const file of FILES)
    it(`have every text of the English catalogue: ${file}`, async () => {
      const english = PARTS[file] ?? (await textsOf(file.replace('german-', '')));
      const german = await textsOf(file);
      expect([...shapeOf(german)].sort()).to.deep.equal([...shapeOf(english)].sort());
    });

  it('exist for every picture', () => {
    const english = readdirSync(new URL('pictures/', UI)).filter((file) => file.endsWith('-texts.ts'));
    for (const file of english.filter((name) => !name.startsWith('german-')))
      expect(FILES).to.include(`pictures/german-${file}`);
  });
});
