/** The picture of lab L16: the rows of tenants, before and after one of them is shredded. */
import { expect } from 'chai';
import { loadTenantRows } from '../../../src/ui/pictures/load-tenant-rows.ts';
import { bitsOf, tenantRows, type CopyOfItem } from '../../../src/ui/pictures/tenant-rows.ts';
import { playLab } from './play-lab.ts';

const ofTenant = ({ places }: Awaited<ReturnType<typeof loadTenantRows>>, tenant: string) =>
  places.map(({ kind, rows }) => [kind, ...rows.filter((row) => row.tenant === tenant).map(({ access }) => access)]);

describe('tenant-rows', () => {
  it('shows every copy under the shared key at the start', async () => {
    const { source } = await playLab('L16');
    const rows = await loadTenantRows(source);
    expect(ofTenant(rows, 'red')).to.deep.equal([
      ['table', 'readable', 'readable'],
      ['replica', 'readable', 'readable'],
      ['backup', 'readable', 'readable'],
    ]);
    expect(rows.keys.map(({ alias, state, tenants }) => [alias, state, tenants])).to.have.deep.members([
      ['alias/shared', 'Enabled', ['blue', 'green', 'red']],
      ['alias/audit', 'Enabled', ['red']],
    ]);
    expect([...rows.tones]).to.have.deep.members([
      ['red', 0],
      ['green', 1],
      ['blue', 2],
    ]);
  });

  it('shows that a key which is pending deletion can come back', async () => {
    const lab = await playLab('L16');
    await lab.solve('works');
    const { keys } = await loadTenantRows(lab.source);
    const red = keys.find(({ tenants }) => tenants.includes('red'));
    await lab.source.strongroom.kms().scheduleKeyDeletion({ KeyId: red?.arn, PendingWindowInDays: 7 });
    const rows = await loadTenantRows(lab.source);
    expect(ofTenant(rows, 'red')).to.deep.equal([
      ['table', 'blocked', 'blocked'],
      ['replica', 'blocked', 'blocked'],
      ['backup', 'blocked', 'blocked'],
    ]);
    const { deletionAt = 0 } = rows.keys.find(({ arn }) => arn === red?.arn) ?? {};
    expect(Math.round((deletionAt - rows.now) / 86_400_000)).to.equal(7);
  });

  it('turns the rows of the shredded tenant to noise in every copy, and no others', async () => {
    const lab = await playLab('L16');
    await lab.solve();
    const rows = await loadTenantRows(lab.source);
    expect(ofTenant(rows, 'red').map(([, ...access]) => [...new Set(access)])).to.deep.equal([
      ['shredded'],
      ['shredded'],
      ['shredded'],
    ]);
    for (const tenant of ['green', 'blue'])
      expect(ofTenant(rows, tenant).map(([, ...access]) => [...new Set(access)])).to.deep.equal([
        ['readable'],
        ['readable'],
        ['readable'],
      ]);
    const red = rows.keys.find(({ tenants }) => tenants.includes('red'));
    expect(red)
      .to.deep.include({ tenants: ['red'], regions: [] })
      .and.not.to.have.property('state');
  });

  it('shreds a row without encrypted data keys', () => {
    const copy: CopyOfItem = { tenant: 'a', id: '1', region: 'us-east-1', bodySha: 'ff', edks: [] };
    const table = { name: 't', region: 'eu-west-1', isolation: 'key', copies: [copy] } as const;
    const { places, tones } = tenantRows({ tables: [table], keys: new Map(), dataKeys: [], now: 0 });
    expect(places).to.deep.equal([
      {
        kind: 'replica',
        table: 't',
        region: 'us-east-1',
        rows: [{ tenant: 'a', id: '1', bodySha: 'ff', access: 'shredded', keys: [] }],
      },
    ]);
    expect(tones.get('a')).to.equal(0);
  });

  it('gives tenants of other names the tones that are free', () => {
    const copies = ['red', 'acme', 'zeta'].map((tenant) => ({
      tenant,
      id: '1',
      region: 'us-east-1',
      bodySha: '00',
      edks: [],
    }));
    const table = { name: 't', region: 'us-east-1', isolation: 'none', copies } as const;
    const { tones } = tenantRows({ tables: [table], keys: new Map(), dataKeys: [], now: 0 });
    expect([tones.get('acme'), tones.get('red'), tones.get('zeta')]).to.deep.equal([1, 0, 2]);
  });

  it('draws noise from the bits of a hash', () => {
    expect(bitsOf('9f')).to.deep.equal([true, false, false, true, true, true, true, true]);
  });
});
