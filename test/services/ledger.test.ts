/** The ledger: entries by kind, ages by the simulated clock, and what it refuses. */
import { expect } from 'chai';
import { createStrongroom, type StrongroomLibrary } from '../../src/memory.ts';
import { createLedger, type Ledger } from '../../src/services/ledger/ledger.ts';
import type { DataKeyEntry, ItemEntry } from '../../src/services/ledger/ledger-entries.ts';
import { sha256Hex } from '../../src/services/sha256-hex.ts';

const HASH = 'ab'.repeat(32);

const ITEM: ItemEntry = {
  kind: 'item',
  id: 'file-1',
  program: 'playground',
  edkShas: [HASH],
  edkCount: 1,
  keys: ['arn:aws:kms:us-east-1:111122223333:key/k'],
  contextNames: ['purpose'],
  bodySha: HASH,
  plainSha: HASH,
  plaintextLen: 5,
  status: 'stored',
};

const DATA_KEY: DataKeyEntry = {
  kind: 'dataKey',
  id: 'dk-1',
  program: 'playground',
  edkSha: HASH,
  key: 'arn:aws:kms:us-east-1:111122223333:key/k',
  uses: 0,
  zeroised: false,
  contextNames: [],
};

describe('the ledger', () => {
  let strongroom: StrongroomLibrary;
  let ledger: Ledger;
  beforeEach(async () => {
    strongroom = createStrongroom();
    ledger = strongroom.services.ledger;
    await strongroom.sandbox.clock.pause();
  });

  it('lists entries by kind', async () => {
    await ledger.put(ITEM);
    await ledger.put(DATA_KEY);
    expect((await ledger.list()).map(({ kind }) => kind)).to.deep.equal(['dataKey', 'item']);
    expect(await ledger.list({ kind: 'item' })).to.have.length(1);
    expect(await ledger.list({ kind: 'run' })).to.deep.equal([]);
  });

  it('is shared by all its objects over one sandbox, and by no other sandbox', async () => {
    await ledger.put(ITEM);
    expect(await createLedger(strongroom).get({ kind: 'item', id: 'file-1' })).to.include({ status: 'stored' });
    expect(await createLedger(strongroom.world('other')).list()).to.deep.equal([]);
  });

  it('has the age of a data key by the simulated clock, which ends when it is overwritten', async () => {
    await ledger.put(DATA_KEY);
    await strongroom.sandbox.clock.advance(90);
    expect(await ledger.get(DATA_KEY)).to.include({ ageSeconds: 90, uses: 0 });
    await ledger.update({ kind: 'dataKey', id: 'dk-1', zeroised: true, uses: 3 });
    await strongroom.sandbox.clock.advance(90);
    expect(await ledger.get(DATA_KEY)).to.include({ ageSeconds: 90, uses: 3, zeroised: true });
  });

  it('creates no entry by an update', async () => {
    await ledger.update({ kind: 'item', id: 'none', status: 'deleted' });
    expect(await ledger.list()).to.deep.equal([]);
  });

  it('loses none of many updates at once', async () => {
    await ledger.put(DATA_KEY);
    await Promise.all([
      ledger.update({ kind: 'dataKey', id: 'dk-1', uses: 1 }),
      ledger.update({ kind: 'dataKey', id: 'dk-1', zeroised: true }),
      ledger.update({ kind: 'dataKey', id: 'dk-1', tenant: 'red' }),
    ]);
    expect(await ledger.get(DATA_KEY)).to.include({ uses: 1, zeroised: true, tenant: 'red' });
  });

  it('refuses what is not an entry, by the member', async () => {
    const refusal = async (entry: object): Promise<string> =>
      ledger.put(entry as ItemEntry).then(
        () => 'stored',
        (error: unknown) => (error instanceof TypeError ? error.message : 'another error'),
      );
    expect(await refusal({ ...ITEM, kind: 'secret' })).to.include('kind');
    expect(await refusal({ ...ITEM, bodySha: HASH.toUpperCase() })).to.include('bodySha');
    expect(await refusal({ ...ITEM, edkShas: [new Uint8Array(32)] })).to.include('edkShas');
    expect(await refusal({ ...ITEM, body: [1, 2, 3] })).to.include('body');
    expect(await refusal({ ...DATA_KEY, uses: -1 })).to.include('uses');
    expect(await ledger.list()).to.deep.equal([]);
  });

  it('has hashes equal to those of events', async () => {
    const kms = strongroom.kms();
    const { KeyMetadata } = await kms.createKey();
    const { CiphertextBlob } = await kms.generateDataKey({ KeyId: KeyMetadata?.Arn, KeySpec: 'AES_256' });
    const { events } = await strongroom.sandbox.events.query({ operation: 'GenerateDataKey' });
    expect(await sha256Hex(CiphertextBlob as Uint8Array)).to.equal(events[0]?.sidecar?.edkSha);
  });
});
