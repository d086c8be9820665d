import { expect } from 'chai';
import { expose, transfer, wrap, type Remote } from 'comlink';
import { batchMessages, type Endpoint } from '../../src/base/batching-endpoint.ts';

interface Api {
  echo<T>(value: T): T;
  note(value: number): Promise<void>;
  make(length: number): Uint8Array;
  bad(): unknown;
}

/** A channel with both ends coalesced, the messages that really crossed, and comlink on top of it. */
function channel() {
  const { port1, port2 } = new MessageChannel();
  const crossed = { there: 0, back: 0 };
  port2.addEventListener('message', () => crossed.there++);
  port1.addEventListener('message', () => crossed.back++);
  const noted: number[] = [];
  const api: Api = {
    echo: (value) => value,
    note: (value) => Promise.resolve().then(() => void noted.push(value)),
    make: (length) => {
      const bytes = new Uint8Array(length).fill(7);
      return transfer(bytes, [bytes.buffer]);
    },
    bad: () => () => undefined,
  };
  expose(api, batchMessages(port2));
  const near = batchMessages(port1);
  const remote: Remote<Api> = wrap<Api>(near);
  near.start?.();
  return { remote, crossed, noted, port1, port2 };
}

async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('It did not reject.');
}

describe('coalesce', () => {
  it('sends all calls of a microtask as one message, and their answers as one', async () => {
    const { remote, crossed } = channel();
    const answers = await Promise.all(Array.from({ length: 64 }, (_, index) => remote.echo(index)));
    expect(answers).to.deep.equal(Array.from({ length: 64 }, (_, index) => index));
    expect(crossed).to.deep.equal({ there: 1, back: 1 });
  });

  it('keeps the order within a message and between messages', async () => {
    const { remote, noted } = channel();
    const first = [remote.note(1), remote.note(2)];
    await Promise.resolve();
    await Promise.all([...first, remote.note(3), remote.note(4)]);
    expect(noted).to.deep.equal([1, 2, 3, 4]);
  });

  it('joins the transfer lists, both ways', async () => {
    const { remote } = channel();
    const sent = [new Uint8Array(8).fill(1), new Uint8Array(8).fill(2)] as const;
    const kept = new Uint8Array(8).fill(3);
    const answers = await Promise.all([
      ...sent.map((bytes) => remote.echo(transfer(bytes, [bytes.buffer]))),
      remote.echo(kept),
      remote.make(1024),
    ]);
    expect(sent.map((bytes) => bytes.length)).to.deep.equal([0, 0]);
    expect(kept.length).to.equal(8);
    expect((answers as Uint8Array[]).map((bytes) => [bytes.length, bytes[0]])).to.deep.equal([
      [8, 1],
      [8, 2],
      [8, 3],
      [1024, 7],
    ]);
  });

  it('refuses a message that cannot be cloned with TypeError, and only that one', async () => {
    const { remote } = channel();
    const [before, refused, after] = await Promise.allSettled([
      remote.echo('a'),
      remote.echo(() => undefined),
      remote.echo('b'),
    ]);
    expect(before).to.deep.equal({ status: 'fulfilled', value: 'a' });
    expect(after).to.deep.equal({ status: 'fulfilled', value: 'b' });
    expect(refused.status).to.equal('rejected');
    expect((refused as PromiseRejectedResult).reason).to.have.property('name', 'TypeError');
  });

  it('refuses an answer that cannot be cloned, and only that one', async () => {
    const { remote } = channel();
    const [refused, fine] = await Promise.all([rejection(remote.bad() as Promise<unknown>), remote.echo('fine')]);
    expect(refused.name).to.equal('TypeError');
    expect(fine).to.equal('fine');
  });

  it('refuses the second transfer of one buffer, and only that one', async () => {
    const { remote } = channel();
    const bytes = new Uint8Array(4).fill(9);
    const [first, second] = await Promise.allSettled([
      remote.echo(transfer(bytes, [bytes.buffer])),
      remote.echo(transfer({ bytes }, [bytes.buffer])),
    ]);
    expect(first).to.have.property('status', 'fulfilled');
    expect(second).to.have.property('status', 'rejected');
  });

  it('passes on what the other side did not coalesce, and its own single messages plainly', async () => {
    const { port1, port2 } = new MessageChannel();
    const near = batchMessages(port1);
    const heard = new Promise<unknown>((resolve) =>
      near.addEventListener('message', (event) => resolve((event as MessageEvent).data)),
    );
    near.start?.();
    port2.postMessage({ plain: true });
    expect(await heard).to.deep.equal({ plain: true });

    const crossed = new Promise<unknown>((resolve) => (port2.onmessage = ({ data }) => resolve(data)));
    near.postMessage({ id: 1 });
    expect(await crossed).to.deep.equal({ id: 1 });
  });

  it('delivers to function and object listeners until they are removed', () => {
    let receive: EventListener | undefined;
    const endpoint: Endpoint = {
      postMessage: () => undefined,
      addEventListener: (_type, listener) => (receive = listener as EventListener),
      removeEventListener: () => (receive = undefined),
    };
    const near = batchMessages(endpoint);
    const heard: string[] = [];
    const one = (): void => void heard.push('function');
    const two = { handleEvent: (): void => void heard.push('object') };
    near.addEventListener('message', one);
    near.addEventListener('message', two);
    receive?.(new MessageEvent('message', { data: 1 }));
    near.removeEventListener('message', one);
    receive?.(new MessageEvent('message', { data: 2 }));
    near.removeEventListener('message', two);
    expect(heard).to.deep.equal(['function', 'object', 'object']);
    expect(receive).to.equal(undefined);
  });
});
