/** Log files and digest files of an export. */
import { expect } from 'chai';
import type { CloudTrailRecord } from '../../../../src/model/audit.ts';
import { MAX_EMPTY_HOURS } from '../../../../src/engine/audit/archive/digest-files.ts';
import { busyWorld, contentOf, exported, isDigest, pausedWorld } from './archive-world.ts';

const LOGS = 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/01/01/111122223333_CloudTrail_us-east-1_';
const DIGESTS = 'AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/01/01/111122223333_CloudTrail-Digest_us-east-1_';

describe('events.export', () => {
  it('names log files and digest files as CloudTrail does', async () => {
    const files = await exported(await busyWorld());
    expect(files.map(({ key }) => key.replace(/Z_[A-Za-z\d]{16}\.json\.gz$/, 'Z_ID.json.gz'))).to.deep.equal([
      `${LOGS}20260101T1330Z_ID.json.gz`,
      `${LOGS}20260101T1035Z_ID.json.gz`,
      `${LOGS}20260101T1005Z_ID.json.gz`,
      `${DIGESTS}strongroom_us-east-1_20260101T110000Z.json.gz`,
      `${DIGESTS}strongroom_us-east-1_20260101T120000Z.json.gz`,
      `${DIGESTS}strongroom_us-east-1_20260101T130000Z.json.gz`,
      `${DIGESTS}strongroom_us-east-1_20260101T133001Z.json.gz`,
    ]);
    expect(new Set(files.map(({ bucket }) => bucket))).to.deep.equal(new Set(['strongroom-trail-logs']));
  });

  it('puts the records of the log into log files, unchanged', async () => {
    const world = await busyWorld();
    const logs = (await exported(world)).filter((file) => !isDigest(file));
    const texts = await Promise.all(logs.map((file) => contentOf(file)));
    const records = texts.flatMap((text) => (JSON.parse(text) as { Records: CloudTrailRecord[] }).Records);
    const { events } = await world.sandbox.events.query();
    expect(records).to.deep.equal(events.map(({ record }) => record));
  });

  it('chains the digest files, also over hours without events', async () => {
    const digests = (await exported(await busyWorld())).filter((file) => isDigest(file));
    const texts = await Promise.all(digests.map((file) => contentOf(file)));
    const [first, second, third, last] = texts.map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(first).to.include({ previousDigestS3Object: null, previousDigestSignature: null });
    expect(first?.logFiles).to.have.length(2);
    expect(second).to.deep.include({ logFiles: [], newestEventTime: null, oldestEventTime: null });
    expect(second).to.deep.include({
      digestStartTime: '2026-01-01T11:00:00Z',
      digestEndTime: '2026-01-01T12:00:00Z',
      previousDigestS3Bucket: 'strongroom-trail-logs',
      previousDigestS3Object: digests[0]?.key,
      previousDigestSignature: digests[0]?.metadata?.signature,
      previousDigestHashAlgorithm: 'SHA-256',
    });
    expect(third).to.include({ previousDigestS3Object: digests[1]?.key });
    expect(last).to.include({ newestEventTime: '2026-01-01T13:30:00Z', digestEndTime: '2026-01-01T13:30:01Z' });
    expect(Object.keys(last ?? {})).to.deep.equal([
      'awsAccountId',
      'digestStartTime',
      'digestEndTime',
      'digestS3Bucket',
      'digestS3Object',
      'newestEventTime',
      'oldestEventTime',
      'previousDigestS3Bucket',
      'previousDigestS3Object',
      'previousDigestHashValue',
      'previousDigestHashAlgorithm',
      'previousDigestSignature',
      'digestPublicKeyFingerprint',
      'digestSignatureAlgorithm',
      'logFiles',
    ]);
  });

  it('gives the same files again for the same events', async () => {
    const world = await busyWorld();
    expect(await exported(world)).to.deep.equal(await exported(world));
  });

  it('exports the accounts and Regions apart, or one of them', async () => {
    const world = await pausedWorld();
    await world.sandbox.accounts.put({ id: '444455556666' });
    await world.kms('eu-west-1', 'arn:aws:iam::444455556666:root').listKeys({});
    await world.kms().listKeys({});
    const all = await exported(world);
    expect(all.map(({ key }) => key.split('/').slice(1, 4).join(' ')).toSorted()).to.deep.equal([
      '111122223333 CloudTrail us-east-1',
      '111122223333 CloudTrail-Digest us-east-1',
      '444455556666 CloudTrail eu-west-1',
      '444455556666 CloudTrail-Digest eu-west-1',
    ]);
    const some = await exported(world, { account: '444455556666', bucket: 'own-bucket', trail: 'audit' });
    expect(some).to.have.length(2);
    expect(some[1]).to.include({ bucket: 'own-bucket' });
    expect(some[1]?.key).to.contain('_audit_us-east-1_');
    expect(await exported(world, { region: 'eu-central-1' })).to.deep.equal([]);
  });

  it('limits the events to the range of time', async () => {
    const files = await exported(await busyWorld(), {
      from: new Date('2026-01-01T10:10:00Z'),
      to: new Date('2026-01-01T12:00:00Z'),
    });
    expect(files.map(({ key }) => /_(\d{8}T\d+Z)/.exec(key)?.[1])).to.deep.equal([
      '20260101T1035Z',
      '20260101T110000Z',
      '20260101T120000Z',
    ]);
  });

  it('ends the chain after a week without events and starts another', async () => {
    const world = await pausedWorld();
    await world.kms().listKeys({});
    await world.sandbox.clock.advance(86_400 * 365);
    await world.kms().listKeys({});
    const digests = (await exported(world)).filter((file) => isDigest(file));
    expect(digests).to.have.length(1 + MAX_EMPTY_HOURS + 1);
    const last = JSON.parse(await contentOf(digests.at(-1)!)) as object;
    expect(last).to.include({ previousDigestS3Object: null });
    const { gaps, digests: counts } = await world.sandbox.events.validate(await exported(world));
    expect(counts).to.deep.equal({ valid: 170, invalid: 0 });
    expect(gaps).to.deep.equal([
      {
        account: '111122223333',
        region: 'us-east-1',
        from: new Date('2026-01-08T11:00:00Z'),
        to: new Date('2027-01-01T10:00:00Z'),
      },
    ]);
  });

  const refused: readonly (readonly [options: object, message: RegExp])[] = [
    [{ bucket: 'No' }, /bucket must be the name of an S3 bucket/],
    [{ trail: 'a/b' }, /trail must be/],
    [{ account: 1 }, /account must be/],
    [{ region: 'nowhere' }, /region must be/],
    [{ from: NaN }, /from must be/],
    [{ from: 2, to: 1 }, /from must not be later than to/],
    [{ since: 1 }, /since is not an option/],
    [null as unknown as object, /options must be an object/],
  ];
  for (const [options, message] of refused) {
    it(`rejects ${JSON.stringify(options)}`, async () => {
      const error = await exported(await pausedWorld(), options).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(TypeError);
      expect((error as Error).message).to.match(message);
    });
  }
});
