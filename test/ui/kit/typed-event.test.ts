import { expect } from 'chai';
import { typedEvent, type EventOf } from '../../../src/ui/kit/typed-event.ts';

const PICKED = typedEvent<{ readonly keyId: string }>('strong-picked', { bubbles: true, cancelable: true });
const CLOSED = typedEvent('strong-closed');

describe('typedEvent', () => {
  it('carries the declared detail to listeners, and up where it bubbles', () => {
    const parent = document.createElement('div');
    const child = parent.appendChild(document.createElement('p'));
    let heard: EventOf<typeof PICKED> | undefined;
    parent.addEventListener(PICKED.name, (event) => (heard = event as EventOf<typeof PICKED>));
    expect(PICKED.dispatch(child, { keyId: 'k1' })).to.equal(true);
    expect(heard?.detail).to.deep.equal({ keyId: 'k1' });
  });

  it('says whether a listener prevented the default', () => {
    const target = new EventTarget();
    target.addEventListener(PICKED.name, (event) => event.preventDefault());
    expect(PICKED.dispatch(target, { keyId: 'k1' })).to.equal(false);
  });

  it('stays with its element where nothing else is declared, and needs no detail', () => {
    const parent = document.createElement('div');
    const child = parent.appendChild(document.createElement('p'));
    let heard = 0;
    parent.addEventListener(CLOSED.name, () => (heard += 1));
    child.addEventListener(CLOSED.name, () => (heard += 10));
    CLOSED.dispatch(child);
    expect(heard).to.equal(10);
  });
});
