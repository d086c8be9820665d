import { expect } from 'chai';
import { encodeUtf8 } from '../../../src/base/bytes.ts';
import { TEXTS } from '../../../src/ui/envelope/recipients-texts.ts';
import '../../../src/ui/envelope/strong-recipients.ts';
import { allInside, expectAccessible, inside, next, place, textOf } from '../fixture.ts';

const ARN = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const kms = (arn: string) => ({
  providerId: 'aws-kms',
  providerInfo: encodeUtf8(arn),
  ciphertext: new Uint8Array(184),
});
const raw = { providerId: 'app', providerInfo: Uint8Array.of(0xff, 1), ciphertext: Uint8Array.of(1, 2) };

describe('strong-recipients', () => {
  it('names the key of each recipient, and links to who may use it', async () => {
    const element = await place('strong-recipients', {
      keys: [kms(ARN), raw],
      encryptionContext: { purpose: 'test' },
      decryptedBy: ARN,
    });
    const rows = allInside(element, 'tbody tr').map(({ textContent }) => textContent ?? '');
    expect(rows[0]).to.contain(ARN).and.to.contain('184 bytes').and.to.contain('purpose = test');
    expect(rows[0]).to.contain(TEXTS.table.decrypted);
    expect(rows[1]).to.contain('ff01').and.to.contain(TEXTS.table.readers.keyHolder);
    expect(rows[1]).not.to.contain(TEXTS.table.decrypted);
    expect(allInside<HTMLAnchorElement>(element, 'a').map(({ hash }) => hash)).to.deep.equal([
      '#/keys/1234abcd-12ab-34cd-56ef-1234567890ab/access',
    ]);
    expect(allInside(element, 'button')).to.deep.equal([]);
    await expectAccessible(element);
  });

  it('removes by a button, but never the last recipient', async () => {
    const element = await place('strong-recipients', { keys: [kms(ARN), raw], removable: true });
    const removed = next<number>(element, 'strong-remove-recipient');
    allInside<HTMLButtonElement>(element, 'button')[1]?.click();
    expect((await removed).detail).to.equal(1);
    element.keys = [raw];
    await element.updateComplete;
    expect(inside<HTMLButtonElement>(element, 'button').disabled).to.equal(true);
    expect(textOf(element)).to.contain(TEXTS.table.caption);
    await expectAccessible(element);
  });
});
