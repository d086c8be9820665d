import type { Lab } from '../../labs/lab.ts';
import type { LabProgress } from '../../labs/progress.ts';
import { labsWords } from './labs-words.ts';

/** Characters of an event ID that are read aloud. */
const SPOKEN = 4;

/** What to announce of the tasks that are done in `after` and were not in `before`. Empty: nothing. */
export function doneAnnouncement(lab: Lab, before: LabProgress | undefined, after: LabProgress | undefined): string {
  const isOpen = (id: string) => after?.tasks[id]?.state === 'open';
  const next = lab.tasks.findIndex(({ id }) => isOpen(id));
  const done = lab.tasks.flatMap(({ id }, index) => {
    const now = after?.tasks[id];
    if (now?.state !== 'done' || before?.tasks[id]?.state === 'done') return [];
    const evidence = labsWords().announce.evidence(now.evidence.map((event) => event.slice(0, SPOKEN)));
    return [labsWords().announce.done(index + 1, evidence, next < 0 ? undefined : next + 1)];
  });
  return done.join(' ');
}
