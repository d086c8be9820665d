/** Makes the draft of a lab from a recording. Texts of an earlier draft are kept. */
import type { LabStep } from '../lab-step.ts';
import type { Lab, LabTask, LabTexts, Mistake } from '../lab.ts';
import type { Predicate } from '../predicate.ts';
import { proposePredicate } from './propose-predicate.ts';
import { isSamePart, type RecordedEntry, type RecordedPart } from './recorded-entry.ts';
import type { RecordingFinding } from './recording-finding.ts';
import { stepsOfRecording, type RecordedStep } from './steps-of-recording.ts';

/** A draft, and what the recording cannot tell. */
export interface RecordedDraft {
  readonly lab: Lab;
  readonly findings: readonly RecordingFinding[];
}

type TaskTexts = LabTexts['tasks'][string];

/** The validator refuses it until the author has written a condition. */
const NO_CONDITION: Predicate = { event: { operation: '' } };

/** A new lab without content. */
export const emptyLab = (): Lab => ({
  form: 1,
  id: 'my-lab',
  minutes: 15,
  concepts: [],
  start: [],
  tasks: [],
  texts: { en: { title: '', goal: '', start: '', tasks: {}, caption: '', summary: [], instructor: [] } },
});

const stepsIn = (steps: readonly RecordedStep[], part: RecordedPart): readonly RecordedStep[] =>
  steps.filter(({ entry }) => isSamePart(entry.part, part));

const plain = (steps: readonly RecordedStep[]): readonly LabStep[] => steps.map(({ step }) => step);

/** The numbers of the parts of a kind, in order. */
function numbersOf(entries: readonly RecordedEntry[], pick: (part: RecordedPart) => number | undefined) {
  const numbers = entries.flatMap(({ part }) => pick(part) ?? []);
  return [...new Set(numbers)].sort((one, other) => one - other);
}

function textsOf(before: TaskTexts | undefined, mistakes: readonly Mistake[]): TaskTexts {
  const known = before?.mistakes ?? {};
  return {
    title: before?.title ?? '',
    text: before?.text ?? '',
    hints: before?.hints ?? ['', '', ''],
    ...(mistakes.length === 0 ? {} : { mistakes: Object.fromEntries(mistakes.map(({ id }) => [id, known[id] ?? ''])) }),
  };
}

/**
 * Returns the draft of a lab.
 * @param before an earlier draft: its ID, minutes, concepts and texts are kept, its steps and conditions are not
 */
export function draftOfRecording(entries: readonly RecordedEntry[], before: Lab = emptyLab()): RecordedDraft {
  const { steps, findings } = stepsOfRecording(entries);
  const numbers = numbersOf(entries, (part) => ('task' in part ? part.task : undefined));
  const tasks = numbers.map((task, index): LabTask => {
    const own = stepsIn(steps, { kind: 'task', task });
    const made = numbersOf(entries, (part) =>
      part.kind === 'mistake' && part.task === task ? part.mistake : undefined,
    );
    const mistakes = made.map((mistake, at): Mistake => {
      const script = stepsIn(steps, { kind: 'mistake', task, mistake });
      return { id: `mistake-${at + 1}`, seen: proposePredicate(script) ?? NO_CONDITION, script: plain(script) };
    });
    return {
      id: `task-${index + 1}`,
      done: proposePredicate(own) ?? NO_CONDITION,
      ...(mistakes.length === 0 ? {} : { mistakes }),
      solution: plain(own),
    };
  });
  const { en } = before.texts;
  const texts: LabTexts = {
    ...en,
    tasks: Object.fromEntries(
      tasks.map(({ id, mistakes = [] }) => [
        id,
        textsOf(Object.hasOwn(en.tasks, id) ? en.tasks[id] : undefined, mistakes),
      ]),
    ),
  };
  const lab: Lab = { ...before, start: plain(stepsIn(steps, { kind: 'start' })), tasks, texts: { en: texts } };
  return { lab, findings };
}
