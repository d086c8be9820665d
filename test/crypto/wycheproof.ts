/**
 * The published vectors under test/vectors, and one way to run a set: every vector is checked, or counted under the
 * reason why a path refuses it.
 */
import { expect } from 'chai';
import { fromHex } from '../../src/base/hex.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import { readVectorFile } from './vector-file.ts';
import type { VectorSet } from './vector-sets.ts';

/** One vector; its fields are those of its schema, byte strings in hex. */
export interface Vector {
  readonly tcId: number;
  readonly comment: string;
  readonly result: 'valid' | 'invalid' | 'acceptable';
  readonly flags: readonly string[];
  readonly [field: string]: unknown;
}

export interface Group {
  readonly tests: readonly Vector[];
  readonly [field: string]: unknown;
}

/** The groups of a set. */
export async function loadVectors(set: string): Promise<readonly Group[]> {
  return (JSON.parse(await readVectorFile(set)) as { testGroups: Group[] }).testGroups;
}

/** The bytes of a hex field. */
export function bytesOf(holder: Vector | Group, field: string): Bytes {
  const value = holder[field];
  if (typeof value !== 'string') throw new TypeError(`no field ${field}`);
  return fromHex(value);
}

/**
 * What became of one vector: it agrees, or it is refused by design for a reason. Anything else: a sentence of what went
 * wrong, thrown.
 */
export type Outcome = 'agrees' | { readonly refused: string };

/**
 * Runs all vectors of a set. Disagreements are listed together; a vector that is refused must be one that the table
 * counts under its reason, and none may go missing.
 */
export async function runVectors(
  set: VectorSet,
  check: (vector: Vector, group: Group) => Promise<Outcome>,
): Promise<void> {
  const counts: Record<string, number> = {};
  const wrong: string[] = [];
  for (const group of await loadVectors(set.name)) {
    for (const vector of group.tests) {
      try {
        const outcome = await check(vector, group);
        const name = outcome === 'agrees' ? outcome : outcome.refused;
        counts[name] = (counts[name] ?? 0) + 1;
      } catch (error) {
        wrong.push(`${vector.tcId} (${vector.result}: ${vector.comment}, ${vector.flags.join()}): ${String(error)}`);
      }
    }
  }
  expect(wrong, `${set.name}: ${wrong.length} disagree`).to.deep.equal([]);
  const refused = Object.values(set.refused ?? {}).reduce((sum, count) => sum + count, 0);
  expect(counts, set.name).to.deep.equal({ agrees: set.vectors - refused, ...set.refused });
}

/** Whether an answer agrees with a vector that is either valid or not. */
export function agrees(vector: Vector, answer: boolean): Outcome {
  if (answer !== (vector.result === 'valid')) throw new Error(`the answer is ${answer}`);
  return 'agrees';
}
