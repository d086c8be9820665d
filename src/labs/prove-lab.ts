/** Proves a lab: whether it is valid, and what its start, its solutions and its mistakes do. */
import type { Strongroom } from '../client/strongroom.ts';
import { findLabProblems } from './find-lab-problems.ts';
import type { LabFinding } from './lab-finding.ts';
import { unproved, type LabProof, type MistakeProof, type TaskProof } from './lab-proof.ts';
import type { Lab, LabTask } from './lab.ts';
import { isTimedOut, proveMistake, proveSolution, proveStart, type ProofOptions } from './prove-parts.ts';

/** A task whose start and solution were proved or not. Its mistakes follow. */
type Tried = Omit<TaskProof, 'mistakes'> & { readonly task: LabTask };

/** Findings of a task that say that its solution does not do it. */
const SOLUTION_REASONS: ReadonlySet<string> = new Set(['check-fails', 'not-done-by-solution', 'done-before-solution']);

function tryTask(
  task: LabTask,
  index: number,
  {
    lab,
    language,
    start,
    solution,
  }: {
    readonly lab: Lab;
    readonly language: string;
    readonly start: readonly LabFinding[];
    readonly solution: readonly LabFinding[];
  },
): Tried {
  const isOf = ({ path }: LabFinding): boolean => path[0] === 'tasks' && path[1] === index;
  // Solutions run in order: what follows the step that fails does not run.
  const stopsAt = solution.find(({ reason }) => reason === 'step-fails' || reason === 'takes-too-long')?.path[1];
  const isRun = stopsAt === undefined || index < Number(stopsAt);
  return {
    task,
    id: task.id,
    title: (lab.texts[language] ?? lab.texts.en).tasks[task.id]?.title ?? task.id,
    // A finding without a task is one of a check of all tasks.
    isOpenAtStart: !start.some((one) => one.path.length === 1 || isOf(one)),
    isDoneBySolution: isRun && !solution.some((one) => isOf(one) && SOLUTION_REASONS.has(one.reason)),
  };
}

/** Returns each finding once: tasks and mistakes run the same steps. */
function distinct(findings: readonly LabFinding[]): readonly LabFinding[] {
  const places = findings.map(({ path, reason }) => JSON.stringify([path, reason]));
  return findings.filter((_one, index) => places.indexOf(places[index] ?? '') === index);
}

/** Returns what a language lacks, if the lab does not have it. */
function findLanguageProblem({ texts }: Lab, language: string): LabFinding | undefined {
  if (Object.hasOwn(texts, language)) return undefined;
  const message = `The lab has no texts in ${language}. It has ${Object.keys(texts).join(', ')}.`;
  return { path: ['texts'], reason: 'missing-text', message };
}

/**
 * Proves a lab. A document that findLabProblems refuses is not run, and no task is tried if the start fails. Nothing is
 * tried after a part that does not end in time.
 */
export async function proveLab<World extends Strongroom>(
  document: unknown,
  options: ProofOptions<World>,
): Promise<LabProof> {
  const problems = findLabProblems(document);
  if (problems.length > 0) return unproved(problems);
  const lab = document as Lab;
  const { language = 'en' } = options;
  const problem = findLanguageProblem(lab, language);
  if (problem !== undefined) return unproved([problem]);
  const start = await proveStart(lab, options);
  if (start.some(({ path }) => path[0] === 'start') || isTimedOut(start)) return unproved(start);
  const solution = await proveSolution(lab, options);
  const found = [...start, ...solution];
  const tasks: TaskProof[] = [];
  for (const [index, one] of lab.tasks.entries()) {
    const { task, ...tried } = tryTask(one, index, { lab, language, start, solution });
    const mistakes: MistakeProof[] = [];
    for (const mistake of task.mistakes ?? []) {
      const isTried = !isTimedOut(found);
      const wrong = isTried ? await proveMistake(lab, task, mistake, options) : [];
      found.push(...wrong);
      mistakes.push({ id: mistake.id, isProved: isTried && wrong.length === 0 });
    }
    tasks.push({ ...tried, mistakes });
  }
  const all = distinct(found);
  return { isProved: all.length === 0, tasks, findings: all };
}
