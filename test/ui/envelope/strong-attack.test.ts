import { expect } from 'chai';
import '../../../src/ui/envelope/strong-attack.ts';
import { ANNOUNCE, type Announcement } from '../../../src/ui/kit/announce.ts';
import { TEXTS } from '../../../src/ui/envelope/attack-texts.ts';
import { MAX_RECORDS } from '../../../src/ui/envelope/collect-key-material.ts';
import { allInside, expectAccessible, inside, next, place, textOf, until } from '../fixture.ts';
import { madeKey, plant, uproot } from './planted-storage.ts';

const VERDICT = TEXTS.verdict;

/** Predicts and starts the attack. `said` is its announcement. */
async function start() {
  const element = await place('strong-attack');
  const predict = inside<HTMLElementTagNameMap['strong-prediction']>(element, 'strong-prediction');
  inside<HTMLInputElement>(predict, 'input').click();
  await predict.updateComplete;
  const said = next<Announcement>(document, ANNOUNCE);
  inside<HTMLButtonElement>(predict, '[type=submit]').click();
  return { element, said };
}

/** Runs the attack to its end. */
async function attack(): Promise<HTMLElementTagNameMap['strong-attack']> {
  const { element, said } = await start();
  await said;
  await element.updateComplete;
  return element;
}

/** The results for native, wrapped and unexpected. */
const verdicts = (element: Element) => allInside(element, '.verdicts dd b').map(({ textContent }) => textContent);

describe('strong-attack', () => {
  const { getDirectory } = navigator.storage;

  // Other tests leave files of their own in the file system of this origin.
  beforeEach(() => {
    navigator.storage.getDirectory = () => Promise.reject(new DOMException('no files here', 'SecurityError'));
  });

  afterEach(async () => {
    navigator.storage.getDirectory = getDirectory;
    await uproot();
  });

  it('is accessible before it runs', async () => {
    await expectAccessible(await place('strong-attack'));
  });

  it('reports that nothing of native keys was obtained, with each error of the browser', async () => {
    const { key, material } = await madeKey('ECC_NIST_P256', 'SIGN_VERIFY', 'native');
    await plant({ keys: [key], materials: [material] });
    const element = await attack();
    expect(verdicts(element)).to.deep.equal([VERDICT.nothingObtained, VERDICT.noneStored, VERDICT.nothing]);
    expect(allInside(element, 'tbody tr').map((row) => row.textContent)).to.satisfy((rows: string[]) =>
      rows.some((row) => row.includes('InvalidAccessError')),
    );
    await expectAccessible(element);
  });

  it('reports that the bytes of a wrapped key were obtained, and shows none of them', async () => {
    const { key, material } = await madeKey('ECC_SECG_P256K1', 'SIGN_VERIFY', 'native');
    await plant({ keys: [key], materials: [material] });
    const element = await attack();
    expect(verdicts(element)).to.deep.equal([VERDICT.nothingObtained, VERDICT.wrappedObtained, VERDICT.nothing]);
    expect(textOf(element)).to.contain(`${VERDICT.wrappedBytes(1, 1)} ${VERDICT.compared(1)}`);
    expect(allInside(element, 'tbody tr').some((row) => row.textContent?.includes(TEXTS.obtained.wrapped))).to.equal(
      true,
    );
    await expectAccessible(element);
  });

  it('reports a key that no script should be able to read', async () => {
    await plant({
      things: [await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt'])],
    });
    const element = await attack();
    expect(verdicts(element)[2]).to.equal(VERDICT.unexpectedObtained);
    await expectAccessible(element);
  });

  it('reports that it found no keys', async () => {
    await plant({ things: [{ nothing: true }] });
    const element = await attack();
    expect(textOf(element)).to.contain(TEXTS.found(0, 0));
    inside(element, '#no-keys');
  });

  it('samples a large sandbox, shows progress, and stops on request', async () => {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    await plant({
      materials: Array.from({ length: 1_000 }, (_, index) => ({
        id: `k/${index}`,
        keys: { SYMMETRIC_DEFAULT: key },
        other: new Uint8Array(60),
      })),
    });
    const { element, said } = await start();
    await until(() => element.shadowRoot?.querySelector('progress'));
    const stop = inside<HTMLButtonElement>(element, 'progress ~ button');
    await until(() => textOf(element).includes(`${MAX_RECORDS} of 1,000 keys`));
    stop.click();
    await said;
    await element.updateComplete;
    inside(element, '#stopped');
    inside(element, '.verdicts');
    expect(element.shadowRoot?.querySelector('progress')).to.equal(null);
  });
});
