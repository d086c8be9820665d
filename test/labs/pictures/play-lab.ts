/** Plays a lab of the course in memory, in Node and in the browser, for the tests of its picture. */
import { createLabRun, labWorld, stepTarget } from '../../../src/labs/lab-runner.ts';
import { labServices } from '../../../src/labs/lab-services.ts';
import type { LabValue } from '../../../src/labs/lab-value.ts';
import { loadLab } from '../../../src/labs/labs.ts';
import { runSteps } from '../../../src/labs/run-step.ts';
import { createStrongroom } from '../../../src/memory.ts';
import { DEFAULT_REGION } from '../../../src/model/regions.ts';
import type { PictureSource } from '../../../src/ui/pictures/picture-source.ts';
import { servicesOf } from '../../../src/ui/page/services-of.ts';
import { memoryStore } from '../memory-store.ts';

/** A lab that is being played. */
export interface PlayedLab {
  readonly source: PictureSource;
  /** Name of its picture. */
  readonly picture: string;
  /** Runs the solutions of the next tasks, up to and including `last`. Default: all of them. */
  solve(last?: string): Promise<void>;
}

/** Starts a lab. */
export async function playLab(id: string): Promise<PlayedLab> {
  const lab = await loadLab(id);
  if (lab === undefined) throw new TypeError(`The course has no lab ${id}.`);
  const strongroom = createStrongroom();
  const world = strongroom.world(labWorld(id));
  const store = memoryStore();
  const services = labServices(servicesOf(world));
  await createLabRun(lab, { strongroom, store, services }).start();
  const { variables } = (await store.read(id)) as { readonly variables: Readonly<Record<string, LabValue>> };
  let scope: ReadonlyMap<string, LabValue> = new Map(Object.entries(variables));
  let next = 0;
  return {
    source: { strongroom: world, region: DEFAULT_REGION },
    picture: lab.picture ?? '',
    async solve(last) {
      while (next < lab.tasks.length) {
        const task = lab.tasks[next++];
        if (task === undefined) return;
        scope = await runSteps(task.solution, scope, stepTarget(world, services));
        if (task.id === last) return;
      }
    },
  };
}
