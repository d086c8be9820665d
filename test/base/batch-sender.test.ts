import { expect } from 'chai';
import { decodeBatch, type EncodedBatch } from '../../src/base/batch-encoding.ts';
import { BatchSender, type BatchPort } from '../../src/base/batch-sender.ts';

/** A port that clones as a real one does, and keeps what came through: a list of messages per batch. */
function port() {
  const received: unknown[][] = [];
  const end: BatchPort = {
    postMessage: (message, transfer) =>
      void received.push(decodeBatch(structuredClone(message, { transfer }) as EncodedBatch[])),
  };
  return { end, received };
}

const microtasks = () => new Promise((resolve) => setTimeout(resolve));

describe('BatchSender', () => {
  it('sends the messages of one microtask as one batch, in order', async () => {
    const { end, received } = port();
    const sender = new BatchSender<number>(() => undefined);
    sender.connect(end);
    sender.send(1);
    sender.send(2);
    await Promise.resolve();
    sender.send(3);
    await microtasks();
    expect(received).to.deep.equal([[1, 2], [3]]);
  });

  it('joins the transfer lists', async () => {
    const { end, received } = port();
    const sender = new BatchSender<Uint8Array>(() => undefined);
    sender.connect(end);
    const moved = [Uint8Array.of(1), Uint8Array.of(2)];
    const copied = Uint8Array.of(3);
    for (const bytes of moved) sender.send(bytes, [bytes.buffer as ArrayBuffer]);
    sender.send(copied);
    await microtasks();
    expect(received).to.deep.equal([[Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(3)]]);
    expect([...moved, copied].map(({ length }) => length)).to.deep.equal([0, 0, 1]);
  });

  it('refuses a message that cannot be cloned, and the second transfer of a buffer, and sends the others', async () => {
    const { end, received } = port();
    const refused: unknown[] = [];
    const sender = new BatchSender<unknown>((message) => void refused.push(message));
    sender.connect(end);
    const unclonable = () => undefined;
    const bytes = Uint8Array.of(9);
    sender.send('a');
    sender.send(unclonable);
    sender.send('b', [bytes.buffer]);
    sender.send('c', [bytes.buffer]);
    await microtasks();
    expect(received).to.deep.equal([['a'], ['b']]);
    expect(refused).to.deep.equal([unclonable, 'c']);
  });

  it('keeps what is sent before a port is connected, and drops what was not sent when it is disconnected', async () => {
    const { end, received } = port();
    const sender = new BatchSender<string>(() => undefined);
    sender.send('early');
    await microtasks();
    sender.connect(end);
    expect(received).to.deep.equal([['early']]);
    sender.send('dropped');
    sender.disconnect();
    await microtasks();
    sender.send('later');
    sender.connect(end);
    await microtasks();
    expect(received).to.deep.equal([['early'], ['later']]);
  });
});
