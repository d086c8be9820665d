/**
 * Every lab of the course, in both directions: its start fails every task, its published solution passes every task,
 * and each of its mistakes leaves the task open and raises its own hint.
 */
import { expect } from 'chai';
import { findLabProblems } from '../../src/labs/find-lab-problems.ts';
import { LABS, loadLab } from '../../src/labs/labs.ts';
import type { Lab } from '../../src/labs/lab.ts';
import { runSteps, type StepTarget } from '../../src/labs/run-step.ts';
import type { Scope } from '../../src/labs/scope.ts';
import { readLabs, startLab, type StartedLab } from './course-labs.ts';
import { addExtras } from './extra-resources.ts';
import { namesOfLab, namesOfTexts } from './lab-names.ts';
import { sdkTarget } from './sdk-target.ts';

/** Answers the quiz, if a task needs that. */
async function answerQuiz({ lab, run }: StartedLab): Promise<void> {
  if (lab.quiz !== undefined) await run.answer(lab.quiz.id, lab.quiz.right);
}

/** Solves the tasks in order and checks each. Returns the variables. */
async function solve(started: StartedLab, target: StepTarget, between: () => Promise<void>): Promise<Scope> {
  let { scope } = started;
  await answerQuiz(started);
  for (const { id, solution } of started.lab.tasks) {
    const before = await started.run.check();
    expect(before.checks[id]?.isDone, `${id} before its solution`).to.equal(false);
    scope = await runSteps(solution, scope, target);
    await between();
    const { progress, checks } = await started.run.check();
    expect(progress.tasks[id]?.state, `${id}: ${JSON.stringify(checks[id])}`).to.equal('done');
  }
  return scope;
}

const nothing = () => Promise.resolve();

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
      const started = await startLab(lab);
      const { checks } = await started.run.check();
      const done = lab.tasks.filter(({ id }) => checks[id]?.isDone).map(({ id }) => id);
      expect(done).to.deep.equal([]);
    });

    it('has a solution that passes every task, each by its own part', async () => {
      const started = await startLab(lab);
      await solve(started, started.target, nothing);
    });

    it('does not fail because of further keys, aliases and grants', async () => {
      const started = await startLab(lab);
      await addExtras(started.world);
      await solve(started, started.target, () => addExtras(started.world));
    });

    it('can be solved by code with the AWS SDK', async () => {
      const started = await startLab(lab);
      await solve(started, sdkTarget(started), nothing);
    });

    for (const [index, task] of lab.tasks.entries()) {
      for (const { id, script } of task.mistakes ?? []) {
        it(`raises the hint of the mistake ${id} in ${task.id}`, async () => {
          const started = await startLab(lab);
          const before = lab.tasks.slice(0, index).flatMap(({ solution }) => solution);
          const scope = await runSteps(before, started.scope, started.target);
          await runSteps(script, scope, started.target);
          const { checks } = await started.run.check();
          expect(checks[task.id]).to.deep.include({ isDone: false, mistake: id });
          for (const [language, { tasks }] of Object.entries(lab.texts)) {
            const expected = tasks[task.id]?.mistakes?.[id];
            if (language === 'en') expect(await started.run.hint(task.id)).to.equal(expected);
            expect(expected).not.to.equal(undefined);
          }
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
  });
});

labs.forEach(describeLab);
