/** Validates a lab as its author has it: the text of a file, or the document. */
import { findLabProblems } from './find-lab-problems.ts';
import { courseHasLab, RECORD_ID } from './lab-file-rules.ts';
import type { LabProblem } from './lab-problem.ts';
import type { Lab } from './lab.ts';
import { findFileSizeProblem, parseLabText } from './parse-lab-text.ts';

/** A lab that browsers can load from a file, or why there is no such lab. */
export type ValidatedLab =
  | { readonly lab: Lab; readonly problems: readonly [] }
  | { readonly lab?: undefined; readonly problems: readonly LabProblem[] };

/** The form of labs that this version reads. */
const FORM: Lab['form'] = 1;
/** Problems that are reported; a lab can have more. */
const MAX_PROBLEMS = 100;

/** Whether a document says that it has another form. */
function hasOtherForm(document: unknown): boolean {
  if (typeof document !== 'object' || document === null || !Object.hasOwn(document, 'form')) return false;
  return (document as { readonly form: unknown }).form !== FORM;
}

function findIdProblem(id: string): LabProblem | undefined {
  const name = id.toLowerCase();
  if (name === RECORD_ID)
    return { path: ['id'], reason: 'id-in-use', message: 'A new lab is recorded under this ID. Use another one.' };
  if (courseHasLab(id))
    return { path: ['id'], reason: 'id-in-use', message: `The course has the lab ${id}. Use another ID.` };
  return undefined;
}

function findDocumentProblems(document: unknown): readonly LabProblem[] {
  const problems = findLabProblems(document);
  // What else is not valid may be valid in the other form.
  if (hasOtherForm(document) && problems.every(({ reason }) => reason === 'not-valid'))
    return [{ path: ['form'], reason: 'not-valid', message: `This version reads labs of form ${FORM} alone.` }];
  if (problems.length > 0) return problems;
  const lab = document as Lab;
  return [findIdProblem(lab.id), findFileSizeProblem(JSON.stringify(lab))].filter((one) => one !== undefined);
}

/**
 * Validates a lab.
 * @param lab the text of a lab file, or the document that it holds
 */
export function validateLab(lab: unknown): ValidatedLab {
  const { document, problems: ofText } = typeof lab === 'string' ? parseLabText(lab) : { document: lab, problems: [] };
  const isText = typeof lab === 'string' && document === undefined;
  const problems = isText ? ofText : [...ofText, ...findDocumentProblems(document)];
  return problems.length === 0 ? { lab: document as Lab, problems: [] } : { problems: problems.slice(0, MAX_PROBLEMS) };
}
