/** Inputs of every operation, made from the table of shapes. */
import fc from 'fast-check';
import { SHAPES, type Member, type Members } from '../../src/model/shapes.ts';
import type { OperationName } from '../../src/model/operations.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const bytes = fc.uint8Array({ maxLength: 200 }).map((value) => new Uint8Array(value));

function ofMember({ type, item, members }: Member): fc.Arbitrary<unknown> {
  switch (type) {
    case 'string':
      return text;
    case 'blob':
      return bytes;
    case 'integer':
      return fc.integer();
    case 'boolean':
      return fc.boolean();
    case 'timestamp':
      return fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2200-01-01') });
    case 'list':
      return fc.array(ofMember(item ?? { type: 'string' }), { maxLength: 4 });
    case 'map':
      // The SDK's own treatment of __proto__ is not what is tested here.
      return fc.dictionary(
        text.filter((name) => name !== '__proto__'),
        text,
        { maxKeys: 4, noNullPrototype: true },
      );
    case 'structure':
      return ofMembers(members ?? {});
  }
}

function ofMembers(members: Members): fc.Arbitrary<Record<string, unknown>> {
  const entries = Object.entries(members).map(([name, member]) => [name, ofMember(member)] as const);
  return fc.record(Object.fromEntries(entries), { requiredKeys: [], noNullPrototype: true });
}

/** Inputs of an operation: right in their types, and not in their lengths or values. */
export function inputsOf(operation: OperationName): fc.Arbitrary<Record<string, unknown>> {
  return ofMembers(SHAPES[operation]);
}
