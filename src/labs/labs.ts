/** The labs of the course. A lab itself, with its texts, is loaded when it is opened. */
import type { Lab, LabTexts } from './lab.ts';

/** What the map of the course shows of a lab. */
export interface LabSummary {
  readonly id: string;
  /** Title in English. */
  readonly title: string;
  readonly minutes: number;
  /** IDs of glossary entries. */
  readonly concepts: readonly string[];
  /** IDs of labs that are best done before. Advice: every lab can be started at any time. */
  readonly prerequisites: readonly string[];
}

/** A lab without its texts, as its folder has it. */
type LabData = Omit<Lab, 'texts'>;
type LoadedModules = readonly [lab: { readonly default: unknown }, en: { readonly default: unknown }];

interface LabRow extends LabSummary {
  readonly load: () => Promise<LoadedModules>;
}

const ROWS: readonly LabRow[] = [
  {
    id: 'L02',
    title: 'Sign, verify, authenticate, agree',
    minutes: 15,
    concepts: ['key-usage', 'digital-signature', 'public-key', 'hmac', 'key-agreement'],
    prerequisites: [],
    load: () => Promise.all([import('./L02/lab.json'), import('./L02/en.json')]),
  },
];

/** The labs, in the order of the course. */
export const LABS: readonly LabSummary[] = ROWS;

/**
 * Loads a lab.
 * @returns undefined if the course has no such lab
 */
export async function loadLab(id: string): Promise<Lab | undefined> {
  const row = ROWS.find((one) => one.id === id);
  if (row === undefined) return undefined;
  const [lab, en] = await row.load();
  return { ...(lab.default as LabData), texts: { en: en.default as LabTexts } };
}
