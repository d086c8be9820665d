/**
 * Every lab of the course, in both directions: its start fails every task, its published solution passes every task,
 * and each of its mistakes leaves the task open and raises its own hint.
 */
import { expect } from 'chai';
import { findLabProblems } from '../../src/labs/find-lab-problems.ts';
import { COURSE_IDS } from '../../src/labs/lab-file-rules.ts';
import { LABS, loadLab } from '../../src/labs/labs.ts';
import type { Lab } from '../../src/labs/lab.ts';
import { proveMistake, proveSolution, proveStart, type ProofOptions } from '../../src/labs/prove-parts.ts';
import { createStrongroom, type StrongroomLibrary } from '../../src/memory.ts';
import { readLabs } from './course-labs.ts';
import { addExtras } from './extra-resources.ts';
import { namesOfLab, namesOfTexts } from './lab-names.ts';
import { sdkTarget } from './sdk-target.ts';

/** Each part of a proof has a sandbox of its own. */
const IN_MEMORY: ProofOptions<StrongroomLibrary> = { open: createStrongroom };

function describeLab(lab: Lab): void {
  describe(`Lab ${lab.id}`, () => {
    it('is valid', () => {
      expect(findLabProblems(lab)).to.deep.equal([]);
    });

    it('is in the table of the course, with the same facts, and can be loaded', async () => {
      const { title, titles, minutes, concepts } = LABS.find(({ id }) => id === lab.id) ?? {};
      expect({ title, titles, minutes, concepts }).to.deep.equal({
        title: lab.texts.en.title,
        titles: { de: lab.texts.de?.title },
        minutes: lab.minutes,
        concepts: lab.concepts,
      });
      expect(await loadLab(lab.id)).to.deep.equal(lab);
    });

    it('has no task that is done at the start', async () => {
      expect(await proveStart(lab, IN_MEMORY)).to.deep.equal([]);
    });

    it('has a solution that passes every task, each by its own part', async () => {
      expect(await proveSolution(lab, IN_MEMORY)).to.deep.equal([]);
    });

    it('does not fail because of further keys, aliases and grants', async () => {
      expect(await proveSolution(lab, { ...IN_MEMORY, between: addExtras })).to.deep.equal([]);
    });

    it('can be solved by code with the AWS SDK', async () => {
      expect(await proveSolution(lab, { ...IN_MEMORY, target: sdkTarget })).to.deep.equal([]);
    });

    for (const task of lab.tasks) {
      for (const mistake of task.mistakes ?? []) {
        it(`raises the hint of the mistake ${mistake.id} in ${task.id}`, async () => {
          expect(await proveMistake(lab, task, mistake, IN_MEMORY)).to.deep.equal([]);
          for (const { tasks } of Object.values(lab.texts))
            expect(tasks[task.id]?.mistakes?.[mistake.id]).not.to.equal(undefined);
        });
      }
    }

    it('names nothing in its texts that neither the lab nor the API has', () => {
      const known = namesOfLab(lab);
      const unknown = Object.values(lab.texts).flatMap((texts) => namesOfTexts(texts).filter((name) => !known(name)));
      expect(unknown).to.deep.equal([]);
    });
  });
}

const labs = readLabs();

describe('The course', () => {
  it('has a folder for each row of its table, in order', () => {
    expect(labs.map(({ id }) => id)).to.deep.equal(LABS.map(({ id }) => id));
    expect(labs.map(({ id }) => id)).to.deep.equal(COURSE_IDS);
  });
});

labs.forEach(describeLab);
