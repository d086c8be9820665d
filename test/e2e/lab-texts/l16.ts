/** Lab L16: tenants and crypto-shredding. */
import { createKey, document, setIdentityPolicy, statement } from './key-pages.ts';
import type { Learner } from './learner.ts';
import { failAction, opensService, runAction, sendAction } from './service-pages.ts';

const TENANTS = ['red', 'green', 'blue'];
const TABLE = { Table: 'customers' };
const REPORT = 'Report every path to the data of a tenant';

/** Reads item 1 of a tenant as the role of a tenant. It must succeed, or end with `error`. */
async function reads(learner: Learner, tenant: string, role: string, error?: string): Promise<void> {
  await learner.switches('caller', `role App-${role}`);
  await opensService(learner, 'Tenant table');
  const item = { ...TABLE, Tenant: tenant, 'Item ID': '1' };
  await (error ? failAction(learner, error, 'Get item', item) : runAction(learner, 'Get item', item));
}

/** Lets each role decrypt for its own tenant only, and migrates the table to a key for each tenant. */
async function isolate(learner: Learner): Promise<void> {
  for (const tenant of TENANTS) {
    const Condition = { StringEquals: { 'kms:EncryptionContext:tenant': tenant } };
    const policy = document(statement('Allow', ['kms:GenerateDataKey', 'kms:Decrypt'], { Condition }));
    await setIdentityPolicy(learner, `role App-${tenant}`, policy);
    await createKey(learner, { alias: `alias/${tenant}` });
  }
  await opensService(learner, 'Tenant table');
  await runAction(learner, 'Migrate to other keys', {
    ...TABLE,
    Isolation: 'One key per tenant',
    'Keys of tenants': TENANTS.map((tenant) => `${tenant}=alias/${tenant}`).join(', '),
  });
  await learner.seesDone('isolate');
}

/** Makes the shredding report of `red`. `open`: whether a path is open. */
async function report(learner: Learner, isOpen: boolean): Promise<void> {
  const { main } = learner;
  await opensService(learner, 'Tenant table');
  await sendAction(learner, REPORT, { ...TABLE, Tenant: 'red' });
  await main.getByText(isOpen ? /^Open paths: [1-9]/ : /^Open paths: 0 of /).waitFor();
}

/** Does what the tasks say. */
export async function l16(learner: Learner): Promise<void> {
  const { main } = learner;
  await reads(learner, 'red', 'green');
  await learner.switches('caller', 'role Learner');
  await learner.seesDone('leak');

  await isolate(learner);

  await reads(learner, 'red', 'red');
  await reads(learner, 'green', 'green');
  await reads(learner, 'red', 'green', 'AccessDeniedException');
  await learner.switches('caller', 'role Learner');
  await learner.seesDone('works');

  await report(learner, true);
  await learner.seesDone('find');

  await runAction(learner, 'Shred tenant', {
    ...TABLE,
    Tenant: 'red',
    Method: 'Schedule deletion of the key',
    'Waiting period in days': '7',
  });
  await learner.advances('+1 day', 8);
  await learner.seesDone('shred');

  await opensService(learner, 'Orders app');
  await runAction(learner, 'Start app', { 'KMS key': 'alias/green', Tenant: 'green' });
  await report(learner, false);
  await main.getByRole('button', { name: 'Verify in this page' }).click();
  await main.getByText('The signature is valid.').waitFor();
  await learner.seesDone('evidence');

  await reads(learner, 'red', 'red', 'AccessDeniedException');
  await learner.answers('Plaintext copies elsewhere');
  await learner.seesDone('limits');
}
