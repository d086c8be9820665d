import { expect } from 'chai';
import '../../../src/ui/envelope/strong-attack.ts';
import { ANNOUNCE, type Announcement } from '../../../src/ui/kit/announce.ts';
import { MAX_RECORDS } from '../../../src/ui/envelope/collect-key-material.ts';
import { allInside, expectAccessible, inside, next, place, textOf, until } from '../fixture.ts';
import { madeKey, plant, uproot } from './planted-storage.ts';

/** Predicts and starts the attack; `said` is its last word. */
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

/** What the page says of native, wrapped and unexpected. */
const verdicts = (element: Element) => allInside(element, '.verdicts dd b').map(({ textContent }) => textContent);

describe('strong-attack', () => {
  afterEach(uproot);

  it('is accessible before it runs', async () => {
    await expectAccessible(await place('strong-attack'));
  });

  it('says of native keys that nothing was obtained, and shows each refusal as the browser words it', async () => {
    const { key, material } = await madeKey('ECC_NIST_P256', 'SIGN_VERIFY', 'native');
    await plant({ keys: [key], materials: [material] });
    const element = await attack();
    expect(verdicts(element)).to.deep.equal(['Nothing obtained.', 'None stored.', 'Nothing.']);
    expect(allInside(element, 'tbody tr').map((row) => row.textContent)).to.satisfy((rows: string[]) =>
      rows.some((row) => row.includes('InvalidAccessError')),
    );
    await expectAccessible(element);
  });

  it('says that the bytes of a wrapped key were obtained, and shows none of them', async () => {
    const { key, material } = await madeKey('ECC_SECG_P256K1', 'SIGN_VERIFY', 'native');
    await plant({ keys: [key], materials: [material] });
    const element = await attack();
    expect(verdicts(element)).to.deep.equal(['Nothing obtained.', 'Obtained, as each key’s page says.', 'Nothing.']);
    expect(textOf(element)).to.contain('Bytes of 1 of 1 wrapped key. 1 compared and found equal');
    expect(
      allInside(element, 'tbody tr').some((row) => row.textContent?.includes('The bytes of a wrapped key')),
    ).to.equal(true);
    await expectAccessible(element);
  });

  it('says so when a key can be read that should not be', async () => {
    await plant({
      things: [await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt'])],
    });
    const element = await attack();
    expect(verdicts(element)[2]).to.match(/^Obtained bytes that no script should get/);
    await expectAccessible(element);
  });

  it('says that there was nothing to try where there is no key', async () => {
    await plant({ things: [{ nothing: true }] });
    expect(textOf(await attack()))
      .to.contain('Found 0 keys')
      .and.to.contain('There was nothing to try.');
  });

  it('says how many of how many it tries of a large sandbox, shows progress, and stops when told to', async () => {
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
    expect((await said).detail.text).to.match(/^Stopped\./);
    await element.updateComplete;
    expect(textOf(element)).to.contain('The results cover only the attempts made so far.');
    expect(element.shadowRoot?.querySelector('progress')).to.equal(null);
  });
});
