/**
 * Every operation × valid call, missing members, members out of their limits, key states, ways to name a key, callers,
 * dry runs.
 */
import { expect } from 'chai';
import { OPERATIONS } from '../../src/engine/operations/index.ts';
import { STATES, STATE_ERRORS } from '../../src/model/key-states.ts';
import { OPERATION_FACTS } from '../../src/model/operation-facts.ts';
import { takesAliases } from '../../src/model/operation-keys.ts';
import type { InputOf } from '../../src/model/operations.ts';
import type { KeyRecord, KeyState } from '../../src/model/records.ts';
import { ENUMS, SHAPES, type Member } from '../../src/model/shapes.ts';
import { CASES, fixture, type Case, type Fixture, type Registered } from './cases.ts';

const NAMES = Object.keys(CASES) as Registered[];
const OUTSIDER = 'arn:aws:iam::444455556666:root';

/** Puts `key` into `state`, which no call may reach. */
async function force({ world, key }: Fixture, state: KeyState): Promise<void> {
  const before = (await world.database.get('keys', key)) as KeyRecord;
  const deletion =
    state === 'PendingDeletion'
      ? { deletionAt: Number.MAX_SAFE_INTEGER, dueAt: Number.MAX_SAFE_INTEGER, pendingWindowInDays: 30 }
      : {};
  const after: KeyRecord = { ...before, state, ...deletion };
  const seq = (await world.database.lastSeq()) + 1;
  await world.database.commit(
    { segment: { seq, events: [], touched: ['*'] }, changes: [{ store: 'keys', before, after }] },
    () => undefined,
    'relaxed',
  );
}

async function prepared(row: Case<Registered>): Promise<Fixture> {
  const made = await fixture(row.make);
  await row.input(made);
  if (row.in !== undefined) await force(made, row.in);
  return made;
}

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

/** A value that breaks one constraint of a member, and the sentence that AWS has for it. */
function breaches(name: string, member: Member): { value: unknown; text: string }[] {
  const path = lowerFirst(name);
  const found: { value: unknown; text: string }[] = [];
  const shown = (value: unknown) => (member.type === 'blob' || member.sensitive ? 'Value' : `Value '${String(value)}'`);
  const add = (value: unknown, constraint: string) =>
    found.push({ value, text: `${shown(value)} at '${path}' failed to satisfy constraint: Member must ${constraint}` });
  const ofLength = (length: number): unknown => (member.type === 'blob' ? new Uint8Array(length) : 'a'.repeat(length));
  if (member.type === 'string' || member.type === 'blob') {
    if (member.min !== undefined && member.min > 0)
      add(ofLength(member.min - 1), `have length greater than or equal to ${member.min}`);
    if (member.max !== undefined) add(ofLength(member.max + 1), `have length less than or equal to ${member.max}`);
  }
  if (member.type === 'integer') {
    if (member.min !== undefined) add(member.min - 1, `have value greater than or equal to ${member.min}`);
    if (member.max !== undefined) add(member.max + 1, `have value less than or equal to ${member.max}`);
  }
  if (member.pattern !== undefined) add('\u20ac', `satisfy regular expression pattern: ${member.pattern}`);
  if (member.enum !== undefined) {
    // The message of a data key's spec lists the specs of KMS keys (enums.test.ts).
    const listed = member.enum === 'DataKeySpec' ? 'KeySpec' : member.enum;
    add('NOPE', `satisfy enum value set: [${ENUMS[listed].join(', ')}]`);
  }
  return found;
}

describe('each operation', () => {
  it('in the registry has a case, and no other', () => {
    expect(NAMES.toSorted()).to.deep.equal(Object.keys(OPERATIONS).toSorted());
  });

  for (const name of NAMES) {
    const row = CASES[name] as unknown as Case<Registered>;
    const call = async (made: Fixture, change: object = {}) =>
      made.world.reply(name, { ...(await row.input(made)), ...change } as InputOf<typeof name>);
    const text = async (made: Fixture, change: object) => {
      const reply = await call(made, change);
      if (reply.ok) return 'ok';
      return reply.error.message === undefined ? reply.error.name : `${reply.error.name}: ${reply.error.message}`;
    };

    describe(name, () => {
      it('answers a valid call with its output members', async () => {
        const reply = await call(await prepared(row));
        expect(reply.ok ? Object.keys(reply.output).toSorted() : reply.error).to.deep.equal(row.output);
        expect(reply.event?.record.requestID).to.equal(reply.requestId);
        expect(reply.decision?.allowed).to.equal(true);
      });

      it('rejects an input without a required member', async () => {
        const made = await prepared(row);
        for (const [member, shape] of Object.entries(SHAPES[name])) {
          if (!shape.required) continue;
          const value = shape.sensitive ? 'Value' : 'Value null';
          expect(await text(made, { [member]: undefined })).to.equal(
            `ValidationException: 1 validation error detected: ${value} at '${lowerFirst(member)}' failed to satisfy constraint: Member must not be null`,
          );
        }
      });

      it('rejects members outside their limits with AWS’s text', async () => {
        const made = await prepared(row);
        for (const [member, shape] of Object.entries(SHAPES[name])) {
          for (const breach of breaches(member, shape)) {
            const answer = await text(made, { [member]: breach.value });
            expect(answer).to.match(/^ValidationException: \d+ validation errors? detected: /);
            expect(answer).to.contain(breach.text);
          }
        }
      });

      if (row.keyless) return;
      it('answers each key state as in the table', async () => {
        for (const state of STATES) {
          const answer = OPERATION_FACTS[name].states[state];
          if (answer === 'none') continue;
          const made = await fixture(row.make);
          await row.input(made);
          await force(made, state);
          const error = answer === 'ok' ? undefined : STATE_ERRORS[answer];
          const words = error?.text.replace('ARN', made.key);
          const wanted =
            error === undefined
              ? 'ok'
              : `${error.name}: ${state === 'PendingReplicaDeletion' ? words?.replace('is pending deletion', 'is pending replica deletion') : words}`;
          // An alias may leave a key that is pending deletion, and not come to one: the table speaks of leaving.
          if (name === 'UpdateAlias' && state.startsWith('Pending') && state.endsWith('Deletion')) continue;
          expect(await text(made, {}), `${name} in ${state}`).to.equal(wanted);
        }
      });

      it('is denied to a caller from another account without permissions', async () => {
        const made = await prepared(row);
        const input = (await row.input(made)) as InputOf<typeof name>;
        const reply = await made.world.reply(name, input, { caller: OUTSIDER });
        // Aliases are looked up in the caller's own account.
        const wanted =
          'AliasName' in (input as object) && name !== 'CreateAlias' ? 'NotFoundException' : 'AccessDeniedException';
        if (name === 'ListAliases') expect(reply.ok ? 'ok' : reply.error.name).to.equal('NotFoundException');
        else expect(reply.ok ? 'ok' : reply.error.name).to.equal(wanted);
      });

      it('rejects an alias where it accepts only IDs and ARNs', async () => {
        const made = await prepared(row);
        if (!('KeyId' in ((await row.input(made)) as object)) || takesAliases(name)) return;
        expect(await text(made, { KeyId: 'alias/app' })).to.equal(
          'InvalidArnException: Key Aliases are not supported for this operation.',
        );
      });

      if (!('DryRun' in SHAPES[name])) return;
      it('changes nothing in a dry run, and reports that it would succeed', async () => {
        const made = await prepared(row);
        expect(await text(made, { DryRun: true })).to.equal(
          'DryRunOperationException: The request would have succeeded, but the DryRun option is set.',
        );
      });
    });
  }
});
