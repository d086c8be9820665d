/** The labs of the course, as their folders have them, and what tests do with them. */
import { readdirSync, readFileSync } from 'node:fs';
import type { LabRun } from '../../src/labs/progress.ts';
import type { Lab, LabTexts } from '../../src/labs/lab.ts';
import type { LabValue } from '../../src/labs/lab-value.ts';
import { createLabRun, stepTarget } from '../../src/labs/lab-runner.ts';
import type { StepTarget } from '../../src/labs/run-step.ts';
import type { Scope } from '../../src/labs/scope.ts';
import { createStrongroom, type StrongroomLibrary } from '../../src/memory.ts';
import { memoryStore } from './memory-store.ts';

const FOLDER = new URL('../../src/labs/', import.meta.url);

const readJson = (path: string): unknown => JSON.parse(readFileSync(new URL(path, FOLDER), 'utf8'));

/** Reads every lab that has a folder, with its texts in every language that has a file. */
export function readLabs(): readonly Lab[] {
  const folders = readdirSync(FOLDER).filter((name) => /^L\d+$/.test(name));
  return folders.map((folder) => {
    const languages = readdirSync(new URL(`${folder}/`, FOLDER)).filter((name) =>
      /^[a-z]{2}(-[A-Z]{2})?\.json$/.test(name),
    );
    const texts = languages.map((file) => [file.replace('.json', ''), readJson(`${folder}/${file}`) as LabTexts]);
    return { ...(readJson(`${folder}/lab.json`) as Lab), texts: Object.fromEntries(texts) as Lab['texts'] };
  });
}

/** A started lab. */
export interface StartedLab {
  readonly lab: Lab;
  readonly run: LabRun;
  readonly world: StrongroomLibrary['world'] extends (id: string) => infer W ? W : never;
  /** What the steps of the start saved. */
  readonly scope: Scope;
  readonly target: StepTarget;
}

/** Starts a lab in a sandbox in memory. */
export async function startLab(lab: Lab): Promise<StartedLab> {
  const strongroom = createStrongroom();
  const store = memoryStore();
  const run = createLabRun(lab, { strongroom, store });
  await run.start();
  const world = strongroom.world(run.world);
  const { variables } = (await store.read(lab.id)) as { readonly variables: Readonly<Record<string, LabValue>> };
  return { lab, run, world, scope: new Map(Object.entries(variables)), target: stepTarget(world) };
}
