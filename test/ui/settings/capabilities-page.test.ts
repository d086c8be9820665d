import { expect } from 'chai';
import { KEY_SPECS } from '../../../src/model/algorithms.ts';
import type { KeySpec } from '../../../src/model/sdk.ts';
import '../../../src/ui/settings/capabilities-page.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { TEXTS } from '../../../src/ui/settings/capabilities-texts.ts';
import { pageContext } from '../context.ts';
import { allInside, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

type Page = HTMLElementTagNameMap['strong-capabilities-page'];

async function open(context: PageContext): Promise<Page> {
  const page = await place('strong-capabilities-page', { context });
  await until(() => allInside(page, 'details').length > 0);
  for (const part of allInside<HTMLDetailsElement>(page, 'details')) part.open = true;
  return page;
}

/** A sandbox whose browser supports everything but `others`. */
function without(context: PageContext, ...others: readonly KeySpec[]): PageContext {
  const capabilities = async () =>
    (Object.keys(KEY_SPECS) as KeySpec[]).map((spec) => ({
      spec,
      servedBy: others.includes(spec) ? ('library' as const) : ('native' as const),
    }));
  return {
    ...context,
    strongroom: { ...context.strongroom, sandbox: { ...context.strongroom.sandbox, capabilities } },
  };
}

describe('strong-capabilities-page', () => {
  it('is accessible, and shows every key spec under each of its usages', async () => {
    const page = await open(pageContext());
    await expectAccessible(page);
    const shown = allInside(page, 'strong-capabilities').map((table) =>
      allInside(table, '.group th')
        .map((head) => head.textContent)
        .join(),
    );
    expect(shown).to.have.length(5);
    for (const [spec, { usages }] of Object.entries(KEY_SPECS)) {
      expect(shown.filter((words) => new RegExp(`\\b${spec}\\b`).test(words)).length, spec).to.be.at.least(
        usages.length,
      );
    }
  });

  it('counts the browser-native key specs, and names those of a fallback library', async () => {
    const page = await open(without(pageContext(), 'HMAC_224', 'ECC_SECG_P256K1', 'SM2'));
    expect(textOf(page))
      .to.contain('17 of 20 key specs')
      .and.to.contain(TEXTS.results.fallback('ECC_SECG_P256K1, HMAC_224, and SM2'));
    const all = await open(without(pageContext()));
    expect(textOf(all)).to.contain('20 of 20 key specs').and.not.to.contain('fallback library computes');
  });

  it('marks the current setting, and lists what each setting rejects', async () => {
    const context = pageContext();
    await context.strongroom.sandbox.settings.set({ custody: 'strict' });
    const page = await open(without(context, 'SM2'));
    expect(inside(page, '.choices .current h3').textContent).to.contain('strict');
    expect(textOf(inside(page, '.choices .current')))
      .to.contain('CreateKey: SM2')
      .and.to.contain('Sign with MessageType DIGEST: RSA_2048');
    expect(
      allInside(page, '.choices > div').map((choice) => textOf(choice).includes(TEXTS.settings.rejectsNothing)),
    ).to.deep.equal([false, true, false]);
    expect(
      allInside<HTMLElementTagNameMap['strong-capabilities']>(page, 'strong-capabilities').every(
        ({ current }) => current === 'strict',
      ),
    ).to.equal(true);
    expect(allInside<HTMLAnchorElement>(page, 'a').map((link) => link.getAttribute('href'))).to.include('#/settings');
  });

  it('shows the error when the capabilities cannot be read', async () => {
    const context = pageContext();
    const sandbox = {
      ...context.strongroom.sandbox,
      capabilities: () => Promise.reject(new Error('The worker is gone.')),
    };
    const page = await place('strong-capabilities-page', {
      context: { ...context, strongroom: { ...context.strongroom, sandbox } },
    });
    await until(() => textOf(page).includes('The worker is gone.'));
    await expectAccessible(page);
    expect(allInside(page, 'details')).to.deep.equal([]);
  });
});
