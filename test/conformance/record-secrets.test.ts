/**
 * No event of the audit log contains a plaintext, ciphertext, signature, MAC, token, secret or password, in any
 * encoding: a valid call of each operation, the same call denied, and calls of what their inputs leave out.
 */
import { expect } from 'chai';
import { toHex } from '../../src/base/hex.ts';
import type { AuditEvent } from '../../src/model/audit.ts';
import type { Call, Reply } from '../../src/model/contract.ts';
import type { InputOf } from '../../src/model/operations.ts';
import { START, type TestWorld } from '../engine/world.ts';
import { CASES, fixture, type Case, type Fixture, type Registered } from './cases.ts';

const OUTSIDER = 'arn:aws:iam::444455556666:root';

/** Shorter values are in a record by chance. */
const MIN_LENGTH = 8;

/** Members with text that is secret. Of the others, all bytes are. */
const SECRET_TEXTS = new Set(['GrantToken', 'GrantTokens', 'KeyStorePassword', 'RawSecretAccessKey']);

const secretBytes = (): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(32));

/** A secret value, and where it was sent or received. */
interface Secret {
  readonly member: string;
  readonly value: Uint8Array | string;
}

/** Collects the secrets of an input or output. */
function secretsIn(value: unknown, member = '', isSecret = false): Secret[] {
  if (value instanceof Uint8Array) return value.length < MIN_LENGTH ? [] : [{ member, value }];
  if (typeof value === 'string') return isSecret && value.length >= MIN_LENGTH ? [{ member, value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const isPlace = Array.isArray(value);
    return secretsIn(inner, isPlace ? member : `${member}.${name}`, isPlace ? isSecret : SECRET_TEXTS.has(name));
  });
}

/** The texts that would show a value. Base64 has three forms of the same bytes, by where they begin. */
function formsOf(value: Uint8Array | string): string[] {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  const base64 = (from: number) => btoa(String.fromCharCode(...bytes.slice(from, from + 24))).replace(/.{0,4}$/, '');
  const hex = toHex(bytes);
  return [
    ...(typeof value === 'string' ? [value] : []),
    ...[0, 1, 2].map(base64).flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]),
    hex,
    hex.toUpperCase(),
    [...bytes.slice(0, 24)].join(','),
  ];
}

/** Records the secrets of all calls of a world from here on. */
function watchSecrets({ engine }: TestWorld): Secret[] {
  const secrets: Secret[] = [];
  const call = engine.call;
  Object.defineProperty(engine, 'call', {
    value: async (asked: Call): Promise<Reply> => {
      secrets.push(...secretsIn(asked.input, asked.operation));
      const reply = await call(asked);
      if (reply.ok) secrets.push(...secretsIn(reply.output, asked.operation));
      return reply;
    },
  });
  return secrets;
}

async function allEvents({ engine }: TestWorld): Promise<readonly AuditEvent[]> {
  const { events, next } = await engine.events({ limit: 1000 });
  expect(next).to.equal(undefined);
  return events;
}

/** Finds the secrets that an event shows. */
function shownIn(events: readonly AuditEvent[], secrets: readonly Secret[]): string[] {
  const text = JSON.stringify(events);
  return secrets.filter(({ value }) => formsOf(value).some((form) => text.includes(form))).map(({ member }) => member);
}

/** Further input of calls whose case has short values, or leaves secrets out. */
const MORE: { readonly [N in Registered]?: (fixture: Fixture) => Partial<InputOf<N>> | Promise<Partial<InputOf<N>>> } =
  {
    Encrypt: ({ grantToken }) => ({ Plaintext: secretBytes(), GrantTokens: [grantToken] }),
    Sign: () => ({ Message: secretBytes() }),
    GenerateMac: () => ({ Message: secretBytes() }),
    CreateGrant: ({ grantToken }) => ({ GrantTokens: [grantToken] }),
    UpdateCustomKeyStore: () => ({ KeyStorePassword: 'kmsPswd-of-7-letters' }),
  };

async function inputOf<N extends Registered>(name: N, made: Fixture): Promise<InputOf<N>> {
  const row = CASES[name] as unknown as Case<N>;
  const more = MORE[name] as ((fixture: Fixture) => Partial<InputOf<N>> | Promise<Partial<InputOf<N>>>) | undefined;
  return { ...(await row.input(made)), ...(await more?.(made)) };
}

/** An external key store that has the key `vault-key-01`, as the input of CreateCustomKeyStore. */
async function externalStore({ proxies }: TestWorld): Promise<InputOf<'CreateCustomKeyStore'>> {
  const { id, endpoint, path, credential } = await proxies.createProxy();
  await proxies.createExternalKey(id, { keyId: 'vault-key-01' });
  return {
    CustomKeyStoreName: 'vault',
    CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
    XksProxyConnectivity: 'PUBLIC_ENDPOINT',
    XksProxyUriEndpoint: endpoint,
    XksProxyUriPath: path,
    XksProxyAuthenticationCredential: {
      AccessKeyId: credential.accessKeyId,
      RawSecretAccessKey: credential.rawSecretAccessKey,
    },
  };
}

describe('an event of the audit log contains no secret', () => {
  it('that this test could not see', () => {
    const value = secretBytes();
    const event = { record: { text: `x${btoa(String.fromCharCode(0, ...value))}` } } as unknown as AuditEvent;
    expect(shownIn([event], [{ member: 'base64', value }])).to.deep.equal(['base64']);
    expect(shownIn([{ value: toHex(value) } as unknown as AuditEvent], [{ member: 'hex', value }])).to.have.length(1);
    expect(shownIn([{ value: [...value] } as unknown as AuditEvent], [{ member: 'list', value }])).to.have.length(1);
    expect(secretsIn({ A: { KeyStorePassword: 'password' }, GrantTokens: ['a-grant-token'] })).to.have.length(2);
  });

  for (const name of Object.keys(CASES) as Registered[]) {
    it(`of ${name}, which succeeds and is denied`, async () => {
      const made = await fixture(CASES[name].make);
      const { world } = made;
      const secrets = watchSecrets(world);
      secrets.push({ member: 'grantToken', value: made.grantToken });
      if (made.blob.length > 0) secrets.push({ member: 'blob', value: made.blob });
      const input = await inputOf(name, made);
      await world.reply(name, input as never, { caller: OUTSIDER });
      await world.reply(name, input as never);
      await world.engine.advanceClock(60);
      expect(shownIn(await allEvents(world), secrets)).to.deep.equal([]);
    });
  }

  it('of a grant that its token retires', async () => {
    const made = await fixture();
    const secrets = watchSecrets(made.world);
    await made.world.ok('RetireGrant', { GrantToken: made.grantToken });
    expect(secrets.map(({ member }) => member)).to.deep.equal(['RetireGrant.GrantToken']);
    expect(shownIn(await allEvents(made.world), secrets)).to.deep.equal([]);
  });

  it('of an external key store and its keys', async () => {
    const { world } = await fixture();
    const secrets = watchSecrets(world);
    const input = await externalStore(world);
    const { CustomKeyStoreId = '' } = await world.ok('CreateCustomKeyStore', input);
    const { XksProxyAuthenticationCredential } = input;
    await world.ok('UpdateCustomKeyStore', { CustomKeyStoreId, XksProxyAuthenticationCredential });
    await world.ok('ConnectCustomKeyStore', { CustomKeyStoreId });
    await world.engine.advanceClock(60);
    const KeyId = await world.key({ Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId, XksKeyId: 'vault-key-01' });
    const { CiphertextBlob } = await world.ok('Encrypt', { KeyId, Plaintext: secretBytes() });
    await world.ok('Decrypt', { CiphertextBlob });
    await world.ok('GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
    expect(secrets.length).to.be.greaterThan(6);
    expect(shownIn(await allEvents(world), secrets)).to.deep.equal([]);
  });

  it('of what KMS does by itself with imported, related and stored keys', async () => {
    for (const name of ['ImportKeyMaterial', 'ReplicateKey', 'UpdatePrimaryRegion', 'ConnectCustomKeyStore'] as const) {
      const made = await fixture(CASES[name].make);
      const secrets = watchSecrets(made.world);
      const expires = { ValidTo: new Date(START + 90 * 86_400_000), ExpirationModel: 'KEY_MATERIAL_EXPIRES' };
      const input = await inputOf(name, made);
      await made.world.reply(name, { ...input, ...(name === 'ImportKeyMaterial' ? expires : {}) } as never);
      await made.world.engine.advanceClock(60 * 86_400);
      await made.world.reply('ScheduleKeyDeletion', { KeyId: made.key, PendingWindowInDays: 7 });
      await made.world.engine.advanceClock(400 * 86_400);
      expect(shownIn(await allEvents(made.world), secrets), name).to.deep.equal([]);
    }
  });
});
