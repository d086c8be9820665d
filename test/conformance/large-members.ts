/** Requests with a very large value in one member, through the wire. */
import { expect } from 'chai';
import { createStrongroom } from '../../src/memory.ts';
import { SHAPES, type Member, type Members } from '../../src/model/shapes.ts';
import { MAX_REQUEST_LENGTH } from '../../src/model/quotas.ts';
import { CASES, type Registered } from './cases.ts';

const ROOM = MAX_REQUEST_LENGTH - 4096;
const items = <T>(count: number, item: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => item(at));

/** The largest value of a member that a request holds, and one of very many invalid items. */
function largeValues(member: Member): readonly unknown[] {
  switch (member.type) {
    case 'string':
      return ['x'.repeat(ROOM), '\u{1F600}'.repeat(ROOM / 2)];
    case 'blob':
      return ['A'.repeat(ROOM)];
    case 'list':
      return [items(ROOM / 4, () => ''), items(ROOM / 8, () => 'Wrong'), items(ROOM / 3, () => ({}))];
    case 'map':
      return [
        { a: 'x'.repeat(ROOM) },
        { ['x'.repeat(ROOM)]: '' },
        Object.fromEntries(items(ROOM / 16, (at) => [`k${at}`, ''])),
      ];
    case 'structure':
      return Object.entries((member.members ?? {}) as Members).flatMap(([name, inner]) =>
        largeValues(inner).map((value) => ({ [name]: value })),
      );
    default:
      return [1e300, -1, true];
  }
}

/** Members of operations. */
type Table = ReadonlyMap<Registered, Members>;

/** Every member of every operation. */
export const ALL_MEMBERS: Table = new Map(
  (Object.keys(CASES) as Registered[]).map((operation) => [operation, SHAPES[operation]]),
);

/** Each member once: many operations have a member of the same name and shape. */
export function membersOfEachKind(): Table {
  const seen = new Set<string>();
  const isNew = (member: unknown) => seen.size < seen.add(JSON.stringify(member)).size;
  const rows = [...ALL_MEMBERS].map(([operation, members]) => {
    const first = Object.entries(members).filter((member) => isNew(member));
    return [operation, Object.fromEntries(first)] as const;
  });
  return new Map(rows.filter(([, members]) => Object.keys(members).length > 0));
}

/** Declares a test for each operation: requests with a very large value in one of these members. */
export function largeMembers(table: Table): void {
  for (const [operation, members] of table) {
    it(`to ${operation} are answered without a server fault: ${Object.keys(members).join(', ')}`, async () => {
      const strongroom = createStrongroom();
      await strongroom.sandbox.settings.set({ signatures: 'ignored' });
      for (const [name, member] of Object.entries(members)) {
        for (const value of largeValues(member)) {
          const body = JSON.stringify({ KeyId: 'alias/none', [name]: value });
          const { status, body: answer } = await strongroom.http({
            method: 'POST',
            url: 'https://kms.us-east-1.amazonaws.com/',
            headers: { 'X-Amz-Target': `TrentService.${operation}` },
            body,
          });
          expect(status, `${operation} ${name}: ${answer.slice(0, 200)}`).to.be.below(500);
          expect(answer.length, `${operation} ${name}`).to.be.below(4 * MAX_REQUEST_LENGTH);
        }
      }
    });
  }
}
