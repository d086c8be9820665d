import { expect } from 'chai';
import { TEXTS } from '../../../src/ui/envelope/live-keys-texts.ts';
import { LiveKeys } from '../../../src/ui/envelope/live-keys.ts';
import { StepGate } from '../../../src/ui/envelope/step-gate.ts';
import '../../../src/ui/envelope/strong-live-keys.ts';
import '../../../src/ui/envelope/strong-step-control.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf, until } from '../fixture.ts';

const key = () => crypto.getRandomValues(new Uint8Array(32));

describe('strong-live-keys', () => {
  it('shows a key as long as its bytes exist, and when they were overwritten', async () => {
    const list = new LiveKeys();
    const element = await place('strong-live-keys', { list });
    expect(textOf(element)).to.contain(TEXTS.keys.none);
    const bytes = key();
    list.add('envelope', 'a.txt', bytes);
    await drawn(element);
    expect(allInside(element, '.live')).to.have.length(1);
    expect(textOf(element)).to.contain('a.txt').and.to.contain('PLAINTEXT, 32 bytes');
    // The envelope code overwrites its own keys.
    expect(allInside(element, 'button')).to.deep.equal([]);
    await expectAccessible(element);
    bytes.fill(0);
    await until(() => allInside(element, '.live').length === 0);
    expect(textOf(element)).to.contain('Overwritten after');
    await expectAccessible(element);
  });

  it('overwrites the copies that the page shows', async () => {
    const list = new LiveKeys();
    const [shown, used] = [key(), key()];
    list.add('display', 'a.txt', shown);
    list.add('envelope', 'a.txt', used);
    const element = await place('strong-live-keys', { list });
    const overwritten = next(element, 'strong-overwrite-keys');
    inside(element, 'button').click();
    await overwritten;
    expect([shown.every((byte) => byte === 0), used.every((byte) => byte === 0)]).to.deep.equal([true, false]);
    await drawn(element);
    expect(allInside(element, '.live')).to.have.length(1);
    used.fill(0);
  });

  it('keeps every key in memory, and a few of those that were overwritten', () => {
    const list = new LiveKeys();
    const live = key();
    list.add('envelope', 'live', live);
    for (let n = 0; n < 20; n++) list.add('envelope', `old ${n}`, new Uint8Array(32));
    expect(list.keys).to.have.length(9);
    expect(list.keys.at(-1)?.file).to.equal('live');
    expect(list.keys[0]?.file).to.equal('old 19');
    live.fill(0);
    list.check();
  });
});

describe('strong-step-control', () => {
  it('names the next step, and makes it or the rest', async () => {
    const gate = new StepGate();
    const element = await place('strong-step-control', { gate });
    const step = { kind: 'call', operation: 'Decrypt', subject: 'alias/a' } as const;
    const first = gate.halt(step, undefined);
    await drawn(element);
    expect(textOf(element)).to.contain(TEXTS.steps.next(step));
    await expectAccessible(element);
    inside(element, '#step').click();
    await first;
    await drawn(element);
    expect(textOf(element)).to.contain(TEXTS.steps.working);
    const second = gate.halt({ kind: 'store' }, undefined);
    inside(element, '#rest').click();
    await second;
    await gate.halt({ kind: 'store' }, undefined);
    const canceled = next(element, 'strong-cancel-steps');
    inside(element, '#cancel').click();
    await canceled;
  });
});
