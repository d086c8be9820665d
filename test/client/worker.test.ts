import * as Sdk from '@aws-sdk/client-kms';
import { expect } from 'chai';
import type { Endpoint } from 'comlink';
import { connectToWorker } from '../../src/client/connect.ts';
import type { Strongroom } from '../../src/client/strongroom.ts';
import { ADMIN_CREDENTIALS } from '../../src/model/documented-world.ts';
import { PRESENCE_KEY } from '../../src/model/worker-presence.ts';
import workerUrl from '../../src/worker/main.ts?worker&url';
import { rejection } from './fake-host.ts';

describe('the worker of the library', () => {
  it('answers nothing from an empty database if its page has seen commits, until that is accepted', async () => {
    const world = `seen-${crypto.randomUUID()}`;
    const worker = new Worker(workerUrl, { type: 'module', name: `strongroom 7 ${world}` });
    try {
      const { sandbox, kms } = connectToWorker(worker, world);
      const { name, message } = await rejection(kms().listKeys({}));
      expect([name, message]).to.deep.equal(['StorageError', message]);
      expect(message).to.contain('all of 7 commits');
      expect((await sandbox.storage()).missing).to.deep.equal({ found: 0, expected: 7 });
      await sandbox.continueWithStoredData();
      expect((await kms().listKeys({})).Keys).to.deep.equal([]);
    } finally {
      worker.terminate();
    }
  });
});

describe('client, wire and worker together', () => {
  let worker: Worker;
  let strongroom: Strongroom;

  before(async () => {
    worker = new Worker(workerUrl, { type: 'module' });
    strongroom = connectToWorker(worker, 'client-test');
    await strongroom.sandbox.reset();
  });
  after(async () => {
    await strongroom.sandbox.reset();
    worker.terminate();
  });

  const sdk = (credentials: Sdk.KMSClientConfig['credentials'] = ADMIN_CREDENTIALS): Sdk.KMSClient =>
    new Sdk.KMSClient({
      region: 'eu-west-1',
      credentials: credentials as typeof ADMIN_CREDENTIALS,
      requestHandler: strongroom.requestHandler(),
    });

  it('decrypts by the SDK what the typed client encrypted, and the other way round', async () => {
    const kms = strongroom.kms('eu-west-1');
    const plaintext = new TextEncoder().encode('over and out');
    const KeyId = (await kms.createKey()).KeyMetadata?.KeyId as string;
    const EncryptionContext = { tenant: 'a' };

    const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: plaintext, EncryptionContext });
    expect((await sdk().send(new Sdk.DecryptCommand({ CiphertextBlob, EncryptionContext }))).Plaintext).to.deep.equal(
      plaintext,
    );

    const other = await sdk().send(new Sdk.EncryptCommand({ KeyId, Plaintext: plaintext, EncryptionContext }));
    expect((await kms.decrypt({ CiphertextBlob: other.CiphertextBlob, EncryptionContext })).Plaintext).to.deep.equal(
      plaintext,
    );
    expect(plaintext).to.have.length(12);
  });

  it('lets a principal made by the sandbox call with its own credentials, until it is removed', async () => {
    const arn = 'arn:aws:iam::111122223333:user/eve';
    const credentials = await strongroom.sandbox.principals.put({
      arn,
      policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:ListKeys', Resource: '*' }] }],
      accessKey: true,
    });
    const eve = sdk(credentials);
    expect((await eve.send(new Sdk.ListKeysCommand({}))).Keys).to.be.an('array');
    expect((await rejection(eve.send(new Sdk.CreateKeyCommand({})))).name).to.equal('AccessDeniedException');
    await strongroom.sandbox.principals.remove(arn);
    expect((await rejection(eve.send(new Sdk.ListKeysCommand({})))).name).to.equal('UnrecognizedClientException');
  });

  it('gives the event of a call with the SDK as its user agent', async () => {
    const { $metadata } = await sdk().send(new Sdk.ListKeysCommand({}));
    const page = await strongroom.sandbox.events.query({ requestId: $metadata.requestId as string });
    expect(page.events).to.have.length(1);
    expect(page.events[0]?.record.eventName).to.equal('ListKeys');
    expect(page.events[0]?.record.userAgent).to.contain('aws-sdk-js');
  });

  it('brings event and decision to a call that asks for them, and to no other', async () => {
    const worker2 = new Worker(workerUrl, { type: 'module' });
    const answers: string[] = [];
    // What comes through the port of KMS calls is noted on its way.
    const noting: Endpoint = {
      addEventListener: worker2.addEventListener.bind(worker2),
      removeEventListener: worker2.removeEventListener.bind(worker2),
      postMessage(message, [calls] = []) {
        if (!(calls instanceof MessagePort)) return worker2.postMessage(message);
        const { port1, port2 } = new MessageChannel();
        calls.onmessage = ({ data }) => port1.postMessage(data);
        port1.onmessage = ({ data }) => {
          answers.push(JSON.stringify(data));
          calls.postMessage(data);
        };
        worker2.postMessage({ [PRESENCE_KEY]: { calls: port2 } }, [port2]);
      },
    };
    const kms = connectToWorker(noting, 'client-test').kms();
    const asked = await kms.call('ListKeys', {});
    expect(asked.event?.record.requestID).to.equal(asked.requestId);
    expect(asked.decision?.allowed).to.equal(true);
    answers.length = 0;
    await kms.listKeys();
    expect(answers).to.have.length(1);
    expect(answers[0]).to.contain('requestId').and.not.to.contain('eventID').and.not.to.contain('decidedBy');
    worker2.terminate();
  });

  it('rejects with the same class by both ways', async () => {
    const KeyId = 'alias/nobody';
    const [own, theirs] = await Promise.all([
      rejection(strongroom.kms().describeKey({ KeyId })),
      rejection(sdk().send(new Sdk.DescribeKeyCommand({ KeyId }))),
    ]);
    for (const error of [own, theirs]) expect(error).to.be.instanceOf(Sdk.NotFoundException);
    expect(theirs.message).to.equal(own.message.replace('us-east-1', 'eu-west-1'));
  });

  it("rejects with TypeError what breaks the worker's contract", async () => {
    expect(await rejection(strongroom.world('not a world').sandbox.reset())).to.be.instanceOf(TypeError);
    expect(await rejection(strongroom.kms('nowhere').listKeys())).to.be.instanceOf(TypeError);
    const fact = strongroom.kms('us-east-1', undefined, { 'aws:PrincipalArn': 'x' });
    expect(await rejection(fact.listKeys())).to.be.instanceOf(TypeError);
  });
});
