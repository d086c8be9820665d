import { expect } from 'chai';
import { CallClient } from '../../src/client/call-client.ts';
import type { Call, HttpRequest, Reply } from '../../src/model/contract.ts';
import type { WorkerApi } from '../../src/model/worker-api.ts';
import { serveCalls } from '../../src/worker/serve-calls.ts';
import { rejection } from './fake-host.ts';

const REQUEST = { method: 'POST', url: 'https://kms.example/', headers: {}, body: '' } satisfies HttpRequest;

const callOf = (input: object): Call => ({ operation: 'Encrypt', input, region: 'us-east-1' }) as Call;

const replyOf = (output: object): Reply => ({ requestId: 'r', ok: true, output }) as unknown as Reply;

/** A client and `answer` at the two ends of a port, and how many messages crossed. */
function channel(answer: (world: string, call: Call) => unknown) {
  const { port1, port2 } = new MessageChannel();
  const crossed = { there: 0, back: 0 };
  port2.addEventListener('message', () => crossed.there++);
  port1.addEventListener('message', () => crossed.back++);
  const host = {
    call: async (world: string, call: Call) => (await answer(world, call)) as Reply,
    http: (world: string) => Promise.resolve({ status: 200, headers: {}, body: world }),
  } as unknown as WorkerApi;
  serveCalls(host, port2);
  const client = new CallClient();
  return { client, crossed, port1 };
}

/** The same, connected. */
function connected(answer: (world: string, call: Call) => unknown) {
  const made = channel(answer);
  made.client.connect(made.port1);
  return made;
}

describe('the port of KMS calls', () => {
  it('sends the calls of one microtask as one message, and their answers as one', async () => {
    const { client, crossed } = connected((world, { input }) => replyOf({ world, input }));
    const numbers = Array.from({ length: 64 }, (_, number) => number);
    const replies = await Promise.all(numbers.map((number) => client.call('lab', callOf({ number }))));
    expect(replies).to.deep.equal(numbers.map((number) => replyOf({ world: 'lab', input: { number } })));
    expect(crossed).to.deep.equal({ there: 1, back: 1 });
  });

  it('gives each call its own answer, whatever the order of the answers', async () => {
    const waiting: (() => void)[] = [];
    const { client } = connected(
      (_world, { input }) => new Promise((resolve) => waiting.unshift(() => resolve(replyOf(input)))),
    );
    const replies = Promise.all([1, 2, 3].map((number) => client.call('lab', callOf({ number }))));
    const http = await client.http('lab', REQUEST);
    expect(http.body).to.equal('lab');
    for (const answer of waiting) {
      answer();
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(await replies).to.deep.equal([1, 2, 3].map((number) => replyOf({ number })));
  });

  it('refuses an input and an answer that cannot be cloned with TypeError, and only those', async () => {
    const { client } = connected((_world, { input }) => replyOf('bad' in input ? { bad: () => undefined } : input));
    const inputs = [{ a: 1 }, { a: () => undefined }, { bad: 1 }, { b: 2 }];
    const [first, input, answer, last] = await Promise.allSettled(inputs.map((one) => client.call('lab', callOf(one))));
    expect(first).to.deep.equal({ status: 'fulfilled', value: replyOf({ a: 1 }) });
    for (const refused of [input, answer])
      expect((refused as PromiseRejectedResult).reason).to.be.instanceOf(TypeError);
    expect(last).to.deep.equal({ status: 'fulfilled', value: replyOf({ b: 2 }) });
  });

  it('moves secrets and large outputs out of the worker, and copies small ones', async () => {
    const kept = {
      Plaintext: new Uint8Array(4).fill(1),
      CiphertextBlob: new Uint8Array(4).fill(2),
      PublicKey: new Uint8Array(8192).fill(3),
    };
    const { client } = connected(() => replyOf(kept));
    const reply = await client.call('lab', callOf({}));
    expect(reply.ok && Object.values(reply.output as typeof kept).map(({ length }) => length)).to.deep.equal([
      4, 4, 8192,
    ]);
    expect(Object.values(kept).map(({ length }) => length)).to.deep.equal([0, 4, 0]);
  });

  it('rejects with the error that the host threw', async () => {
    const thrown = [
      new TypeError('no world'),
      Object.assign(new Error('disk'), { name: 'StorageError' }),
      'text',
    ] as const;
    const { client } = connected((_world, { input }) => {
      throw thrown[(input as { at: number }).at] as Error;
    });
    const [type, storage, text] = await Promise.all([0, 1, 2].map((at) => rejection(client.call('a', callOf({ at })))));
    expect(type).to.be.instanceOf(TypeError).with.property('message', 'no world');
    expect(storage).to.include({ name: 'StorageError', message: 'disk' });
    expect(text).to.include({ name: 'Error', message: 'text' });
  });

  it('sends calls made before it is connected once it is, also after a worker that never ran was lost', async () => {
    const { client, port1 } = channel((_world, { input }) => replyOf(input));
    const early = client.call('lab', callOf({ early: true }));
    await new Promise((resolve) => setTimeout(resolve));
    expect(client.disconnect(new Error('lost'))).to.equal(false);
    client.connect(port1);
    expect(await early).to.deep.equal(replyOf({ early: true }));
  });

  it('rejects what was sent when the worker is lost, and answers what comes after by the next', async () => {
    const { client } = connected(() => new Promise(() => undefined));
    client.confirm();
    const pending = rejection(client.call('lab', callOf({})));
    await new Promise((resolve) => setTimeout(resolve));
    expect(client.disconnect(new Error('lost'))).to.equal(true);
    expect((await pending).message).to.equal('lost');
    const later = client.call('lab', callOf({ later: true }));
    client.connect(channel((_world, { input }) => replyOf(input)).port1);
    // The second channel's own client is not used.
    expect(await later).to.deep.equal(replyOf({ later: true }));
  });

  it('rejects every call once no worker comes any longer, each with its own error', async () => {
    const { client } = channel(() => undefined);
    const waiting = rejection(client.call('lab', callOf({})));
    client.close(() => new Error('gone'));
    const [first, second] = await Promise.all([waiting, rejection(client.http('lab', REQUEST))]);
    expect([first.message, second.message]).to.deep.equal(['gone', 'gone']);
    expect(first).not.to.equal(second);
  });

  it('passes over answers that nobody waits for', async () => {
    const { client, port1 } = channel((_world, { input }) => replyOf(input));
    client.connect(port1);
    port1.dispatchEvent(
      new MessageEvent('message', { data: [{ count: 1, one: { id: 99, output: {} }, differ: [], rows: [] }] }),
    );
    expect(await client.call('lab', callOf({ a: 1 }))).to.deep.equal(replyOf({ a: 1 }));
  });

  describe('of a worker that is lost before it has said that it runs', () => {
    const answered = (made: ReturnType<typeof connected>) => made.client.call('lab', callOf({ number: 1 }));
    const lost = new Error('lost');

    it('keeps the calls, and sends them to the next one', async () => {
      const dead = new MessageChannel();
      const { client, port1, crossed } = channel((_world, { input }) => replyOf(input));
      client.connect(dead.port1);
      const calls = [1, 2].map((number) => client.call('lab', callOf({ number })));
      await Promise.resolve();
      expect(client.disconnect(lost)).to.equal(false);
      client.connect(port1);
      expect(await Promise.all(calls)).to.deep.equal([1, 2].map((number) => replyOf({ number })));
      expect(crossed).to.deep.equal({ there: 1, back: 1 });
    });

    it('does not send a call again that was answered', async () => {
      const ran: unknown[] = [];
      const answer = (_world: string, { input }: Call) => (ran.push(input), replyOf(input));
      const first = connected(answer);
      await answered(first);
      expect(first.client.disconnect(lost)).to.equal(false);
      const second = channel(answer);
      first.client.connect(second.port1);
      second.port1.start();
      await first.client.call('lab', callOf({ number: 2 }));
      expect(ran).to.deep.equal([{ number: 1 }, { number: 2 }]);
    });

    it('rejects the calls if it may have run them', async () => {
      const made = connected(() => new Promise(() => undefined));
      const call = rejection(answered(made));
      expect(made.client.disconnect(lost, true)).to.equal(true);
      expect(await call).to.equal(lost);
    });
  });
});
