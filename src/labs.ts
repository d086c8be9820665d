/**
 * Entry `strongroom/labs`, for authors of labs: validates a lab and proves it in memory, in Node 20.19 and newer.
 * docs/labs.md describes the form of a lab, and `strongroom/lab-schema.json` is its JSON Schema.
 */
import { checkOptions } from './client/check-options.ts';
import { unproved, type LabProof } from './labs/lab-proof.ts';
import type { LabFinding } from './labs/lab-finding.ts';
import { proveLab as proveInMemory } from './labs/prove-lab.ts';
import { DEFAULT_TIMEOUT_MS } from './labs/prove-parts.ts';
import { validateLab as validate } from './labs/validate-lab.ts';
import { createStrongroom } from './memory.ts';

export type { DocumentPath } from './base/document-limits.ts';
export type { LabFinding, ProofReason } from './labs/lab-finding.ts';
export type { LabProblemReason } from './labs/lab-problem.ts';
export type { LabProof, MistakeProof, TaskProof } from './labs/lab-proof.ts';

/** The largest delay of a timer. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** Options of `proveLab`. */
export interface ProveLabOptions {
  /** Language of the titles and hints, a BCP 47 tag that the lab has. Default `en`. */
  readonly language?: string;
  /**
   * Time limit of each part of the proof in milliseconds of real time: the start, one solution, one script of a
   * mistake, one check. Default 60,000. A part that exceeds it is a finding, and nothing is tried after it.
   */
  readonly timeoutMs?: number;
}

/**
 * Finds the problems of a lab, at most 100, without running it: size, form, names, variables, texts and ID.
 * @param lab the text of a lab file, or the document that it holds
 * @returns the problems, with place and reason. Empty: browsers load the lab
 */
export function validateLab(lab: unknown): readonly LabFinding[] {
  return validate(lab).problems;
}

/**
 * Proves a lab in memory: its start does no task, its solutions do every task, and each mistake leaves its task open
 * and raises its own hint. A lab that `validateLab` refuses is not run. A lab cannot reach the network or files.
 * @param lab the text of a lab file, or the document that it holds
 * @throws {TypeError} for an invalid option
 */
export async function proveLab(lab: unknown, options: ProveLabOptions = {}): Promise<LabProof> {
  checkOptions(options, ['language', 'timeoutMs'], 'proveLab');
  const language: unknown = options.language ?? 'en';
  if (typeof language !== 'string') throw new TypeError('language must be a BCP 47 tag, such as en.');
  const timeoutMs: unknown = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  if (typeof timeoutMs !== 'number' || !(timeoutMs > 0 && timeoutMs <= MAX_TIMEOUT_MS))
    throw new TypeError(`timeoutMs must be more than 0 and at most ${MAX_TIMEOUT_MS}.`);
  const valid = validate(lab);
  if (valid.lab === undefined) return unproved(valid.problems);
  return await proveInMemory(valid.lab, { open: () => createStrongroom(), language, timeoutMs });
}
