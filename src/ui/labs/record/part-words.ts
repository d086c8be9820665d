/** Names of the parts of a recording. */
import { isSamePart, type RecordedEntry, type RecordedPart } from '../../../labs/recording/recorded-entry.ts';
import { recordLabWords } from './record-lab-words.ts';

/** The name of a part, in the language of labs. */
export function partWords(part: RecordedPart): string {
  const { parts } = recordLabWords();
  if (part.kind === 'task') return parts.task(part.task + 1);
  return part.kind === 'mistake' ? parts.mistake(part.task + 1, part.mistake + 1) : parts[part.kind];
}

/** The parts that an entry can belong to: those that exist, and the next task and mistake. */
export function partChoices(entries: readonly RecordedEntry[]): readonly RecordedPart[] {
  const parts = entries.map(({ part }) => part);
  const tasks = Math.max(-1, ...parts.map((part) => ('task' in part ? part.task : -1))) + 1;
  const ofTasks = Array.from({ length: tasks + 1 }, (_none, task): readonly RecordedPart[] => {
    const made = parts.flatMap((part) => (part.kind === 'mistake' && part.task === task ? [part.mistake] : []));
    const mistakes = task === tasks ? 0 : Math.max(-1, ...made) + 2;
    return [
      { kind: 'task', task },
      ...Array.from({ length: mistakes }, (_one, mistake): RecordedPart => ({ kind: 'mistake', task, mistake })),
    ];
  });
  return [{ kind: 'start' }, ...ofTasks.flat(), { kind: 'none' }];
}

/** The index of a part in the choices. */
export const indexOfPart = (choices: readonly RecordedPart[], part: RecordedPart): number =>
  choices.findIndex((one) => isSamePart(one, part));
