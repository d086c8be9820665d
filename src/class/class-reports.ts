/** The reports of a class side by side: learners, tasks, and where learners are stuck. */
import type { ReportedLab, ReportedTask } from './completion-report.ts';
import type { VerifiedReport } from './read-report-file.ts';

/**
 * How far a learner is in a task. `stuck`: it is open, and it is the first open one of a lab that was started, or the
 * learner has used a hint or made a known mistake. `open`: other tasks that are not done.
 */
export type Standing = 'done' | 'shown' | 'stuck' | 'open';

/** One learner: a name and a browser. */
export interface Learner {
  /** Key and name. */
  readonly id: string;
  /** Undefined: no name was typed. */
  readonly name: string | undefined;
  readonly keyId: string;
  readonly report: VerifiedReport['report'];
}

/** A task of the class, with the learners by their standing. */
export interface TaskRow {
  readonly id: string;
  readonly title: string;
  readonly isBonus: boolean;
  /** By the ID of the learner. Learners without the lab in their report are missing. */
  readonly cells: ReadonlyMap<string, { readonly standing: Standing; readonly task: ReportedTask }>;
}

/** A lab of the class. */
export interface LabRows {
  readonly id: string;
  readonly title: string;
  /** Language of the titles of lab and tasks: BCP 47 tag. Omitted: English, the language of reports. */
  readonly language?: string;
  readonly tasks: readonly TaskRow[];
}

/** A task that learners are stuck in. */
export interface StuckTask {
  readonly lab: Pick<LabRows, 'id' | 'title' | 'language'>;
  readonly task: Pick<TaskRow, 'id' | 'title'>;
  readonly learners: readonly Learner[];
  /** Labels of parts that do not hold and IDs of mistakes, with the number of learners, most frequent first. */
  readonly causes: readonly (readonly [name: string, count: number])[];
}

/** Returns the learners, and how many reports were left out as older than another of the same learner. */
export function learnersOf(reports: readonly VerifiedReport[]): {
  readonly learners: readonly Learner[];
  readonly replaced: number;
} {
  const newest = new Map<string, Learner>();
  for (const { report, keyId } of reports) {
    const name = report.learner?.trim();
    // One browser can serve several learners, and several classes.
    const id = JSON.stringify([keyId, report.class.id, name?.toLowerCase() ?? '']);
    const before = newest.get(id);
    if (before === undefined || before.report.createdAt < report.createdAt) newest.set(id, { id, name, keyId, report });
  }
  const byName = (one: Learner, other: Learner) => (one.name ?? '').localeCompare(other.name ?? '');
  return { learners: [...newest.values()].sort(byName), replaced: reports.length - newest.size };
}

function standingOf({ startedAt, tasks }: ReportedLab, task: ReportedTask): Standing {
  if (task.state !== 'open') return task.state;
  const isFirst = tasks.find(({ state, isBonus }) => state === 'open' && isBonus !== true) === task;
  return startedAt !== undefined && (isFirst || task.hints > 0 || task.mistake !== undefined) ? 'stuck' : 'open';
}

/** Returns the labs and tasks of all learners, in the order of their first report. */
export function labRowsOf(learners: readonly Learner[]): readonly LabRows[] {
  const labs = new Map<string, { readonly title: string; readonly tasks: Map<string, TaskRow> }>();
  for (const learner of learners)
    for (const lab of learner.report.labs) {
      const row = labs.get(lab.id) ?? { title: lab.title, tasks: new Map<string, TaskRow>() };
      labs.set(lab.id, row);
      for (const task of lab.tasks) {
        const { id, title, isBonus = false } = task;
        const before = row.tasks.get(id);
        const cells = new Map(before?.cells).set(learner.id, { standing: standingOf(lab, task), task });
        row.tasks.set(id, { id, title: before?.title ?? title, isBonus: before?.isBonus ?? isBonus, cells });
      }
    }
  return [...labs].map(([id, { title, tasks }]) => ({ id, title, tasks: [...tasks.values()] }));
}

/** Returns the tasks that learners are stuck in, those with most learners first. */
export function stuckTasksOf(labs: readonly LabRows[], learners: readonly Learner[]): readonly StuckTask[] {
  const found = labs.flatMap((lab) =>
    lab.tasks.flatMap((task): StuckTask[] => {
      const stuck = learners.filter(({ id }) => task.cells.get(id)?.standing === 'stuck');
      if (stuck.length === 0) return [];
      const counts = new Map<string, number>();
      for (const { id } of stuck) {
        const reported = task.cells.get(id)?.task;
        const cause = reported?.mistake ?? reported?.unmet;
        if (cause !== undefined) counts.set(cause, (counts.get(cause) ?? 0) + 1);
      }
      const causes = [...counts].sort(([, one], [, other]) => other - one);
      return [{ lab, task, learners: stuck, causes }];
    }),
  );
  return found.sort((one, other) => other.learners.length - one.learners.length);
}
