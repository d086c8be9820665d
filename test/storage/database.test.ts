import { expect } from 'chai';
import type { Batch, Database } from '../../src/model/ports.ts';
import type { Segment } from '../../src/model/segment.ts';
import { StorageError } from '../../src/model/storage-error.ts';
import {
  aesKey,
  ACCOUNT,
  aliasRecord,
  commit,
  event,
  keyRecord,
  materialRecord,
  neverTaken,
  put,
  REGION,
  rejection,
  segment,
  unclonable,
} from './records.ts';
import { IMPLEMENTATIONS, type TestWorld } from './worlds.ts';

const PLACE = [ACCOUNT, REGION] as const;

for (const { name, create } of IMPLEMENTATIONS) {
  describe(`a database in ${name}`, () => {
    let world: TestWorld;
    let database: Database;

    beforeEach(async () => {
      world = create();
      database = await world.connect();
    });
    afterEach(() => world.destroy());

    const ids = async (by: readonly string[], limit: number, after?: readonly (string | number)[]) =>
      (await database.page('keys', 'place', by, limit, after)).map(({ keyId }) => keyId);
    const seqs = async (before: number | undefined, limit: number) =>
      (await database.readSegments(before, limit)).map(({ seq }) => seq);

    describe('reading', () => {
      it('is empty at first', async () => {
        expect(await database.lastSeq()).to.equal(0);
        expect(await database.readSegments(undefined, 10)).to.deep.equal([]);
        expect(await database.get('keys', 'none')).to.equal(undefined);
        expect(await database.page('keys', 'place', PLACE, 10)).to.deep.equal([]);
        expect(await database.count('keys', 'place', PLACE)).to.equal(0);
      });

      it('gets what was put, whole, and no longer what was deleted', async () => {
        const key = keyRecord('a', { tags: { Team: 'blue' }, dueAt: 5 });
        await commit(database, put(key));
        expect(await database.get('keys', key.arn)).to.deep.equal(key);
        await commit(database, [{ store: 'keys', before: key }]);
        expect(await database.get('keys', key.arn)).to.equal(undefined);
        expect(await ids(PLACE, 10)).to.deep.equal([]);
      });

      it('keeps a replaced record in its new place alone', async () => {
        const before = keyRecord('a', { createdAt: 1 });
        const after = keyRecord('a', { createdAt: 3 });
        await commit(database, put(before, keyRecord('b', { createdAt: 2 })));
        await commit(database, [{ store: 'keys', before, after }]);
        expect(await ids(PLACE, 10)).to.deep.equal(['b', 'a']);
        expect(await database.count('keys', 'place', PLACE)).to.equal(2);
      });

      it('takes several changes of one record in one batch in their order', async () => {
        const first = keyRecord('a', { description: 'first' });
        const second = keyRecord('a', { description: 'second' });
        await commit(database, [
          { store: 'keys', after: first },
          { store: 'keys', before: first, after: second },
        ]);
        expect(await database.get('keys', first.arn)).to.deep.equal(second);
        await commit(database, [
          { store: 'keys', before: second },
          { store: 'keys', after: first },
        ]);
        expect(await ids(PLACE, 10)).to.deep.equal(['a']);
      });

      it('pages an index in its order, without neighbours that only look alike', async () => {
        await commit(
          database,
          put(
            keyRecord('z', { createdAt: 9 }),
            keyRecord('b', { createdAt: 10 }),
            keyRecord('a', { createdAt: 10 }),
            keyRecord('B', { createdAt: 10 }),
            keyRecord('elsewhere', { region: 'us-east-10' }),
            keyRecord('other', { account: `${ACCOUNT}4` }),
            keyRecord('before', { region: 'us-east-' }),
          ),
        );
        expect(await ids(PLACE, 10)).to.deep.equal(['z', 'B', 'a', 'b']);
        expect(await ids([ACCOUNT], 10)).to.deep.equal(['before', 'z', 'B', 'a', 'b', 'elsewhere']);
        expect(await database.count('keys', 'place', PLACE)).to.equal(4);
        expect(await database.count('keys', 'place', [])).to.equal(7);
      });

      it('continues after a key of the index, page by page, to the end', async () => {
        const all = Array.from({ length: 25 }, (_, i) =>
          keyRecord(String(i).padStart(2, '0'), { createdAt: Math.floor(i / 4) }),
        );
        await commit(database, put(...all.toReversed()));
        const found: string[] = [];
        let after: (string | number)[] | undefined;
        for (;;) {
          const page = await database.page('keys', 'place', PLACE, 7, after);
          found.push(...page.map(({ keyId }) => keyId));
          const last = page.at(-1);
          if (page.length < 7 || last === undefined) break;
          after = [last.account, last.region, last.createdAt, last.keyId];
        }
        expect(found).to.deep.equal(all.map(({ keyId }) => keyId));
      });

      it('continues where the record that ended the last page is gone', async () => {
        await commit(database, put(keyRecord('a'), keyRecord('c')));
        expect(await ids(PLACE, 10, [...PLACE, 1000, 'b'])).to.deep.equal(['c']);
      });

      it('gives nothing of other prefixes for an `after` outside of `by`', async () => {
        await commit(database, put(keyRecord('a'), keyRecord('x', { region: 'us-west-2' })));
        expect(await ids(PLACE, 10, [ACCOUNT, 'us-west-1', 0, ''])).to.deep.equal([]);
        expect(await ids(PLACE, 10, [ACCOUNT, 'eu-west-1', 0, ''])).to.deep.equal(['a']);
      });

      it('gives nothing for the limit 0 and refuses a limit that is none', async () => {
        await commit(database, put(keyRecord('a')));
        expect(await ids(PLACE, 0)).to.deep.equal([]);
        expect(await ids(PLACE, Infinity)).to.deep.equal(['a']);
        expect(await rejection(ids(PLACE, -1))).to.be.instanceOf(TypeError);
        expect(await rejection(ids(PLACE, NaN))).to.be.instanceOf(TypeError);
        expect(await rejection(database.readSegments(undefined, -1))).to.be.instanceOf(TypeError);
      });

      it('has only records with all its members in a sparse index', async () => {
        const late = keyRecord('late', { dueAt: 30 });
        await commit(database, put(keyRecord('never'), late, keyRecord('soon', { dueAt: 4 })));
        const due = async () => (await database.page('keys', 'due', [], 10)).map(({ keyId }) => keyId);
        expect(await due()).to.deep.equal(['soon', 'late']);
        expect(await database.count('keys', 'due', [])).to.equal(2);
        await commit(database, [{ store: 'keys', before: late, after: keyRecord('late') }]);
        expect(await due()).to.deep.equal(['soon']);
        expect(await database.count('keys', 'place', PLACE)).to.equal(3);
      });

      it('finds a record through each of its indexes', async () => {
        const alias = aliasRecord('alias/a', 'arn:key');
        await commit(database, [{ store: 'aliases', after: alias }]);
        expect(await database.page('aliases', 'target', ['arn:key'], 10)).to.deep.equal([alias]);
        expect(await database.page('aliases', 'place', PLACE, 10)).to.deep.equal([alias]);
        expect(await database.page('aliases', 'target', ['arn:ke'], 10)).to.deep.equal([]);
      });

      it('gives back a working key that is still not extractable', async () => {
        const material = await materialRecord('a');
        await commit(database, [{ store: 'materials', after: material }]);
        const again = await world.connect();
        const found = (await again.get('materials', material.id))!;
        expect(aesKey(found)).to.be.instanceOf(CryptoKey);
        expect(aesKey(found).extractable).to.equal(false);
        expect(await rejection(crypto.subtle.exportKey('raw', aesKey(found)))).to.have.property(
          'name',
          'InvalidAccessError',
        );
        const iv = new Uint8Array(12);
        const data = Uint8Array.of(1, 2, 3);
        const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, aesKey(material), data);
        expect(
          new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, aesKey(found), sealed)),
        ).to.deep.equal(data);
      });

      it('keeps what was stored, whatever becomes of the objects given and taken', async () => {
        const tags: Record<string, string> = { Team: 'blue' };
        const key = keyRecord('a', { tags });
        const bytes = Uint8Array.of(1, 2, 3);
        const withBytes = { ...keyRecord('b'), bytes };
        await commit(database, put(key, withBytes));
        tags.Team = 'red';
        bytes.fill(0);
        expect((await database.get('keys', key.arn))!.tags).to.deep.equal({ Team: 'blue' });
        const taken = (await database.get('keys', withBytes.arn)) as unknown as { bytes: Uint8Array };
        expect(taken.bytes).to.deep.equal(Uint8Array.of(1, 2, 3));
        taken.bytes.fill(9);
        expect(await database.get('keys', withBytes.arn)).to.have.deep.property('bytes', Uint8Array.of(1, 2, 3));
      });
    });

    describe('the log', () => {
      it('gives segments whole', async () => {
        const whole: Segment = {
          seq: 1,
          events: [event('r1'), { ...event('r2'), note: 'why' }],
          touched: ['key:a', 'list:b'],
        };
        await database.commit({ segment: whole, changes: [] }, neverTaken, 'relaxed');
        expect(await database.readSegments(undefined, 1)).to.deep.equal([whole]);
      });

      it('gives the newest first, below a number, at most so many', async () => {
        for (let i = 0; i < 12; i++) await commit(database, []);
        expect(await database.lastSeq()).to.equal(12);
        expect(await seqs(undefined, 3)).to.deep.equal([12, 11, 10]);
        expect(await seqs(10, 3)).to.deep.equal([9, 8, 7]);
        expect(await seqs(3, 10)).to.deep.equal([2, 1]);
        expect(await seqs(1, 10)).to.deep.equal([]);
        expect(await seqs(1000, 2)).to.deep.equal([12, 11]);
        expect(await seqs(Infinity, 2)).to.deep.equal([12, 11]);
        expect(await seqs(undefined, Infinity)).to.have.length(12);
        expect(await seqs(undefined, 0)).to.deep.equal([]);
      });

      it('reads on over numbers that nobody has', async () => {
        for (const seq of [3, 4, 50, 51, 52, 1000])
          await database.commit({ segment: segment(seq), changes: [] }, neverTaken, 'relaxed');
        expect(await seqs(undefined, 4)).to.deep.equal([1000, 52, 51, 50]);
        expect(await seqs(1000, 2)).to.deep.equal([52, 51]);
        expect(await seqs(900, 10)).to.deep.equal([52, 51, 50, 4, 3]);
        expect(await seqs(51, 2)).to.deep.equal([50, 4]);
        expect(await seqs(50, 1)).to.deep.equal([4]);
      });
    });

    describe('commit', () => {
      const key = keyRecord('a');

      it('takes either durability', async () => {
        await database.commit({ segment: segment(1), changes: put(key) }, neverTaken, 'strict');
        await database.commit({ segment: segment(2), changes: [] }, neverTaken, 'relaxed');
        expect(await database.lastSeq()).to.equal(2);
        expect(await database.get('keys', key.arn)).to.deep.equal(key);
      });

      it('shows a taken number the segments that it missed and stores what comes back instead', async () => {
        for (let i = 0; i < 4; i++) await commit(database, []);
        const calls: (readonly Segment[])[] = [];
        const other = keyRecord('b');
        await database.commit(
          { segment: segment(2, 'mine'), changes: put(key, other) },
          (later) => {
            calls.push(later);
            return { segment: segment(5, 'rebased'), changes: put(other) };
          },
          'relaxed',
        );
        expect(calls).to.deep.equal([[segment(2), segment(3), segment(4)]]);
        expect(await database.readSegments(undefined, 2)).to.deep.equal([segment(5, 'rebased'), segment(4)]);
        expect(await ids(PLACE, 10)).to.deep.equal(['b']);
      });

      it('stores nothing when nothing is left after a taken number', async () => {
        await commit(database, []);
        await database.commit({ segment: segment(1, 'mine'), changes: put(key) }, () => undefined, 'relaxed');
        expect(await database.readSegments(undefined, 10)).to.deep.equal([segment(1)]);
        expect(await database.get('keys', key.arn)).to.equal(undefined);
      });

      it('clears stores and log and adds its segment in one step', async () => {
        await commit(database, put(key, keyRecord('b')));
        await commit(database, [{ store: 'aliases', after: aliasRecord('alias/a', key.arn) }]);
        await commit(database, put(keyRecord('c')), { clear: true });
        expect(await seqs(undefined, 10)).to.deep.equal([3]);
        expect(await ids(PLACE, 10)).to.deep.equal(['c']);
        expect(await database.count('aliases', 'place', PLACE)).to.equal(0);
        expect(await database.get('aliases', aliasRecord('alias/a', '').arn)).to.equal(undefined);
      });

      it('takes a number for taken that a clear made free', async () => {
        for (let i = 0; i < 4; i++) await commit(database, []);
        await commit(database, [], { clear: true });
        const calls: (readonly Segment[])[] = [];
        const stale: Batch = { segment: segment(3, 'stale'), changes: put(key) };
        await database.commit(
          stale,
          (later) => {
            calls.push(later);
            return undefined;
          },
          'relaxed',
        );
        expect(calls).to.deep.equal([[segment(5)]]);
        expect(await seqs(undefined, 10)).to.deep.equal([5]);
        expect(await database.get('keys', key.arn)).to.equal(undefined);
        await database.commit(stale, () => ({ ...stale, segment: segment(6, 'stale') }), 'relaxed');
        expect(await database.readSegments(undefined, 10)).to.deep.equal([segment(6, 'stale'), segment(5)]);
        expect(await database.get('keys', key.arn)).to.deep.equal(key);
      });

      it('clears under a new number when its own was taken', async () => {
        await commit(database, put(key));
        await commit(database, []);
        const clear: Batch = { segment: segment(2, 'reset'), changes: put(keyRecord('new')), clear: true };
        await database.commit(
          clear,
          (later) => ({ ...clear, segment: segment(later.at(-1)!.seq + 1, 'reset') }),
          'relaxed',
        );
        expect(await database.readSegments(undefined, 10)).to.deep.equal([segment(3, 'reset')]);
        expect(await ids(PLACE, 10)).to.deep.equal(['new']);
      });

      it('stores neither record nor segment when a record cannot be stored', async () => {
        const planted = put(key, unclonable());
        const error = await rejection(
          database.commit({ segment: segment(1), changes: planted }, neverTaken, 'relaxed'),
        );
        expect(error).to.have.property('name', 'DataCloneError');
        expect(await database.lastSeq()).to.equal(0);
        expect(await database.get('keys', key.arn)).to.equal(undefined);
        expect(await commit(database, put(key))).to.equal(1);
      });

      it('clears nothing when a record of the clearing batch cannot be stored', async () => {
        await commit(database, put(key));
        const planted = put(unclonable());
        await rejection(database.commit({ segment: segment(2), changes: planted, clear: true }, neverTaken, 'relaxed'));
        expect(await seqs(undefined, 10)).to.deep.equal([1]);
        expect(await ids(PLACE, 10)).to.deep.equal(['a']);
      });

      it('stores nothing and rejects with the same error when `taken` throws', async () => {
        await commit(database, []);
        const thrown = new Error('planted');
        const error = await rejection(
          database.commit(
            { segment: segment(1), changes: put(key) },
            () => {
              throw thrown;
            },
            'relaxed',
          ),
        );
        expect(error).to.equal(thrown);
        expect(await seqs(undefined, 10)).to.deep.equal([1]);
      });

      it('refuses a rebased batch with a wrong number or over more stores', async () => {
        await commit(database, []);
        const mine: Batch = { segment: segment(1), changes: [] };
        for (const wrong of [
          { segment: segment(1), changes: [] },
          { segment: segment(3), changes: [] },
          { segment: segment(2), changes: put(key) },
        ]) {
          expect(await rejection(database.commit(mine, () => wrong, 'relaxed'))).to.be.instanceOf(TypeError);
        }
        expect(await seqs(undefined, 10)).to.deep.equal([1]);
      });

      it('refuses a number that is none', async () => {
        for (const seq of [0, -1, 1.5, NaN]) {
          expect(
            await rejection(database.commit({ segment: segment(seq), changes: [] }, neverTaken, 'relaxed')),
          ).to.be.instanceOf(TypeError);
        }
      });

      it('lets two connections race: no gap, none lost, and each sees exactly what it missed', async () => {
        const EACH = 200;
        const racer = async (connection: Database, who: string) => {
          let known = 0;
          for (let i = 0; i < EACH; i++) {
            const batch = (seq: number): Batch => ({
              segment: segment(seq, `${who}${i}`),
              changes: put(keyRecord(`${who}${i}`)),
            });
            let mine = known + 1;
            await connection.commit(
              batch(mine),
              (later) => {
                expect(later.map(({ seq }) => seq)).to.deep.equal(
                  Array.from({ length: later.length }, (_, j) => known + 1 + j),
                );
                expect(later.every(({ touched: [name] }) => !name!.startsWith(who))).to.equal(true);
                mine = known + later.length + 1;
                return batch(mine);
              },
              'relaxed',
            );
            known = mine;
          }
        };
        const other = await world.connect();
        await Promise.all([racer(database, 'a'), racer(other, 'b')]);
        const log = (await database.readSegments(undefined, 1000)).toReversed();
        expect(log.map(({ seq }) => seq)).to.deep.equal(Array.from({ length: 2 * EACH }, (_, i) => i + 1));
        for (const who of ['a', 'b']) {
          const mine = log.flatMap(({ touched }) => touched).filter((touched) => touched.startsWith(who));
          expect(mine).to.deep.equal(Array.from({ length: EACH }, (_, i) => `${who}${i}`));
        }
        expect(await database.count('keys', 'place', PLACE)).to.equal(2 * EACH);
      });

      it('serialises commits that one connection has in flight together', async () => {
        await Promise.all(
          Array.from({ length: 20 }, (_, i) =>
            database.commit(
              { segment: segment(1, `${i}`), changes: [] },
              (later) => ({ segment: segment(later.at(-1)!.seq + 1, `${i}`), changes: [] }),
              'relaxed',
            ),
          ),
        );
        const log = (await database.readSegments(undefined, 100)).toReversed();
        expect(log.map(({ touched }) => touched[0])).to.deep.equal(Array.from({ length: 20 }, (_, i) => `${i}`));
      });
    });

    describe('close', () => {
      it('ends this connection and no other', async () => {
        await commit(database, put(keyRecord('a')));
        const other = await world.connect();
        database.close();
        const calls = [
          database.get('keys', 'a'),
          database.page('keys', 'place', PLACE, 1),
          database.count('keys', 'place', PLACE),
          database.lastSeq(),
          database.readSegments(undefined, 1),
          database.commit({ segment: segment(2), changes: [] }, neverTaken, 'relaxed'),
        ];
        for (const call of calls) {
          const error = await rejection(call);
          expect(error).to.be.instanceOf(StorageError).with.property('kind', 'gone');
        }
        expect(await other.lastSeq()).to.equal(1);
      });
    });
  });
}
