/** Loads of several tenants: one tenant uses up the quota, and limits of the table protect the others. */
import { expect } from 'chai';
import type { StrongroomLibrary } from '../../src/memory.ts';
import type { LoadInput, TenantLoad } from '../../src/services/tenant-table/tenant-table-types.ts';
import type { TableLimits } from '../../src/services/tenant-table/table-limits.ts';
import { createServices } from '../../src/services/services.ts';
import { appOf, sharedKey, tenantSandbox, TENANTS } from './tenants.ts';

const TableName = 'orders';
/** 25 requests per second with symmetric keys. */
const requestQuotas = { divideBy: 4000 };
const LOAD: LoadInput = {
  TableName,
  requestsPerSecond: { red: 75, blue: 5 },
  callers: { red: appOf('red'), blue: appOf('blue') },
};
const CACHE: TableLimits = { maxUses: 100, maxAgeSeconds: 60 };

/** Returns the name of the error, and the member that it is about. Undefined: there was none. */
const errorOf = (work: Promise<unknown>): Promise<readonly unknown[] | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => {
      const { name, member } = error as { readonly name: string; readonly member?: string };
      return [name, member];
    },
  );

describe('a load of the tenant table', () => {
  let strongroom: StrongroomLibrary;
  beforeEach(async () => {
    strongroom = await tenantSandbox();
    await table().createTable({ TableName, isolation: 'context', KeyId: await sharedKey(strongroom) });
    for (const tenant of TENANTS)
      for (const id of ['1', '2'])
        await table().putItem({ TableName, tenant, id, text: `${tenant} ${id}`, caller: appOf(tenant) });
    await strongroom.sandbox.settings.set({ requestQuotas });
  });

  const table = () => strongroom.services.tenantTable;
  const run = async (input: Partial<LoadInput> = {}): Promise<Readonly<Record<string, TenantLoad>>> => {
    const { tenants } = await table().runLoad({ ...LOAD, ...input });
    return Object.fromEntries(tenants.map((one) => [one.tenant, one]));
  };
  const read = (tenant: string, caller = appOf(tenant)) =>
    errorOf(table().getItem({ TableName, tenant, id: '1', caller }));
  const liveKeys = async () =>
    (await strongroom.services.ledger.list({ kind: 'dataKey' })).filter(({ zeroised }) => !zeroised);
  const decrypts = async () =>
    (await strongroom.sandbox.events.query({ operation: 'Decrypt', limit: 1000 })).events.length;

  it('throttles a tenant that stays far below the quota when another one exceeds it', async () => {
    const { red, blue } = await run();
    expect([red?.requests, blue?.requests]).to.deep.equal([300, 20]);
    expect(blue?.succeededPercent).to.be.below(95);
    expect(blue?.errors).to.deep.equal({ ThrottlingException: 20 - (blue?.succeeded ?? 0) });
    // A full bucket, and what four seconds refill.
    expect((red?.succeeded ?? 0) + (blue?.succeeded ?? 0)).to.be.within(120, 125);
  });

  it('makes the same requests each time, and counts one call of KMS for each', async () => {
    const first = await run();
    const before = await decrypts();
    expect(await run()).to.deep.equal(first);
    expect((await decrypts()) - before).to.equal(320);
    expect(first.red?.kmsCalls).to.equal(300);
  });

  it('does not disturb other tenants when the table reads with data keys in memory', async () => {
    await table().setLimits({ TableName, ...CACHE });
    const { red, blue } = await run();
    expect([red?.succeededPercent, blue?.succeededPercent]).to.deep.equal([100, 100]);
    expect(blue).to.include({ cached: 18, kmsCalls: 2 });
    // Two items of 150 reads each, with at most 100 uses of a data key.
    expect(red).to.include({ cached: 296, kmsCalls: 4 });
    const uses = (await strongroom.services.ledger.list({ kind: 'dataKey' })).map((key) => key.uses);
    expect(Math.max(...uses)).to.equal(100);
  });

  it('does not disturb other tenants when the table limits the requests of each', async () => {
    await table().setLimits({ TableName, requestsPerSecond: 10 });
    const { red, blue } = await run();
    expect(blue).to.include({ succeededPercent: 100, kmsCalls: 20 });
    expect(Object.keys(red?.errors ?? {})).to.deep.equal(['RequestLimitExceeded']);
    expect(red?.kmsCalls).to.be.within(45, 50);
  });

  it('writes an entry for each tenant to the ledger', async () => {
    const { load } = await table().runLoad(LOAD);
    const runs = (await strongroom.services.ledger.list({ kind: 'run' })).filter((one) => one.load === load);
    expect(runs.map(({ tenant, perSecond, requests }) => ({ tenant, perSecond, requests }))).to.deep.equal([
      { tenant: 'blue', perSecond: 5, requests: 20 },
      { tenant: 'red', perSecond: 75, requests: 300 },
    ]);
  });

  it('leaves the clock running or paused, as it was', async () => {
    const { clock } = strongroom.sandbox;
    await run({ seconds: 1 });
    expect((await clock.state()).paused).to.equal(true);
    await clock.run();
    await run({ seconds: 1 });
    expect((await clock.state()).paused).to.equal(false);
  });

  it('counts requests that KMS denies', async () => {
    const { blue } = await run({ requestsPerSecond: { blue: 5 }, callers: { blue: appOf('red') } });
    expect(blue).to.deep.include({ succeeded: 0, errors: { AccessDeniedException: 20 } });
  });

  it('refuses a load that it cannot make, at the member', async () => {
    const refused = (input: Partial<LoadInput>) => errorOf(run(input));
    const at = (member: string) => ['ValidationException', member];
    expect(await refused({ requestsPerSecond: {} })).to.deep.equal(at('requestsPerSecond'));
    expect(await refused({ requestsPerSecond: { red: 0.5 } })).to.deep.equal(at('requestsPerSecond'));
    expect(await refused({ requestsPerSecond: { red: 2000 } })).to.deep.equal(at('requestsPerSecond'));
    expect(await refused({ requestsPerSecond: { nobody: 1 }, callers: {} })).to.deep.equal(at('requestsPerSecond'));
    expect(await refused({ seconds: 61 })).to.deep.equal(at('seconds'));
    expect(await refused({ requestsPerSecond: { red: 1 } })).to.deep.equal(at('callers'));
    expect(await refused({ region: 'eu-west-1' })).to.deep.equal(['ResourceNotFoundException', 'region']);
  });

  it('refuses limits that are incomplete or no whole numbers, at the member', async () => {
    const refused = (limits: TableLimits) => errorOf(table().setLimits({ TableName, ...limits }));
    expect(await refused({ maxUses: 5 })).to.deep.equal(['ValidationException', 'maxAgeSeconds']);
    expect(await refused({ maxAgeSeconds: 5 })).to.deep.equal(['ValidationException', 'maxUses']);
    expect(await refused({ requestsPerSecond: 0 })).to.deep.equal(['ValidationException', 'requestsPerSecond']);
    expect(await refused({})).to.equal(undefined);
    expect((await table().listTables())[0]).not.to.have.any.keys('limits', 'cacheGeneration');
  });

  describe('data keys in memory', () => {
    beforeEach(async () => {
      await table().setLimits({ TableName, ...CACHE });
      expect(await read('red')).to.equal(undefined);
    });

    it('serve the caller and the tenant that KMS has allowed, and no other', async () => {
      const before = await decrypts();
      expect(await read('red')).to.equal(undefined);
      expect(await decrypts()).to.equal(before);
      expect(await read('red', appOf('blue'))).to.deep.equal(['AccessDeniedException', undefined]);
      const scope = `tenants/items/${TableName}/us-east-1`;
      const { serviceRecords } = strongroom.sandbox;
      const row = await serviceRecords.get({ scope, name: 'red/1' });
      if (row?.body === undefined) throw new Error('There is no such row.');
      // The encrypted data key of red in a row of blue.
      const value = { ...row.value, tenant: 'blue' };
      await serviceRecords.change({ changes: [{ scope, name: 'blue/1', value, body: row.body }] });
      expect(await read('blue')).to.deep.equal(['InvalidCiphertextException', undefined]);
    });

    it('are overwritten when they reach their age', async () => {
      expect(await liveKeys()).to.have.length(1);
      await strongroom.sandbox.clock.advance(60);
      const before = await decrypts();
      expect(await read('red')).to.equal(undefined);
      expect(await decrypts()).to.equal(before + 1);
      expect(await liveKeys()).to.have.length(1);
      await strongroom.sandbox.clock.advance(60);
      const { report } = await table().shreddingReport({ TableName, tenant: 'red' });
      expect(report.paths.map(({ kind }) => kind)).not.to.include('data-key');
      expect(await liveKeys()).to.deep.equal([]);
    });

    it('are paths of the shredding report, and end when the tenant is shredded', async () => {
      const open = async () =>
        (await table().shreddingReport({ TableName, tenant: 'red' })).report.paths.filter(
          ({ kind, isOpen }) => kind === 'data-key' && isOpen,
        );
      expect((await open()).map(({ program }) => program)).to.deep.equal(['tenant-table']);
      await table().shred({ TableName, tenant: 'red', method: 'destroy-edks' });
      expect(await open()).to.deep.equal([]);
      expect(await read('red')).to.deep.equal(['ItemUnrecoverable', undefined]);
    });

    it('end with a change of the limits, in another tab too', async () => {
      await createServices(strongroom).tenantTable.setLimits({ TableName });
      expect(await liveKeys()).to.deep.equal([]);
      const before = await decrypts();
      expect(await read('red')).to.equal(undefined);
      expect(await decrypts()).to.equal(before + 1);
    });
  });
});
