/** Reads and checks a class from outside of the app. It is data of a stranger until findClassProblems has passed it. */
import { MAX_CLASS_BYTES, type ClassFile } from '../../class/class-file.ts';
import { decodeClass } from '../../class/class-link.ts';
import { findClassProblems } from '../../class/find-class-problems.ts';
import { LABS } from '../../labs/labs.ts';
import { plainText } from '../page/lab-markup.ts';
import { readOwnAddress } from '../page/read-own-address.ts';
import { TEXTS } from './class-texts.ts';

const WORDS = TEXTS.open.problems;

/** A reason why a class was not opened. */
export interface ClassFinding {
  /** Names of members and indexes of entries. Empty: the whole class. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A class, or why the document is no class. */
export type LoadedClass = { readonly file: ClassFile } | { readonly findings: readonly ClassFinding[] };

const refused = (message: string): LoadedClass => ({ findings: [{ path: [], message }] });

/** Checks a class as JSON values. */
export function checkClass(document: unknown): LoadedClass {
  const ids = LABS.map(({ id }) => id);
  const findings = findClassProblems(document, ids).map(({ path, message }) => ({ path, message: plainText(message) }));
  return findings.length > 0 ? { findings } : { file: document as ClassFile };
}

/** Checks the text of a class file. */
export function loadClassText(text: string): LoadedClass {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return refused(WORDS.notJson);
  }
  return checkClass(document);
}

/** Reads a class file. */
export async function loadClassFile(file: Blob): Promise<LoadedClass> {
  return file.size > MAX_CLASS_BYTES ? refused(WORDS.tooLarge) : loadClassText(await file.text());
}

/** Reads the class that a link has. */
export async function loadClassLink(encoded: string): Promise<LoadedClass> {
  const decoded = await decodeClass(encoded);
  if ('text' in decoded) return loadClassText(decoded.text);
  return refused(decoded.problem === 'too-large' ? WORDS.tooLarge : WORDS.cut);
}

/** Reads a class from an address of this site. */
export async function loadClassAddress(address: string, fetchFile: typeof fetch = fetch): Promise<LoadedClass> {
  const read = await readOwnAddress(address, fetchFile);
  return 'file' in read ? loadClassFile(read.file) : refused(read.problem);
}
