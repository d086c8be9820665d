import { expect } from 'chai';
import type { Bytes } from '../../src/base/bytes.ts';
import { createEnvelope } from '../../src/envelope/envelope.ts';
import { FakeKms, keyArn } from './fake-kms.ts';
import { pattern, readAll, rejection } from './streams.ts';

describe('envelope: the keys of a message', () => {
  const far = keyArn(2, 'eu-central-1');

  function world() {
    const kms = new FakeKms();
    const { encrypt, decrypt } = createEnvelope(kms.kmsFor);
    return {
      kms,
      seal: (options: Partial<Parameters<typeof encrypt>[1]> = {}) =>
        readAll(encrypt(new Blob([pattern(10)]), { keyIds: [keyArn(1), far], ...options }).stream),
      open: (message: Bytes, options: Parameters<typeof decrypt>[1] = {}) =>
        readAll(decrypt(new Blob([message]), options).stream),
      asked: () => kms.calls.map(({ operation, region, input }) => `${operation} ${region} ${input.KeyId}`),
    };
  }

  it('asks GenerateDataKey of the first and Encrypt of the others, each in its own Region, for the caller', async () => {
    const { kms, seal, asked } = world();
    await seal({ caller: 'arn:aws:iam::111122223333:user/alice', region: 'ap-south-1' });
    expect(asked()).to.deep.equal([`generateDataKey us-east-1 ${keyArn(1)}`, `encrypt eu-central-1 ${far}`]);
    expect(kms.calls.every(({ caller }) => caller === 'arn:aws:iam::111122223333:user/alice')).to.equal(true);
    expect(kms.calls[0]?.input).to.include({ NumberOfBytes: 32 }).and.not.to.have.property('KeySpec');
  });

  it('takes ids, alias names and alias ARNs, and writes the ARN that KMS answers with', async () => {
    const { kms, seal, open, asked } = world();
    kms.aliases
      .set('alias/box', keyArn(3, 'us-west-2'))
      .set('arn:aws:kms:eu-west-1:111122223333:alias/far', keyArn(4, 'eu-west-1'));
    const message = await seal({
      keyIds: ['alias/box', keyArn(5).split('/')[1] as string, 'arn:aws:kms:eu-west-1:111122223333:alias/far'],
      region: 'us-west-2',
    });
    expect(kms.calls.map(({ region }) => region)).to.deep.equal(['us-west-2', 'us-west-2', 'eu-west-1']);
    const { result, stream } = createEnvelope(kms.kmsFor).decrypt(new Blob([message]));
    await readAll(stream);
    const infos = (await result).header.encryptedDataKeys.map(({ providerId, providerInfo }) => [
      providerId,
      new TextDecoder().decode(providerInfo),
    ]);
    expect(infos).to.deep.equal(
      [keyArn(3, 'us-west-2'), keyArn(5, 'us-west-2'), keyArn(4, 'eu-west-1')].map((arn) => ['aws-kms', arn]),
    );
    kms.calls.length = 0;
    expect(await open(message, { region: 'sa-east-1', caller: 'arn:aws:iam::111122223333:user/bob' })).to.deep.equal(
      pattern(10),
    );
    expect(asked()).to.deep.equal([`decrypt us-west-2 ${keyArn(3, 'us-west-2')}`]);
    expect(kms.calls[0]?.caller).to.equal('arn:aws:iam::111122223333:user/bob');
  });

  it('opens with the second key when the first fails', async () => {
    const { kms, seal, open, asked } = world();
    const message = await seal();
    kms.disabled.add(keyArn(1));
    kms.calls.length = 0;
    expect(await open(message)).to.deep.equal(pattern(10));
    expect(asked()).to.deep.equal([`decrypt us-east-1 ${keyArn(1)}`, `decrypt eu-central-1 ${far}`]);
  });

  it('passes the error of KMS through unchanged when all keys fail alike, else names each', async () => {
    const { kms, seal, open } = world();
    const message = await seal();
    kms.disabled.add(keyArn(1)).add(far);
    const error = await rejection(open(message));
    expect(error).to.include({ name: 'DisabledException', message: `${keyArn(1)} is disabled.` });
    kms.disabled.delete(far);
    kms.tamper = () => {
      throw Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    };
    const mixed = await rejection(open(message));
    expect(mixed.code).to.equal('NoUsableKey');
    expect(mixed.message).to.contain(`${keyArn(1)}: DisabledException; ${far}: AccessDeniedException`);
    expect((mixed.cause as Error[]).map(({ name }) => name)).to.deep.equal([
      'DisabledException',
      'AccessDeniedException',
    ]);
  });

  it('passes errors of KMS through unchanged when encrypting', async () => {
    for (const keyId of [keyArn(1), far]) {
      const { kms, seal } = world();
      kms.disabled.add(keyId);
      expect((await rejection(seal())).name).to.equal('DisabledException');
    }
  });

  it('asks only the keys that the caller names', async () => {
    const { kms, seal, open, asked } = world();
    const message = await seal();
    kms.calls.length = 0;
    expect(await open(message, { keyIds: [far] })).to.deep.equal(pattern(10));
    expect(asked()).to.deep.equal([`decrypt eu-central-1 ${far}`]);
    expect((await rejection(open(message, { keyIds: [keyArn(9)] }))).code).to.equal('NoUsableKey');
  });

  it('rejects key IDs that are not key ARNs, and names the first one', async () => {
    const { seal, open } = world();
    const message = await seal();
    const [id = ''] = keyArn(1).split('/').slice(1);
    const others = ['alias/box', id, 'arn:aws:kms:eu-west-1:111122223333:alias/box', 'arn:aws:s3:::key/x'];
    for (const other of others) {
      const error = await rejection(Promise.resolve().then(() => open(message, { keyIds: [keyArn(1), other] })));
      expect(error).to.be.instanceOf(TypeError);
      expect(error.message).to.contain(`keyIds must contain key ARNs only, and ${JSON.stringify(other)} is not one`);
    }
    expect(() => void open(message, { keyIds: [keyArn(1), ''] })).to.throw(TypeError, 'strings that are not empty');
  });

  it('asks the replica of the given Region for a multi-Region key', async () => {
    const { kms, seal, open, asked } = world();
    const mrk = (region: string) => `arn:aws:kms:${region}:111122223333:key/mrk-${'0'.repeat(32)}`;
    const message = await seal({ keyIds: [mrk('us-east-1')] });
    kms.calls.length = 0;
    expect(await open(message, { region: 'eu-west-1' })).to.deep.equal(pattern(10));
    expect(await open(message)).to.deep.equal(pattern(10));
    expect(asked()).to.deep.equal([`decrypt eu-west-1 ${mrk('eu-west-1')}`, `decrypt us-east-1 ${mrk('us-east-1')}`]);
  });

  it('does not use answers of another key, without key ARN, or with data keys of another length', async () => {
    const lies: [string, (answer: Record<string, unknown>) => object][] = [
      ['generateDataKey', (answer) => ({ ...answer, KeyId: keyArn(8) })],
      ['generateDataKey', (answer) => ({ ...answer, KeyId: 'alias/box' })],
      ['generateDataKey', (answer) => ({ ...answer, Plaintext: new Uint8Array(16) })],
      ['generateDataKey', (answer) => ({ ...answer, CiphertextBlob: undefined })],
      ['encrypt', (answer) => ({ ...answer, KeyId: keyArn(8) })],
      ['decrypt', (answer) => ({ ...answer, KeyId: keyArn(8) })],
      ['decrypt', (answer) => ({ ...answer, Plaintext: new Uint8Array(31) })],
    ];
    for (const [at, lie] of lies) {
      const { kms, seal, open } = world();
      kms.tamper = <T extends object>(operation: string, answer: T) =>
        operation === at ? (lie(answer as Record<string, unknown>) as T) : answer;
      const error = await rejection(seal().then((message) => open(message)));
      expect(error.code, `${at} ${lie}`).to.equal('UnexpectedAnswer');
    }
  });
});
