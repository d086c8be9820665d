import { expect } from 'chai';
import { keptKeyOf } from '../../../src/ui/envelope/load-kept-key.ts';
import '../../../src/ui/envelope/strong-kept-file.ts';
import { TEXTS } from '../../../src/ui/envelope/home-texts.ts';
import { newKey, pageContext } from '../context.ts';
import { expectAccessible, inside, next, place, textOf } from '../fixture.ts';

const kept = (keyArn: string) => ({
  note: {
    name: 'letter.txt',
    type: 'text/plain',
    size: 3,
    sealedSize: 300,
    context: {},
    keyArn,
    region: 'us-east-1',
    caller: '',
    sealedAt: 0,
  },
  sealed: new Blob(['abc']),
  lasting: true,
});

describe('strong-kept-file', () => {
  it('offers to decrypt the file while its key exists', async () => {
    const { strongroom, kms } = pageContext();
    const { Arn = '' } = await newKey({ ...pageContext(), strongroom, kms });
    const kmsKey = await keptKeyOf(strongroom.sandbox, Arn);
    expect(kmsKey).to.deep.equal({ exists: true });
    const element = await place('strong-kept-file', { kept: kept(Arn), kmsKey });
    expect(textOf(element)).to.contain(TEXTS.keptFile.stored);
    const decrypt = next(element, 'strong-open');
    inside(element, '#decrypt').click();
    await decrypt;
    await expectAccessible(element);
  });

  it('shows when the key was deleted, and no longer offers to decrypt the file', async () => {
    const context = pageContext();
    const { Arn = '', KeyId } = await newKey(context);
    await context.kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
    const { sandbox } = context.strongroom;
    await sandbox.clock.advance(8 * 86_400);
    const kmsKey = await keptKeyOf(sandbox, Arn);
    expect(kmsKey).to.include({ exists: false });
    expect(kmsKey).to.have.property('deletedAt');
    const element = await place('strong-kept-file', { kept: kept(Arn), kmsKey });
    expect(textOf(element)).to.contain(TEXTS.keptFile.lost);
    expect(element.shadowRoot?.querySelector('#decrypt')).to.equal(null);
    await expectAccessible(element);
  });

  it('finds the key without a call that is logged', async () => {
    const { strongroom } = pageContext();
    const arn = 'arn:aws:kms:us-east-1:111122223333:key/00000000-0000-4000-8000-000000000000';
    expect(await keptKeyOf(strongroom.sandbox, arn)).to.deep.equal({ exists: false });
    expect((await strongroom.sandbox.events.query()).events).to.deep.equal([]);
  });
});
