/** The labs of the course, as their folders have them, and what tests do with them. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Lab, LabTexts } from '../../src/labs/lab.ts';
import { startLab as startIn, type StartedLab as StartedIn } from '../../src/labs/start-lab.ts';
import { createStrongroom, type StrongroomLibrary } from '../../src/memory.ts';

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

/** A started lab in memory. */
export type StartedLab = StartedIn<StrongroomLibrary>;

/** Starts a lab in a sandbox in memory. */
export const startLab = (lab: Lab): Promise<StartedLab> => startIn(lab, createStrongroom());
