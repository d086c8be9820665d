/** Records of services: what is stored, listed and refused, and that a change is stored whole or not at all. */
import { expect } from 'chai';
import {
  MAX_SERVICE_BODY_BYTES,
  MAX_SERVICE_CHANGES,
  MAX_SERVICE_NAME_LENGTH,
  MAX_SERVICE_VALUE_LENGTH,
  type ServiceRecordChange,
} from '../../src/model/service-records.ts';
import { createMemoryDatabase, MemoryDatabaseState } from '../../src/storage/memory.ts';
import { exportSandbox } from '../../src/worker/seed-documents.ts';
import { START, testWorld, type TestWorld } from './world.ts';

const HOUR = 3600;

describe('records of services', () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await testWorld();
  });

  const change = (...changes: ServiceRecordChange[]) => world.engine.records.changeServiceRecords({ changes });
  const get = (scope: string, name: string) => world.engine.records.serviceRecord({ scope, name });
  const names = async (query: { prefix?: string; after?: string; limit?: number }) => {
    const { records, next } = await world.engine.records.serviceRecords({ scope: 'list', ...query });
    return { names: records.map(({ name }) => name), next };
  };
  const refusal = async (given: object): Promise<string> => {
    try {
      await world.engine.records.changeServiceRecords(given as never);
      return 'stored';
    } catch (error) {
      expect(error).to.be.instanceOf(TypeError);
      return (error as Error).message;
    }
  };

  it('keep value, body, version and simulated times', async () => {
    await world.engine.runClock(false);
    const body = new Uint8Array([1, 2, 3]);
    const first = await change({ scope: 'a', name: 'x', value: { n: 1 }, body });
    expect(first).to.deep.equal({ stored: true, at: START, versions: [1] });
    await world.engine.advanceClock(HOUR);
    const at = START + HOUR * 1000;
    await change({ scope: 'a', name: 'x', value: { n: 2 }, body });
    expect(await get('a', 'x')).to.deep.equal({
      scope: 'a',
      name: 'x',
      version: 2,
      createdAt: START,
      updatedAt: at,
      value: { n: 2 },
      body,
    });
    expect(await change({ scope: 'a', name: 'x' })).to.deep.equal({ stored: true, at, versions: [0] });
    expect(await get('a', 'x')).to.equal(undefined);
  });

  it('are listed by name, by prefix and in pages', async () => {
    await change(...['b', 'a/2', 'a', 'a/1', 'a/10', 'ab'].map((name) => ({ scope: 'list', name, value: {} })));
    await change({ scope: 'list2', name: 'a/3', value: {} });
    expect(await names({})).to.deep.equal({ names: ['a', 'a/1', 'a/10', 'a/2', 'ab', 'b'], next: undefined });
    expect((await names({ prefix: 'a' })).names).to.deep.equal(['a', 'a/1', 'a/10', 'a/2', 'ab']);
    expect((await names({ prefix: 'a/' })).names).to.deep.equal(['a/1', 'a/10', 'a/2']);
    expect(await names({ prefix: 'a', limit: 2 })).to.deep.equal({ names: ['a', 'a/1'], next: 'a/1' });
    expect(await names({ prefix: 'a', limit: 3, after: 'a/1' })).to.deep.equal({
      names: ['a/10', 'a/2', 'ab'],
      next: undefined,
    });
    expect(await names({ prefix: 'c' })).to.deep.equal({ names: [], next: undefined });
  });

  it('of two scopes never have the same key', async () => {
    await change({ scope: 'a', name: '|b', value: { n: 1 } }, { scope: 'a|', name: 'b', value: { n: 2 } });
    expect((await get('a', '|b'))?.value).to.deep.equal({ n: 1 });
    expect((await get('a|', 'b'))?.value).to.deep.equal({ n: 2 });
  });

  it('change all together, or not at all if one has another version', async () => {
    await change({ scope: 'a', name: 'x', value: {} });
    const outcome = await change(
      { scope: 'a', name: 'y', value: {} },
      { scope: 'a', name: 'x', value: { n: 1 }, ifVersion: 0 },
    );
    expect(outcome).to.deep.equal({ stored: false, conflict: { scope: 'a', name: 'x', version: 1 } });
    expect(await get('a', 'y')).to.equal(undefined);
    expect(await change({ scope: 'a', name: 'x', value: { n: 1 }, ifVersion: 1 })).to.have.property('stored', true);
  });

  it('change only while the records that the change requires have their versions', async () => {
    await change({ scope: 'a', name: 'guard', value: {} });
    const put = (version: number, name = 'guard') =>
      world.engine.records.changeServiceRecords({
        changes: [{ scope: 'a', name: 'x', value: { version } }],
        requires: [{ scope: 'a', name, version }],
      });
    expect(await put(2)).to.deep.equal({ stored: false, conflict: { scope: 'a', name: 'guard', version: 1 } });
    expect(await put(1, 'none')).to.deep.equal({ stored: false, conflict: { scope: 'a', name: 'none', version: 0 } });
    expect(await get('a', 'x')).to.equal(undefined);
    expect(await put(0, 'none')).to.include({ stored: true });
    expect(await put(1)).to.include({ stored: true });
    expect(await get('a', 'guard')).to.include({ version: 1 });
    await change({ scope: 'a', name: 'guard' });
    expect(await put(1)).to.deep.equal({ stored: false, conflict: { scope: 'a', name: 'guard', version: 0 } });
  });

  it('lose no update of two hosts that check versions', async () => {
    const data = new MemoryDatabaseState();
    const hosts = [await testWorld(createMemoryDatabase(data)), await testWorld(createMemoryDatabase(data))];
    const add = async ({ engine }: TestWorld): Promise<void> => {
      for (;;) {
        const record = await engine.records.serviceRecord({ scope: 'a', name: 'count' });
        const value = { n: Number(record?.value.n ?? 0) + 1 };
        const ifVersion = record?.version ?? 0;
        const changes = [{ scope: 'a', name: 'count', value, ifVersion }];
        if ((await engine.records.changeServiceRecords({ changes })).stored) return;
      }
    };
    await Promise.all(Array.from({ length: 20 }, (_, index) => add(hosts[index % 2] as TestWorld)));
    const [one] = hosts as [TestWorld];
    expect((await one.engine.records.serviceRecord({ scope: 'a', name: 'count' }))?.value).to.deep.equal({ n: 20 });
  });

  it('are deleted by a reset', async () => {
    await change({ scope: 'a', name: 'x', value: {} });
    await world.engine.reset();
    expect(await get('a', 'x')).to.equal(undefined);
  });

  it('are in no export', async () => {
    const seeded = { engine: world.engine, ports: { database: world.database, clock: { now: () => START } } };
    const before = await exportSandbox(seeded);
    await change({ scope: 'a', name: 'marker-name', value: { marker: true }, body: new Uint8Array(9) });
    expect(await exportSandbox(seeded)).to.deep.equal(before);
  });

  it('refuse what is too large, and say the maximum', async () => {
    const named = { scope: 'a', name: 'x' };
    const body = new Uint8Array(MAX_SERVICE_BODY_BYTES + 1);
    expect(await refusal({ changes: [{ ...named, value: {}, body }] })).to.include(
      `maximum is ${MAX_SERVICE_BODY_BYTES}`,
    );
    const value = { text: 'x'.repeat(MAX_SERVICE_VALUE_LENGTH) };
    expect(await refusal({ changes: [{ ...named, value }] })).to.include(`maximum is ${MAX_SERVICE_VALUE_LENGTH}`);
    const name = 'x'.repeat(MAX_SERVICE_NAME_LENGTH + 1);
    expect(await refusal({ changes: [{ scope: 'a', name, value: {} }] })).to.include(String(MAX_SERVICE_NAME_LENGTH));
    const many = Array.from({ length: MAX_SERVICE_CHANGES + 1 }, (_, at) => ({ scope: 'a', name: `${at}`, value: {} }));
    expect(await refusal({ changes: many })).to.include(`1 to ${MAX_SERVICE_CHANGES}`);
    expect(await get('a', 'x')).to.equal(undefined);
  });

  it('refuse a malformed requirement by its member', async () => {
    const changes = [{ scope: 'a', name: 'x', value: {} }];
    const guard = { scope: 'a', name: 'g', version: 1 };
    for (const [requires, says] of [
      ['a', /requires must be an array/],
      [null, /requires must be an array/],
      [Array.from({ length: MAX_SERVICE_CHANGES + 1 }, () => guard), /at most 100/],
      [[null], /requires must list objects/],
      [[{ ...guard, version: -1 }], /version must be an integer/],
      [[{ scope: 'a', name: 'g' }], /version must be an integer/],
      [[{ ...guard, name: '' }], /name must be/],
      [[{ ...guard, value: {} }], /value is not a member/],
    ] as const)
      expect(await refusal({ changes, requires })).to.match(says);
  });

  it('refuse a malformed change by its member', async () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    for (const [given, member] of [
      [{}, 'changes'],
      [{ changes: [] }, 'changes'],
      [{ changes: [null] }, 'change'],
      [{ changes: [{ scope: '', name: 'x', value: {} }] }, 'scope'],
      [{ changes: [{ scope: 'a', value: {} }] }, 'name'],
      [{ changes: [{ scope: 'a', name: 'x', value: [] }] }, 'value'],
      [{ changes: [{ scope: 'a', name: 'x', value: { at: new Date() } }] }, 'value'],
      [{ changes: [{ scope: 'a', name: 'x', value: { n: NaN } }] }, 'value'],
      [{ changes: [{ scope: 'a', name: 'x', value: cyclic }] }, 'value'],
      [{ changes: [{ scope: 'a', name: 'x', value: {}, body: 'text' }] }, 'body'],
      [{ changes: [{ scope: 'a', name: 'x', body: new Uint8Array() }] }, 'body'],
      [{ changes: [{ scope: 'a', name: 'x', value: {}, ifVersion: -1 }] }, 'ifVersion'],
      [{ changes: [{ scope: 'a', name: 'x', value: {}, ttl: 1 }] }, 'ttl'],
      [
        {
          changes: [
            { scope: 'a', name: 'x', value: {} },
            { scope: 'a', name: 'x' },
          ],
        },
        'another record',
      ],
    ] as const)
      expect(await refusal(given), JSON.stringify(Object.keys(given))).to.include(member);
  });
});
