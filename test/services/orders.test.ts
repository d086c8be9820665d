/** The Orders app: what a cached data key does while KMS refuses, and what the ledger says of it. */
import { expect } from 'chai';
import { createStrongroom, type StrongroomLibrary } from '../../src/memory.ts';
import { createServices } from '../../src/services/services.ts';

describe('the Orders app', () => {
  let strongroom: StrongroomLibrary;
  let KeyId: string;
  beforeEach(async () => {
    strongroom = createStrongroom();
    await strongroom.sandbox.clock.pause();
    KeyId = (await strongroom.kms().createKey()).KeyMetadata?.Arn as string;
  });

  const app = () => strongroom.services.orders;
  const ledger = () => strongroom.services.ledger;
  const calls = async (operation: string) =>
    (await strongroom.sandbox.events.query({ operation, keyArn: KeyId })).events.filter(
      ({ record }) => record.errorCode === undefined,
    ).length;

  it('calls KMS once for many orders', async () => {
    expect(await app().start({ KeyId })).to.include({ ok: true, dataKey: 'fetched' });
    const outcomes = await Promise.all(['a', 'b', 'c'].map((text) => app().write({ text })));
    expect(outcomes.map(({ dataKey }) => dataKey)).to.deep.equal(['cached', 'cached', 'cached']);
    for (const [at, { id = '' }] of outcomes.entries())
      expect(await app().read({ id })).to.include({ dataKey: 'cached', text: 'abc'[at] });
    expect([await calls('GenerateDataKey'), await calls('Decrypt')]).to.deep.equal([1, 0]);
  });

  it('goes on while the KMS key is disabled, and stops at a restart until it is enabled', async () => {
    await app().start({ KeyId });
    const { id = '' } = await app().write({ text: 'before' });
    await strongroom.kms().disableKey({ KeyId });
    expect(await app().write({ text: 'after' })).to.include({ ok: true, dataKey: 'cached' });
    expect(await app().restart()).to.include({ ok: false, dataKey: 'none', error: 'DisabledException' });
    expect(await app().read({ id })).to.include({ ok: false, error: 'DisabledException' });
    await strongroom.kms().enableKey({ KeyId });
    expect(await app().write({ text: 'again' })).to.include({ ok: true, dataKey: 'fetched' });
    expect(await app().read({ id })).to.include({ ok: true, text: 'before' });
    const events = await ledger().list({ kind: 'appEvent' });
    const some = (one: object) => events.some((entry) => Object.entries(one).every(([k, v]) => entry[k as 'ok'] === v));
    expect(some({ event: 'write', dataKey: 'cached', ok: true, key: KeyId })).to.equal(true);
    expect(some({ event: 'restart', ok: false, error: 'DisabledException' })).to.equal(true);
  });

  it('overwrites its data key at a restart, and says so in the ledger', async () => {
    await app().start({ KeyId });
    await strongroom.sandbox.clock.advance(30);
    expect((await app().state()).dataKey).to.deep.equal({ ageSeconds: 30, uses: 0, key: KeyId });
    await strongroom.kms().disableKey({ KeyId });
    await app().restart();
    expect((await app().state()).dataKey).to.equal(undefined);
    const [entry] = await ledger().list({ kind: 'dataKey' });
    expect(entry).to.include({ zeroised: true, ageSeconds: 30, program: 'orders' });
  });

  it('makes another data key after the maximum of uses or of age', async () => {
    await app().start({ KeyId, maxUses: 2, maxAgeSeconds: 60 });
    for (let at = 0; at < 5; at++) await app().write({ text: 'x' });
    expect(await calls('GenerateDataKey')).to.equal(3);
    await strongroom.sandbox.clock.advance(60);
    await app().write({ text: 'y' });
    expect(await calls('GenerateDataKey')).to.equal(4);
    const keys = await ledger().list({ kind: 'dataKey' });
    expect(keys.map(({ uses }) => uses).toSorted()).to.deep.equal([1, 1, 2, 2]);
    expect(keys.filter(({ zeroised }) => !zeroised)).to.have.length(1);
  });

  it('has an outcome for a caller who may not use the key', async () => {
    const caller = 'arn:aws:iam::111122223333:user/eve';
    await strongroom.sandbox.principals.put({ arn: caller, accessKey: false });
    expect(await app().start({ KeyId, caller })).to.include({ ok: false, error: 'AccessDeniedException' });
  });

  it('drops the data key of another tab when it is restarted', async () => {
    const other = createServices(strongroom).orders;
    await app().start({ KeyId });
    await other.write({ text: 'from the other tab' });
    expect((await other.state()).dataKey).to.include({ uses: 1 });
    await strongroom.kms().disableKey({ KeyId });
    await app().restart();
    expect((await other.state()).dataKey).to.equal(undefined);
    expect(await other.write({ text: 'x' })).to.include({ ok: false, error: 'DisabledException' });
  });

  it('needs a start, and an order that exists', async () => {
    const name = (work: Promise<unknown>) =>
      work.then(
        () => '',
        (error: unknown) => (error as Error).name,
      );
    expect(await name(app().write({ text: 'x' }))).to.equal('NotStarted');
    await app().start({ KeyId });
    expect(await name(app().read({ id: 'none' }))).to.equal('NotFound');
  });
});
