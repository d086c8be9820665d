/**
 * Tenants in any sequence of calls: no app reads another tenant's data, and after a tenant was shredded nobody reads
 * its data. Rows are also exchanged behind the table's back.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import type { StrongroomLibrary } from '../../src/memory.ts';
import type { ShredMethod } from '../../src/services/tenant-table/tenant-table-types.ts';
import { appOf, sharedKey, tenantKeys, tenantSandbox, TENANTS, type Tenant } from './tenants.ts';

const TableName = 'orders';
const SCOPE = `tenants/items/${TableName}/us-east-1`;
const IDS = ['1', '2'] as const;

type Step =
  | { readonly do: 'put' | 'get' | 'delete'; readonly by: Tenant; readonly of: Tenant; readonly id: string }
  | { readonly do: 'query'; readonly by: Tenant; readonly of: Tenant }
  | { readonly do: 'swap'; readonly from: Tenant; readonly to: Tenant; readonly id: string }
  | { readonly do: 'backup' | 'restore' | 'toContext' | 'toKeys' };

const tenant = fc.constantFrom(...TENANTS);
const id = fc.constantFrom(...IDS);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('put' as const, 'get' as const, 'get' as const), by: tenant, of: tenant, id }),
  fc.record({ do: fc.constant('delete' as const), by: tenant, of: tenant, id }),
  fc.record({ do: fc.constant('query' as const), by: tenant, of: tenant }),
  fc.record({ do: fc.constant('swap' as const), from: tenant, to: tenant, id }),
  fc.record({ do: fc.constantFrom('backup' as const, 'restore' as const, 'toContext' as const, 'toKeys' as const) }),
);

/** A sandbox with a table, what was read in it, and how steps run. */
class Scene {
  #backups = 0;
  #texts = 0;
  /** What apps have read: who, and the text. A text starts with the tenant whose app wrote it. */
  readonly seen: { readonly by: string; readonly text: string }[] = [];

  private constructor(
    readonly strongroom: StrongroomLibrary,
    readonly shared: string,
    readonly keys: Record<Tenant, string>,
  ) {}

  static async create(isolation: 'context' | 'key'): Promise<Scene> {
    const strongroom = await tenantSandbox();
    const scene = new Scene(strongroom, await sharedKey(strongroom), await tenantKeys(strongroom));
    await scene.table.createTable({ TableName, isolation, KeyId: scene.shared, tenantKeys: scene.keys });
    for (const of of TENANTS) for (const one of IDS) await scene.run({ do: 'put', by: of, of, id: one });
    return scene;
  }

  get table() {
    return this.strongroom.services.tenantTable;
  }

  /** Runs a step. A refusal is as good as any other outcome. */
  async run(one: Step, caller?: string): Promise<void> {
    await this.#act(one, caller).catch((error: unknown) => {
      if (!(error instanceof Error) || error instanceof TypeError) throw error;
    });
  }

  async #act(one: Step, as?: string): Promise<void> {
    const { table } = this;
    switch (one.do) {
      case 'put':
        await table.putItem({
          TableName,
          tenant: one.of,
          id: one.id,
          text: `${one.by} ${++this.#texts}`,
          caller: appOf(one.by),
        });
        return;
      case 'get': {
        const caller = as ?? appOf(one.by);
        const item = await table.getItem({ TableName, tenant: one.of, id: one.id, caller });
        this.seen.push({ by: as ?? one.by, text: item.text });
        return;
      }
      case 'query': {
        const items = await table.query({ TableName, tenant: one.of, caller: as ?? appOf(one.by) });
        for (const { text } of items) this.seen.push({ by: as ?? one.by, text });
        return;
      }
      case 'delete':
        await table.deleteItem({ TableName, tenant: one.of, id: one.id });
        return;
      case 'swap': {
        const { serviceRecords } = this.strongroom.sandbox;
        const row = await serviceRecords.get({ scope: SCOPE, name: `${one.from}/${one.id}` });
        if (row?.body === undefined) return;
        const value = { ...row.value, tenant: one.to };
        await serviceRecords.change({
          changes: [{ scope: SCOPE, name: `${one.to}/${one.id}`, value, body: row.body }],
        });
        return;
      }
      case 'backup':
        await table.createBackup({ TableName, BackupName: `b${++this.#backups}` });
        return;
      case 'restore':
        await table.restore({ BackupName: `b${this.#backups}` });
        return;
      case 'toContext':
        await table.migrate({ TableName, isolation: 'context', KeyId: this.shared, tenantKeys: this.keys });
        return;
      case 'toKeys':
        await table.migrate({ TableName, isolation: 'key', KeyId: this.shared, tenantKeys: this.keys });
    }
  }
}

const isolation = fc.constantFrom('context' as const, 'key' as const);

describe('tenants', () => {
  it('never read data of another tenant, whatever is called', async () => {
    let reads = 0;
    await fc.assert(
      fc.asyncProperty(isolation, fc.array(step, { minLength: 5, maxLength: 25 }), async (kind, steps) => {
        const scene = await Scene.create(kind);
        for (const one of steps) await scene.run(one);
        for (const by of TENANTS) for (const of of TENANTS) await scene.run({ do: 'query', by, of });
        for (const { by, text } of scene.seen) expect(text.split(' ')[0], `${by} read ${text}`).to.equal(by);
        reads += scene.seen.length;
      }),
      { numRuns: 25 },
    );
    // The property would also hold if nobody could read anything.
    expect(reads).to.be.greaterThan(25);
  });

  it('that were shredded are read by nobody, whatever is called before and after', async () => {
    const method = fc.constantFrom<ShredMethod>('schedule-key-deletion', 'destroy-edks');
    const steps = fc.array(step, { maxLength: 12 });
    let readsOfOthers = 0;
    await fc.assert(
      fc.asyncProperty(tenant, method, steps, steps, async (victim, how, before, after) => {
        const isByKey = how === 'schedule-key-deletion';
        const scene = await Scene.create(isByKey ? 'key' : 'context');
        // A row in another tenant's place is a copy that the table does not know: its encrypted data keys stay.
        const isLeftOut = (one: Step) =>
          isByKey ? one.do === 'toContext' : one.do === 'swap' && one.from === victim && one.to !== victim;
        for (const one of before) if (!isLeftOut(one)) await scene.run(one);
        const written = `${victim} `;
        await scene.table.shred({ TableName, tenant: victim, method: how });
        scene.seen.length = 0;
        // New data of the tenant would be readable, rightly; that is another matter.
        const isNew = (one: Step) => one.do === 'put' && (one.of === victim || one.by === victim);
        for (const one of after) if (!isNew(one)) await scene.run(one);
        const admin = 'arn:aws:iam::111122223333:user/admin';
        for (const of of TENANTS) {
          for (const by of TENANTS) await scene.run({ do: 'query', by, of });
          for (const one of IDS) await scene.run({ do: 'get', by: of, of, id: one }, admin);
        }
        const leaked = scene.seen.filter(({ text }) => text.startsWith(written));
        expect(leaked).to.deep.equal([]);
        readsOfOthers += scene.seen.length;
      }),
      { numRuns: 25 },
    );
    expect(readsOfOthers).to.be.greaterThan(25);
  });
});
