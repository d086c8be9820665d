/** The text that `strongroom check-lab` prints for a file. */
import { childrenOf, jsonTree, memberOf, type JsonNode } from '../base/json-text.ts';
import type { LabFinding, LabProof, TaskProof } from '../labs.ts';

/** A file, its text, and the proof of its lab. */
export interface CheckedFile {
  readonly file: string;
  readonly text: string;
  readonly proof: LabProof;
}

/** Characters that move the cursor of a terminal, change its colours or reverse text. The file is a stranger's. */
const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const printable = (text: string): string =>
  text.replace(CONTROL, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);

const childAt = (node: JsonNode | undefined, step: string | number): JsonNode | undefined =>
  typeof step === 'number'
    ? childrenOf(node)[step]
    : childrenOf(node)
        .map(memberOf)
        .findLast(({ name }) => name === step)?.value;

/** Returns the position of the innermost value on a path that the text has, as `line:column`. */
function placeOf(text: string, root: JsonNode | undefined, path: LabFinding['path']): string | undefined {
  let node = root;
  for (const step of path) {
    const child = node?.type === 'object' || node?.type === 'array' ? childAt(node, step) : undefined;
    if (child === undefined) break;
    node = child;
  }
  if (node === undefined) return undefined;
  const lines = text.slice(0, node.offset).split('\n');
  return `${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
}

function describeFinding({ path, message }: LabFinding, file: string, place: string | undefined): string {
  const where = [file, place].filter((part) => part !== undefined).join(':');
  return `${where}: ${path.length === 0 ? '' : `${path.join('.')}: `}${message}`;
}

function describeTask({ id, title, isOpenAtStart, isDoneBySolution, mistakes }: TaskProof): string {
  const parts = [
    isOpenAtStart ? 'open at the start' : 'NOT open at the start',
    isDoneBySolution ? 'done by its solution' : 'NOT done by its solution',
    ...mistakes.map((mistake) => `mistake ${mistake.id} ${mistake.isProved ? 'raises its hint' : 'NOT proved'}`),
  ];
  return `  ${id} (${title}): ${parts.join(', ')}`;
}

/** Describes a proof: each finding with its place in the file, then each task. */
export function describeProof({ file, text, proof: { findings, isProved, tasks } }: CheckedFile): string {
  const root = findings.some(({ path }) => path.length > 0) ? jsonTree(text) : undefined;
  const lines = [
    ...findings.map((one) => describeFinding(one, file, placeOf(text, root, one.path))),
    `${file}: ${isProved ? 'the lab is proved.' : `the lab is not proved: ${countOf(findings.length)}.`}`,
    ...tasks.map(describeTask),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

const countOf = (count: number): string => (count === 1 ? '1 finding' : `${count} findings`);
