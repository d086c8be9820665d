/** A course of one lab whose run does what a test says. */
import type { Lab } from '../../../src/labs/lab.ts';
import type { LabProgress, LabRun, TaskProgress } from '../../../src/labs/progress.ts';
import type { LabCourse } from '../../../src/ui/labs/lab-course.ts';

const OPEN: TaskProgress = { state: 'open', evidence: [], hints: 0 };

const task = (title: string) => ({
  title,
  text: `Do \`${title}\` on [Keys](#/keys).`,
  hints: [`${title} nudge`, `${title} clue`, `${title} answer`] as const,
});

/** The lab. */
export const LAB: Lab = {
  form: 1,
  id: 'T1',
  minutes: 10,
  concepts: ['data-key'],
  start: [],
  tasks: [
    { id: 'one', done: { quiz: 'q' }, solution: [{ call: 'CreateKey', input: { Description: 'x' } }] },
    { id: 'two', done: { quiz: 'q' }, solution: [{ advance: 60 }], isBonus: true },
  ],
  quiz: { id: 'q', answers: ['a', 'b'], right: 'b' },
  texts: {
    en: {
      title: 'A test lab',
      goal: 'You can test.',
      start: 'Nothing exists.',
      tasks: { one: task('First'), two: task('Second') },
      quiz: { question: 'Which?', answers: { a: 'Not this', b: 'This' } },
      caption: 'None.',
      summary: ['Tests `work`.'],
      instructor: [],
    },
  },
};

/** A course with LAB, and what the test changes of its run. */
export function sampleCourse(isStarted = true) {
  let progress: LabProgress | undefined;
  const begin = (): LabProgress => ({ lab: LAB.id, startedAt: 0, tasks: { one: OPEN, two: OPEN } });
  if (isStarted) progress = begin();
  const state = {
    checks: 0,
    starts: 0,
    /** Tasks that the next check finds done, with their evidence. */
    due: {} as Record<string, readonly string[]>,
    failure: undefined as Error | undefined,
  };
  const change = (id: string, next: Partial<TaskProgress>) => {
    if (!progress) throw new Error('not started');
    progress = { ...progress, tasks: { ...progress.tasks, [id]: { ...(progress.tasks[id] ?? OPEN), ...next } } };
    return progress;
  };
  const run: LabRun = {
    world: 'lab-T1',
    progress: () => Promise.resolve(progress),
    start(replaced) {
      if (replaced !== undefined && progress && progress.startedAt !== replaced?.startedAt)
        return Promise.resolve(progress);
      state.starts += 1;
      progress = begin();
      return Promise.resolve(progress);
    },
    check() {
      state.checks += 1;
      if (state.failure) return Promise.reject(state.failure);
      for (const [id, evidence] of Object.entries(state.due)) change(id, { state: 'done', evidence, doneAt: 1000 });
      return Promise.resolve({ progress: progress as LabProgress, checks: {} });
    },
    hint(id) {
      const hints = (progress?.tasks[id]?.hints ?? 0) + 1;
      change(id, { hints });
      return Promise.resolve(`hint ${hints} of ${id}`);
    },
    showSolution(id) {
      change(id, { state: 'shown' });
      return Promise.resolve(LAB.tasks.find((one) => one.id === id)?.solution ?? []);
    },
    answer(_quiz, answer) {
      progress = { ...(progress ?? begin()), answer };
      return Promise.resolve(progress);
    },
  };
  const course: LabCourse = {
    entries: () => [
      {
        id: LAB.id,
        title: LAB.texts.en.title,
        minutes: LAB.minutes,
        concepts: LAB.concepts,
        prerequisites: ['T0'],
        isLoaded: false,
        language: 'en',
      },
    ],
    lab: (id) => Promise.resolve(id === LAB.id ? LAB : undefined),
    isStarted: () => progress !== undefined,
    run: () => run,
    remove: () => undefined,
  };
  return { course, state, progress: () => progress };
}
