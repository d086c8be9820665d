/** Lab L15: quotas. */
import { shownKeyId, statement, useKey, withStatements } from './key-pages.ts';
import type { Learner } from './learner.ts';
import { opensService, runAction } from './service-pages.ts';

const KEY = 'alias/load';

/** A run of the load generator, by the labels of its form. */
interface Run {
  readonly operation: string;
  readonly numbers: Readonly<Record<string, number>>;
  readonly retries: RegExp;
  readonly isCaching?: boolean;
}

/** Runs the load generator with `alias/load`, and waits for its end. */
async function generateLoad(learner: Learner, { operation, numbers, retries, isCaching = false }: Run): Promise<void> {
  const { main } = learner;
  await learner.opens('Quotas');
  await main.getByRole('link', { name: 'Load generator' }).click();
  await main.getByRole('combobox', { name: 'Operation' }).selectOption(operation);
  await main.getByRole('combobox', { name: 'Key', exact: true }).fill(KEY);
  await main.getByRole('radio', { name: retries }).check();
  if (isCaching) await main.getByRole('checkbox', { name: 'Cache data keys' }).check();
  for (const [label, value] of Object.entries(numbers))
    await main.getByRole('spinbutton', { name: label }).fill(String(value));
  await main.getByRole('button', { name: 'Start', exact: true }).click();
  await main.getByRole('button', { name: 'Start', exact: true, disabled: false }).waitFor();
}

/** Faster than the quota allows, with retries switched off. */
const overload = (operation: string): Run => ({
  operation,
  numbers: { 'Jobs per second': 40, 'Duration in seconds': 5 },
  retries: /^Off/,
});

/** 25 jobs per second for 8 seconds. */
const JOBS = { 'Jobs per second': 25, 'Duration in seconds': 8 };

/** Does what the tasks say. */
export async function l15(learner: Learner): Promise<void> {
  await generateLoad(learner, overload('GenerateDataKey'));
  await learner.seesDone('limit');

  await generateLoad(learner, overload('Encrypt'));
  await useKey(learner, 'alias/rsa', 'Sign', { texts: { Message: 'a text' } });
  await learner.seesDone('shared');

  await learner.opensKey(KEY);
  const KeyId = await shownKeyId(learner);
  await learner.switches('Region', 'eu-west-1');
  await useKey(learner, 'alias/europe', 'GenerateDataKey');
  await learner.switches('Region', 'us-east-1');
  await learner.switches('caller', 'role Partner');
  await learner.calls('GenerateDataKey', {
    KeyId: `arn:aws:kms:us-east-1:111122223333:key/${KeyId}`,
    KeySpec: 'AES_256',
  });
  await learner.switches('caller', 'role Learner');
  await learner.seesDone('place');

  await opensService(learner, 'Object store');
  await runAction(learner, 'Create bucket', { Bucket: 'managed', Encryption: 'SSE-KMS' });
  await runAction(learner, 'Put object', { Bucket: 'managed', 'Object key': 'one', Contents: 'a text' });
  await runAction(learner, 'Create bucket', { Bucket: 'owned', Encryption: 'SSE-S3 (AWS owned key)' });
  await runAction(learner, 'Put object', { Bucket: 'owned', 'Object key': 'one', Contents: 'a text' });
  await learner.seesDone('owners');

  const retries = /^Standard/;
  await generateLoad(learner, {
    operation: 'GenerateDataKey',
    numbers: { ...JOBS, 'Maximum attempts': 6 },
    retries,
  });
  await learner.seesDone('backoff');

  const limits = { 'Maximum messages per data key': 20, 'Maximum age of a data key in seconds': 60 };
  await generateLoad(learner, {
    operation: 'GenerateDataKey',
    numbers: { ...JOBS, Tenants: 2, ...limits },
    retries,
    isCaching: true,
  });
  await learner.seesDone('cache');

  await learner.calls('CreateAlias', { AliasName: 'alias/load-51', TargetKeyId: KeyId }, {}, 'LimitExceededException');
  const { Policy = '' } = await learner.calls('GetKeyPolicy', { KeyId });
  const large = withStatements(
    JSON.parse(Policy) as Record<string, unknown>,
    statement('Allow', 'kms:Encrypt', { Sid: 'a'.repeat(33_000), Principal: { AWS: '111122223333' } }),
  );
  const put = { KeyId, Policy: JSON.stringify(large) };
  await learner.calls('PutKeyPolicy', put, {}, 'LimitExceededException');
  await learner.seesDone('resources');
}
