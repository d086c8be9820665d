import { expect } from 'chai';
import type { HandlerWireValue } from 'comlink/dist/umd/protocol';
import type { Settings } from '../../src/model/records.ts';
import workerUrl from '../../src/worker/main.ts?worker&url';

type Answer = { id: string; type: string; name?: string; value?: { value?: { name: string; message: string } } };

/** How comlink marks an argument that it would turn into something else. */
const HANDLER: `${HandlerWireValue['type']}` = 'HANDLER';

/** What a page that holds the worker may send past the client: comlink's own messages. */
describe('a worker in the hands of a page', () => {
  let worker: Worker;
  let next = 0;

  before(() => {
    worker = new Worker(workerUrl, { type: 'module' });
  });
  after(() => worker.terminate());

  /** Sends one message and waits for its answer. */
  function send(message: object): Promise<Answer> {
    const id = `message-${(next += 1)}`;
    return new Promise((resolve) => {
      const listener = ({ data }: MessageEvent<Answer>) => {
        if (data.id !== id) return;
        worker.removeEventListener('message', listener);
        resolve(data);
      };
      worker.addEventListener('message', listener);
      worker.postMessage({ id, ...message });
    });
  }

  const raw = (value: unknown) => ({ type: 'RAW', value });
  const call = (...values: unknown[]) =>
    send({ type: 'APPLY', path: ['sandbox'], argumentList: values.map(raw) }) as Promise<
      Answer & { value?: Settings | { value?: { name: string; message: string } } }
    >;

  const REFUSED: Readonly<Record<string, object>> = {
    'a new prototype of the exposed object': { type: 'SET', path: ['__proto__'], value: raw({ polluted: true }) },
    'a member of Object.prototype': { type: 'SET', path: ['__proto__', 'polluted'], value: raw('polluted') },
    'a member of Function.prototype': {
      type: 'SET',
      path: ['sandbox', '__proto__', 'polluted'],
      value: raw('polluted'),
    },
    'another method': { type: 'SET', path: ['sandbox'], value: raw('gone') },
    'code from a text': { type: 'APPLY', path: ['sandbox', 'constructor'], argumentList: [raw('return 1')] },
    'a method of Object.prototype': { type: 'APPLY', path: ['__defineGetter__'], argumentList: [raw('x')] },
    'a new object': { type: 'CONSTRUCT', path: ['constructor'], argumentList: [] },
    'the exposed object': { type: 'GET', path: [] },
    'a method as a value': { type: 'GET', path: ['sandbox'] },
    'another port': { type: 'ENDPOINT' },
    'the end of service': { type: 'RELEASE' },
    'a call without a path': { type: 'APPLY', argumentList: [] },
    'a call along no list': { type: 'APPLY', path: 'sandbox', argumentList: [] },
    'arguments that are no list': { type: 'APPLY', path: ['sandbox'], argumentList: 'x' },
    'an argument that is an error': {
      type: 'APPLY',
      path: ['sandbox'],
      argumentList: [{ type: HANDLER, name: 'throw', value: { isError: false, value: 1 } }],
    },
    'a call of the method that refuses': { type: 'APPLY', path: ['refuse'], argumentList: [] },
    'no type that comlink knows': { type: 'DELETE', path: ['sandbox'] },
  };

  for (const [what, message] of Object.entries(REFUSED)) {
    it(`refuses ${what}, and serves on`, async () => {
      const answer = await send(message);
      expect(answer.name).to.equal('throw');
      expect(answer.value?.value?.name).to.equal('TypeError');
      expect(answer.value?.value?.message).to.contain('accepts calls of `sandbox` only');
      expect((await call('expose-methods', 'settings', [])).value).to.have.property('signatures', 'required');
    });
  }

  it('refuses methods that a sandbox only inherits', async () => {
    for (const method of ['constructor', 'toString', '__proto__', '__defineGetter__', 'nothing']) {
      const answer = await call('expose-methods', method, []);
      expect(answer.name, method).to.equal('throw');
      expect((answer.value as { value: { message: string } }).value.message).to.equal('A sandbox has no such method.');
    }
  });

  it('passes over messages that are none of comlink', async () => {
    for (const message of [undefined, null, 1, 'text', {}, { id: 'x' }, []]) worker.postMessage(message);
    expect((await call('expose-methods', 'settings', [])).value).to.have.property('signatures', 'required');
  });
});
