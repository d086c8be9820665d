import { expect } from 'chai';
import { ScrollMemory } from '../../../src/ui/shell/scroll-memory.ts';
import { until } from '../fixture.ts';

/** Goes to another entry of the history. */
async function go(where: string | -1): Promise<void> {
  const arrived = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
  if (where === -1) history.back();
  else location.hash = where;
  await arrived;
}

describe('ScrollMemory', () => {
  const content = document.createElement('div');
  let before = '';

  beforeEach(() => {
    before = location.href;
    content.style.height = '5000px';
    document.body.append(content);
  });
  afterEach(() => {
    content.remove();
    history.replaceState(null, '', before);
    history.scrollRestoration = 'auto';
  });

  it('restores the position of an entry when its page is long enough again', async () => {
    const memory = new ScrollMemory();
    scrollTo(0, 1500);
    await go('#/other');
    memory.leave();
    expect(memory.restore()).to.equal(false);
    scrollTo(0, 0);
    await go(-1);
    memory.leave();
    content.style.height = '10px';
    expect(memory.restore()).to.equal(true);
    expect(scrollY).to.be.lessThan(1500);
    content.style.height = '5000px';
    await until(() => scrollY === 1500);
  });

  it('stops when the visitor scrolls', async () => {
    const memory = new ScrollMemory();
    scrollTo(0, 1500);
    await go('#/other');
    memory.leave();
    scrollTo(0, 0);
    await go(-1);
    memory.leave();
    content.style.height = '10px';
    memory.restore();
    dispatchEvent(new WheelEvent('wheel'));
    content.style.height = '5000px';
    for (let frames = 0; frames < 5; frames += 1) await new Promise(requestAnimationFrame);
    expect(scrollY).to.be.lessThan(1500);
  });

  it('goes on where the browser refuses to replace the state of an entry', async () => {
    const memory = new ScrollMemory();
    await go('#/other');
    const { replaceState } = history;
    history.replaceState = () => {
      throw new DOMException('planted', 'SecurityError');
    };
    try {
      memory.leave();
      expect(memory.restore()).to.equal(false);
    } finally {
      history.replaceState = replaceState;
    }
  });
});
