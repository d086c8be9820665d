/** Role sessions that have something of their own: listed with their role, and removed alone. */
import { expect } from 'chai';
import { createStrongroom } from '../../src/memory.ts';

const ROLE = 'arn:aws:iam::111122223333:role/Learner';
const SESSION = 'arn:aws:sts::111122223333:assumed-role/Learner/monday';
const NOTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };

describe('role sessions of the directory', () => {
  it('are listed with their role, and go without it', async () => {
    const { kms, sandbox } = createStrongroom();
    const learner = async () => (await sandbox.principals.list()).find(({ arn }) => arn === ROLE);
    expect(await learner()).not.to.have.property('sessions');
    await sandbox.principals.put({ arn: SESSION, sessionPolicy: NOTHING });
    expect((await learner())?.sessions).to.deep.equal([SESSION]);
    expect((await kms('us-east-1', SESSION).call('ListKeys', {})).ok).to.equal(false);
    await sandbox.principals.remove(SESSION);
    expect(await learner()).not.to.have.property('sessions');
    expect(await sandbox.principals.get(ROLE)).to.exist;
    // A session of that name is again one like any other.
    expect((await kms('us-east-1', SESSION).call('ListKeys', {})).ok).to.equal(true);
  });
});
