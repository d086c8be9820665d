/** The picture of lab L01: keys by their owners. */
import { expect } from 'chai';
import { TEXTS } from '../../../src/ui/pictures/key-owners-texts.ts';
import { loadKeyOwners } from '../../../src/ui/pictures/load-key-owners.ts';
import { allInside, inside, textOf, until } from '../fixture.ts';
import { playLab } from '../../labs/pictures/play-lab.ts';
import { expectBothForms, openPicture } from './played-lab.ts';

const S3 = 's3.us-east-1.amazonaws.com';

describe('The picture key-owners', () => {
  it('has an AWS managed and an AWS owned key, with what Learner may do, at the start of lab L01', async () => {
    const { source } = await playLab('L01');
    const { keys } = await loadKeyOwners(source);
    expect(keys.map(({ owner, alias, service, answers }) => ({ owner, alias, service, answers }))).to.deep.equal([
      {
        owner: 'aws-managed',
        alias: 'alias/aws/s3',
        service: S3,
        answers: { view: 'allowed', use: 'via-service', manage: 'denied' },
      },
      {
        owner: 'aws-owned',
        alias: undefined,
        service: 'dynamodb.amazonaws.com',
        answers: { view: 'denied', use: 'denied', manage: 'denied' },
      },
    ]);
  });

  it('has the key of the learner, and the refused calls, once lab L01 is solved', async () => {
    const { source, solve } = await playLab('L01');
    await solve();
    const { keys } = await loadKeyOwners(source);
    const own = keys.find(({ owner }) => owner === 'customer');
    expect(own).to.deep.include({
      description: 'my first key',
      tags: { lab: 'L01' },
      answers: { view: 'allowed', use: 'allowed', manage: 'allowed' },
      failures: [{ operation: 'GetPublicKey', error: 'UnsupportedOperationException' }],
    });
    expect(keys.find(({ owner }) => owner === 'aws-managed')?.failures).to.deep.equal([
      { operation: 'DisableKey', error: 'AccessDenied' },
    ]);
  });

  it('draws three shelves, follows the lab, and is accessible in both forms', async () => {
    const lab = await playLab('L01');
    const { drawing } = await openPicture(lab);
    await until(() => allInside(drawing, '.shelf').length === 3);
    expect(textOf(inside(drawing, '.customer'))).to.include(TEXTS.none.customer);
    await lab.solve();
    await until(() => textOf(inside(drawing, '.customer')).includes(TEXTS.tag('lab', 'L01')));
    await until(() => textOf(inside(drawing, '.aws-managed')).includes(TEXTS.failed('DisableKey', 'AccessDenied')));
    const text = await expectBothForms(drawing);
    expect(text)
      .to.include(TEXTS.answered('Use', 'Encrypt', TEXTS.answer['via-service']))
      .and.to.include(TEXTS.unlisted);
  });
});
