/** The picture of a lab: drawn from the sandbox, and the same as text. */
import { expect } from 'chai';
import '../../../src/ui/pictures/picture-panel.ts';
import { TEXTS } from '../../../src/ui/pictures/pictures-texts.ts';
import { pageContext } from '../context.ts';
import { drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

async function open(name: string) {
  const { strongroom, region } = pageContext();
  const panel = await place('strong-picture-panel', { name, strongroom, region, caption: 'The lesson.' });
  return { panel, strongroom };
}

describe('strong-picture-panel', () => {
  it('draws the keys of the sandbox by usage, follows changes, and is accessible', async () => {
    const { panel, strongroom } = await open('key-usages');
    await until(() => panel.shadowRoot?.querySelector('strong-key-usages')?.shadowRoot?.querySelector('figcaption'));
    await strongroom.kms().createKey({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    await until(() => textOf(inside(panel, 'strong-key-usages')).includes('HMAC_256'));
    await expectAccessible(panel);
  });

  it('says the same as text after the T key', async () => {
    const { panel } = await open('key-usages');
    await until(() => panel.shadowRoot?.querySelector('strong-key-usages')?.shadowRoot?.querySelector('figcaption'));
    const picture = inside(panel, 'strong-key-usages');
    inside(picture, 'button').dispatchEvent(new KeyboardEvent('keydown', { key: 't', bubbles: true, composed: true }));
    await drawn(picture);
    expect(inside(picture, 'button').getAttribute('aria-pressed')).to.equal('true');
    expect(textOf(picture)).to.include(`${TEXTS.keyUsages.usages.SIGN_VERIFY}: ${TEXTS.keyUsages.none}`);
  });

  it('is empty for a picture that the app does not have', async () => {
    const { panel } = await open('constructor');
    await drawn(panel);
    expect(panel.shadowRoot?.querySelector('section')).to.equal(null);
  });
});
