import { expect } from 'chai';
import '../../../src/ui/envelope/strong-theft.ts';
import { ANNOUNCE, type Announcement } from '../../../src/ui/kit/announce.ts';
import { allInside, expectAccessible, inside, next, place, textOf } from '../fixture.ts';

const NAME = 'strong-theft-test';

/** Puts a database with `values` into this origin, as a key store would lie there. */
function plant(...values: unknown[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(NAME, 1);
    opening.onupgradeneeded = () => void opening.result.createObjectStore('things', { autoIncrement: true });
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const writing = opening.result.transaction('things', 'readwrite');
      for (const value of values) writing.objectStore('things').add(value);
      writing.oncomplete = () => {
        opening.result.close();
        resolve();
      };
      writing.onerror = () => reject(writing.error);
    };
  });
}

/** Predicts, runs the attack, and waits for its last word. */
async function attack(): Promise<HTMLElementTagNameMap['strong-theft']> {
  const element = await place('strong-theft');
  const predict = inside<HTMLElementTagNameMap['strong-predict']>(element, 'strong-predict');
  inside<HTMLInputElement>(predict, 'input').click();
  await predict.updateComplete;
  const said = next<Announcement>(document, ANNOUNCE);
  inside<HTMLButtonElement>(predict, '[type=submit]').click();
  await said;
  await element.updateComplete;
  return element;
}

describe('strong-theft', () => {
  // Other test files keep keys in this origin at the same time: the attack is shown the database of this file alone.
  const { databases } = indexedDB;
  beforeEach(() => {
    indexedDB.databases = () => Promise.resolve([{ name: NAME, version: 1 }]);
  });
  afterEach(
    () =>
      new Promise<void>((resolve) => {
        indexedDB.databases = databases;
        const removing = indexedDB.deleteDatabase(NAME);
        removing.onsuccess = removing.onerror = removing.onblocked = () => resolve();
      }),
  );

  it('is accessible before it runs', async () => {
    await expectAccessible(await place('strong-theft'));
  });

  it('finds a native key, gets no byte of it, and shows each refusal as the browser words it', async () => {
    await plant({
      key: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    });
    const element = await attack();
    expect(textOf(element)).to.contain('Found 1 key and').and.to.contain('No byte of a key was obtained.');
    expect(allInside(element, 'tbody tr').map((row) => row.textContent)).to.satisfy((rows: string[]) =>
      rows.some((row) => row.includes('InvalidAccessError')),
    );
    await expectAccessible(element);
  });

  it('says so when a key can be read', async () => {
    await plant({
      key: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']),
    });
    expect(inside(await attack(), '.taken').textContent).to.match(/^Obtained \d+ times?\. That should not be/);
  });

  it('says that there was nothing to try where there is no key', async () => {
    await plant({ nothing: true });
    expect(textOf(await attack()))
      .to.contain('Found 0 keys')
      .and.to.contain('There was nothing to try.');
  });
});
