/** Finds the problems of a class file before anything else reads it. It is data of a stranger until then. */
import { Validator, type Schema } from '@cfworker/json-schema';
import { findSizeProblem, type DocumentPath } from '../base/document-limits.ts';
import { problemsOfErrors } from '../base/schema-errors.ts';
import { looksSensitive, type SensitiveKind } from '../base/sensitive-value.ts';
import { findLabProblems } from '../labs/find-lab-problems.ts';
import type { LabProblemReason } from '../labs/lab-problem.ts';
import { findDocumentProblems } from '../seed/document-problems.ts';
import type { SeedProblemReason } from '../model/seed-document.ts';
import type { ClassFile } from './class-file.ts';
import schema from './class-schema.json';

/** A problem of a class file: where, why, and what to do. */
export interface ClassProblem {
  readonly path: DocumentPath;
  /** `secret`: a text looks like a key or a credential. */
  readonly reason: LabProblemReason | SeedProblemReason | 'secret';
  readonly message: string;
}

/** Depth: that of a lab inside of a list. */
const LIMITS = { depth: 34, values: 100_000, textLength: 65_536, totalLength: 1024 * 1024 };
/** Problems that are reported; a class can have more. */
const MAX_PROBLEMS = 100;
const SECRETS: ReadonlySet<SensitiveKind> = new Set(['private-key', 'aws-access-key-id', 'aws-secret-access-key']);

const validator = new Validator(schema as unknown as Schema, '2020-12', false);

function findFormProblems(document: unknown): readonly ClassProblem[] {
  const { valid, errors } = validator.validate(document);
  if (valid) return [];
  const found = problemsOfErrors(schema, errors, document);
  const problems = found.length > 0 ? found : [{ path: [], message: 'The document is not a class.' }];
  return problems.map((problem) => ({ ...problem, reason: 'not-valid' }));
}

const below = (path: DocumentPath, problems: readonly ClassProblem[]): readonly ClassProblem[] =>
  problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] }));

/** Finds texts that look like key material or credentials, in values and names. */
function findSecrets(value: unknown, path: DocumentPath): readonly ClassProblem[] {
  if (typeof value === 'string') {
    const kind = looksSensitive(value);
    if (kind === undefined || !SECRETS.has(kind)) return [];
    return [{ path, reason: 'secret', message: 'This looks like a secret. A class has none: remove it.' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const at = [...path, Array.isArray(value) ? Number(name) : name];
    return [...findSecrets(name, at), ...findSecrets(member, at)];
  });
}

/** Checks that each lab of the list exists once, and that each own lab is in it. */
function findNameProblems({ labs, ownLabs = [] }: ClassFile, course: readonly string[]): readonly ClassProblem[] {
  const problems: ClassProblem[] = [];
  const lower = (ids: readonly string[]) => ids.map((id) => id.toLowerCase());
  const ofCourse = lower(course);
  const own = ownLabs.map(({ id }) => id);
  labs.forEach((id, index) => {
    const path = ['labs', index];
    if (labs.indexOf(id) < index)
      problems.push({ path, reason: 'duplicate', message: `The lab ${id} is in the list twice. Remove one.` });
    if (!course.includes(id) && !own.includes(id)) {
      const message = `Neither the course nor ownLabs has a lab ${id}. Correct the ID, or add the lab to ownLabs.`;
      problems.push({ path, reason: 'unknown-name', message });
    }
  });
  own.forEach((id, index) => {
    const path = ['ownLabs', index, 'id'];
    if (lower(own).indexOf(id.toLowerCase()) < index)
      problems.push({ path, reason: 'duplicate', message: `Another lab of this class has the ID ${id}. Change one.` });
    if (ofCourse.includes(id.toLowerCase()))
      problems.push({ path, reason: 'duplicate', message: `The course has a lab ${id}. Give this one another ID.` });
    if (!labs.includes(id))
      problems.push({
        path,
        reason: 'unknown-name',
        message: `Add the lab ${id} to the list labs, or remove it here.`,
      });
  });
  return problems;
}

/**
 * Returns the problems of a class file, at most 100. None: `document` is a class.
 * @param course IDs of the labs of the course
 */
export function findClassProblems(document: unknown, course: readonly string[]): readonly ClassProblem[] {
  const size = findSizeProblem(document, LIMITS);
  if (size !== undefined) return [size];
  const form = findFormProblems(document);
  if (form.length > 0) return form.slice(0, MAX_PROBLEMS);
  const file = document as ClassFile;
  const contents = [
    ...(file.ownLabs ?? []).flatMap((lab, index) => below(['ownLabs', index], findLabProblems(lab))),
    ...(file.sandbox === undefined ? [] : below(['sandbox'], findDocumentProblems(file.sandbox))),
  ];
  if (contents.length > 0) return contents.slice(0, MAX_PROBLEMS);
  const { title, sandbox } = file;
  return [
    ...findNameProblems(file, course),
    ...findSecrets(title, ['title']),
    ...findSecrets(sandbox, ['sandbox']),
  ].slice(0, MAX_PROBLEMS);
}
