import { expect } from 'chai';
import type { EventQueryProgress } from '../../src/model/audit.ts';
import { SHAPES } from '../../src/model/shapes.ts';
import type { KmsClient } from '../../src/client/strongroom.ts';
import { fakeStrongroom, rejection, REQUEST_ID } from './fake-host.ts';

describe('the client over the wire', () => {
  it('has one method per operation and nothing that looks like a promise', async () => {
    const { strongroom } = await fakeStrongroom();
    const kms = strongroom.kms();
    for (const operation of Object.keys(SHAPES)) {
      expect(kms[(operation.charAt(0).toLowerCase() + operation.slice(1)) as keyof KmsClient], operation).to.be.a(
        'function',
      );
    }
    expect(kms).not.to.have.property('then');
  });

  it('sends operation, input, Region, caller and request context', async () => {
    const { strongroom, seen } = await fakeStrongroom();
    await strongroom.kms().listKeys();
    await strongroom
      .kms('eu-west-1', 'arn:aws:iam::111122223333:role/Learner', { 'aws:SourceIp': '203.0.113.9' })
      .disableKey({ KeyId: 'key-0' });
    expect(seen.calls).to.deep.equal([
      { operation: 'ListKeys', input: {}, region: 'us-east-1' },
      {
        operation: 'DisableKey',
        input: { KeyId: 'key-0' },
        region: 'eu-west-1',
        caller: 'arn:aws:iam::111122223333:role/Learner',
        requestContext: { 'aws:SourceIp': '203.0.113.9' },
      },
    ]);
  });

  it('gives typed outputs: bytes and dates', async () => {
    const kms = (await fakeStrongroom()).strongroom.kms();
    expect(await kms.encrypt({ KeyId: 'key-0', Plaintext: Uint8Array.of(1, 2) })).to.deep.equal({
      KeyId: 'key-0',
      CiphertextBlob: Uint8Array.of(254, 253),
    });
    expect((await kms.describeKey({ KeyId: 'key-0' })).KeyMetadata?.CreationDate).to.deep.equal(
      new Date(1_700_000_000_123),
    );
  });

  it('gives the reply itself, error or not, by call', async () => {
    const kms = (await fakeStrongroom()).strongroom.kms();
    expect(await kms.call('DisableKey', { KeyId: 'key-0' })).to.deep.equal({
      requestId: REQUEST_ID,
      ok: true,
      output: {},
    });
    expect(await kms.call('DescribeKey', { KeyId: 'nobody' })).to.deep.equal({
      requestId: REQUEST_ID,
      ok: false,
      error: { name: 'NotFoundException', message: "Key 'nobody' does not exist", note: 'It never did.' },
    });
  });

  it('sends the calls of a microtask as one message', async () => {
    const { strongroom, messages } = await fakeStrongroom();
    const kms = strongroom.kms();
    await Promise.all(Array.from({ length: 64 }, () => kms.encrypt({ KeyId: 'key-0', Plaintext: Uint8Array.of(1) })));
    expect(messages).to.have.length(1);
  });

  it('never detaches nor waits for the arrays of the caller', async () => {
    const { strongroom, seen } = await fakeStrongroom();
    const kms = strongroom.kms();
    const plaintext = Uint8Array.of(1, 2, 3);
    const context = { tenant: 'a' };
    const answered = kms.encrypt({ KeyId: 'key-0', Plaintext: plaintext, EncryptionContext: context });
    // The call is as it was made, whatever the caller does next.
    plaintext.fill(0);
    context.tenant = 'b';
    expect((await answered).CiphertextBlob).to.deep.equal(Uint8Array.of(254, 253, 252));
    expect(seen.calls[0]?.input).to.have.deep.property('EncryptionContext', { tenant: 'a' });
    expect(plaintext).to.deep.equal(Uint8Array.of(0, 0, 0));
  });

  it('sends of a small view the view alone', async () => {
    const { strongroom, seen } = await fakeStrongroom();
    const large = new Uint8Array(8 << 20).fill(5);
    await strongroom.kms().encrypt({ KeyId: 'key-0', Plaintext: large.subarray(10, 14) });
    const { Plaintext: received } = seen.calls[0]?.input as { Plaintext: Uint8Array };
    expect([received.length, received.buffer.byteLength]).to.deep.equal([4, 4]);
    expect(large.byteLength).to.equal(8 << 20);
  });

  it('keeps a context key called __proto__', async () => {
    const { strongroom, seen } = await fakeStrongroom();
    const context = JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string>;
    await strongroom.kms().encrypt({ KeyId: 'key-0', Plaintext: Uint8Array.of(1), EncryptionContext: context });
    const received = (seen.calls[0]?.input as { EncryptionContext: object }).EncryptionContext;
    expect(Object.entries(received)).to.deep.equal([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });

  it('refuses with TypeError what no message can carry, and other calls go on', async () => {
    const { strongroom } = await fakeStrongroom();
    const kms = strongroom.kms();
    const cycle: Record<string, unknown> = {};
    cycle['again'] = cycle;
    const wrong = [
      { KeyId: (() => 'key-0') as unknown as string },
      { KeyId: Symbol('key') as unknown as string },
      cycle as { KeyId: string },
    ];
    const [fine, ...refused] = await Promise.all([
      kms.disableKey({ KeyId: 'key-0' }),
      ...wrong.map((input) => rejection(kms.disableKey(input))),
    ]);
    expect(fine).to.deep.equal({});
    for (const error of refused) expect(error).to.be.instanceOf(TypeError);
  });

  it("gives the worker's TypeError as TypeError, with its text", async () => {
    const { strongroom } = await fakeStrongroom();
    expect(await strongroom.sandbox.clock.state()).to.deep.equal({ now: new Date(1_700_000_000_000), paused: false });
    const signal = AbortSignal.abort(new Error('planted'));
    expect(await rejection(strongroom.sandbox.clock.advance(1, { signal }))).to.have.property('message', 'planted');
    const error = await rejection(strongroom.sandbox.clock.set(new Date(0)));
    expect(error).to.be.instanceOf(TypeError);
    expect(error.message).to.equal('The clock goes back only before the first call.');
    expect(await rejection(strongroom.sandbox.clock.set(new Date(NaN)))).to.be.instanceOf(TypeError);
  });

  it('searches the audit log in steps, tells of each, and stops at a signal', async () => {
    const { strongroom, seen } = await fakeStrongroom();
    const { events } = strongroom.sandbox;
    const told: EventQueryProgress[] = [];
    const page = await events.query({ text: 'a' }, { onProgress: (progress) => told.push(progress) });
    expect(page).to.deep.equal({ events: [{ at: 4 }, { at: 3 }, { at: 2 }, { at: 1 }] });
    expect(told).to.deep.equal([
      { searched: 10, found: 1, reached: new Date(4) },
      { searched: 20, found: 2, reached: new Date(3) },
      { searched: 30, found: 3, reached: new Date(2) },
    ]);
    expect(seen.methods.map(([, , [query]]) => query)).to.deep.equal([
      { text: 'a' },
      { text: 'a', before: { seq: 3, index: 0 }, limit: 99 },
      { text: 'a', before: { seq: 2, index: 0 }, limit: 98 },
      { text: 'a', before: { seq: 1, index: 0 }, limit: 97 },
    ]);
    expect(await events.query({ text: 'a', limit: 2 })).to.deep.equal({
      events: [{ at: 4 }, { at: 3 }],
      next: { seq: 2, index: 0 },
    });
    const aborter = new AbortController();
    const stopping = events.query(
      { text: 'a' },
      { signal: aborter.signal, onProgress: () => aborter.abort(new Error('planted')) },
    );
    expect(await rejection(stopping)).to.have.property('message', 'planted');
  });

  it('passes on no argument that a method does not have, as test runners give to hooks', async () => {
    const { strongroom, seen } = await fakeStrongroom();
    const hook: (...given: unknown[]) => Promise<void> = strongroom.sandbox.reset;
    await hook({ task: () => undefined }, 1);
    expect(seen.methods).to.deep.equal([['default', 'reset', []]]);
  });

  it('rejects, and does not throw, where an argument cannot be sent', async () => {
    const { strongroom } = await fakeStrongroom();
    const account = { id: (() => '1') as unknown as string };
    expect(await rejection(strongroom.sandbox.accounts.put(account))).to.be.instanceOf(TypeError);
  });

  it('asks for the sandbox by the methods of the contract, in its own world', async () => {
    const { strongroom, seen } = await fakeStrongroom();
    expect([strongroom.id, strongroom.world('lab').id]).to.deep.equal(['default', 'lab']);
    const lab = strongroom.world('lab').sandbox;
    expect(await lab.clock.now()).to.deep.equal(new Date(1_700_000_000_000));
    await lab.clock.advance(60);
    await lab.clock.pause();
    await lab.clock.run();
    await lab.reset();
    await lab.settings.get();
    await lab.settings.set({ signatures: 'ignored' });
    await lab.accounts.put({ id: '444455556666' });
    await lab.accounts.list();
    await lab.accounts.remove('444455556666');
    await lab.principals.put({ arn: 'arn:aws:iam::111122223333:user/eve' });
    await lab.principals.get('arn:aws:iam::111122223333:user/eve');
    await lab.principals.list();
    await lab.principals.remove('arn:aws:iam::111122223333:user/eve');
    await lab.principals.put({ arn: 'arn:aws:iam::111122223333:user/eve', accessKey: true });
    await lab.accessKeys.create('arn:aws:iam::111122223333:user/eve');
    await lab.accessKeys.list('arn:aws:iam::111122223333:user/eve');
    await lab.accessKeys.remove('AKIAIOSFODNN7EXAMPLE');
    await lab.groups.remove('arn:aws:iam::111122223333:group/dev');
    await lab.endpoints.remove('vpce-1');
    await lab.events.query();
    await lab.whereIs('alias/a');
    await lab.keys.list('111122223333', 'us-east-1');
    await lab.awsOwnedKeys();
    await lab.storage();
    expect(seen.methods).to.deep.equal([
      ['lab', 'clock', []],
      ['lab', 'advanceClock', [60]],
      ['lab', 'runClock', [false]],
      ['lab', 'runClock', [true]],
      ['lab', 'reset', []],
      ['lab', 'settings', []],
      ['lab', 'setSettings', [{ signatures: 'ignored' }]],
      ['lab', 'putAccount', [{ id: '444455556666' }]],
      ['lab', 'accounts', []],
      ['lab', 'removeAccount', ['444455556666']],
      ['lab', 'putPrincipal', [{ arn: 'arn:aws:iam::111122223333:user/eve' }]],
      ['lab', 'principal', ['arn:aws:iam::111122223333:user/eve']],
      ['lab', 'principals', []],
      ['lab', 'removePrincipal', ['arn:aws:iam::111122223333:user/eve']],
      ['lab', 'putPrincipal', [{ arn: 'arn:aws:iam::111122223333:user/eve', accessKey: true }]],
      ['lab', 'createAccessKey', ['arn:aws:iam::111122223333:user/eve']],
      ['lab', 'accessKeys', ['arn:aws:iam::111122223333:user/eve']],
      ['lab', 'removeAccessKey', ['AKIAIOSFODNN7EXAMPLE']],
      ['lab', 'removeGroup', ['arn:aws:iam::111122223333:group/dev']],
      ['lab', 'removeEndpoint', ['vpce-1']],
      ['lab', 'events', [{}, 10_000]],
      ['lab', 'whereIs', ['alias/a']],
      ['lab', 'keys', ['111122223333', 'us-east-1']],
      ['lab', 'awsOwnedKeys', []],
      ['lab', 'storage', []],
    ]);
  });
});
