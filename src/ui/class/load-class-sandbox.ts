/** Joins a class: creates its sandbox, and stores its labs and the class itself. */
import { classWorld, type ClassFile } from '../../class/class-file.ts';
import type { Strongroom } from '../../client/strongroom.ts';
import { chooseLabLanguage } from '../page/lab-language.ts';
import { LoadedLabs } from '../labs/loaded-labs.ts';
import { browserStorage } from '../page/browser-storage.ts';
import { switchProjector } from '../page/projector-mode.ts';
import { TEXTS } from './class-texts.ts';
import { JoinedClasses } from './joined-classes.ts';

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Whether two classes are the same file. */
export const isSameClass: (one: ClassFile, other: ClassFile) => boolean = isSame;

/** Whether a sandbox has calls: those of its seed, or of a learner. */
const isUsed = async ({ sandbox }: Strongroom): Promise<boolean> =>
  (await sandbox.events.query({ limit: 1 })).events.length > 0;

/**
 * Joins a class. What this browser has of it stays: the same class again changes nothing, and a version with the same
 * sandbox creates nothing.
 * @throws an error of the sandbox if it refuses the contents of the class, as it does if one of its aliases exists.
 *   Nothing is then stored
 */
export async function joinClass(strongroom: Pick<Strongroom, 'world'>, file: ClassFile): Promise<void> {
  const classes = new JoinedClasses(browserStorage());
  const loaded = new LoadedLabs(browserStorage());
  const before = classes.find(file.id);
  if (file.sandbox && !isSame(before?.file.sandbox, file.sandbox)) {
    const world = strongroom.world(classWorld(file.id));
    // Without a record of the class, a sandbox with calls is one that was joined before: it stays as it is.
    if (before !== undefined || !(await isUsed(world))) await world.sandbox.seed(file.sandbox);
  }
  const isStored =
    (file.ownLabs ?? []).every((lab) => loaded.add(lab)) &&
    classes.add({ file, joinedAt: before?.joinedAt ?? Date.now() });
  if (!isStored) throw new TypeError(TEXTS.open.notStored);
  chooseLabLanguage(file.language);
  if (file.projector === true) switchProjector(true);
}
