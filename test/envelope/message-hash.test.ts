import { expect } from 'chai';
import { concatBytes, type Bytes } from '../../src/base/bytes.ts';
import { createEnvelope, type Envelope } from '../../src/envelope/envelope.ts';
import hashWorkerUrl from '../../src/envelope/hash-worker.ts?worker&url';
import { createMessageHash, type MessageHashName } from '../../src/envelope/message-hash.ts';
import { FakeKms, keyArn } from './fake-kms.ts';
import { pattern, readAll, rejection } from './streams.ts';

const MIB = 2 ** 20;

describe('envelope: hashing', () => {
  let started: Worker[] = [];
  let ended = 0;

  let startHashWorker: () => Worker;

  /** Starts a real worker that is counted, and when it ends. */
  const start = () => {
    const worker = new Worker(hashWorkerUrl, { type: 'module' });
    const terminate = worker.terminate.bind(worker);
    let running = true;
    worker.terminate = () => {
      ended += Number(running);
      running = false;
      terminate();
    };
    started.push(worker);
    return worker;
  };

  beforeEach(() => {
    // Another function each time: a worker that waits for another message belongs to the one that started it.
    startHashWorker = () => start();
    started = [];
    ended = 0;
  });
  afterEach(async () => {
    // An end does not keep the caller waiting. The time limit of the hook ends the wait for workers that do not end.
    while (started.length - ended > 1) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  for (const way of ['in this thread', 'in a worker']) {
    for (const name of ['SHA-256', 'SHA-384'] satisfies MessageHashName[]) {
      it(`${name} ${way} is SubtleCrypto's, and gives the bytes back`, async () => {
        const parts = [0, 1, 127, 128, 129, 70_000].map(pattern);
        const whole = concatBytes(...parts);
        const hash = createMessageHash(name, undefined, way === 'in a worker' ? startHashWorker : undefined);
        const given = await Promise.all([hash.add(parts.slice(0, 2)), hash.add([]), hash.add(parts.slice(2))]);
        expect(concatBytes(...given.flat())).to.deep.equal(whole);
        expect(await hash.digest()).to.deep.equal(new Uint8Array(await crypto.subtle.digest(name, whole)));
        hash.close();
        expect(started).to.have.length(way === 'in a worker' ? 1 : 0);
      });
    }
  }

  it('stays in this thread where the message is short, or no worker starts', async () => {
    const missing = () => {
      const worker = new Worker(new URL('missing-worker.js', import.meta.url), { type: 'module' });
      worker.addEventListener('error', (event) => event.preventDefault());
      return worker;
    };
    const refused = () => {
      throw new DOMException('No workers here.', 'SecurityError');
    };
    for (const [total, start] of [
      [1000, startHashWorker],
      [5 * MIB, missing],
      [5 * MIB, refused],
    ] as const) {
      const hash = createMessageHash('SHA-384', total, start);
      await hash.add([pattern(1000)]);
      expect(await hash.digest()).to.deep.equal(new Uint8Array(await crypto.subtle.digest('SHA-384', pattern(1000))));
      hash.close();
    }
    expect(started).to.deep.equal([]);
  });

  describe('of a signed message', () => {
    const kms = new FakeKms();
    const here = createEnvelope(kms.kmsFor);
    let there: Envelope;
    beforeEach(() => (there = createEnvelope(kms.kmsFor, { startHashWorker })));
    const plaintext = pattern(5 * MIB);
    const options = { keyIds: [keyArn(1)], suite: 0x0578 } as const;
    let message: Bytes;
    before(async () => (message = await readAll(here.encrypt(new Blob([plaintext]), options).stream)));

    it('a worker signs what this thread reads, and the same one reads what this thread signs', async () => {
      const sealed = await readAll(there.encrypt(new Blob([plaintext]), options).stream);
      expect(await readAll(here.decrypt(new Blob([sealed])).stream)).to.deep.equal(plaintext);
      expect(await readAll(there.decrypt(new Blob([message])).stream)).to.deep.equal(plaintext);
      expect(started).to.have.length(1);
    });

    it('two at a time have a worker each', async () => {
      const both = await Promise.all([1, 2].map(() => readAll(there.encrypt(new Blob([plaintext]), options).stream)));
      for (const sealed of both)
        expect(await readAll(here.decrypt(new Blob([sealed])).stream)).to.deep.equal(plaintext);
      expect(started).to.have.length(2);
    });

    it('a worker refuses a changed frame and a changed signature, and withholds the last frame', async () => {
      for (const [at, code, released] of [
        [4 * MIB, 'FrameAuthentication', 15 * 256 * 1024],
        [message.length - 1, 'InvalidSignature', 19 * 256 * 1024],
      ] as const) {
        const other = message.slice();
        other[at] = (other[at] as number) ^ 1;
        let seen = 0;
        const error = await rejection(
          (async () => {
            for await (const chunk of there.decrypt(new Blob([other])).stream) seen += chunk.length;
          })(),
        );
        expect(error).to.have.property('code', code);
        expect(seen).to.equal(released);
      }
    });

    it('a worker is let go of when its operation is cancelled', async () => {
      for (const { stream, result } of [
        there.encrypt(new Blob([plaintext]), options),
        there.decrypt(new Blob([message])),
      ]) {
        const reader = stream.getReader();
        await reader.read();
        await reader.cancel();
        await rejection(result);
      }
      expect(await readAll(there.decrypt(new Blob([message])).stream)).to.deep.equal(plaintext);
    });

    it('an operation fails when its worker does', async () => {
      const { stream, result } = there.encrypt(new Blob([plaintext]), options);
      const reader = stream.getReader();
      await reader.read();
      started[0]?.dispatchEvent(new ErrorEvent('error', { message: 'gone' }));
      const error = await rejection(
        (async () => {
          while (!(await reader.read()).done);
        })(),
      );
      expect(error.message).to.contain('gone');
      expect(await rejection(result)).to.equal(error);
    });
  });
});
