/** What the app of a test does with the library, whatever bundled it: the SDK, the sandbox, and a signed file. */
import { CreateKeyCommand, KMSClient, ListKeysCommand, SignCommand, VerifyCommand } from '@aws-sdk/client-kms';

const USER = 'arn:aws:iam::111122223333:user/app';

export async function useLibrary(strongroom) {
  const { accessKeys, principals, reset } = strongroom.sandbox;
  await reset();
  const client = new KMSClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
    requestHandler: strongroom.requestHandler(),
  });
  const { KeyMetadata } = await client.send(new CreateKeyCommand({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }));
  const signed = {
    KeyId: KeyMetadata.KeyId,
    SigningAlgorithm: 'RSASSA_PSS_SHA_256',
    Message: new TextEncoder().encode('hello'),
  };
  const { Signature } = await client.send(new SignCommand(signed));
  const { SignatureValid } = await client.send(new VerifyCommand({ ...signed, Signature }));

  // A stream has no known length, so the hash worker takes part.
  const { KeyMetadata: symmetric } = await strongroom.kms().createKey({});
  const signing = { keyIds: [symmetric.Arn], suite: 0x0578 };
  const { stream } = strongroom.envelope.encrypt(new Blob(['a file']).stream(), signing);
  const encrypted = await new Response(stream).blob();
  const opened = await new Response(strongroom.envelope.decrypt(encrypted).stream).text();

  // A worker that runs twice does everything twice.
  await principals.put({ arn: USER });
  await accessKeys.create(USER);
  return {
    valid: SignatureValid,
    opened,
    keys: (await client.send(new ListKeysCommand({}))).Keys.length,
    accessKeys: (await accessKeys.list(USER)).length,
  };
}
