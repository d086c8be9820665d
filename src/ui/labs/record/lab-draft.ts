/** The draft of a lab as it is stored and edited: every member exists, whatever was stored. */
import type { LabValue } from '../../../labs/lab-value.ts';
import type { Lab, LabTask, LabTexts, Mistake } from '../../../labs/lab.ts';
import { emptyLab } from '../../../labs/recording/draft-of-recording.ts';

/** A place in a draft. */
export type DraftPath = readonly (string | number)[];

type Members = Readonly<Record<string, unknown>>;

const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const textsOf = (value: unknown): readonly string[] => listOf(value).filter((one) => typeof one === 'string');
const own = (members: Members, name: string): unknown => (Object.hasOwn(members, name) ? members[name] : undefined);

function readMistake(value: unknown, index: number): Mistake {
  const { id, seen, script } = membersOf(value);
  return {
    id: textOf(id) || `mistake-${index + 1}`,
    seen: membersOf(seen) as unknown as Mistake['seen'],
    script: listOf(script) as Mistake['script'],
  };
}

function readTask(value: unknown, index: number): LabTask {
  const { id, done, mistakes, solution, ...others } = membersOf(value);
  const made = listOf(mistakes).map(readMistake);
  return {
    ...others,
    id: textOf(id) || `task-${index + 1}`,
    done: membersOf(done) as unknown as LabTask['done'],
    ...(made.length === 0 ? {} : { mistakes: made }),
    solution: listOf(solution) as LabTask['solution'],
  };
}

function readTaskTexts(value: unknown, { mistakes = [] }: LabTask): LabTexts['tasks'][string] {
  const { title, text, hints, mistakes: ofMistakes, unmet } = membersOf(value);
  const [first, second, third] = listOf(hints);
  const known = membersOf(ofMistakes);
  return {
    title: textOf(title),
    text: textOf(text),
    hints: [textOf(first), textOf(second), textOf(third)],
    ...(unmet === undefined ? {} : { unmet: membersOf(unmet) as Record<string, string> }),
    ...(mistakes.length === 0
      ? {}
      : { mistakes: Object.fromEntries(mistakes.map(({ id }) => [id, textOf(own(known, id))])) }),
  };
}

/** Returns the lab that a stored value is, with empty members where it has none. Undefined: it is no lab at all. */
export function readDraftLab(value: unknown): Lab | undefined {
  const { form, id, minutes, concepts, start, tasks, texts } = membersOf(value);
  if (form !== 1) return undefined;
  const empty = emptyLab();
  const read = listOf(tasks).map(readTask);
  const {
    title,
    goal,
    start: atStart,
    tasks: taskTexts,
    caption,
    summary,
    instructor,
  } = membersOf(membersOf(texts).en);
  const known = membersOf(taskTexts);
  return {
    form: 1,
    id: textOf(id) || empty.id,
    minutes: typeof minutes === 'number' ? minutes : empty.minutes,
    concepts: textsOf(concepts),
    start: listOf(start) as Lab['start'],
    tasks: read,
    texts: {
      en: {
        title: textOf(title),
        goal: textOf(goal),
        start: textOf(atStart),
        tasks: Object.fromEntries(read.map((task) => [task.id, readTaskTexts(own(known, task.id), task)])),
        caption: textOf(caption),
        summary: textsOf(summary),
        instructor: textsOf(instructor),
      },
    },
  };
}

/** Returns the value at a place. */
export function valueAt(value: unknown, path: DraftPath): unknown {
  let at = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Members)[name];
  }
  return at;
}

/** Returns a copy with another value at a place that exists. */
export function withValueAt<T>(value: T, [name, ...rest]: DraftPath, next: LabValue): T {
  if (name === undefined) return next as T;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === name ? withValueAt(item, rest, next) : item)) as T;
  const members = membersOf(value);
  return { ...members, [name]: withValueAt(own(members, String(name)), rest, next) } as T;
}
