/** Lab L14: CloudTrail detective. */
import { findEvents, type ShownEvent } from './activity.ts';
import { setTags, shownKeyId } from './key-pages.ts';
import type { Learner } from './learner.ts';

const CLINIC = '111122223333';
const PARTNER = '444455556666';

/** Tags the case file with the IDs of events. */
async function files(learner: Learner, answers: Readonly<Record<string, readonly ShownEvent[]>>): Promise<void> {
  await learner.opensKey('alias/case-file');
  await setTags(
    learner,
    Object.fromEntries(Object.entries(answers).map(([name, events]) => [name, events.map(({ id }) => id).join(' ')])),
  );
}

/** Does what the tasks say. */
export async function l14(learner: Learner): Promise<void> {
  const about42 = await findEvents(learner, { 'Encryption context value': '42', Region: 'All Regions' });
  const readers = about42.filter(
    ({ text }) =>
      /^\s*(Decrypt|ReEncrypt)/.test(text) && text.includes('patientId=42') && !text.includes('AccessDenied'),
  );
  await files(learner, { readers });
  await learner.seesDone('readers');

  const denials = await findEvents(learner, { Account: CLINIC, 'Errors only': '', Region: 'All Regions' });
  await files(learner, {
    'denied-by-key-policy': denials.filter(({ text }) => text.includes('of the key policy explicitly denies')),
    'denied-by-identity-policy': denials.filter(({ text }) => text.includes('of the identity policy')),
    'denied-implicitly': denials.filter(({ text }) => text.includes('No identity policy of the caller allows')),
  });
  await learner.seesDone('denials');

  await learner.opensKey('alias/records');
  const records = await shownKeyId(learner);
  const writes = await findEvents(learner, { 'Key ID, ARN or alias': records, 'Read or write': 'Writes' });
  const leak = writes.findIndex(({ text }) => text.includes('PutKeyPolicy') && text.includes('Operations'));
  const changes = writes
    .slice(leak + 1)
    .filter(({ text }) => /^\s*(PutKeyPolicy|CreateGrant|TagResource)/.test(text) && !text.includes('Learner'));
  await files(learner, { changes });
  await learner.seesDone('changes');

  for (const alias of ['alias/archive', 'alias/reports']) {
    await learner.opensKey(alias);
    await learner.calls('GetKeyLastUsage', { KeyId: await shownKeyId(learner) });
  }
  await learner.opensKey('alias/reports');
  await setTags(learner, { unused: 'yes' });
  await learner.seesDone('unused-key');

  const mails = await findEvents(learner, { 'Part of the encryption context': '@', Region: 'All Regions' });
  await files(learner, { 'personal-data': mails });
  await learner.seesDone('personal-data');

  const attempts = await findEvents(learner, { Account: PARTNER, 'Errors only': '' });
  await files(learner, { 'cross-account': attempts });
  await learner.seesDone('cross-account');
}
