/** What a lab is refused for: each problem has its place, its reason and what to do. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { findLabProblems } from '../../src/labs/find-lab-problems.ts';
import { sampleLab } from './sample-lab.ts';

type Draft = Record<string | number, unknown>;

/** A copy of the sample lab in which the value at a path is replaced. Undefined: it is removed. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(sampleLab()) as unknown as Draft;
  const last = path.at(-1) as string;
  const parent = path.slice(0, -1).reduce((at, name) => at[name] as Draft, copy);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

const found = (document: unknown): readonly string[] =>
  findLabProblems(document).map(({ path, reason }) => `${reason} ${path.join('/')}`);

const days = (input: object) => ({ generate: 'clinicDays', input: { firstDay: 1, days: 2, ...input } });
const load = (input: object) => ({
  generate: 'retriedLoad',
  input: { key: 'alias/a', jobs: 100, perSecond: 100, quota: 10, attempts: 20, seed: 1, ...input },
});

describe('findLabProblems', () => {
  it('finds nothing in a valid lab', () => {
    expect(findLabProblems(sampleLab())).to.deep.equal([]);
  });

  it('finds nothing in generators whose input they accept, or that have variables', () => {
    for (const step of [days({}), load({ key: '$key' }), load({ jobs: '$key', attempts: 1 })])
      expect(found(changed(['start', 2], step)), JSON.stringify(step)).to.deep.equal([]);
  });

  it('finds nothing in the example of docs/labs.md', () => {
    const text = readFileSync(new URL('../../docs/labs.md', import.meta.url), 'utf8');
    const [, example = ''] = /```json\n([^`]*(?:`[^`]+`[^`]*)*?)\n```/.exec(text) ?? [];
    expect(findLabProblems(JSON.parse(example))).to.deep.equal([]);
  });

  it('names the version of a lab that another version of Strongroom reads, and nothing else of it', () => {
    const [problem, ...others] = findLabProblems({ ...sampleLab(), form: 2, tasks: {}, scenes: [] });
    expect(others).to.deep.equal([]);
    expect(problem?.path).to.deep.equal(['form']);
    expect(problem?.message).to.equal(
      'The value must be 1, but it is 2. Other forms belong to other versions of Strongroom.',
    );
    const [ofList] = findLabProblems({ ...sampleLab(), form: [1] });
    expect(ofList?.message).to.contain('but it is a list.');
  });

  it('says how long an ID can be', () => {
    const [problem] = findLabProblems({ ...sampleLab(), id: 'a'.repeat(41) });
    expect(problem?.message).to.contain('1 to 40 letters, digits and hyphens');
  });

  const policy = { Version: '2012-10-17', Statement: [] };
  const cases: readonly (readonly [string, readonly (string | number)[], unknown, string])[] = [
    ['a missing member', ['minutes'], undefined, 'not-valid '],
    ['an unknown member', ['run'], 'alert(1)', 'not-valid run'],
    ['an ID that is no ID', ['id'], '../default', 'not-valid id'],
    ['a step of two kinds', ['start', 0, 'advance'], 5, 'not-valid start/0'],
    ['a predicate of two kinds', ['tasks', 0, 'done', 'quiz'], 'why', 'not-valid tasks/0/done'],
    ['a member that the kind of step does not have', ['start', 2, 'save'], { a: 'b' }, 'not-valid start/2/save'],
    ['an unknown operation', ['start', 0, 'call'], 'DropKey', 'unknown-name start/0/call'],
    ['an operation from the prototype', ['start', 0, 'call'], 'toString', 'unknown-name start/0/call'],
    ['an unknown member of an input', ['start', 0, 'input', 'Colour'], 1, 'unknown-name start/0/input/Colour'],
    ['an unknown error', ['start', 0, 'expect'], 'Oops', 'unknown-name start/0/expect'],
    ['a method that labs may not call', ['start', 1, 'sandbox'], 'reset', 'not-allowed start/1/sandbox'],
    ['a method of the prototype', ['start', 1, 'sandbox'], 'constructor', 'not-allowed start/1/sandbox'],
    ['an unknown generator', ['start', 0], { generate: 'noDays' }, 'unknown-name start/0/generate'],
    ['days before the first', ['start', 0], days({ firstDay: 0 }), 'not-valid start/0/input/firstDay'],
    ['too many days', ['start', 0], days({ days: 32 }), 'not-valid start/0/input/days'],
    ['days that are no number', ['start', 0], days({ days: '2' }), 'not-valid start/0/input/days'],
    ['an unknown input of a generator', ['start', 0], days({ weeks: 1 }), 'not-valid start/0/input/weeks'],
    [
      'a generator without its input',
      ['start', 0],
      { generate: 'cachedLoad', input: { key: 'alias/a', messages: 1 } },
      'not-valid start/0/input/tenants',
    ],
    ['jobs that fail after their last attempt', ['start', 0], load({ attempts: 1 }), 'not-valid start/0/input'],
    ['a load of too many jobs', ['start', 0], load({ jobs: 1_000_000 }), 'not-valid start/0/input/jobs'],
    ['a generator from the prototype', ['start', 0], { generate: 'toString' }, 'unknown-name start/0/generate'],
    [
      'retries of a variable that has no value',
      ['tasks', 0, 'done'],
      { retries: { calls: { operation: 'Decrypt', key: '$other' }, jobs: 1 } },
      'unbound-variable tasks/0/done/retries/calls',
    ],
    [
      'retries of an unknown operation',
      ['tasks', 0, 'done'],
      { retries: { calls: { operation: 'DropKey' }, jobs: 1 } },
      'unknown-name tasks/0/done/retries/calls/operation',
    ],
    [
      'an answer in a variable that has no value',
      ['tasks', 0, 'done'],
      { history: { events: [{ operation: 'Decrypt' }], namedIn: '$answer' } },
      'unbound-variable tasks/0/done/history/namedIn',
    ],
    [
      'an event of the start that cannot be',
      ['tasks', 0, 'done'],
      { history: { events: [{ operation: 'Decrypt' }], before: { operation: 'Fly' } } },
      'unknown-name tasks/0/done/history/before/operation',
    ],
    [
      'a setting that labs may not change',
      ['start', 1],
      { sandbox: 'settings.set', arguments: [{ signatures: 'ignored' }] },
      'not-allowed start/1/arguments/0/signatures',
    ],
    ['a service that does not exist', ['start', 2], { service: 'orders.drop' }, 'unknown-name start/2/service'],
    ['an invalid caller', ['start', 0, 'by'], 'anyone', 'not-valid start/0/by'],
    ['an unknown Region', ['start', 0, 'region'], 'moon', 'unknown-name start/0/region'],
    ['a computation that does not exist', ['start', 2], { compute: 'eval' }, 'unknown-name start/2/compute'],
    ['a step that uses what no step saves', ['start', 0, 'input', 'Description'], '$no', 'unbound-variable start/0'],
    [
      'a probe of a variable without value',
      ['tasks', 1, 'done', 'can', 'key'],
      '$other',
      'unbound-variable tasks/1/done/can',
    ],
    [
      'a probe of an operation without key',
      ['tasks', 1, 'done', 'can', 'operation'],
      'GenerateRandom',
      'unknown-name tasks/1/done/can/operation',
    ],
    [
      'an event that cannot be',
      ['tasks', 0, 'done', 'all', 0, 'event', 'operation'],
      'Fly',
      'unknown-name tasks/0/done/all/0/event/operation',
    ],
    ['an unknown quiz', ['tasks', 2, 'done', 'quiz'], 'when', 'unknown-name tasks/2/done/quiz'],
    ['a right answer that is no answer', ['quiz', 'right'], 'c', 'unknown-name quiz/right'],
    ['two tasks of one ID', ['tasks', 1, 'id'], 'round-trip', 'duplicate tasks/1/id'],
    ['a task without text', ['texts', 'en', 'tasks', 'allow-app'], undefined, 'missing-text texts/en/tasks/allow-app'],
    [
      'a mistake without hint',
      ['texts', 'en', 'tasks', 'round-trip', 'mistakes'],
      undefined,
      'missing-text texts/en/tasks/round-trip/mistakes/other-key',
    ],
    [
      'a hint for a label that no part has',
      ['texts', 'en', 'tasks', 'allow-app', 'unmet'],
      { none: 'x' },
      'unknown-name texts/en/tasks/allow-app/unmet/none',
    ],
    ['a quiz without text', ['texts', 'en', 'quiz'], undefined, 'missing-text texts/en/quiz'],
    ['a lab without English', ['texts'], {}, 'not-valid texts'],
    [
      'a second language without tasks',
      ['texts', 'de'],
      { ...sampleLab().texts.en, tasks: {} },
      'missing-text texts/de/tasks/round-trip',
    ],
    ['text that is too long', ['texts', 'en', 'title'], 'x'.repeat(70_000), 'too-large texts/en/title'],
    ['a document that is too deep', ['start', 1, 'arguments'], nested(40), 'too-large start/1/arguments'],
    [
      'a member that changes a prototype',
      ['start', 1, 'arguments'],
      JSON.parse('[{"__proto__":{"x":1}}]'),
      'not-valid start/1/arguments/0/__proto__',
    ],
    ['a function', ['start', 1, 'arguments'], [() => policy], 'not-valid start/1/arguments/0'],
  ];
  for (const [name, path, value, expected] of cases) {
    it(`names ${name}`, () => {
      const problems = found(changed(path, value));
      expect(
        problems.some((problem) => problem.startsWith(expected)),
        problems.join('\n'),
      ).to.equal(true);
    });
  }

  it('says what to do', () => {
    for (const [, path, value, expected] of cases) {
      if (expected.startsWith('not-valid') || expected.startsWith('too-large')) continue;
      const [problem] = findLabProblems(changed(path, value));
      expect(problem?.message).to.match(/\. [A-Z]|They may call|only /);
    }
  });

  it('ends with cyclic documents', () => {
    const lab = sampleLab() as unknown as Record<string, unknown>;
    lab['tasks'] = [lab];
    expect(found(lab)[0]).to.match(/^too-large/);
  });
});

function nested(depth: number): unknown {
  return depth === 0 ? [] : [nested(depth - 1)];
}
