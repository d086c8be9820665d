/** For whom `principals.put` and `accessKeys.create` create credentials. */
import { expect } from 'chai';
import type { Sandbox } from '../../../src/client/strongroom.ts';
import { createStrongroom } from '../../../src/memory.ts';
import type { Credentials, PrincipalInput, WithoutCredentials } from '../../../src/model/contract.ts';

const ACCOUNT = '111122223333';
const ANA = `arn:aws:iam::${ACCOUNT}:user/ana`;
const ADMIN = `arn:aws:iam::${ACCOUNT}:user/admin`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Learner` as const;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/Learner/monday` as const;
const GUEST = `arn:aws:sts::${ACCOUNT}:federated-user/guest` as const;

/** What `put` gives for a principal that does not exist yet, and for one that exists. */
const ROWS = [
  { who: 'a user', arn: ANA, first: true, again: false },
  { who: 'the root', arn: ROOT, first: false, again: false },
  { who: 'a role', arn: `arn:aws:iam::${ACCOUNT}:role/New`, first: true, again: true },
  { who: 'a role session', arn: `arn:aws:sts::${ACCOUNT}:assumed-role/New/monday`, first: true, again: true },
  { who: 'a federated user', arn: GUEST, first: true, again: true },
] as const;

const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'not refused',
    (error: unknown) => `${(error as Error).name}: ${(error as Error).message}`,
  );

/** How many access keys the principal has that calls as `arn`. */
async function countKeys(sandbox: Sandbox, arn: string): Promise<number> {
  return (await sandbox.accessKeys.list(arn)).length;
}

describe('principals.put', () => {
  for (const { who, arn, first, again } of ROWS) {
    it(`creates credentials for ${who}: ${first ? '' : 'not '}the first time, ${again ? '' : 'not '}again`, async () => {
      const { sandbox } = createStrongroom();
      for (const expected of [first, again]) {
        const before = (await sandbox.principals.get(arn)) === undefined ? 0 : await countKeys(sandbox, arn);
        const created = await sandbox.principals.put({ arn });
        if (expected) expect(created).to.have.all.keys(Object.keys(await sandbox.accessKeys.create(arn)));
        else expect(Object.keys(created)).to.deep.equal(['arn']);
        expect(await countKeys(sandbox, arn)).to.equal(before + (expected ? 2 : 0));
      }
    });

    it(`creates credentials for ${who} with accessKey true, and none with false`, async () => {
      const { sandbox } = createStrongroom();
      const none: WithoutCredentials = await sandbox.principals.put({ arn, accessKey: false });
      expect(Object.keys(none)).to.deep.equal(['arn']);
      const before = await countKeys(sandbox, arn);
      const created: Credentials = await sandbox.principals.put({ arn, accessKey: true });
      expect(created.secretAccessKey).to.match(/^\S{40}$/);
      expect(created.arn).to.equal(none.arn);
      expect(await countKeys(sandbox, arn)).to.equal(before + 1);
    });
  }

  it('has a type that requires the credentials of a role, a session and a federated user', async () => {
    const { sandbox } = createStrongroom();
    for (const put of [
      (): Promise<Credentials> => sandbox.principals.put({ arn: ROLE }),
      (): Promise<Credentials> => sandbox.principals.put({ arn: SESSION, sessionTags: { team: 'a' } }),
      (): Promise<Credentials> => sandbox.principals.put({ arn: GUEST }),
    ])
      expect(await put()).to.have.property('accessKeyId');
    // @ts-expect-error A user may exist, and then there are no credentials.
    const uncertain: Credentials = await sandbox.principals.put({ arn: ADMIN });
    expect(uncertain).not.to.have.property('accessKeyId');
  });

  it('changes what is given with accessKey false too', async () => {
    const { sandbox } = createStrongroom();
    await sandbox.principals.put({
      arn: SESSION,
      tags: { team: 'a' },
      sessionTags: { day: 'monday' },
      accessKey: false,
    });
    expect(await sandbox.principals.get(SESSION)).to.deep.include({
      tags: { team: 'a' },
      sessionTags: { day: 'monday' },
    });
    expect(await countKeys(sandbox, SESSION)).to.equal(0);
  });

  it('refuses an accessKey that is neither true nor false, and changes nothing', async () => {
    const { sandbox } = createStrongroom();
    for (const accessKey of ['yes', 1, null, {}]) {
      const input = { arn: ANA, accessKey } as unknown as PrincipalInput;
      expect(await refusal(sandbox.principals.put(input))).to.equal(
        'TypeError: accessKey must be true to create credentials, or false to create none.',
      );
    }
    expect(await sandbox.principals.get(ANA)).to.equal(undefined);
  });
});

describe('accessKeys.create', () => {
  it('creates a further access key of a user, which leaves the earlier ones', async () => {
    const { sandbox } = createStrongroom();
    const { arn, accessKeyId, sessionToken } = await sandbox.accessKeys.create(ADMIN);
    expect(arn).to.equal(ADMIN);
    expect(accessKeyId).to.match(/^AKIA/);
    expect(sessionToken).to.equal(undefined);
    expect((await sandbox.accessKeys.list(ADMIN)).map(({ id }) => id)).to.have.members([
      'AKIAIOSFODNN7EXAMPLE',
      accessKeyId,
    ]);
  });

  it('creates the credentials of a session for a role, also of one without documents of its own', async () => {
    const { sandbox } = createStrongroom();
    for (const [arn, name] of [
      [ROLE, 'strongroom'],
      [SESSION, 'monday'],
    ] as const) {
      const created = await sandbox.accessKeys.create(arn);
      expect(created.arn).to.equal(`arn:aws:sts::${ACCOUNT}:assumed-role/Learner/${name}`);
      expect(created.accessKeyId).to.match(/^ASIA/);
      expect(created.sessionToken).to.be.a('string');
    }
  });

  it('refuses a principal that does not exist, and what is no ARN', async () => {
    const { sandbox } = createStrongroom();
    for (const arn of [ANA, `arn:aws:sts::${ACCOUNT}:assumed-role/None/monday`, 's3.amazonaws.com', '', undefined, 7])
      expect(await refusal(sandbox.accessKeys.create(arn as string))).to.equal(
        `TypeError: Principal ${String(arn)} does not exist in this sandbox.`,
      );
  });
});
