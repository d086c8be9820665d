/** The store of progress: what its clients do one after the other. */
import { expect } from 'chai';
import { createLabStore } from '../../../src/ui/labs/lab-store.ts';

/** Runs two parts of a lab in two stores, and one of another lab. Returns the order of what they do. */
async function order(locks: LockManager | null): Promise<readonly string[]> {
  const done: string[] = [];
  const part = (name: string) => async () => {
    done.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    done.push(`${name} ends`);
  };
  // Stores of one page, as the page of a lab and the task panel have them.
  const [one, other] = [createLabStore(undefined, locks), createLabStore(undefined, locks)];
  await Promise.all([
    one.exclusive?.('T1', part('first')),
    one.exclusive?.('T1', () => Promise.reject(new Error('fails'))).catch(() => done.push('fails')),
    other.exclusive?.('T1', part('second')),
  ]);
  return done;
}

describe('createLabStore', () => {
  const expected = ['first begins', 'first ends', 'fails', 'second begins', 'second ends'];

  it('runs the parts of a lab alone by the locks of the browser', async () => {
    expect(await order(navigator.locks)).to.deep.equal(expected);
  });

  it('runs the parts of a lab alone in a page without locks', async () => {
    expect(await order(null)).to.deep.equal(expected);
  });
});
