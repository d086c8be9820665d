/**
 * The parts of the proof of a lab: the start fails every task, the solution passes every task, and each mistake leaves
 * its task open and raises its own hint.
 */
import type { DocumentPath } from '../base/document-limits.ts';
import type { Strongroom } from '../client/strongroom.ts';
import { LabError } from './lab-error.ts';
import type { LabFinding, ProofReason } from './lab-finding.ts';
import type { Lab, LabTask, Mistake } from './lab.ts';
import { runSteps, type StepTarget } from './run-step.ts';
import { startLab, type StartedLab } from './start-lab.ts';

/** Where and how a lab is proved. */
export interface ProofOptions<World extends Strongroom = Strongroom> {
  /** Returns where the lab runs: its sandbox is reset. Called for each run; usually in memory. */
  readonly open: () => { world(id: string): World };
  /** Returns where solutions run. Default: the typed client. */
  readonly target?: (started: StartedLab<World>) => StepTarget;
  /** Called after the start and after each solution. */
  readonly between?: (world: World) => Promise<void>;
  /** Language of the hints that are compared, one that the lab has. Default: English. */
  readonly language?: string;
  /** Time limit of each part, in milliseconds of real time: a start, a solution, a script, a check. Default 60,000. */
  readonly timeoutMs?: number;
}

/** Time limit of a part of a proof. */
export const DEFAULT_TIMEOUT_MS = 60_000;

/** Whether findings say that a part did not end in time. */
export const isTimedOut = (findings: readonly LabFinding[]): boolean =>
  findings.some(({ reason }) => reason === 'takes-too-long');

const finding = (path: DocumentPath, reason: ProofReason, message: string): LabFinding => ({ path, reason, message });

type Part = () => Promise<readonly LabFinding[]>;

/** Runs a part of a proof, at the place in the lab that it is about. */
type Prove = (path: DocumentPath, part: Part) => Promise<readonly LabFinding[]>;

/**
 * Returns what runs the parts of a proof. An error of the lab, and the end of the time limit, become a finding; any
 * other error is thrown. What a part does after its limit stays in its own sandbox.
 */
function partsOf({ timeoutMs = DEFAULT_TIMEOUT_MS }: Pick<ProofOptions, 'timeoutMs'>): Prove {
  return async (path, part) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const limit = new Promise<readonly LabFinding[]>((resolve) => {
      const text = `This part does not end within ${timeoutMs / 1000} seconds. Use fewer steps, or shorter ones.`;
      timer = setTimeout(() => resolve([finding(path, 'takes-too-long', text)]), timeoutMs);
    });
    try {
      return await Promise.race([part(), limit]);
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      return [finding([...path, ...(error.step === undefined ? [] : [error.step])], reasonOf(error), error.message)];
    } finally {
      clearTimeout(timer);
    }
  };
}

const reasonOf = ({ step }: LabError): ProofReason => (step === undefined ? 'check-fails' : 'step-fails');

/** Starts a lab for one part of a proof, and calls `part` with it. */
async function withStart<World extends Strongroom>(
  lab: Lab,
  options: ProofOptions<World>,
  part: (started: StartedLab<World>, prove: Prove) => Promise<readonly LabFinding[]>,
): Promise<readonly LabFinding[]> {
  const { open, between } = options;
  const prove = partsOf(options);
  let started: StartedLab<World> | undefined;
  const failed = await prove(['start'], async () => {
    started = await startLab(lab, open());
    await between?.(started.world);
    return [];
  });
  return started === undefined || failed.length > 0 ? failed : await part(started, prove);
}

/** Proves that no task is done at the start. */
export function proveStart<World extends Strongroom>(
  lab: Lab,
  options: ProofOptions<World>,
): Promise<readonly LabFinding[]> {
  return withStart(lab, options, ({ run }, prove) =>
    prove(['tasks'], async () => {
      const { checks } = await run.check();
      return lab.tasks.flatMap(({ id }, index) =>
        checks[id]?.isDone
          ? [
              finding(
                ['tasks', index, 'done'],
                'done-at-start',
                `The task ${id} is done before the learner does anything. Ask for an event or a change of this task.`,
              ),
            ]
          : [],
      );
    }),
  );
}

/** Answers the quiz, if the lab has one. */
async function answerQuiz({ lab, run }: StartedLab): Promise<void> {
  if (lab.quiz !== undefined) await run.answer(lab.quiz.id, lab.quiz.right);
}

/** What a task waits for, for a message: the label of the first part that does not hold. */
const waiting = (unmet: string | undefined): string =>
  unmet === undefined ? '' : ` The first part that does not hold is ${unmet}.`;

/** Proves that the solutions, in order, pass every task, each by its own part. */
export function proveSolution<World extends Strongroom>(
  lab: Lab,
  options: ProofOptions<World>,
): Promise<readonly LabFinding[]> {
  const { target: targetOf = ({ target }: StartedLab<World>) => target, between } = options;
  return withStart(lab, options, async (started, prove) => {
    const found: LabFinding[] = [];
    const target = targetOf(started);
    let { scope } = started;
    await answerQuiz(started);
    for (const [index, { id, solution }] of lab.tasks.entries()) {
      const path: DocumentPath = ['tasks', index];
      const failed = await prove([...path, 'solution'], async () => {
        const before = await prove([...path, 'done'], async () => {
          // A task without steps is one that the quiz alone decides.
          if (solution.length === 0 || !(await started.run.check()).checks[id]?.isDone) return [];
          const text = `The task ${id} is done before its solution. Ask for what only this task does.`;
          return [finding([...path, 'done'], 'done-before-solution', text)];
        });
        scope = await runSteps(solution, scope, target);
        await between?.(started.world);
        return before;
      });
      found.push(...failed);
      // Later tasks need what the steps of this one save.
      if (failed.some(({ reason }) => reason === 'step-fails') || isTimedOut(failed)) return found;
      const after = await prove([...path, 'done'], async () => {
        const { progress, checks } = await started.run.check();
        if (progress.tasks[id]?.state === 'done') return [];
        const text = `The solution does not do the task ${id}.${waiting(checks[id]?.unmet)} Correct the condition or the steps.`;
        return [finding([...path, 'done'], 'not-done-by-solution', text)];
      });
      found.push(...after);
      if (isTimedOut(after)) return found;
    }
    return found;
  });
}

/** Proves that a mistake leaves its task open and raises its own hint. */
export function proveMistake<World extends Strongroom>(
  lab: Lab,
  task: LabTask,
  { id, script }: Mistake,
  options: ProofOptions<World>,
): Promise<readonly LabFinding[]> {
  const index = lab.tasks.indexOf(task);
  const path: DocumentPath = ['tasks', index, 'mistakes', task.mistakes?.findIndex((one) => one.id === id) ?? 0];
  const before = lab.tasks.slice(0, index);
  return withStart(lab, options, async ({ run, target, scope: atStart }, prove) => {
    let scope = atStart;
    for (const [at, { solution }] of before.entries()) {
      const failed = await prove(['tasks', at, 'solution'], async () => {
        scope = await runSteps(solution, scope, target);
        return [];
      });
      if (failed.length > 0) return failed;
    }
    const failed = await prove([...path, 'script'], async () => {
      await runSteps(script, scope, target);
      return [];
    });
    if (failed.length > 0) return failed;
    return await prove([...path, 'seen'], async () => {
      const check = (await run.check()).checks[task.id];
      if (check?.isDone) {
        const text = `The mistake ${id} does the task ${task.id}. Make the condition of the task stricter.`;
        return [finding(['tasks', index, 'done'], 'done-by-mistake', text)];
      }
      if (check?.mistake === undefined) {
        const text = `The script of the mistake ${id} does not make its condition hold. Correct one of them.`;
        return [finding([...path, 'seen'], 'mistake-not-seen', text)];
      }
      if (check.mistake !== id) {
        const text = `After the mistake ${id}, the mistake ${check.mistake} is seen. Make that condition stricter.`;
        return [finding([...path, 'seen'], 'other-mistake-seen', text)];
      }
      const { language = 'en' } = options;
      const hint = await run.hint(task.id, language);
      if (hint === lab.texts[language]?.tasks[task.id]?.mistakes?.[id]) return [];
      const text = `After the mistake ${id}, the learner gets another hint than that of the mistake.`;
      return [finding(['texts', language, 'tasks', task.id, 'mistakes', id], 'other-hint', text)];
    });
  });
}
