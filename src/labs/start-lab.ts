/** Starts a lab in a sandbox that nobody else uses: for proofs and for tests. */
import type { Strongroom } from '../client/strongroom.ts';
import { createServices } from '../services/services.ts';
import type { LabStore } from './lab-ports.ts';
import { createLabRun, labWorld, stepTarget } from './lab-runner.ts';
import { labServices } from './lab-services.ts';
import type { Lab } from './lab.ts';
import type { LabRun } from './progress.ts';
import type { StepTarget } from './run-step.ts';
import type { Scope } from './scope.ts';
import { readStoredRun } from './stored-run.ts';

/** Keeps progress as text, as a browser does. */
function createMemoryStore(): LabStore {
  const texts = new Map<string, string>();
  return {
    read: (lab) => Promise.resolve(texts.has(lab) ? (JSON.parse(texts.get(lab) ?? '') as unknown) : undefined),
    write(lab, value) {
      texts.set(lab, JSON.stringify(value));
      return Promise.resolve();
    },
  };
}

/** A started lab. */
export interface StartedLab<World extends Strongroom = Strongroom> {
  readonly lab: Lab;
  readonly run: LabRun;
  /** The sandbox of the lab. */
  readonly world: World;
  /** What the steps of the start saved. */
  readonly scope: Scope;
  readonly target: StepTarget;
}

/**
 * Starts a lab: resets the sandbox `lab-<id>`, and runs the steps of the start.
 * @param strongroom usually in memory
 * @throws {LabError} `step-failed`, with the index of the step, if a step of the start does not answer as it should
 */
export async function startLab<World extends Strongroom>(
  lab: Lab,
  strongroom: { world(id: string): World },
): Promise<StartedLab<World>> {
  const store = createMemoryStore();
  const world = strongroom.world(labWorld(lab.id));
  const services = labServices(createServices(world));
  const run = createLabRun(lab, { strongroom, store, services });
  await run.start();
  const stored = readStoredRun(await store.read(lab.id), lab.id);
  return {
    lab,
    run,
    world,
    scope: new Map(Object.entries(stored?.variables ?? {})),
    target: stepTarget(world, services),
  };
}
