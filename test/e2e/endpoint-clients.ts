/** Programs of AWS at the endpoint: the JavaScript SDK always, the AWS CLI and boto3 where they are installed. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { after, before, it } from 'node:test';
import { promisify } from 'node:util';
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import * as Kms from '@aws-sdk/client-kms';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { startEndpoint, type PackedEndpoint } from './packed-endpoint.ts';

const run = promisify(execFile);

/** Why a program cannot be tested here, or false. */
function absent(command: string, args: readonly string[]): string | false {
  return spawnSync(command, args, { stdio: 'ignore', timeout: 60_000 }).status === 0
    ? false
    : `${[command, ...args].join(' ')} does not run on this machine`;
}

const BOTO3 = `
import boto3
kms = boto3.client('kms')
key = kms.create_key(Description='boto3')['KeyMetadata']['KeyId']
blob = kms.encrypt(KeyId=key, Plaintext=b'hello', EncryptionContext={'tenant': '1'})['CiphertextBlob']
print(kms.decrypt(CiphertextBlob=blob, EncryptionContext={'tenant': '1'})['Plaintext'].decode())
try:
    kms.decrypt(CiphertextBlob=blob)
except kms.exceptions.InvalidCiphertextException as error:
    print(error.response['Error']['Code'])
role = 'arn:aws:iam::111122223333:role/Learner'
print(boto3.client('sts').assume_role(RoleArn=role, RoleSessionName='python')['AssumedRoleUser']['Arn'])
names = [event['EventName'] for event in boto3.client('cloudtrail').lookup_events()['Events']]
print('Encrypt' in names and 'AssumeRole' in names)
`;

/** The tests; `dir` is the folder with the installed package. */
export function endpointClients(dir: () => string): void {
  let endpoint: PackedEndpoint;
  /** The printed variables in an environment that has no other configuration of AWS. */
  const environment = () => ({
    PATH: process.env['PATH'],
    HOME: dir(),
    PYENV_VERSION: process.env['PYENV_VERSION'],
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_PAGER: '',
    ...endpoint.variables,
  });
  const config = () => ({
    region: 'us-east-1',
    endpoint: endpoint.url,
    credentials: {
      accessKeyId: endpoint.variables['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: endpoint.variables['AWS_SECRET_ACCESS_KEY'] ?? '',
    },
  });

  before(async () => {
    endpoint = await startEndpoint(dir());
  });
  after(() => endpoint.stop());

  it('answers the JavaScript SDK: KMS, STS and CloudTrail', async () => {
    const kms = new Kms.KMSClient(config());
    const { KeyMetadata } = await kms.send(new Kms.CreateKeyCommand({ Description: 'ä€😀' }));
    assert.equal(KeyMetadata?.Description, 'ä€😀');
    const { KeyId } = KeyMetadata;
    const Plaintext = new TextEncoder().encode('hello');
    const { CiphertextBlob } = await kms.send(new Kms.EncryptCommand({ KeyId, Plaintext }));
    assert.deepEqual((await kms.send(new Kms.DecryptCommand({ CiphertextBlob }))).Plaintext, Plaintext);
    await assert.rejects(kms.send(new Kms.DescribeKeyCommand({ KeyId: 'alias/none' })), Kms.NotFoundException);

    const sts = new STSClient(config());
    assert.equal((await sts.send(new GetCallerIdentityCommand({}))).Arn, 'arn:aws:iam::111122223333:user/admin');
    const RoleArn = 'arn:aws:iam::111122223333:role/Learner';
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'program' }));
    const session = new Kms.KMSClient({
      ...config(),
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      },
    });
    assert.ok((await session.send(new Kms.ListKeysCommand({}))).Keys);

    const { Events = [] } = await new CloudTrailClient(config()).send(new LookupEventsCommand({}));
    const names = Events.map(({ EventName }) => EventName);
    for (const name of ['CreateKey', 'Encrypt', 'Decrypt', 'AssumeRole', 'ListKeys'])
      assert.ok(names.includes(name), name);
  });

  it('records the header user-agent of the SDK, with its runtime', async () => {
    const kms = new Kms.KMSClient(config());
    await kms.send(new Kms.ListAliasesCommand({}));
    const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: 'ListAliases' }];
    const { Events } = await new CloudTrailClient(config()).send(new LookupEventsCommand({ LookupAttributes }));
    const record = JSON.parse(Events?.[0]?.CloudTrailEvent ?? '{}') as { userAgent: string };
    assert.match(record.userAgent, /^aws-sdk-js\/\S+ .*lang\/js md\/nodejs/);
  });

  it('refuses a wrong secret access key', async () => {
    const credentials = { ...config().credentials, secretAccessKey: 'x'.repeat(40) };
    await assert.rejects(new Kms.KMSClient({ ...config(), credentials }).send(new Kms.ListKeysCommand({})), {
      name: 'InvalidSignatureException',
    });
  });

  it('answers the AWS CLI', { skip: absent('aws', ['--version']) }, async () => {
    const aws = async (...args: string[]) =>
      JSON.parse((await run('aws', [...args, '--output', 'json'], { env: environment() })).stdout) as Record<
        string,
        never
      >;
    const created = await aws('kms', 'create-key', '--description', 'CLI');
    assert.equal(created['KeyMetadata']?.['Description'], 'CLI');
    const identity = await aws('sts', 'get-caller-identity');
    assert.equal(identity['Arn'], 'arn:aws:iam::111122223333:user/admin');
    const failed = await run('aws', ['kms', 'describe-key', '--key-id', 'alias/none'], { env: environment() }).catch(
      (error: { stderr: string }) => error,
    );
    assert.match(failed.stderr, /\(NotFoundException\) when calling the DescribeKey operation: Alias .* is not found/);
  });

  it('answers boto3', { skip: absent('python3', ['-c', 'import boto3']) }, async () => {
    const { stdout } = await run('python3', ['-c', BOTO3], { env: environment() });
    assert.deepEqual(stdout.trim().split('\n'), [
      'hello',
      'InvalidCiphertextException',
      'arn:aws:sts::111122223333:assumed-role/Learner/python',
      'True',
    ]);
  });
}
