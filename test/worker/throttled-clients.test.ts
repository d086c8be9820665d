/** Clients of a host whose request quotas are used up: the typed client, and the unmodified AWS SDK. */
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { expect } from 'chai';
import { createChangeNotices } from '../../src/client/change-notices.ts';
import { createSandboxClient } from '../../src/client/sandbox-client.ts';
import { exceptions, type KMSServiceException } from '../../src/client/exceptions.ts';
import type { Strongroom } from '../../src/client/strongroom.ts';
import { ADMIN_CREDENTIALS } from '../../src/model/documented-world.ts';
import type { WorkerApi } from '../../src/model/worker-api.ts';
import { createMemoryDatabase } from '../../src/storage/memory.ts';
import { createHost } from '../../src/worker/host.ts';

/** A sandbox whose real clock moves by this much when a call is throttled: the time that a client waits. */
const WAITED_MS = 250;

interface World {
  readonly strongroom: Strongroom;
  readonly keyId: string;
  /** Uses up the quota of GetKeyLastUsage, 5 per second. */
  readonly exhaust: () => Promise<void>;
}

/** `refills`: the clock moves when a call is throttled. */
async function openWorld(refills: boolean): Promise<World> {
  let time = Date.UTC(2026, 0, 1);
  const host = createHost({
    openStorage: () => Promise.resolve({ database: createMemoryDatabase(), state: { kind: 'memory', reason: 'test' } }),
    clock: { now: () => time },
    initialSettings: { requestQuotas: 'real' },
  });
  const wait = (isThrottled: boolean): void => {
    if (refills && isThrottled) time += WAITED_MS;
  };
  const waiting: WorkerApi = {
    ...host,
    call: async (world, call) => {
      const reply = await host.call(world, call);
      wait(!reply.ok);
      return reply;
    },
    http: async (world, request) => {
      const response = await host.http(world, request);
      wait(response.status === 400);
      return response;
    },
  };
  const strongroom = createSandboxClient(waiting, createChangeNotices(), 'default');
  const { KeyMetadata } = await strongroom.kms().createKey();
  const keyId = KeyMetadata?.KeyId ?? '';
  return {
    strongroom,
    keyId,
    exhaust: async () => {
      for (let i = 0; i < 5; i++) await strongroom.kms().getKeyLastUsage({ KeyId: keyId });
    },
  };
}

const sidecars = async ({ sandbox }: Strongroom) => (await sandbox.events.query()).events.map(({ sidecar }) => sidecar);

describe('a throttled client', () => {
  const { random } = Math;
  // No delay: the jitter of the SDK and of the typed client is from nothing to the backoff.
  before(() => (Math.random = () => 0));
  after(() => (Math.random = random));

  it('retries, and each attempt is an event with its number', async () => {
    const { strongroom, keyId, exhaust } = await openWorld(true);
    await exhaust();
    expect((await strongroom.kms().getKeyLastUsage({ KeyId: keyId })).KeyId).to.contain(keyId);
    const counted = { quota: 'GetKeyLastUsage', quotaAccount: '111122223333' };
    expect((await sidecars(strongroom)).slice(0, 2)).to.deep.equal([{ ...counted, attempt: 2, delayMs: 0 }, counted]);
  });

  it('gives up after three attempts, and says so', async () => {
    const { strongroom, keyId, exhaust } = await openWorld(false);
    await exhaust();
    const error: unknown = await strongroom
      .kms()
      .getKeyLastUsage({ KeyId: keyId })
      .catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(exceptions.ThrottlingException);
    const { $metadata } = error as KMSServiceException;
    expect([$metadata.httpStatusCode, $metadata.attempts, $metadata.totalRetryDelay]).to.deep.equal([400, 3, 0]);
    expect((await sidecars(strongroom)).slice(0, 3).map((sidecar) => sidecar?.attempt)).to.deep.equal([
      3,
      2,
      undefined,
    ]);
  });

  it('retries a call that returns the error too', async () => {
    const { strongroom, keyId, exhaust } = await openWorld(true);
    await exhaust();
    expect((await strongroom.kms().call('GetKeyLastUsage', { KeyId: keyId })).ok).to.equal(true);
  });

  it('makes one attempt with maxAttempts 1', async () => {
    const { strongroom, keyId, exhaust } = await openWorld(true);
    await exhaust();
    const kms = strongroom.kms('us-east-1', undefined, undefined, { maxAttempts: 1 });
    expect((await kms.call('GetKeyLastUsage', { KeyId: keyId })).ok).to.equal(false);
    expect(await sidecars(strongroom)).to.have.length(7);
  });

  it('has a budget of retries, which failures use up', async () => {
    const { strongroom, keyId } = await openWorld(false);
    const kms = strongroom.kms();
    const replies = await Promise.all(Array.from({ length: 205 }, () => kms.call('GetKeyLastUsage', { KeyId: keyId })));
    expect(replies.filter(({ ok }) => ok)).to.have.length(5);
    const attempts = (await strongroom.sandbox.events.query({ limit: 1000 })).events.filter(
      ({ record }) => record.eventName === 'GetKeyLastUsage',
    );
    // 205 first attempts, and 100 retries at a cost of 5 each.
    expect(attempts).to.have.length(305);
  });

  for (const maxAttempts of [0, 1.5, '3']) {
    it(`rejects maxAttempts ${JSON.stringify(maxAttempts)}`, async () => {
      const { strongroom } = await openWorld(true);
      const open = () => strongroom.kms(undefined, undefined, undefined, { maxAttempts: maxAttempts as number });
      expect(open).to.throw(TypeError, 'maxAttempts must be a positive integer.');
    });
  }

  it('rejects options that are null', async () => {
    const { strongroom } = await openWorld(true);
    expect(() => strongroom.kms(undefined, undefined, undefined, null!)).to.throw(TypeError, 'options must be');
  });

  it('of the unmodified AWS SDK recovers by its own retries', async () => {
    const { strongroom, keyId } = await openWorld(true);
    await strongroom.sandbox.clock.pause();
    for (let i = 0; i < 5; i++) await strongroom.kms().getKeyLastUsage({ KeyId: keyId });
    await strongroom.sandbox.clock.run();
    const client = new KMSClient({
      region: 'us-east-1',
      credentials: ADMIN_CREDENTIALS,
      requestHandler: strongroom.requestHandler(),
    });
    const { GetKeyLastUsageCommand } = await import('@aws-sdk/client-kms');
    const { $metadata } = await client.send(new GetKeyLastUsageCommand({ KeyId: keyId }));
    expect($metadata.attempts).to.equal(2);
    expect((await client.send(new DescribeKeyCommand({ KeyId: keyId }))).KeyMetadata?.KeyId).to.equal(keyId);
  });
});
