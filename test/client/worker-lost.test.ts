import { expect } from 'chai';
import { connectToWorker } from '../../src/client/connect.ts';
import { WorkerLostError } from '../../src/client/worker-lost-error.ts';
import workerUrl from '../../src/worker/main.ts?worker&url';
import { rejection } from './fake-host.ts';

const MISSING = new URL('/assets/worker-that-is-not-served.js', location.href).href;

/** Starts workers of these scripts, one after the other, and keeps them to be terminated. */
function starter(...urls: string[]): { start: () => Worker; workers: Worker[] } {
  const workers: Worker[] = [];
  const start = () => {
    const worker = new Worker(urls[workers.length] ?? MISSING, { type: 'module' });
    workers.push(worker);
    return worker;
  };
  return { start, workers };
}

function connected(urls: string[], restart = true) {
  const { start, workers } = starter(...urls);
  const losses: WorkerLostError[] = [];
  const onLost = (error: WorkerLostError) => void losses.push(error);
  const strongroom = connectToWorker(start(), 'lost-test', { ...(restart ? { restart: start } : {}), onLost });
  return { strongroom, workers, losses };
}

const told = (losses: readonly WorkerLostError[]) => losses.map(({ reason, restarted }) => [reason, restarted]);

/** A call that the worker has not answered when it ends: see `posted`. */
const longCall = { KeySpec: 'RSA_4096', KeyUsage: 'SIGN_VERIFY' } as const;

/**
 * Waits until a call is on its way to the worker. It takes microtasks alone, so no answer can arrive meanwhile, however
 * long this thread is kept from running.
 */
async function posted(): Promise<void> {
  for (let microtasks = 0; microtasks < 100; microtasks += 1) await Promise.resolve();
}

describe('a lost worker', () => {
  after(async () => {
    const { strongroom, workers } = connected([workerUrl]);
    await strongroom.sandbox.reset();
    workers.forEach((worker) => worker.terminate());
  });

  it('whose script is missing is replaced, and the calls made meanwhile are answered', async () => {
    const { strongroom, workers, losses } = connected([MISSING, workerUrl]);
    expect((await strongroom.kms().generateRandom({ NumberOfBytes: 5 })).Plaintext).to.have.length(5);
    expect(workers).to.have.length(2);
    expect(losses).to.deep.equal([]);
    workers[1]?.terminate();
  });

  it('whose script is missing twice rejects every call, then and later, and says what to do', async () => {
    const { strongroom, workers, losses } = connected([MISSING, MISSING]);
    const [first, second] = await Promise.all([
      rejection(strongroom.kms().listKeys()),
      rejection(strongroom.sandbox.clock.now()),
    ]);
    const later = await rejection(strongroom.world('other').kms().listKeys());
    for (const error of [first, second, later]) {
      expect(error).to.be.instanceOf(WorkerLostError);
      expect(error).to.include({ name: 'WorkerLostError', reason: 'not-started', restarted: false });
      expect(error.message).to.contain('its script did not load').and.to.contain('Reload the page');
    }
    expect(workers).to.have.length(2);
    expect(told(losses)).to.deep.equal([['not-started', false]]);
  });

  it('that the app started itself and whose script is missing rejects every call', async () => {
    const { strongroom, losses } = connected([MISSING], false);
    expect(await rejection(strongroom.kms().listKeys())).to.include({ reason: 'not-started', restarted: false });
    expect(told(losses)).to.deep.equal([['not-started', false]]);
  });

  it('that fails while it starts counts as not started', async () => {
    const broken = URL.createObjectURL(new Blob(['throw new Error("broken")'], { type: 'text/javascript' }));
    const { start } = starter(broken);
    const worker = start();
    worker.addEventListener('error', (event) => event.preventDefault());
    expect(await rejection(connectToWorker(worker, 'lost-test').kms().listKeys())).to.include({
      reason: 'not-started',
    });
    URL.revokeObjectURL(broken);
  });

  it('terminated in mid-call rejects what is pending, is replaced once, and answers again', async () => {
    const { strongroom, workers, losses } = connected([workerUrl, workerUrl]);
    const kms = strongroom.kms();
    const { KeyMetadata } = await kms.createKey();
    const pending = [kms.createKey(longCall), kms.createKey(longCall)].map(rejection);
    await posted();
    workers[0]?.terminate();
    for (const error of await Promise.all(pending)) {
      expect(error).to.be.instanceOf(WorkerLostError);
      expect(error).to.include({ reason: 'ended', restarted: true });
      expect(error.message).to.contain('may or may not have taken effect');
    }
    // What was answered before is there still: the worker that took over reads the same database.
    expect((await kms.describeKey({ KeyId: KeyMetadata?.KeyId })).KeyMetadata?.Arn).to.equal(KeyMetadata?.Arn);
    expect(told(losses)).to.deep.equal([['ended', true]]);

    const again = rejection(kms.createKey(longCall));
    await posted();
    workers[1]?.terminate();
    expect(await again).to.include({ reason: 'ended', restarted: false });
    expect((await again).message).to.contain('Reload the page');
    expect(await rejection(kms.listKeys())).to.include({ reason: 'ended', restarted: false });
    expect(told(losses)).to.deep.equal([
      ['ended', true],
      ['ended', false],
    ]);
    expect(workers).to.have.length(2);
  });

  it('terminated while nothing is pending is noticed too: the next call is answered by another', async () => {
    const { strongroom, workers, losses } = connected([workerUrl, workerUrl]);
    await strongroom.kms().listKeys();
    workers[0]?.terminate();
    while (losses.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await strongroom.kms().generateRandom({ NumberOfBytes: 3 })).Plaintext).to.have.length(3);
    workers[1]?.terminate();
  });

  it('whose answer cannot be read rejects what is pending and is replaced', async () => {
    const { strongroom, workers, losses } = connected([workerUrl, workerUrl]);
    await strongroom.kms().listKeys();
    const pending = rejection(strongroom.kms().createKey(longCall));
    workers[0]?.dispatchEvent(new MessageEvent('messageerror'));
    expect(await pending).to.include({ reason: 'unreadable', restarted: true });
    expect((await strongroom.kms().generateRandom({ NumberOfBytes: 3 })).Plaintext).to.have.length(3);
    expect(told(losses)).to.deep.equal([['unreadable', true]]);
    workers[1]?.terminate();
  });

  it('is not what an uncaught exception in a running worker makes of it', async () => {
    const { strongroom, workers, losses } = connected([workerUrl]);
    await strongroom.kms().listKeys();
    workers[0]?.dispatchEvent(new ErrorEvent('error', { message: 'uncaught' }));
    expect((await strongroom.kms().generateRandom({ NumberOfBytes: 3 })).Plaintext).to.have.length(3);
    expect(losses).to.deep.equal([]);
    workers[0]?.terminate();
  });
});
