/** The entry for authors of labs: what it refuses, and what it says. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { proveLab, validateLab } from '../../src/labs.ts';
import { MAX_LAB_BYTES } from '../../src/labs/lab-file-rules.ts';
import { sampleLab } from './sample-lab.ts';

const COURSE_LAB = new URL('../../src/labs/lab-schema.json', import.meta.url);

const reasonsOf = (lab: unknown): readonly string[] =>
  validateLab(lab).map(({ path, reason }) => `/${path.join('/')} ${reason}`);

/** The sample lab with German texts, in which the hint of a mistake differs. */
function inTwoLanguages(hint: string) {
  const lab = sampleLab();
  const { en } = lab.texts;
  const task = { ...en.tasks['round-trip'], title: 'Start', mistakes: { 'other-key': hint } };
  return { ...lab, texts: { en, de: { ...en, tasks: { ...en.tasks, 'round-trip': task } } } };
}

describe('validateLab', () => {
  it('accepts a lab as a document and as the text of a file, with a byte order mark too', () => {
    const text = JSON.stringify(sampleLab());
    for (const lab of [sampleLab(), text, `\uFEFF${text}`]) expect(validateLab(lab)).to.deep.equal([]);
  });

  it('says where a text is not JSON', () => {
    expect(validateLab('{\n  "form": 1,\n  "id" "a"\n}')).to.deep.equal([
      { path: [], reason: 'not-json', message: 'The text is not JSON: see line 3, column 8.' },
    ]);
    for (const text of ['', ' ', 'lab', '{"form": 1', '[1,]', '{} {}', '['.repeat(100_000)])
      expect(reasonsOf(text), text.slice(0, 20)).to.deep.equal(['/ not-json']);
  });

  it('refuses values that are no lab', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    for (const value of [undefined, null, 1, true, [], {}, 'null', '[]', '"lab"', () => 1, new Map(), cycle, 1n])
      expect(validateLab(value), String(value)).not.to.deep.equal([]);
  });

  it('says that it does not read another form', () => {
    for (const form of [0, 2, '1', null])
      expect(validateLab({ form, labs: [] })).to.deep.equal([
        { path: ['form'], reason: 'not-valid', message: 'This version reads labs of form 1 alone.' },
      ]);
  });

  it('names an operation that does not exist', () => {
    const lab = { ...sampleLab(), start: [...sampleLab().start, { call: 'MakeKey', input: {} }] };
    expect(reasonsOf(lab)).to.deep.equal(['/start/3/call unknown-name']);
  });

  it('refuses a lab that is larger than a file may be', () => {
    const { en } = sampleLab().texts;
    const long = { ...en, instructor: Array.from({ length: 30 }, () => 'x'.repeat(4000)) };
    const large = { ...sampleLab(), texts: { en: long, de: long, fr: long } };
    expect(JSON.stringify(large).length).to.be.greaterThan(MAX_LAB_BYTES);
    expect(reasonsOf(large)).to.deep.equal(['/ too-large']);
    expect(reasonsOf(JSON.stringify(large))).to.deep.equal(['/ too-large']);
    expect(reasonsOf('é'.repeat(MAX_LAB_BYTES / 2 + 1))).to.deep.equal(['/ too-large']);
    expect(reasonsOf(' '.repeat(10 * MAX_LAB_BYTES))).to.deep.equal(['/ too-large']);
  });

  it('names a member that a text has twice', () => {
    const text = JSON.stringify(sampleLab()).replace('"minutes":5', '"minutes":5,"minutes":6');
    expect(reasonsOf(text)).to.deep.equal(['/minutes duplicate']);
  });

  it('refuses an ID that no file can have', () => {
    for (const id of ['L01', 'l16', 'record', 'Record'])
      expect(reasonsOf({ ...sampleLab(), id }), id).to.deep.equal(['/id id-in-use']);
    expect(reasonsOf({ ...sampleLab(), id: 'L17' })).to.deep.equal([]);
  });

  it('reports at most 100 problems', () => {
    const start = Array.from({ length: 200 }, () => ({ call: 'MakeKey', input: {} }));
    expect(validateLab({ ...sampleLab(), start })).to.have.length(100);
    expect(validateLab(readFileSync(COURSE_LAB, 'utf8')).length).to.be.within(1, 100);
  });
});

describe('proveLab', () => {
  it('reports each task of a lab that is right', async () => {
    expect(await proveLab(JSON.stringify(sampleLab()))).to.deep.equal({
      isProved: true,
      findings: [],
      tasks: [
        {
          id: 'round-trip',
          title: 'Round trip',
          isOpenAtStart: true,
          isDoneBySolution: true,
          mistakes: [{ id: 'other-key', isProved: true }],
        },
        { id: 'allow-app', title: 'Allow', isOpenAtStart: true, isDoneBySolution: true, mistakes: [] },
        { id: 'question', title: 'Why', isOpenAtStart: true, isDoneBySolution: true, mistakes: [] },
      ],
    });
  });

  it('does not run a lab that the validator refuses', async () => {
    for (const lab of ['{', {}, { ...sampleLab(), id: 'L01' }]) {
      const { isProved, tasks, findings } = await proveLab(lab);
      expect({ isProved, tasks }).to.deep.equal({ isProved: false, tasks: [] });
      expect(findings).to.deep.equal(validateLab(lab));
    }
  });

  it('tries no task if the start fails', async () => {
    const start = [...sampleLab().start, { call: 'DescribeKey', input: { KeyId: 'alias/missing' } }];
    const { isProved, tasks, findings } = await proveLab({ ...sampleLab(), start });
    expect({ isProved, tasks }).to.deep.equal({ isProved: false, tasks: [] });
    expect(findings[0]).to.include({ reason: 'step-fails' });
  });

  it('counts no task as done after a step of a solution that fails', async () => {
    const [first, ...others] = sampleLab().tasks;
    const solution = [{ call: 'DescribeKey', input: { KeyId: 'alias/missing' } }];
    const { tasks } = await proveLab({ ...sampleLab(), tasks: [{ ...first, solution }, ...others] });
    expect(tasks.map(({ isDoneBySolution }) => isDoneBySolution)).to.deep.equal([false, false, false]);
    expect(tasks.map(({ isOpenAtStart }) => isOpenAtStart)).to.deep.equal([true, true, true]);
  });

  it('reports the task that is done at the start, and the mistake that is not seen', async () => {
    const [first, second, ...others] = sampleLab().tasks;
    const [mistake] = first?.mistakes ?? [];
    const mistakes = [{ ...mistake, script: [{ advance: 60 }] }];
    const done = { not: { event: { operation: 'ScheduleKeyDeletion' } } };
    const { tasks } = await proveLab({
      ...sampleLab(),
      tasks: [{ ...first, mistakes }, { ...second, done }, ...others],
    });
    expect(tasks.map(({ isOpenAtStart }) => isOpenAtStart)).to.deep.equal([true, false, true]);
    expect(tasks[0]?.mistakes).to.deep.equal([{ id: 'other-key', isProved: false }]);
  });

  it('takes titles and hints of the language, and names one that the lab does not have', async () => {
    const { isProved, tasks } = await proveLab(inTwoLanguages('Start, hint.'), { language: 'de' });
    expect([isProved, tasks[0]?.title]).to.deep.equal([true, 'Start']);
    expect((await proveLab(sampleLab(), { language: 'fr' })).findings).to.deep.equal([
      { path: ['texts'], reason: 'missing-text', message: 'The lab has no texts in fr. It has en.' },
    ]);
  });

  it('refuses options that are not valid', async () => {
    for (const options of [{ lang: 'de' }, { language: 1 }, null, 'de'])
      expect(await proveLab(sampleLab(), options as never).catch((error: unknown) => error)).to.be.instanceOf(
        TypeError,
      );
  });
});
