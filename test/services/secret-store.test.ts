/** The secret store: versions, encryption contexts, and errors. */
import { expect } from 'chai';
import { createStrongroom, type StrongroomLibrary } from '../../src/memory.ts';
import { ServiceError } from '../../src/services/service-error.ts';

const EVE = 'arn:aws:iam::111122223333:user/eve';

describe('the secret store', () => {
  let strongroom: StrongroomLibrary;
  let key: string;
  beforeEach(async () => {
    strongroom = createStrongroom();
    key = (await strongroom.kms().createKey()).KeyMetadata?.Arn as string;
    await strongroom.sandbox.principals.put({ arn: EVE, accessKey: false });
  });

  const store = () => strongroom.services.secretStore;
  const create = () => store().createSecret({ Name: 'db/password', SecretString: 'one', KmsKeyId: key });
  const value = async (input: { VersionId?: string; VersionStage?: string } = {}) =>
    (await store().getSecretValue({ SecretId: 'db/password', ...input })).SecretString;
  const failure = async (work: Promise<unknown>): Promise<ServiceError> => {
    const error: unknown = await work.catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(ServiceError);
    return error as ServiceError;
  };

  it('moves AWSCURRENT and AWSPREVIOUS with each version', async () => {
    const first = await create();
    const second = await store().putSecretValue({ SecretId: first.ARN, SecretString: 'two' });
    expect([await value(), await value({ VersionStage: 'AWSPREVIOUS' })]).to.deep.equal(['two', 'one']);
    const third = await store().putSecretValue({ SecretId: 'db/password', SecretString: 'three' });
    expect(await value({ VersionStage: 'AWSPREVIOUS' })).to.equal('two');
    expect(await value({ VersionId: first.VersionId })).to.equal('one');
    expect((await store().describeSecret({ SecretId: 'db/password' })).VersionIdsToStages).to.deep.equal({
      [third.VersionId]: ['AWSCURRENT'],
      [second.VersionId]: ['AWSPREVIOUS'],
    });
  });

  it('has each version encrypted under a data key with the ARN and the version as context', async () => {
    const { ARN, VersionId } = await create();
    await value();
    const context = { SecretARN: ARN, SecretVersionId: VersionId };
    for (const operation of ['GenerateDataKey', 'Decrypt']) {
      const [event] = (await strongroom.sandbox.events.query({ operation, keyArn: key })).events;
      expect(event?.record.requestParameters).to.deep.include({ encryptionContext: context });
      expect(event?.record.userIdentity.invokedBy).to.equal('secretsmanager.amazonaws.com');
    }
  });

  it('uses the AWS managed key if none is named', async () => {
    await store().createSecret({ Name: 'token', SecretString: 'x' });
    const { KeyMetadata } = await strongroom.kms().describeKey({ KeyId: 'alias/aws/secretsmanager' });
    const items = await strongroom.services.ledger.list({ kind: 'item' });
    expect(items[0]?.keys).to.deep.equal([KeyMetadata?.Arn]);
  });

  it('keeps existing versions under their key when the key is changed', async () => {
    await create();
    const other = (await strongroom.kms().createKey()).KeyMetadata?.Arn as string;
    await store().updateSecret({ SecretId: 'db/password', KmsKeyId: other });
    await store().putSecretValue({ SecretId: 'db/password', SecretString: 'two' });
    await strongroom.kms().disableKey({ KeyId: key });
    expect(await value()).to.equal('two');
    expect((await failure(value({ VersionStage: 'AWSPREVIOUS' }))).name).to.equal('DecryptionFailure');
  });

  it('names errors of KMS as Secrets Manager does, with their cause', async () => {
    await create();
    const denied = await failure(store().getSecretValue({ SecretId: 'db/password', caller: EVE }));
    expect([denied.name, denied.kmsError]).to.deep.equal(['AccessDeniedException', 'AccessDeniedException']);
    await strongroom.kms().disableKey({ KeyId: key });
    const write = await failure(store().putSecretValue({ SecretId: 'db/password', SecretString: 'x' }));
    expect([write.name, write.kmsError]).to.deep.equal(['EncryptionFailure', 'DisabledException']);
    expect(await store().listSecrets()).to.have.length(1);
  });

  it('answers in its own names where KMS has no part', async () => {
    await create();
    expect((await failure(create())).name).to.equal('ResourceExistsException');
    expect((await failure(value({ VersionStage: 'AWSPREVIOUS' }))).name).to.equal('ResourceNotFoundException');
    expect((await failure(value({ VersionStage: 'AWSPENDING' }))).name).to.equal('ResourceNotFoundException');
    expect((await failure(value({ VersionId: 'none' }))).name).to.equal('ResourceNotFoundException');
    const empty = store().putSecretValue({ SecretId: 'db/password', SecretString: '' });
    expect((await failure(empty)).name).to.equal('InvalidParameterException');
    await store().deleteSecret({ SecretId: 'db/password' });
    expect((await failure(value())).name).to.equal('ResourceNotFoundException');
  });

  it('loses no version of two writers', async () => {
    await create();
    const texts = ['a', 'b', 'c', 'd'];
    await Promise.all(texts.map((SecretString) => store().putSecretValue({ SecretId: 'db/password', SecretString })));
    const seen = [await value(), await value({ VersionStage: 'AWSPREVIOUS' })];
    expect(texts).to.include.members(seen);
    expect(seen[0]).not.to.equal(seen[1]);
  });
});
