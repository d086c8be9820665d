/**
 * The cases of authorization notice when it is broken: each operator inverted, each condition key dropped, each gate dropped, and each change of
 * `mutants.json`, one at a time, fails a case. The source is changed on its way into a bundle that this test alone builds.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import { CONDITION_KEYS } from '../../src/model/condition-keys.ts';
import { CONDITION_OPERATORS } from '../../src/model/condition-operators.ts';
import mutants from '../conformance/authorization/mutants.json';
import type * as Survivors from '../conformance/authorization/survivors.ts';
import unreachable from '../conformance/authorization/unreachable.json';

const ROOT = path.join(import.meta.dirname, '../..');
const FOLDER = path.join(ROOT, 'node_modules/.cache/authorization-mutants');
const BUNDLE = path.join(FOLDER, 'survivors.mjs');

/** One expression of the source, and what stands in its place while `name` is the mutant. */
interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly with: string;
  /** How the rules begin whose cases notice it. */
  readonly rules: readonly string[];
}

const MUTANTS: readonly Mutant[] = mutants;

/** Expressions that choose for themselves: one place for a whole table. */
const TABLES: readonly { readonly file: string; readonly find: string; readonly with: string }[] = [
  {
    file: 'src/engine/authorization/policy/operators.ts',
    find: 'OPERATORS.map((operator) => [operator.name.toLowerCase(), operator])',
    with: `OPERATORS.map((operator) => [operator.name.toLowerCase(),
      MUTANT === 'comparison of ' + operator.name ? { ...operator, compare: (wanted, given) => !operator.compare(wanted, given) }
      : MUTANT === 'negation of ' + operator.name ? { ...operator, negated: !operator.negated }
      : operator])`,
  },
  {
    file: 'src/engine/authorization/condition-values.ts',
    find: 'conditionKeyNamed(key)',
    with: `((found) => (MUTANT === 'without ' + found?.row.name ? undefined : found))(conditionKeyNamed(key))`,
  },
];

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Every change of one file, each behind its name. Throws where the text to change is not there exactly once. */
function changed(file: string, source: string): string {
  const place = (find: string): { from: number; to: number } => {
    const from = source.indexOf(find);
    assert.ok(from >= 0 && source.indexOf(find, from + 1) < 0, `${file} has not exactly one: ${find}`);
    return { from, to: from + find.length };
  };
  const edits = new Map<string, Edit>();
  for (const mutant of MUTANTS.filter((each) => each.file === file)) {
    const { from, to } = place(mutant.find);
    const before = edits.get(`${from} ${to}`)?.text ?? mutant.find;
    edits.set(`${from} ${to}`, {
      from,
      to,
      text: `(MUTANT === ${JSON.stringify(mutant.name)} ? (${mutant.with}) : (${before}))`,
    });
  }
  for (const table of TABLES.filter((each) => each.file === file)) {
    const { from, to } = place(table.find);
    edits.set(`${from} ${to}`, { from, to, text: table.with });
  }
  const ordered = [...edits.values()].sort((one, other) => one.from - other.from);
  ordered.forEach((edit, index) =>
    assert.ok(edit.from >= (ordered[index - 1]?.to ?? 0), `${file}: changes overlap at ${edit.text}`),
  );
  const text = ordered
    .toReversed()
    .reduce((text, edit) => text.slice(0, edit.from) + edit.text + text.slice(edit.to), source);
  return `const MUTANT = (globalThis as { MUTANT?: string }).MUTANT;\n${text}`;
}

const FILES = new Set([...MUTANTS, ...TABLES].map(({ file }) => file));

const mutating: Plugin = {
  name: 'mutants',
  enforce: 'pre',
  transform(code, id) {
    const file = path.relative(ROOT, id).replaceAll(path.sep, '/');
    return FILES.delete(file) ? changed(file, code) : undefined;
  },
};

/** The bundle with `mutant` in it; without one, as the source is. Each is a module of its own, with its own memory. */
async function bundleWith(mutant: string | undefined): Promise<typeof Survivors> {
  (globalThis as { MUTANT?: string | undefined }).MUTANT = mutant;
  return (await import(`${pathToFileURL(BUNDLE).href}?mutant=${encodeURIComponent(mutant ?? '')}`)) as typeof Survivors;
}

/** Fails when every case of `rules` comes true although the bundle is broken, or the case that fails does so in any bundle. */
async function isNoticed(mutant: string, rules: readonly string[]): Promise<void> {
  const failure = await (await bundleWith(mutant)).firstFailure(rules);
  assert.ok(failure !== undefined, `No case of ${rules.join(', ')} fails with: ${mutant}`);
  assert.ok(await (await bundleWith(undefined)).comesTrue(failure), `${failure} fails without any change`);
}

describe('authorization, broken', () => {
  before(async () => {
    const { output } = (await build({
      root: ROOT,
      configFile: false,
      logLevel: 'silent',
      plugins: [mutating],
      ssr: { external: true },
      build: {
        ssr: 'test/conformance/authorization/survivors.ts',
        target: 'node20',
        write: false,
        minify: false,
        rolldownOptions: { output: { codeSplitting: false } },
      },
    })) as Rolldown.RolldownOutput;
    assert.deepEqual([...FILES], [], 'files that no part of the bundle is made of');
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(BUNDLE, output[0].code);
    assert.ok(readFileSync(BUNDLE, 'utf8').includes('MUTANT'));
  });
  after(() => rmSync(FOLDER, { recursive: true, force: true }));

  for (const name of CONDITION_OPERATORS.filter((each) => each !== 'Null')) {
    it(`${name} inverted`, async () => {
      await isNoticed(`comparison of ${name}`, [`A6.6-${name}`]);
      await isNoticed(`negation of ${name}`, [`A6.6-${name}`]);
    });
  }

  const nowhere = new Set(unreachable.map(({ key }) => key));
  for (const { name } of CONDITION_KEYS.filter((row) => !nowhere.has(row.name))) {
    it(`${name} dropped`, () => isNoticed(`without ${name}`, [`K-${name}`]));
  }

  for (const { name, rules } of MUTANTS) it(name, () => isNoticed(name, rules));
});
