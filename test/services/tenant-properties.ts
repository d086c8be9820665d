/**
 * Tenants in any sequence of calls: no principal reads another tenant's data, and after a tenant was shredded its data
 * is read only by paths that the shredding report has named as open. Rows are also exchanged behind the table's back.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import type { ShredMethod } from '../../src/services/tenant-table/tenant-table-types.ts';
import { ADMIN, tenantOf, TenantScene, tenantStep, type KeyKind, type TenantStep } from './tenant-scene.ts';
import { TENANTS, type Tenant } from './tenants.ts';

const isolation = fc.constantFrom('context' as const, 'key' as const);
const kind = fc.constantFrom<KeyKind>('own', 'multi-Region', 'imported');
const method = fc.constantFrom<ShredMethod>('schedule-key-deletion', 'delete-imported-material', 'destroy-edks');

type Shredding = ['context' | 'key', KeyKind, Tenant, ShredMethod, readonly TenantStep[], readonly TenantStep[]];

const app = 'arn:aws:sts::111122223333:assumed-role/App-red/app';
const read = { do: 'get', by: app, of: 'red', id: '1', region: 'us-east-1', tab: 0 } as const;

/** One sequence for each path by which the data of a tenant stays readable. */
const OPEN_PATHS: readonly Shredding[] = [
  ['key', 'own', 'red', 'schedule-key-deletion', [{ do: 'recipient', of: 'red' }], [read]],
  ['key', 'own', 'red', 'schedule-key-deletion', [], [{ do: 'cancelDeletion', of: 'red' }, read]],
  ['key', 'imported', 'red', 'delete-imported-material', [], [{ do: 'importCopy', of: 'red' }, read]],
  [
    'key',
    'own',
    'red',
    'schedule-key-deletion',
    [{ do: 'cache' }, { ...read, tab: 1 }],
    [
      { do: 'advance', seconds: 8 * 86_400 },
      { ...read, tab: 1 },
    ],
  ],
];

/** A sequence after which no path is open, so that each run of the property has one. */
const CLOSED_PATH: Shredding = ['key', 'own', 'red', 'destroy-edks', [], [read]];
const EXAMPLES = [...OPEN_PATHS, CLOSED_PATH];

/** Whether a step writes new data of a tenant, which is rightly readable. */
const isNew = (step: TenantStep, of: Tenant): boolean =>
  step.do === 'put' && (step.of === of || tenantOf(step.by) === of);

/** @param runs number of sequences for each property */
export function tenantProperties(runs: number): void {
  it('never read data of another tenant, whatever is called', async () => {
    let reads = 0;
    await fc.assert(
      fc.asyncProperty(
        isolation,
        kind,
        fc.array(tenantStep, { minLength: 5, maxLength: 25 }),
        async (how, keys, steps) => {
          const scene = await TenantScene.create(how, keys);
          for (const step of steps) await scene.run(step);
          await scene.readAll();
          for (const { by, text } of scene.seen)
            expect(text.split(' ')[0], `${by} read ${text}`).to.equal(tenantOf(by));
          reads += scene.seen.length;
        },
      ),
      { numRuns: runs },
    );
    // The property would also hold if nobody could read anything.
    expect(reads).to.be.greaterThan(runs);
  });

  it('that were shredded are read only by paths that the report has named as open', async () => {
    let closed = 0;
    let leaks = 0;
    let readsOfOthers = 0;
    const before = fc.array(tenantStep, { maxLength: 10 });
    const after = fc.array(tenantStep, { maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(
        isolation,
        kind,
        fc.constantFrom(...TENANTS),
        method,
        before,
        after,
        async (how, keys, victim, by, first, then) => {
          const scene = await TenantScene.create(how, keys);
          for (const step of first) await scene.run(step);
          await scene.run({ do: 'shred', of: victim, method: by });
          const isLeak = ({ text }: { readonly text: string }) => text.startsWith(`${victim} `);
          for (const step of then) {
            if (isNew(step, victim)) continue;
            const { paths } = await scene.report(victim);
            scene.seen.length = 0;
            await scene.run(step);
            if (!scene.seen.some(isLeak)) continue;
            leaks++;
            const isNamed = paths.some(
              ({ kind: of, id, isOpen }) =>
                isOpen && (of === 'data-key' || of === 'backup' || step.do !== 'get' || id === step.id),
            );
            expect(isNamed, `${JSON.stringify(step)} is not among ${JSON.stringify(paths)}`).to.equal(true);
          }
          const { open } = await scene.report(victim);
          scene.seen.length = 0;
          await scene.readAll(ADMIN);
          if (scene.backups > 0) {
            await scene.run({ do: 'restore' });
            await scene.readAll(ADMIN);
          }
          if (open === 0) {
            closed++;
            expect(scene.seen.filter(isLeak)).to.deep.equal([]);
          }
          readsOfOthers += scene.seen.length;
        },
      ),
      { numRuns: runs + EXAMPLES.length, examples: EXAMPLES.map((one) => [...one] as Shredding) },
    );
    expect(leaks).to.be.at.least(OPEN_PATHS.length);
    expect(closed).to.be.greaterThan(0);
    expect(readsOfOthers).to.be.greaterThan(runs);
  });
}
