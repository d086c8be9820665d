/** A lab recorded by doing it: the recorded session becomes a draft, and the draft passes its proof. */
import { expect } from 'chai';
import { createChangeNotices } from '../../../src/client/change-notices.ts';
import { createDirectChanges } from '../../../src/client/direct-changes.ts';
import { createSandboxClient } from '../../../src/client/sandbox-client.ts';
import { LabRecorder } from '../../../src/labs/recording/lab-recorder.ts';
import { newRecording, type Recording } from '../../../src/labs/recording/recording.ts';
import { draftOfRecording } from '../../../src/labs/recording/draft-of-recording.ts';
import { MAX_ENTRIES } from '../../../src/labs/recording/recorded-entry.ts';
import type { Lab } from '../../../src/labs/lab.ts';
import { proveLab } from '../../../src/labs/prove-lab.ts';
import { LEARNER } from '../../../src/labs/run-step.ts';
import { createStrongroom } from '../../../src/memory.ts';
import { createServices } from '../../../src/services/services.ts';
import { createMemoryHost } from '../../../src/worker/memory-host.ts';

const WORLD = 'lab-record';
const APP = 'arn:aws:iam::111122223333:role/App';
const bytes = (text: string) => new TextEncoder().encode(text);

/** A page with a sandbox in memory, whose calls can be recorded. */
function openPage() {
  const changes = createDirectChanges();
  const worker = createMemoryHost({ postChange: changes.post });
  const page = createSandboxClient(worker, createChangeNotices(changes.receive), 'default').world(WORLD);
  const services = createServices(page);
  return { worker, page, services, learner: page.kms('us-east-1', LEARNER), app: page.kms('us-east-1', APP) };
}

async function record(isWatched = true) {
  const opened = openPage();
  let latest: Recording = newRecording(WORLD);
  const recorder = new LabRecorder(latest, {
    sandbox: opened.page.sandbox,
    worker: isWatched ? opened.worker : undefined,
    services: opened.services,
    onChange: (recording) => (latest = recording),
  });
  await recorder.start('now');
  return { ...opened, recorder, latest: () => latest };
}

type Session = Awaited<ReturnType<typeof record>>;

/** A start with a key and a role; a task with a denied call, a mistake and a grant; and a task that waits. */
async function doLab({ page, learner, app, recorder }: Session) {
  const { KeyMetadata } = await learner.createKey({ Description: 'of the lab' });
  const KeyId = KeyMetadata?.Arn ?? '';
  await page.sandbox.principals.put({ arn: APP, policies: [], accessKey: false });
  await recorder.mark('start-ends');

  await recorder.mark('task-begins');
  const EncryptionContext = { tenant: 'a' };
  const { CiphertextBlob } = await learner.encrypt({ KeyId, Plaintext: bytes('hello'), EncryptionContext });
  await app.decrypt({ CiphertextBlob, EncryptionContext }).catch(() => undefined);
  await recorder.mark('was-mistake');
  const second = await learner.encrypt({ KeyId, Plaintext: Uint8Array.of(0, 255, 1), EncryptionContext });
  await learner.createGrant({ KeyId, GranteePrincipal: APP, Operations: ['Decrypt'] });
  await app.decrypt({ CiphertextBlob: second.CiphertextBlob, EncryptionContext });
  await recorder.mark('task-ends');
  await learner.listGrants({ KeyId });

  await recorder.mark('task-begins');
  await page.sandbox.clock.advance(3600);
  await learner.putKeyPolicy({
    KeyId,
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: KeyId },
      ],
    }),
  });
  await learner.disableKey({ KeyId });
  await app.decrypt({ CiphertextBlob: second.CiphertextBlob, EncryptionContext }).catch(() => undefined);
  await recorder.stop();
  return { KeyId };
}

/** Adds the texts that an author writes. */
function withTexts(lab: Lab): Lab {
  const { en } = lab.texts;
  const tasks = Object.fromEntries(
    lab.tasks.map(({ id, mistakes = [] }) => [
      id,
      {
        title: id,
        text: 'Do it.',
        hints: ['one', 'two', 'three'] as const,
        ...(mistakes.length === 0
          ? {}
          : { mistakes: Object.fromEntries(mistakes.map((mistake) => [mistake.id, `Not ${mistake.id}.`])) }),
      },
    ]),
  );
  const texts = {
    ...en,
    title: 'Recorded',
    goal: 'Do.',
    start: 'A key.',
    caption: 'None.',
    summary: ['Done.'],
    instructor: ['Five minutes.'],
    tasks,
  };
  return { ...lab, texts: { en: texts } };
}

describe('A recorded lab', () => {
  it('passes its proof: with a key, a denied call, a mistake, a grant and an advance of the clock', async () => {
    const session = await record();
    const { KeyId } = await doLab(session);
    const { lab, findings } = draftOfRecording(session.latest().entries);
    expect(findings).to.deep.equal([]);
    expect(lab.start).to.deep.equal([
      { call: 'CreateKey', input: { Description: 'of the lab' }, save: { key: 'KeyMetadata.Arn' } },
      { sandbox: 'principals.put', arguments: [{ arn: APP, policies: [], accessKey: false }] },
    ]);
    const [first, second] = lab.tasks;
    expect(first?.solution).to.deep.equal([
      {
        call: 'Encrypt',
        input: { KeyId: '$key', Plaintext: { random: 3 }, EncryptionContext: { tenant: 'a' } },
        save: { ciphertext2: 'CiphertextBlob' },
      },
      { call: 'CreateGrant', input: { KeyId: '$key', GranteePrincipal: APP, Operations: ['Decrypt'] } },
      { call: 'Decrypt', input: { CiphertextBlob: '$ciphertext2', EncryptionContext: { tenant: 'a' } }, by: APP },
    ]);
    expect(first?.done).to.deep.equal({
      label: 'in-order',
      inOrder: [
        { operation: 'Encrypt', key: '$key', context: { tenant: 'a' }, sidecar: { ctSha: '$c' } },
        { operation: 'CreateGrant', key: '$key' },
        { operation: 'Decrypt', key: '$key', by: APP, context: { tenant: 'a' }, sidecar: { ctSha: '$c' } },
      ],
    });
    const [mistake] = first?.mistakes ?? [];
    expect(mistake?.script).to.deep.equal([
      {
        call: 'Encrypt',
        input: { KeyId: '$key', Plaintext: { text: 'hello' }, EncryptionContext: { tenant: 'a' } },
        save: { ciphertext: 'CiphertextBlob' },
      },
      {
        call: 'Decrypt',
        input: { CiphertextBlob: '$ciphertext', EncryptionContext: { tenant: 'a' } },
        by: APP,
        expect: 'AccessDeniedException',
      },
    ]);
    expect(second?.solution[0]).to.deep.equal({ advance: 3600 });
    expect(second?.solution.at(-1)).to.deep.include({ expect: 'DisabledException' });
    expect(JSON.stringify(lab)).not.to.contain(KeyId);
    expect((await proveLab(withTexts(lab), { open: createStrongroom })).findings).to.deep.equal([]);
  });

  it('says what the log alone cannot tell, and follows ciphertexts by their hashes', async () => {
    const session = await record(false);
    await doLab(session);
    const { lab, findings } = draftOfRecording(session.latest().entries);
    expect(findings.map(({ reason, member }) => `${reason} ${member ?? ''}`)).to.deep.equal([
      'assumed Plaintext',
      'assumed Plaintext',
    ]);
    // The log has neither the role nor the advance.
    expect(lab.start).to.deep.equal([
      {
        call: 'CreateKey',
        input: {
          Description: 'of the lab',
          KeyUsage: 'ENCRYPT_DECRYPT',
          Origin: 'AWS_KMS',
          KeySpec: 'SYMMETRIC_DEFAULT',
          BypassPolicyLockoutSafetyCheck: false,
          MultiRegion: false,
        },
        save: { key: 'KeyMetadata.Arn' },
      },
    ]);
    const role = { sandbox: 'principals.put', arguments: [{ arn: APP, policies: [] }] } as const;
    const complete = withTexts({ ...lab, start: [...lab.start, role] });
    expect((await proveLab(complete, { open: createStrongroom })).findings).to.deep.equal([]);
  });

  it('has neither reads of the console nor calls in other sandboxes', async () => {
    const { page, worker, recorder, latest } = await record();
    await page.kms('us-east-1', LEARNER, { 'aws:UserAgent': 'strongroom-console' }).call('ListKeys', {});
    await worker.call('default', { operation: 'ListKeys', input: {}, region: 'us-east-1' });
    await recorder.stop();
    expect(latest().entries).to.deep.equal([]);
  });

  it('names values from before the recording, and of mistakes', async () => {
    const opened = openPage();
    const { KeyMetadata } = await opened.learner.createKey({});
    const KeyId = KeyMetadata?.Arn ?? '';
    const { CiphertextBlob } = await opened.learner.encrypt({ KeyId, Plaintext: bytes('x') });
    let latest = newRecording(WORLD);
    const recorder = new LabRecorder(latest, {
      sandbox: opened.page.sandbox,
      worker: opened.worker,
      onChange: (recording) => (latest = recording),
    });
    await recorder.start('now');
    await recorder.mark('task-begins');
    await opened.learner.decrypt({ CiphertextBlob });
    await opened.learner.createKey({});
    await recorder.mark('was-mistake');
    const made = latest.entries.at(-1);
    const ARN = made?.kind === 'call' ? made.keys?.[0] : undefined;
    await opened.learner.disableKey({ KeyId: ARN });
    await opened.learner.disableKey({ KeyId });
    await recorder.stop();
    const { findings } = draftOfRecording(latest.entries);
    expect(findings.map(({ reason, member }) => `${reason} ${member ?? ''}`)).to.deep.equal([
      'made-before CiphertextBlob',
      'made-by-mistake KeyId',
      'made-before KeyId',
    ]);
  });

  it('has calls of services as steps of the services, and passes its proof', async () => {
    const { learner, services, recorder, latest } = await record();
    const { KeyMetadata } = await learner.createKey({ Description: 'of the bucket' });
    const KeyId = KeyMetadata?.Arn ?? '';
    const caller = LEARNER;
    await services.objectStore.createBucket({ caller, Bucket: 'orders' });
    const encryption = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId } as const;
    await recorder.mark('start-ends');

    await recorder.mark('task-begins');
    const object = { caller, Bucket: 'orders', Key: 'one' };
    await services.objectStore.putObject({ ...object, ...encryption, Body: bytes('first order') });
    await services.objectStore.listObjects({ caller, Bucket: 'orders' });
    await recorder.refresh();
    await services.objectStore.putObject({ ...object, ...encryption, Key: 'two', Body: Uint8Array.of(0, 255) });
    await services.objectStore.getObject(object);
    await recorder.mark('task-ends');

    await recorder.mark('task-begins');
    await learner.disableKey({ KeyId });
    const failure = await services.objectStore.getObject(object).catch((error: unknown) => (error as Error).name);
    await recorder.stop();
    const { lab, findings } = draftOfRecording(latest().entries);
    expect(findings).to.deep.equal([]);
    expect(lab.start[1]).to.deep.equal({ service: 'objectStore.createBucket', input: { Bucket: 'orders' } });
    const encrypted = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: '$key' };
    const [first, second] = lab.tasks;
    expect(first?.solution).to.deep.equal([
      { service: 'objectStore.putObject', input: { Bucket: 'orders', Key: 'one', ...encrypted, Body: 'first order' } },
      {
        service: 'objectStore.putObject',
        input: { Bucket: 'orders', Key: 'two', ...encrypted, Body: { base64: 'AP8=' } },
      },
      { service: 'objectStore.getObject', input: { Bucket: 'orders', Key: 'one' } },
    ]);
    expect(first?.done).to.deep.equal({
      label: 'in-order',
      inOrder: [
        { operation: 'GenerateDataKey', key: '$key' },
        { operation: 'Decrypt', key: '$key' },
      ],
    });
    expect(second?.solution).to.deep.equal([
      { call: 'DisableKey', input: { KeyId: '$key' } },
      { service: 'objectStore.getObject', input: { Bucket: 'orders', Key: 'one' }, expect: failure },
    ]);
    expect((await proveLab(withTexts(lab), { open: () => createStrongroom() })).findings).to.deep.equal([]);
  });

  it('has each call of KMS once, whether a service or the author made it', async () => {
    const { learner, services, recorder, latest } = await record();
    const caller = LEARNER;
    await services.objectStore.createBucket({ caller, Bucket: 'orders' });
    await services.objectStore.putObject({ caller, Bucket: 'orders', Key: 'one', Body: 'x' });
    await learner.createKey({});
    await recorder.stop();
    const names = latest().entries.map((entry) => (entry.kind === 'service' ? entry.service : entry.kind));
    expect(names).to.deep.equal(['objectStore.createBucket', 'objectStore.putObject', 'call']);
    await services.objectStore.putObject({ caller, Bucket: 'orders', Key: 'two', Body: 'x' });
    expect(latest().entries.length, 'nothing is recorded after the end').to.equal(3);
  });

  it('starts again after a reset of the sandbox, and says so', async () => {
    const { page, learner, recorder, latest } = await record();
    await learner.createKey({});
    await page.sandbox.reset();
    await learner.createKey({ Description: 'after' });
    await recorder.stop();
    expect(latest().isIncomplete).to.equal(true);
    expect(latest().entries.map((entry) => entry.kind === 'call' && entry.input)).to.deep.equal([
      { Description: 'after' },
    ]);
  });

  it('leaves out methods that labs may not call', async () => {
    const { page, recorder, latest } = await record();
    await page.sandbox.principals.put({ arn: APP, policies: [] });
    await page.sandbox.accessKeys.create(APP);
    await page.sandbox.settings.set({ signatures: 'ignored' });
    await page.sandbox.settings.set({ requestQuotas: 'off' });
    await recorder.stop();
    const { lab, findings } = draftOfRecording(latest().entries);
    expect(findings.map(({ reason }) => reason)).to.deep.equal(['not-allowed', 'not-allowed']);
    expect(lab.start.length).to.equal(2);
    expect(JSON.stringify(latest())).not.to.match(/secretAccessKey/);
  });

  it('stops at the maximum of entries and counts the rest, also of a log of 10,000 events', async () => {
    const opened = openPage();
    const { KeyMetadata } = await opened.learner.createKey({});
    const KeyId = KeyMetadata?.Arn ?? '';
    for (let at = 0; at < 20; at++)
      await Promise.all(Array.from({ length: 500 }, () => opened.learner.getKeyRotationStatus({ KeyId })));
    let latest = newRecording(WORLD);
    const recorder = new LabRecorder(latest, {
      sandbox: opened.page.sandbox,
      worker: opened.worker,
      onChange: (recording) => (latest = recording),
    });
    await recorder.start('log-start');
    expect(latest.entries.length).to.equal(MAX_ENTRIES);
    expect(latest.omitted).to.equal(10_001 - MAX_ENTRIES);
    await opened.learner.createKey({});
    await recorder.stop();
    expect(latest.omitted).to.equal(10_002 - MAX_ENTRIES);
    const { lab } = draftOfRecording(latest.entries);
    expect(lab.start.length).to.equal(MAX_ENTRIES);
  });

  it('keeps the texts of an earlier draft', async () => {
    const session = await record();
    await doLab(session);
    const before = withTexts(draftOfRecording(session.latest().entries).lab);
    const { lab } = draftOfRecording(session.latest().entries, { ...before, id: 'mine', minutes: 7 });
    expect(lab).to.deep.equal({ ...before, id: 'mine', minutes: 7 });
  });
});
