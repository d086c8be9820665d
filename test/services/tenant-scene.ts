/** A table of three tenants with everything that can lead to their data, and steps on it for properties. */
import fc from 'fast-check';
import type { StrongroomLibrary } from '../../src/memory.ts';
import { createServices } from '../../src/services/services.ts';
import type { ShreddingReport } from '../../src/services/tenant-table/shredding-report.ts';
import type { TenantTable } from '../../src/services/tenant-table/tenant-table.ts';
import type { ShredMethod } from '../../src/services/tenant-table/tenant-table-types.ts';
import { importMaterial } from './blast-radius/world.ts';
import { ACCOUNT, sharedKey, tenantKeys, tenantPolicy, tenantSandbox, TENANTS, type Tenant } from './tenants.ts';

const TableName = 'orders';
const IDS = ['1', '2'] as const;
const HOME = 'us-east-1';
const REPLICA = 'eu-west-1';
const PLACES = [HOME, REPLICA] as const;
export const ADMIN = `arn:aws:iam::${ACCOUNT}:user/admin`;
const STRANGER = `arn:aws:iam::${ACCOUNT}:role/Stranger`;

/** Two sessions of the role of each tenant, and a role that no policy names. */
const SESSIONS = ['app', 'job'] as const;
const PRINCIPALS = [...TENANTS.flatMap((tenant) => SESSIONS.map((name) => sessionOf(tenant, name))), STRANGER];

function sessionOf(tenant: string, name: string): string {
  return `arn:aws:sts::${ACCOUNT}:assumed-role/App-${tenant}/${name}`;
}

/** The tenant whose role a session is of. Undefined: a principal of no tenant. */
export const tenantOf = (principal: string): string | undefined => /\/App-([a-z]+)\//.exec(principal)?.[1];

/** What keys the tenants have. */
export type KeyKind = 'own' | 'multi-Region' | 'imported';

interface Reading {
  readonly by: string;
  readonly of: Tenant;
  readonly region: string;
  /** The tab whose memory is used. */
  readonly tab: 0 | 1;
}

/** A call. */
export type TenantStep =
  | ({ readonly do: 'get'; readonly id: string } & Reading)
  | ({ readonly do: 'query' } & Reading)
  | { readonly do: 'put'; readonly by: string; readonly of: Tenant; readonly id: string }
  | { readonly do: 'delete'; readonly of: Tenant; readonly id: string }
  | { readonly do: 'swap'; readonly from: Tenant; readonly to: Tenant; readonly id: string; readonly region: string }
  | { readonly do: 'shred'; readonly of: Tenant; readonly method: ShredMethod }
  | { readonly do: 'recipient' | 'deleteMaterial' | 'importCopy' | 'cancelDeletion'; readonly of: Tenant }
  | { readonly do: 'advance'; readonly seconds: number }
  | { readonly do: 'backup' | 'restore' | 'addReplica' | 'cache' | 'noCache' | 'toContext' | 'toKeys' };

const tenant = fc.constantFrom(...TENANTS);
const id = fc.constantFrom(...IDS);
const region = fc.constantFrom(HOME, HOME, REPLICA);
const by = fc.constantFrom(...PRINCIPALS);
const reading = { by, of: tenant, region, tab: fc.constantFrom(0 as const, 1 as const) };

/** Any step. */
export const tenantStep: fc.Arbitrary<TenantStep> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('get' as const), id, ...reading }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('query' as const), ...reading }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('put' as const), by, of: tenant, id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), of: tenant, id }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('swap' as const), from: tenant, to: tenant, id, region }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'recipient' as const,
        'deleteMaterial' as const,
        'importCopy' as const,
        'cancelDeletion' as const,
      ),
      of: tenant,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('advance' as const), seconds: fc.constantFrom(1, 90, 8 * 86_400) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'backup' as const,
        'restore' as const,
        'addReplica' as const,
        'cache' as const,
        'noCache' as const,
        'toContext' as const,
        'toKeys' as const,
      ),
    }),
  },
);

/** What a principal has read. A text starts with the tenant whose app wrote it. */
export interface Seen {
  readonly by: string;
  readonly of: Tenant;
  readonly text: string;
}

/** A sandbox with the table, what was read in it, and how steps run. */
export class TenantScene {
  #backups = 0;
  #texts = 0;
  readonly seen: Seen[] = [];

  private constructor(
    readonly strongroom: StrongroomLibrary,
    /** The services of two tabs. */
    readonly tabs: readonly [TenantTable, TenantTable],
    readonly shared: string,
    readonly keys: Record<Tenant, string>,
    readonly materials: ReadonlyMap<Tenant, Uint8Array<ArrayBuffer>>,
  ) {}

  static async create(isolation: 'context' | 'key', kind: KeyKind): Promise<TenantScene> {
    const strongroom = await tenantSandbox();
    await strongroom.sandbox.principals.put({ arn: STRANGER, accessKey: false });
    const input = { own: {}, 'multi-Region': { MultiRegion: true }, imported: { Origin: 'EXTERNAL' } } as const;
    const keys = await tenantKeys(strongroom, input[kind]);
    const materials = new Map<Tenant, Uint8Array<ArrayBuffer>>();
    for (const of of TENANTS) {
      if (kind === 'imported') {
        const material = crypto.getRandomValues(new Uint8Array(32));
        await importMaterial(strongroom, keys[of], undefined, material);
        materials.set(of, material);
      }
      if (kind === 'multi-Region')
        await strongroom.kms().replicateKey({ KeyId: keys[of], ReplicaRegion: REPLICA, Policy: tenantPolicy(of) });
    }
    await strongroom.sandbox.clock.advance(60);
    const tabs = [strongroom.services.tenantTable, createServices(strongroom).tenantTable] as const;
    const scene = new TenantScene(strongroom, tabs, await sharedKey(strongroom), keys, materials);
    await tabs[0].createTable({ TableName, isolation, KeyId: scene.shared, tenantKeys: keys });
    for (const of of TENANTS)
      for (const one of IDS) await scene.run({ do: 'put', by: sessionOf(of, 'app'), of, id: one });
    return scene;
  }

  get table(): TenantTable {
    return this.tabs[0];
  }

  /** Runs a step. A refusal is as good as any other outcome. */
  async run(step: TenantStep): Promise<void> {
    await this.#act(step).catch((error: unknown) => {
      if (!(error instanceof Error) || error instanceof TypeError) throw error;
    });
  }

  /** The report about a tenant, as the administrator makes it. */
  async report(of: Tenant): Promise<ShreddingReport> {
    return (await this.table.shreddingReport({ TableName, tenant: of, caller: ADMIN })).report;
  }

  /** Lets everybody try to read everything, in every Region: items in one tab, all items of a tenant in the other. */
  async readAll(...more: readonly string[]): Promise<void> {
    for (const principal of [...PRINCIPALS, ...more])
      for (const of of TENANTS)
        for (const where of PLACES) {
          const reads = { by: principal, of, region: where };
          for (const one of IDS) await this.run({ do: 'get', id: one, tab: 0, ...reads });
          await this.run({ do: 'query', tab: 1, ...reads });
        }
  }

  /** Number of backups. Their names are `b1` and so on. */
  get backups(): number {
    return this.#backups;
  }

  async #act(step: TenantStep): Promise<void> {
    const { table, keys } = this;
    const kms = this.strongroom.kms();
    switch (step.do) {
      case 'get': {
        const { by: caller, of, region: where } = step;
        const input = { TableName, tenant: of, id: step.id, caller, region: where };
        const { text } = await this.tabs[step.tab].getItem(input);
        this.seen.push({ by: caller, of, text });
        return;
      }
      case 'query': {
        const { by: caller, of, region: where } = step;
        const items = await this.tabs[step.tab].query({ TableName, tenant: of, caller, region: where });
        for (const { text } of items) this.seen.push({ by: caller, of, text });
        return;
      }
      case 'put': {
        const text = `${tenantOf(step.by) ?? 'nobody'} ${++this.#texts}`;
        await table.putItem({ TableName, tenant: step.of, id: step.id, text, caller: step.by });
        return;
      }
      case 'delete':
        return table.deleteItem({ TableName, tenant: step.of, id: step.id });
      case 'swap': {
        const { serviceRecords } = this.strongroom.sandbox;
        const scope = `tenants/items/${TableName}/${step.region}`;
        const row = await serviceRecords.get({ scope, name: `${step.from}/${step.id}` });
        if (row?.body === undefined) return;
        const value = { ...row.value, tenant: step.to };
        await serviceRecords.change({ changes: [{ scope, name: `${step.to}/${step.id}`, value, body: row.body }] });
        return;
      }
      case 'shred':
        await table.shred({ TableName, tenant: step.of, method: step.method, PendingWindowInDays: 7 });
        return;
      case 'recipient':
        return table.addRecipient({ TableName, tenant: step.of, KeyId: this.shared });
      case 'deleteMaterial':
        await kms.deleteImportedKeyMaterial({ KeyId: keys[step.of] });
        return;
      case 'importCopy': {
        const material = this.materials.get(step.of);
        if (material !== undefined) await importMaterial(this.strongroom, keys[step.of], undefined, material);
        return;
      }
      case 'cancelDeletion':
        await kms.cancelKeyDeletion({ KeyId: keys[step.of] });
        await kms.enableKey({ KeyId: keys[step.of] });
        return;
      case 'advance':
        await this.strongroom.sandbox.clock.advance(step.seconds);
        return;
      case 'backup':
        await table.createBackup({ TableName, BackupName: `b${this.#backups + 1}` });
        this.#backups++;
        return;
      case 'restore':
        return table.restore({ BackupName: `b${this.#backups}` });
      case 'addReplica':
        await table.addReplica({ TableName, replicaRegion: REPLICA });
        return;
      case 'cache':
        await table.setLimits({ TableName, maxUses: 5, maxAgeSeconds: 11 * 86_400 });
        return;
      case 'noCache':
        await table.setLimits({ TableName });
        return;
      case 'toContext':
      case 'toKeys': {
        const isolation = step.do === 'toKeys' ? 'key' : 'context';
        await table.migrate({ TableName, isolation, KeyId: this.shared, tenantKeys: keys });
      }
    }
  }
}
