/** Keys in external key stores: creation, double encryption, the errors of the proxy, and its lies. */
import { expect } from 'chai';
import { toBase64 } from '../../../src/base/base64.ts';
import { encodeUtf8 } from '../../../src/base/bytes.ts';
import type { FaultName, FaultOptions } from '../../../src/model/faults.ts';
import { START, testWorld } from '../world.ts';
import { EXTERNAL_KEY, externalScene, storeInput, type ExternalScene } from './external-scene.ts';

const PLAINTEXT = encodeUtf8('attack at dawn');
const CONTEXT = { purpose: 'test' };

interface Connected extends ExternalScene {
  readonly arn: string;
}

async function connectedScene(): Promise<Connected> {
  const scene = await externalScene();
  await scene.connect();
  return { ...scene, arn: await scene.key() };
}

const encrypt = async ({ world, arn }: Connected): Promise<Uint8Array> =>
  (await world.ok('Encrypt', { KeyId: arn, Plaintext: PLAINTEXT, EncryptionContext: CONTEXT })).CiphertextBlob ??
  new Uint8Array();

describe('external key stores', () => {
  it('are created after a health check, with the errors of AWS', async () => {
    const { world, proxy } = await externalScene();
    const [health] = await world.proxies.proxyRequests(proxy.id);
    expect([health?.operation, health?.kmsOperation]).to.deep.equal(['health', 'CreateCustomKeyStore']);
    const input = storeInput(proxy, 'second');
    expect(await world.error('CreateCustomKeyStore', input)).to.equal('XksProxyUriInUseException');
    const other = await world.proxies.createProxy({ path: '/other/kms/xks/v1' });
    const another = storeInput(other, 'second');
    const failures: [object, string][] = [
      [{ XksProxyUriEndpoint: 'https://none.example.com' }, 'XksProxyUriUnreachableException'],
      [{ XksProxyUriPath: '/wrong/kms/xks/v1' }, 'XksProxyInvalidConfigurationException'],
      [
        {
          XksProxyAuthenticationCredential: {
            ...another.XksProxyAuthenticationCredential,
            RawSecretAccessKey: 'A'.repeat(44),
          },
        },
        'XksProxyIncorrectAuthenticationCredentialException',
      ],
      [{ XksProxyConnectivity: 'VPC_ENDPOINT_SERVICE' }, 'ValidationException'],
      [{ XksProxyVpcEndpointServiceName: 'com.amazonaws.vpce.us-east-1.vpce-svc-0a' }, 'ValidationException'],
      [
        {
          XksProxyConnectivity: 'VPC_ENDPOINT_SERVICE',
          XksProxyUriEndpoint: 'https://none.example.com',
          XksProxyVpcEndpointServiceName: 'com.amazonaws.vpce.us-east-1.vpce-svc-0a',
        },
        'XksProxyVpcEndpointServiceNotFoundException',
      ],
      [
        {
          XksProxyConnectivity: 'VPC_ENDPOINT_SERVICE',
          XksProxyVpcEndpointServiceName: 'com.amazonaws.vpce.us-east-1.vpce-svc-0a',
        },
        'XksProxyUriEndpointInUseException',
      ],
    ];
    for (const [change, name] of failures)
      expect(await world.error('CreateCustomKeyStore', { ...another, ...change }), JSON.stringify(change)).to.match(
        new RegExp(`^${name}`),
      );
    await world.engine.faults.setFault('xks-proxy-malformed-answer');
    expect(await world.error('CreateCustomKeyStore', another)).to.match(
      /^XksProxyInvalidResponseException: AWS KMS can/,
    );
    await world.engine.faults.clearFault();
    await world.ok('CreateCustomKeyStore', another);
  });

  it('describe their proxy without its secret', async () => {
    const { entry, proxy } = await externalScene();
    expect((await entry()).XksProxyConfiguration).to.deep.equal({
      Connectivity: 'PUBLIC_ENDPOINT',
      AccessKeyId: proxy.credential.accessKeyId,
      UriEndpoint: proxy.endpoint,
      UriPath: proxy.path,
    });
    expect(JSON.stringify(await entry())).not.to.include(proxy.credential.rawSecretAccessKey);
  });

  it('take a new credential while connected', async () => {
    const scene = await connectedScene();
    const { world, proxy, id } = scene;
    const { accessKeyId, rawSecretAccessKey } = await world.proxies.createProxyCredential(proxy.id);
    await world.ok('UpdateCustomKeyStore', {
      CustomKeyStoreId: id,
      XksProxyAuthenticationCredential: { AccessKeyId: accessKeyId, RawSecretAccessKey: rawSecretAccessKey },
    });
    await world.proxies.removeProxyCredential(proxy.id, proxy.credential.accessKeyId);
    await encrypt(scene);
    const endpoint = { CustomKeyStoreId: id, XksProxyUriEndpoint: 'https://b.example.com' };
    expect(await world.error('UpdateCustomKeyStore', endpoint)).to.equal('CustomKeyStoreInvalidStateException');
  });

  it('give no random bytes', async () => {
    const { world, id } = await connectedScene();
    expect(await world.error('GenerateRandom', { NumberOfBytes: 8, CustomKeyStoreId: id })).to.match(
      /^UnsupportedOperationException/,
    );
  });
});

describe('keys in external key stores', () => {
  it('are created on an external key that is enabled, AES-256, and encrypts and decrypts', async () => {
    const { world, proxy, id, arn } = await connectedScene();
    const { KeyMetadata } = await world.ok('DescribeKey', { KeyId: arn });
    expect(KeyMetadata).to.deep.include({
      Origin: 'EXTERNAL_KEY_STORE',
      CustomKeyStoreId: id,
      XksKeyConfiguration: { Id: EXTERNAL_KEY },
      KeyState: 'Enabled',
    });
    const create = (XksKeyId: string) =>
      world.error('CreateKey', { Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId: id, XksKeyId });
    expect(await create(EXTERNAL_KEY)).to.equal('XksKeyAlreadyInUseException');
    expect(await create('none')).to.match(/^XksKeyNotFoundException: The external key associated/);
    await world.proxies.createExternalKey(proxy.id, { keyId: 'short', spec: 'AES_128' });
    expect(await create('short')).to.equal(
      'XksKeyInvalidConfigurationException: The key spec of the external key must be AES_256. The key spec of specified external key is AES_128.',
    );
    await world.proxies.createExternalKey(proxy.id, { keyId: 'one-way', usage: ['ENCRYPT'] });
    expect(await create('one-way')).to.match(/^XksKeyInvalidConfigurationException: The key usage/);
    await world.proxies.createExternalKey(proxy.id, { keyId: 'off' });
    await world.proxies.updateExternalKey(proxy.id, 'off', { status: 'DISABLED' });
    expect(await create('off')).to.match(/^XksKeyInvalidConfigurationException: The status/);
    await world.engine.faults.setFault('xks-proxy-error', { errorName: 'ThrottlingException' });
    expect(await create('another')).to.match(/^CustomKeyStoreInvalidStateException: The external key store proxy rej/);
  });

  it('encrypt, decrypt, generate data keys and re-encrypt through the proxy', async () => {
    const scene = await connectedScene();
    const { world, arn, proxy } = scene;
    const CiphertextBlob = await encrypt(scene);
    const decrypted = await world.ok('Decrypt', { CiphertextBlob, EncryptionContext: CONTEXT });
    expect(decrypted.Plaintext).to.deep.equal(PLAINTEXT);
    const data = await world.ok('GenerateDataKey', { KeyId: arn, KeySpec: 'AES_256' });
    const again = await world.ok('Decrypt', { CiphertextBlob: data.CiphertextBlob as Uint8Array });
    expect(again.Plaintext).to.deep.equal(data.Plaintext);
    const largest = crypto.getRandomValues(new Uint8Array(4096));
    const big = await world.ok('Encrypt', { KeyId: arn, Plaintext: largest });
    expect(big.CiphertextBlob?.length).to.be.below(6144);
    const bigAgain = await world.ok('Decrypt', { CiphertextBlob: big.CiphertextBlob as Uint8Array });
    expect(bigAgain.Plaintext).to.deep.equal(largest);
    const native = await world.key();
    const moved = await world.ok('ReEncrypt', {
      CiphertextBlob,
      SourceEncryptionContext: CONTEXT,
      DestinationKeyId: native,
    });
    const back = await world.ok('ReEncrypt', {
      CiphertextBlob: moved.CiphertextBlob as Uint8Array,
      DestinationKeyId: arn,
    });
    const end = await world.ok('Decrypt', { CiphertextBlob: back.CiphertextBlob as Uint8Array });
    expect(end.Plaintext).to.deep.equal(PLAINTEXT);
    const log = await world.proxies.proxyRequests(proxy.id);
    expect(
      log
        .map(({ operation, kmsOperation }) => `${operation} ${kmsOperation}`)
        .reverse()
        .slice(2),
    ).to.deep.equal([
      'metadata CreateKey',
      'encrypt Encrypt',
      'decrypt Decrypt',
      'encrypt GenerateDataKey',
      'decrypt Decrypt',
      'encrypt Encrypt',
      'decrypt Decrypt',
      'decrypt ReEncrypt',
      'encrypt ReEncrypt',
      'decrypt Decrypt',
    ]);
    expect(log[0]?.kmsKeyArn).to.equal(arn);
    expect(log[0]?.awsPrincipalArn).to.equal('arn:aws:iam::111122223333:user/admin');
  });

  it('need both layers: a proxy cannot decrypt alone, nor another KMS key, nor KMS alone', async () => {
    const scene = await connectedScene();
    const { world, proxy } = scene;
    const CiphertextBlob = await encrypt(scene);
    const decrypt = () => world.error('Decrypt', { CiphertextBlob, EncryptionContext: CONTEXT });
    // What the proxy saw is no plaintext.
    expect(toBase64(CiphertextBlob)).not.to.include(toBase64(PLAINTEXT));
    await world.proxies.removeExternalKey(proxy.id, EXTERNAL_KEY);
    expect(await decrypt()).to.match(/^KMSInvalidStateException: The external key associated .* was not found/);
    await world.proxies.createExternalKey(proxy.id, { keyId: EXTERNAL_KEY });
    expect(await decrypt()).to.match(/^KMSInvalidStateException: .* ciphertext or encryption context is corrupted/);
  });

  it('reject another encryption context and every altered byte', async () => {
    const scene = await connectedScene();
    const { world } = scene;
    const CiphertextBlob = await encrypt(scene);
    expect(await world.error('Decrypt', { CiphertextBlob, EncryptionContext: { purpose: 'other' } })).to.equal(
      'KMSInvalidStateException: The external key store proxy rejected the request because the specified ciphertext or encryption context is corrupted, missing, or otherwise invalid.',
    );
    for (let at = 0; at < CiphertextBlob.length; at += 3) {
      const altered = Uint8Array.from(CiphertextBlob);
      altered[at] = (altered[at] as number) ^ 1;
      expect(await world.error('Decrypt', { CiphertextBlob: altered, EncryptionContext: CONTEXT })).to.match(
        /^(?:KMSInvalidState|InvalidCiphertext)Exception|^AccessDenied/,
      );
    }
  });

  it('answer with the error of each failure', async () => {
    const scene = await connectedScene();
    const { world, proxy } = scene;
    const CiphertextBlob = await encrypt(scene);
    const rows: [FaultName, FaultOptions, RegExp][] = [
      ['xks-proxy-unreachable', {}, /cannot communicate with the external key store proxy/],
      ['xks-proxy-invalid-tls', {}, /cannot establish a TLS connection/],
      ['xks-proxy-latency', { milliseconds: 250 }, /did not respond in time/],
      ['xks-proxy-silent', {}, /did not respond in time/],
      ['xks-proxy-access-denied', {}, /denied access to the operation/],
      ['xks-proxy-malformed-answer', {}, /cannot interpret the response/],
      ['xks-proxy-error', { errorName: 'DependencyTimeoutException' }, /in the time allotted/],
      ['xks-proxy-error', { errorName: 'ThrottlingException' }, /very high request rate/],
      ['xks-proxy-error', { errorName: 'InternalException' }, /cannot communicate with the external key manager/],
      ['xks-proxy-error', { errorName: 'UnsupportedOperationException' }, /does not support the requested operation/],
      ['xks-proxy-error', { errorName: 'AuthenticationFailedException' }, /could not authenticate AWS KMS/],
      ['xks-proxy-wrong-plaintext', {}, /^KMSInvalidStateException: The ciphertext that the external key store proxy/],
    ];
    for (const [name, options, text] of rows) {
      await world.engine.faults.setFault(name, options);
      const error = await world.error('Decrypt', { CiphertextBlob, EncryptionContext: CONTEXT });
      expect(error, name)
        .to.match(text)
        .and.match(/^KMSInvalidStateException/);
      await world.engine.faults.clearFault(name);
    }
    await world.engine.faults.setFault('xks-proxy-latency', { milliseconds: 20 });
    await world.ok('Decrypt', { CiphertextBlob, EncryptionContext: CONTEXT });
    await world.engine.faults.setFault('xks-proxy-unreachable', { proxyId: 'https://b.example.com/kms/xks/v1' });
    await world.ok('Decrypt', { CiphertextBlob, EncryptionContext: CONTEXT });
    await world.engine.faults.clearFault();
    await world.proxies.updateExternalKey(proxy.id, EXTERNAL_KEY, { status: 'DISABLED' });
    expect(await world.error('Decrypt', { CiphertextBlob, EncryptionContext: CONTEXT })).to.match(/is not enabled/);
    await world.proxies.updateExternalKey(proxy.id, EXTERNAL_KEY, { status: 'ENABLED', usage: ['ENCRYPT'] });
    expect(await world.error('Decrypt', { CiphertextBlob, EncryptionContext: CONTEXT })).to.match(
      /does not support the requested operation\. Enable/,
    );
  });

  it('detect a wrong integrity value at once, and a ciphertext of another key when it is decrypted', async () => {
    const scene = await connectedScene();
    const { world, arn } = scene;
    await world.engine.faults.setFault('xks-proxy-wrong-integrity-value');
    expect(await world.error('GenerateDataKey', { KeyId: arn, KeySpec: 'AES_256' })).to.match(
      /^KMSInvalidStateException: AWS KMS cannot interpret/,
    );
    await world.engine.faults.clearFault();
    for (const name of ['xks-proxy-wrong-tag', 'xks-proxy-other-ciphertext'] as const) {
      await world.engine.faults.setFault(name);
      const CiphertextBlob = await encrypt(scene);
      await world.engine.faults.clearFault();
      expect(await world.error('Decrypt', { CiphertextBlob, EncryptionContext: CONTEXT }), name).to.match(
        /^KMSInvalidStateException: The external key store proxy rejected/,
      );
    }
  });

  it('lose nothing if the proxy ends in mid-call', async () => {
    const scene = await connectedScene();
    const { world, proxy } = scene;
    const CiphertextBlob = await encrypt(scene);
    await world.engine.faults.setFault('xks-proxy-silent');
    const before = (await world.proxies.proxyRequests(proxy.id)).length;
    expect(await world.error('Decrypt', { CiphertextBlob, EncryptionContext: CONTEXT })).to.match(/did not respond/);
    expect((await world.proxies.proxyRequests(proxy.id)).length - before).to.equal(2);
    await world.engine.faults.clearFault();
    const { Plaintext } = await world.ok('Decrypt', { CiphertextBlob, EncryptionContext: CONTEXT });
    expect(Plaintext).to.deep.equal(PLAINTEXT);
  });

  it('are Unavailable while the key store is not connected', async () => {
    const scene = await connectedScene();
    const { world, arn, id, proxy } = scene;
    const CiphertextBlob = await encrypt(scene);
    const asked = (await world.proxies.proxyRequests(proxy.id)).length;
    await scene.disconnect();
    expect(await world.error('Decrypt', { CiphertextBlob, EncryptionContext: CONTEXT })).to.match(
      /^KMSInvalidStateException/,
    );
    expect(
      await world.error('CreateKey', { Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId: id, XksKeyId: 'x' }),
    ).to.match(/^CustomKeyStoreInvalidStateException/);
    expect((await world.proxies.proxyRequests(proxy.id)).length).to.equal(asked);
    await world.ok('DisableKey', { KeyId: arn });
    await scene.connect();
    expect((await world.ok('DescribeKey', { KeyId: arn })).KeyMetadata?.KeyState).to.equal('Disabled');
  });

  it('are not rotated, and encrypt no data key pairs', async () => {
    const { world, arn } = await connectedScene();
    expect(await world.error('EnableKeyRotation', { KeyId: arn })).to.match(/^UnsupportedOperationException/);
    expect(await world.error('RotateKeyOnDemand', { KeyId: arn })).to.match(/^UnsupportedOperationException/);
    expect(await world.error('GenerateDataKeyPair', { KeyId: arn, KeyPairSpec: 'ECC_NIST_P256' })).to.match(
      /^UnsupportedOperationException/,
    );
  });

  it('ask the proxy once if another host changes the key meanwhile and the call is repeated', async () => {
    const scene = await connectedScene();
    const { world, proxy, arn } = scene;
    const other = await testWorld(world.database, {}, () => START);
    await world.engine.faults.setFault('xks-proxy-latency', { milliseconds: 150 });
    const before = (await world.proxies.proxyRequests(proxy.id)).length;
    const calling = world.ok('GenerateDataKey', { KeyId: arn, KeySpec: 'AES_256' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await other.ok('TagResource', { KeyId: arn, Tags: [{ TagKey: 'changed', TagValue: 'meanwhile' }] });
    const { Plaintext, CiphertextBlob = new Uint8Array() } = await calling;
    expect((await world.proxies.proxyRequests(proxy.id)).length - before).to.equal(1);
    const decrypted = await world.ok('Decrypt', { CiphertextBlob });
    expect(decrypted.Plaintext).to.deep.equal(Plaintext);
  });
});
