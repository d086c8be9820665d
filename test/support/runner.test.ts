import { expect } from 'chai';
import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import echoUrl from './echo-worker.ts?worker&url';

@customElement('runner-greeting')
class RunnerGreeting extends LitElement {
  @property() name = 'nobody';
  override render() {
    return html`Hello ${this.name}`;
  }
}

describe('the browser test runner', () => {
  it('compiles decorators as Lit needs them', async () => {
    const element = document.createElement('runner-greeting') as RunnerGreeting;
    document.body.append(element);
    await element.updateComplete;
    expect(element.shadowRoot?.textContent).to.equal('Hello nobody');
    element.name = 'tester';
    await element.updateComplete;
    expect(element.shadowRoot?.textContent).to.equal('Hello tester');
    element.remove();
  });

  it('starts a module worker by its URL', async () => {
    const worker = new Worker(echoUrl, { type: 'module' });
    const answer = new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = reject;
    });
    worker.postMessage('over');
    expect(await answer).to.equal('over and out');
    worker.terminate();
  });
});
