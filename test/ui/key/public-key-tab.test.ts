import { expect } from 'chai';
import '../../../src/ui/key/public-key-tab.ts';
import { TEXTS } from '../../../src/ui/key/key-texts.ts';
import { newKey, pageContext } from '../context.ts';
import { expectAccessible, inside, place, textOf, until } from '../fixture.ts';

const loaded = (tab: Element): Promise<void> => until(() => !textOf(tab).includes('Loading…'));

describe('the public key tab', () => {
  it('shows the public key with its algorithms, and what it does without KMS', async () => {
    const context = pageContext();
    const key = await newKey(context, { KeySpec: 'ECC_NIST_P384', KeyUsage: 'SIGN_VERIFY' });
    const tab = await place('strong-key-public-key-tab', { context, key, aliases: ['alias/sign/app'] });
    await loaded(tab);
    const { PublicKey } = await context.kms.getPublicKey({ KeyId: key.KeyId });
    const shown = inside<HTMLElementTagNameMap['strong-public-key']>(tab, 'strong-public-key');
    expect([...shown.der]).to.deep.equal([...(PublicKey ?? [])]);
    expect(shown.name).to.equal('sign-app-public');
    expect(textOf(tab))
      .to.contain('ECDSA_SHA_384')
      .and.to.contain(`${TEXTS.publicKey.outside} ${TEXTS.publicKey.uses.SIGN_VERIFY}`);
    await expectAccessible(tab);
  });

  it('shows what AWS answers where the state refuses it', async () => {
    const context = pageContext();
    const key = await newKey(context, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    await context.kms.scheduleKeyDeletion({ KeyId: key.KeyId });
    const tab = await place('strong-key-public-key-tab', { context, key });
    await loaded(tab);
    expect(textOf(tab)).to.contain('KMSInvalidStateException');
  });

  it('says why a symmetric key has none', async () => {
    const context = pageContext();
    const tab = await place('strong-key-public-key-tab', { context, key: await newKey(context) });
    await loaded(tab);
    expect(textOf(tab)).to.contain(TEXTS.publicKey.noneSymmetric);
  });
});
