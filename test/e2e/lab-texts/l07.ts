/** Lab L07: key policies and the lock-out. */
import {
  changePolicy,
  document,
  savePolicy,
  setBoundary,
  setIdentityPolicy,
  shownKeyId,
  statement,
  withStatements,
  type PolicyDocument,
} from './key-pages.ts';
import { base64, type Learner } from './learner.ts';

const user = (name: string) => ({ Principal: { AWS: `arn:aws:iam::111122223333:user/${name}` } });
const LEARNER = { Principal: { AWS: 'arn:aws:iam::111122223333:role/Learner' } };
const APP = { Principal: { AWS: 'arn:aws:iam::444455556666:role/App' } };
const ENCRYPT = { KeyId: 'alias/orders', Plaintext: base64('a text') };

/** The policy without its statement for the root of the account. */
const withoutDelegation = (policy: PolicyDocument): PolicyDocument => ({
  ...policy,
  Statement: (policy['Statement'] as readonly object[]).filter((one) => !JSON.stringify(one).includes(':root"')),
});

/** A statement of a key policy, as far as the tickets change it. */
interface TicketStatement {
  readonly Sid: string;
  readonly Action: readonly string[];
}

/** What the decisions of the denied calls ask for, by statement. */
const CHANGES: Readonly<Record<string, (found: TicketStatement) => object>> = {
  AllowEva: (found) => ({ ...found, Action: [...found.Action, 'kms:Decrypt'] }),
  AllowHana: (found) => ({
    ...found,
    Condition: { StringEquals: { 'kms:EncryptionContext:tenant': ['eu', 'us'] } },
  }),
  AllowIvo: (found) => ({ ...found, Principal: { AWS: 'arn:aws:iam::111122223333:role/Ivo' } }),
};

/** Finds the causes in the decisions of the Simulator, and fixes them. */
async function tickets(learner: Learner): Promise<void> {
  const { main } = learner;
  await learner.opensKey('alias/tickets');
  const Resource = `arn:aws:kms:us-east-1:111122223333:key/${await shownKeyId(learner)}`;
  await changePolicy(learner, 'alias/tickets', (policy) => ({
    ...policy,
    Statement: (policy['Statement'] as readonly TicketStatement[]).map((one) => CHANGES[one.Sid]?.(one) ?? one),
  }));
  await setIdentityPolicy(learner, 'user Finn', document({ ...statement('Allow', 'kms:Decrypt'), Resource }));
  await setBoundary(learner, 'user Gus', document(statement('Allow', ['s3:*', 'kms:Decrypt'])));
  await main.getByRole('heading', { name: 'user Gus' }).waitFor();
}

/** Does what the tasks say. */
export async function l07(learner: Learner): Promise<void> {
  const administer = ['PutKeyPolicy', 'EnableKey', 'DisableKey', 'ScheduleKeyDeletion'].map((name) => `kms:${name}`);
  const use = ['Encrypt', 'Decrypt', 'GenerateDataKey'].map((name) => `kms:${name}`);
  const split = await changePolicy(learner, 'alias/orders', (policy) =>
    withStatements(policy, statement('Allow', administer, user('Ana')), statement('Allow', use, user('Ugo'))),
  );
  await learner.seesDone('split-duties');

  await savePolicy(
    learner,
    'alias/orders',
    withStatements(withoutDelegation(split), statement('Allow', 'kms:*', LEARNER)),
  );
  await learner.calls('Encrypt', ENCRYPT, { principal: 'user Zoe' }, 'AccessDeniedException');
  await savePolicy(learner, 'alias/orders', split);
  await learner.calls('Encrypt', ENCRYPT, { principal: 'user Zoe' });
  await learner.seesDone('delegation');

  await learner.calls('Encrypt', ENCRYPT, { principal: 'user Ugo' });
  const deny = statement('Deny', 'kms:Encrypt', user('Ugo'));
  await savePolicy(learner, 'alias/orders', withStatements(split, deny));
  await learner.calls('Encrypt', ENCRYPT, { principal: 'user Ugo' }, 'AccessDeniedException');
  await savePolicy(learner, 'alias/orders', split);
  await learner.seesDone('explicit-deny');

  await learner.opensKey('alias/orders');
  const KeyId = await shownKeyId(learner);
  const closed = JSON.stringify(document(statement('Allow', 'kms:Decrypt', user('Ugo'))));
  await learner.calls('PutKeyPolicy', { KeyId, Policy: closed }, {}, 'MalformedPolicyDocumentException');
  await learner.seesDone('lock-out');

  await savePolicy(learner, 'alias/orders', withStatements(split, statement('Allow', 'kms:Decrypt', APP)));
  const arn = `arn:aws:kms:us-east-1:111122223333:key/${KeyId}`;
  await setIdentityPolicy(learner, 'role App', document({ ...statement('Allow', 'kms:Decrypt'), Resource: arn }));
  await learner.seesDone('other-account');

  await tickets(learner);
  await learner.seesDone('tickets');
}
