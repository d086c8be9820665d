/** Input that no caller should send. */
import { expect } from 'chai';
import fc from 'fast-check';
import { OPERATIONS } from '../../src/engine/operations/index.ts';
import { ERRORS } from '../../src/model/errors.ts';
import type { InputOf, OperationName } from '../../src/model/operations.ts';
import type { Change } from '../../src/model/records.ts';
import { SHAPES } from '../../src/model/shapes.ts';
import { CASES, fixture, type Case, type Registered } from '../conformance/cases.ts';
import type { TestWorld } from '../engine/world.ts';

/** Declares the tests of each operation with input that no caller should send, with a number of examples for each. */
export function anyInput(numRuns: number): void {
  const anything = fc.oneof(
    fc.anything({ maxDepth: 2, withBigInt: false }),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.uint8Array({ maxLength: 8000 }),
    fc.constant('x'.repeat(10_000)),
    fc.constantFrom(
      null,
      undefined,
      NaN,
      Infinity,
      -1,
      1e99,
      '',
      'alias/',
      'arn:aws:kms:us-east-1:111122223333:key/',
      '__proto__',
    ),
  );
  /** Collects the changes of every commit of a world. */
  const changesOf = ({ database }: TestWorld): Change[] => {
    const changes: Change[] = [];
    const commit = database.commit.bind(database);
    database.commit = (...args) => {
      changes.push(...args[0].changes);
      return commit(...args);
    };
    return changes;
  };
  for (const name of Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[]) {
    const answered = async (world: TestWorld, changes: Change[], input: object): Promise<void> => {
      changes.length = 0;
      const reply = await world.reply<OperationName>(name, input as InputOf<OperationName>);
      if (!reply.ok) {
        expect(ERRORS[reply.error.name].fault, JSON.stringify(reply.error)).to.equal('client');
        expect(changes, JSON.stringify(reply.error)).to.deep.equal([]);
      }
      expect(reply.event?.record.eventName).to.equal(name);
    };
    it(`to ${name} is answered: a result, or an error of AWS that changes nothing, and never an internal one`, async () => {
      const { world } = await fixture();
      const changes = changesOf(world);
      const members = fc.dictionary(fc.constantFrom(...Object.keys(SHAPES[name]), 'Extra', '__proto__'), anything);
      await fc.assert(
        fc.asyncProperty(members, (input) => answered(world, changes, input)),
        { numRuns },
      );
    });
    it(`to ${name}, in one member of a call that is right otherwise, is answered too`, async () => {
      const row: Case<Registered> = CASES[name];
      const given = await fixture(row.make);
      const changes = changesOf(given.world);
      const right = await row.input(given);
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...Object.keys(SHAPES[name]), 'Extra'), anything, (member, value) =>
          answered(given.world, changes, { ...right, [member]: value }),
        ),
        { numRuns },
      );
    });
  }
}
