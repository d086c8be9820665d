/** Finds the problems of a lab before anything of it runs: its size, its form, its names, its variables and its texts. */
import { Validator, type Schema } from '@cfworker/json-schema';
import { findSizeProblem, type DocumentPath } from '../base/document-limits.ts';
import { placesOfErrors } from '../base/schema-errors.ts';
import { PredicateCheck } from './check-lab-predicates.ts';
import { checkStep } from './check-lab-steps.ts';
import { checkTexts } from './check-lab-texts.ts';
import type { LabProblem, NoteProblem } from './lab-problem.ts';
import schema from './lab-schema.json';
import type { Lab, LabStep, LabTask } from './lab.ts';
import { variablesIn } from './scope.ts';

/** Depth: greater than that of any valid policy in a predicate of a lab. */
const LIMITS = { depth: 32, values: 100_000, textLength: 65_536, totalLength: 4 * 1024 * 1024 };
/** Problems that are reported; a lab can have more. */
const MAX_PROBLEMS = 100;

const validator = new Validator(schema as unknown as Schema, '2020-12', false);

const notValid = (path: DocumentPath, message: string): LabProblem => ({ path, reason: 'not-valid', message });

function findFormProblems(document: unknown): readonly LabProblem[] {
  const { valid, errors } = validator.validate(document);
  if (valid) return [];
  const found = placesOfErrors(errors, document).map(({ path, isUnknown, message }) =>
    notValid(path, isUnknown ? 'A lab has no such member here. Remove it or correct its name.' : message),
  );
  return found.length > 0 ? found : [notValid([], 'The document is not a lab.')];
}

type Names = ReadonlySet<string>;

/** Checks steps in order. Returns the names of the variables that have a value after them. */
function checkSteps(steps: readonly LabStep[], path: DocumentPath, bound: Names, note: NoteProblem): Names {
  let names = bound;
  steps.forEach((step, index) => {
    const at = [...path, index];
    checkStep(step, at, note);
    const { save = {}, ...used } = step as LabStep & { readonly save?: Readonly<Record<string, string>> };
    for (const name of variablesIn(used))
      if (!names.has(name))
        note(at, 'unbound-variable', `No step before this one saves $${name}. Save it in an earlier step.`);
    names = new Set([...names, ...Object.keys(save)]);
  });
  return names;
}

function noteDuplicates(
  names: readonly string[],
  pathOf: (index: number) => DocumentPath,
  kind: string,
  note: NoteProblem,
): void {
  names.forEach((name, index) => {
    if (names.indexOf(name) < index)
      note(pathOf(index), 'duplicate', `Another ${kind} has the ID ${name}. Give this one an ID of its own.`);
  });
}

function checkLab(lab: Lab, note: NoteProblem): void {
  const { start, tasks, quiz } = lab;
  const atStart = checkSteps(start, ['start'], new Set(), note);
  const taskIds = tasks.map(({ id }) => id);
  noteDuplicates(taskIds, (index) => ['tasks', index, 'id'], 'task', note);
  const labels = new Map<LabTask, readonly string[]>();
  let names = atStart;
  tasks.forEach((task, index) => {
    const path: DocumentPath = ['tasks', index];
    const predicates = new PredicateCheck(lab, note);
    predicates.check(task.done, [...path, 'done'], atStart);
    labels.set(task, [...predicates.labels]);
    const mistakes = task.mistakes ?? [];
    const ids = mistakes.map(({ id }) => id);
    noteDuplicates(ids, (at) => [...path, 'mistakes', at, 'id'], 'mistake of this task', note);
    mistakes.forEach(({ seen, script }, at) => {
      const place = [...path, 'mistakes', at];
      predicates.check(seen, [...place, 'seen'], atStart);
      checkSteps(script, [...place, 'script'], names, note);
    });
    names = checkSteps(task.solution, [...path, 'solution'], names, note);
  });
  if (quiz !== undefined) {
    noteDuplicates(quiz.answers, (index) => ['quiz', 'answers', index], 'answer', note);
    if (!quiz.answers.includes(quiz.right))
      note(['quiz', 'right'], 'unknown-name', `The quiz has no answer ${quiz.right}. Use one of its answers.`);
  }
  checkTexts(lab, labels, note);
}

/** Returns the problems of a document, at most 100. None: it is a lab that can run. */
export function findLabProblems(document: unknown): readonly LabProblem[] {
  const size = findSizeProblem(document, LIMITS);
  if (size !== undefined) return [size];
  const form = findFormProblems(document);
  if (form.length > 0) return form.slice(0, MAX_PROBLEMS);
  const problems: LabProblem[] = [];
  checkLab(document as Lab, (path, reason, message) => problems.push({ path, reason, message }));
  return problems.slice(0, MAX_PROBLEMS);
}
