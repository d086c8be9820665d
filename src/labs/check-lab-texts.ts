/** Checks the texts of a lab in every language: what is missing, and what the lab does not have. */
import type { DocumentPath } from '../base/document-limits.ts';
import type { NoteProblem } from './lab-problem.ts';
import type { Lab, LabTask } from './lab.ts';

/** Names of one kind that texts are given for. */
interface NamedTexts {
  /** What the names name: `task`. */
  readonly kind: string;
  readonly path: DocumentPath;
  readonly texts: Readonly<Record<string, unknown>> | undefined;
  readonly known: readonly string[];
  /** Whether each of them must have a text. */
  readonly required: boolean;
}

function checkNames({ kind, path, texts = {}, known, required }: NamedTexts, note: NoteProblem): void {
  for (const name of Object.keys(texts))
    if (!known.includes(name))
      note([...path, name], 'unknown-name', `The lab has no ${kind} ${name}. Remove the text or correct the name.`);
  if (!required) return;
  for (const name of known)
    if (!Object.hasOwn(texts, name))
      note([...path, name], 'missing-text', `The ${kind} ${name} has no text in this language. Add it.`);
}

/**
 * Checks the texts of a lab.
 * @param labels the labels of the predicates of each task
 */
export function checkTexts(lab: Lab, labels: ReadonlyMap<LabTask, readonly string[]>, note: NoteProblem): void {
  for (const [language, texts] of Object.entries(lab.texts)) {
    const path = ['texts', language];
    const tasks = lab.tasks.map(({ id }) => id);
    checkNames({ kind: 'task', path: [...path, 'tasks'], texts: texts.tasks, known: tasks, required: true }, note);
    for (const task of lab.tasks) {
      const given = Object.hasOwn(texts.tasks, task.id) ? texts.tasks[task.id] : undefined;
      if (given === undefined) continue;
      const at = [...path, 'tasks', task.id];
      const mistakes = (task.mistakes ?? []).map(({ id }) => id);
      checkNames(
        { kind: 'mistake', path: [...at, 'mistakes'], texts: given.mistakes, known: mistakes, required: true },
        note,
      );
      const known = labels.get(task) ?? [];
      checkNames({ kind: 'label', path: [...at, 'unmet'], texts: given.unmet, known, required: false }, note);
    }
    const { quiz } = lab;
    if (quiz === undefined && texts.quiz !== undefined)
      note([...path, 'quiz'], 'unknown-name', 'The lab has no quiz. Remove the text.');
    if (quiz === undefined) continue;
    if (texts.quiz === undefined) note([...path, 'quiz'], 'missing-text', 'The quiz has no text. Add it.');
    else
      checkNames(
        {
          kind: 'answer',
          path: [...path, 'quiz', 'answers'],
          texts: texts.quiz.answers,
          known: quiz.answers,
          required: true,
        },
        note,
      );
  }
}
