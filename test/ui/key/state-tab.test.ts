import { expect } from 'chai';
import '../../../src/ui/key/state-tab.ts';
import { TEXTS } from '../../../src/ui/key/state-texts.ts';
import { KEY_ACTION } from '../../../src/ui/key/strong-key-actions.ts';
import type { InputOf } from '../../../src/model/operations.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { describeKey, newKey, pageContext } from '../context.ts';
import { allInside, expectAccessible, inside, next, place, textOf, until } from '../fixture.ts';

type Tab = HTMLElementTagNameMap['strong-key-state-tab'];

async function loaded(tab: Tab): Promise<Tab> {
  await until(() => !tab.hasAttribute('loading') && allInside(tab, 'strong-unusable-causes').length === 1);
  return tab;
}

async function open(context: PageContext, input: InputOf<'CreateKey'> = {}): Promise<Tab> {
  return loaded(await place('strong-key-state-tab', { context, key: await newKey(context, input) }));
}

async function lookAgain(tab: Tab): Promise<void> {
  tab.key = await describeKey(tab.context, tab.key);
  await tab.updateComplete;
  await loaded(tab);
  await inside<HTMLElementTagNameMap['strong-unusable-causes']>(tab, 'strong-unusable-causes').updateComplete;
}

const causes = (tab: Tab) => inside(tab, 'strong-unusable-causes');
const cause = (tab: Tab, name: string) => inside(causes(tab), `[data-cause=${name}]`);
const marked = (tab: Tab) => allInside(causes(tab), '.now').map((one) => one.getAttribute('data-cause'));
const button = (tab: Tab, name: string) => cause(tab, name).querySelector('button');

describe('the state tab of a key', () => {
  it('shows the five causes side by side, marks none for an enabled key, and is accessible', async () => {
    const tab = await open(pageContext());
    expect(allInside(causes(tab), 'ul.causes > li')).to.have.length(5);
    expect(marked(tab)).to.deep.equal([]);
    expect(textOf(tab)).to.contain(TEXTS.none);
    expect(cause(tab, 'material').textContent).to.contain(TEXTS.cannot('EXTERNAL', 'AWS_KMS'));
    expect(cause(tab, 'disabled').textContent).to.contain('DisabledException');
    expect(cause(tab, 'cloudHsm').textContent).to.contain('is unavailable.');
    await expectAccessible(tab);
  });

  it('marks the cause that holds, and offers its action', async () => {
    const tab = await open(pageContext());
    const { KeyId } = tab.key;
    await tab.context.kms.disableKey({ KeyId });
    await lookAgain(tab);
    expect(marked(tab)).to.deep.equal(['disabled']);
    const asked = next(tab, KEY_ACTION.name);
    button(tab, 'disabled')?.click();
    expect(((await asked) as CustomEvent).detail).to.equal('enable');
    await tab.context.kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
    await lookAgain(tab);
    expect(marked(tab)).to.deep.equal(['deletion']);
    expect(button(tab, 'deletion')?.textContent?.trim()).to.equal(TEXTS.actions.cancelDeletion);
    expect(button(tab, 'disabled')).to.equal(null);
    await expectAccessible(tab);
  });

  it('leads to the import of missing key material', async () => {
    const tab = await open(pageContext(), { Origin: 'EXTERNAL' });
    expect(marked(tab)).to.deep.equal(['material']);
    expect(cause(tab, 'material').querySelector('a')?.getAttribute('href')).to.equal(
      `#/keys/${tab.key.KeyId}/material`,
    );
  });

  it('shows the connection of the key store, and connects it', async () => {
    const context = pageContext();
    const { kms, strongroom } = context;
    const [cluster] = await strongroom.sandbox.clusters.list();
    const { CustomKeyStoreId } = await kms.createCustomKeyStore({
      CustomKeyStoreName: 'store',
      CloudHsmClusterId: cluster?.id,
      TrustAnchorCertificate: cluster?.trustAnchorCertificate,
      KeyStorePassword: 'kmsPswd',
    });
    const settle = () => strongroom.sandbox.clock.advance(60);
    await kms.connectCustomKeyStore({ CustomKeyStoreId });
    await settle();
    const tab = await open(context, { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId });
    expect(marked(tab)).to.deep.equal([]);
    expect(cause(tab, 'cloudHsm').textContent).to.contain('CONNECTED');
    await kms.disconnectCustomKeyStore({ CustomKeyStoreId });
    await settle();
    await lookAgain(tab);
    expect(marked(tab)).to.deep.equal(['cloudHsm']);
    // The connection of the key store is loaded after the key.
    await until(() => button(tab, 'cloudHsm'));
    button(tab, 'cloudHsm')?.click();
    await next(tab, 'strong-key-changed');
    await settle();
    await lookAgain(tab);
    expect(marked(tab)).to.deep.equal([]);
  });

  it('lists the principals that received plaintext, by the audit log', async () => {
    const context = pageContext();
    const tab = await open(context);
    expect(textOf(tab)).to.contain(TEXTS.dataKeys.none);
    const { KeyId } = tab.key;
    const { CiphertextBlob } = await context.kms.generateDataKey({ KeyId, KeySpec: 'AES_256' });
    await context.kms.decrypt({ CiphertextBlob });
    await context.kms.generateDataKeyWithoutPlaintext({ KeyId, KeySpec: 'AES_256' });
    await lookAgain(tab);
    await until(() => allInside(tab, 'tbody tr').length === 1);
    const [row] = allInside(tab, 'tbody tr');
    expect(row?.textContent?.replace(/\s+/g, ' ')).to.contain('user/admin').and.to.contain(' 2 ');
    await expectAccessible(tab);
  });
});
