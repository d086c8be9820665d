/** Reads and checks a lab from outside of the app. It is data of a stranger until findLabProblems has passed it. */
import type { Lab } from '../../labs/lab.ts';
import { findLabProblems } from '../../labs/find-lab-problems.ts';
import { courseHasLab, MAX_LAB_BYTES, RECORD_ID } from '../../labs/lab-file-rules.ts';
import { browserStorage } from '../page/browser-storage.ts';
import { isShownSandbox, LAB_PREFIX } from '../page/shown-sandbox.ts';
import { plainText } from '../page/lab-markup.ts';
import { readOwnAddress } from '../page/read-own-address.ts';
import { labsWords } from './labs-words.ts';
import { LoadedLabs } from './loaded-labs.ts';

/** A reason why a lab was not loaded. */
export interface LabFinding {
  /** JSON pointer of the member. Empty: the whole file. */
  readonly pointer: string;
  readonly message: string;
  /** Language of the message, if it is not that of labs: BCP 47 tag. */
  readonly language?: string;
}

/** A loaded lab, or why it was not loaded. */
export type LoadedLab = { readonly lab: Lab } | { readonly findings: readonly LabFinding[] };

const refused = (message: string, language?: string): LoadedLab => ({
  findings: [{ pointer: '', message, ...(language === undefined ? {} : { language }) }],
});

const pointerOf = (path: readonly (string | number)[]): string =>
  plainText(path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''));

/** Returns why a lab cannot have an ID. Undefined: it can. */
export function labIdProblem(id: string): string | undefined {
  if (!isShownSandbox(`${LAB_PREFIX}${id}`)) return labsWords().load.problems.id;
  if (id.toLowerCase() === RECORD_ID) return labsWords().load.problems.reserved;
  return courseHasLab(id) ? labsWords().load.problems.ofCourse : undefined;
}

/** Checks the text of a lab file and stores the lab. */
export function loadLabText(text: string): LoadedLab {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return refused(labsWords().load.problems.notJson);
  }
  const problems = findLabProblems(document);
  if (problems.length > 0)
    return {
      findings: problems.map(({ path, message }) => ({
        pointer: pointerOf(path),
        message: plainText(message),
        language: 'en',
      })),
    };
  const lab = document as Lab;
  const ofId = labIdProblem(lab.id);
  if (ofId !== undefined) return { findings: [{ pointer: '/id', message: ofId }] };
  return new LoadedLabs(browserStorage()).add(lab) ? { lab } : refused(labsWords().load.problems.notStored);
}

/** Reads a lab file. */
export async function loadLabFile(file: Blob): Promise<LoadedLab> {
  return file.size > MAX_LAB_BYTES ? refused(labsWords().load.problems.tooLarge) : loadLabText(await file.text());
}

/** Reads a lab from an address of this site. */
export async function loadLabAddress(address: string, fetchFile: typeof fetch = fetch): Promise<LoadedLab> {
  const read = await readOwnAddress(address, fetchFile);
  return 'file' in read ? loadLabFile(read.file) : refused(read.problem, 'en');
}
