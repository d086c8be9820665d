/** The first message between page and worker. */
import { expect } from 'chai';
import { isPresenceAnswer, PRESENCE_KEY } from '../../src/model/worker-presence.ts';
import { answerPresence } from '../../src/worker/presence.ts';

describe('the answer of a worker to its page', () => {
  it('is sent before any call is served', async () => {
    const page = new MessageChannel();
    const calls = new MessageChannel();
    const order: string[] = [];
    const served = new Promise<MessagePort>((resolve) => {
      const endpoint = {
        addEventListener: page.port2.addEventListener.bind(page.port2),
        removeEventListener: () => undefined,
        postMessage: (message: unknown) => void (isPresenceAnswer(message) && order.push('answer')),
      };
      answerPresence(endpoint, (port) => {
        order.push('serve');
        resolve(port);
      });
    });
    page.port2.start();
    page.port1.postMessage({ [PRESENCE_KEY]: { calls: calls.port2 } }, [calls.port2]);
    expect(await served).to.be.instanceOf(MessagePort);
    expect(order).to.deep.equal(['answer', 'serve']);
  });
});
