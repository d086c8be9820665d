/** Checks the draft of a lab: its form, its ID, its size, and by running it. */
import { findLabProblems } from '../../../labs/find-lab-problems.ts';
import type { LabFinding } from '../../../labs/lab-finding.ts';
import type { Lab } from '../../../labs/lab.ts';
import { MAX_LAB_BYTES } from '../../../labs/lab-file-rules.ts';
import { proveLab } from '../../../labs/prove-lab.ts';
import type { ProofOptions } from '../../../labs/prove-parts.ts';
import { labIdProblem } from '../load-lab-file.ts';
import { recordLabWords } from './record-lab-words.ts';

/** A finding of the draft: of the validator, of the proof, or of the form. */
export type DraftFinding = Pick<LabFinding, 'path' | 'message'> & {
  readonly reason: LabFinding['reason'] | 'broken' | 'too-large-file';
};

/** The text of the file of a lab. */
export const labFileText = (lab: Lab): string => `${JSON.stringify(lab, undefined, 2)}\n`;

/** Returns what is wrong with the draft as a document. It does not run it. */
export function checkDocument(lab: Lab): readonly DraftFinding[] {
  const id = labIdProblem(lab.id);
  const isTooLarge = new Blob([labFileText(lab)]).size > MAX_LAB_BYTES;
  return [
    ...findLabProblems(lab),
    ...(id === undefined ? [] : [{ path: ['id'], reason: 'id-in-use' as const, message: id }]),
    ...(isTooLarge
      ? [{ path: ['start'], reason: 'too-large-file' as const, message: recordLabWords().check.tooLarge }]
      : []),
  ];
}

/** A sandbox in memory. */
export interface ProofSandbox {
  readonly strongroom: ReturnType<ProofOptions['open']>;
  /** Ends it. */
  close(): void;
}

/** Checks the draft, and runs it in memory if its document has no problems. */
export async function checkDraft(lab: Lab, open: () => Promise<ProofSandbox>): Promise<readonly DraftFinding[]> {
  const found = checkDocument(lab);
  if (found.length > 0) return found;
  const { strongroom, close } = await open();
  try {
    return (await proveLab(lab, { open: () => strongroom })).findings;
  } finally {
    close();
  }
}
