/** Requests to a real proxy through the port of a relay: answers, the time limit, and its end. */
import { expect } from 'chai';
import type { RelayAbort, RelayAnswer, RelayRequest } from '../../src/model/relay-messages.ts';
import { XksConnectionError, type XksHttpRequest } from '../../src/model/xks-proxy-api.ts';
import { RelayTransport } from '../../src/worker/relay-transport.ts';

const ORIGIN = 'https://xks.corp.example';

const request = (origin = ORIGIN): XksHttpRequest => ({
  method: 'POST',
  url: `${origin}/kms/xks/v1/health`,
  headers: { host: 'xks.corp.example', 'x-amz-date': '20260101T000000Z' },
  body: '{}',
});

async function problemOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(XksConnectionError);
  return (error as XksConnectionError).problem;
}

/** A transport with one relay, whose other end `answer` holds. */
function open(answer: (message: RelayRequest | RelayAbort, port: MessagePort) => void) {
  const transport = new RelayTransport();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<RelayRequest | RelayAbort>) => answer(data, port1);
  transport.connect(ORIGIN, port2);
  return {
    transport,
    end: () => {
      transport.connect(ORIGIN, undefined);
      port1.close();
    },
  };
}

describe('the transport by relays', () => {
  it('sends a request without the header that a browser sets, and returns any answer', async () => {
    const seen: object[] = [];
    const { transport, end } = open((message, port) => {
      seen.push(message);
      if ('id' in message) port.postMessage({ id: message.id, status: 403, body: '{"errorName":"X"}' });
    });
    expect(await transport.send(request(), 250)).to.deep.equal({ status: 403, body: '{"errorName":"X"}' });
    expect(seen).to.deep.equal([
      { id: 1, url: request().url, headers: { 'x-amz-date': '20260101T000000Z' }, body: '{}' },
    ]);
    end();
  });

  it('rejects at once if no relay is open to the origin', async () => {
    const { transport, end } = open(() => undefined);
    expect(await problemOf(transport.send(request('https://other.corp.example'), 60_000))).to.equal('no-relay');
    end();
    expect(await problemOf(transport.send(request(), 60_000))).to.equal('no-relay');
  });

  it('fails as unreachable without an answer of the proxy', async () => {
    const { transport, end } = open((message, port) => {
      if ('id' in message) port.postMessage({ id: message.id } satisfies RelayAnswer);
    });
    expect(await problemOf(transport.send(request(), 250))).to.equal('unreachable');
    end();
  });

  it('ends a request after the time that KMS waits, and tells the relay', async () => {
    const seen: object[] = [];
    const { transport, end } = open((message, port) => {
      seen.push(message);
      // Too late.
      if ('abort' in message) port.postMessage({ id: message.abort, status: 200, body: '' } satisfies RelayAnswer);
    });
    const start = performance.now();
    expect(await problemOf(transport.send(request(), 30))).to.equal('timeout');
    expect(performance.now() - start).to.be.at.least(25);
    while (seen.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(seen[1]).to.deep.equal({ abort: 1 });
    end();
  });

  it('fails pending requests when the relay is closed or replaced', async () => {
    for (const isReplaced of [true, false]) {
      const { transport, end } = open(() => undefined);
      const pending = problemOf(transport.send(request(), 60_000));
      const { port1, port2 } = new MessageChannel();
      transport.connect(ORIGIN, isReplaced ? port2 : undefined);
      expect(await pending).to.equal('unreachable');
      end();
      port1.close();
      port2.close();
    }
  });
});
