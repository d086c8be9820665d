/** Every option of the envelope against values of every kind: what is wrong is named, and what it must be. */
import { describe, expect, it } from 'vitest';
import { EnvelopeError } from '../../../src/envelope/envelope-error.ts';
import { FrameBudget } from '../../../src/envelope/frame-budget.ts';
import { releaseChunk } from '../../../src/envelope/release-chunk.ts';
import {
  arn,
  branchKeyId,
  branchKeyStore,
  content,
  document,
  encrypt,
  envelope,
  expectNamed,
  kinds,
  message,
  output,
  rsaPublicKey,
  SUBJECTS,
  tools,
  VALUES,
  type KindName,
  type Subject,
} from './option-kinds.ts';

/** A source and what replaces it are not valid together. */
function withMember({ valid, members }: Subject, member: string, value: unknown): never {
  const isSource = 'keyIds' in members && ['keyIds', 'keyrings', 'materialsManager'].includes(member);
  return { ...valid, ...(isSource ? { keyIds: undefined } : {}), [member]: value } as never;
}

for (const subject of SUBJECTS) {
  const { name, call, valid, members, argument } = subject;
  describe(`${name} refuses by name`, () => {
    it('nothing of valid options', async () => {
      await call(valid as never);
    });

    for (const [member, accepted] of Object.entries(members))
      it(`${member} of every other kind`, async () => {
        for (const kind of kinds.filter((one) => !accepted.includes(one)))
          await expectNamed(() => call(withMember(subject, member, VALUES[kind])), member);
      });

    // The keys of a run are rows of the caller, which may have other members.
    it.skipIf(name.startsWith('a key of'))('a misspelled member, also one that is undefined', async () => {
      for (const value of ['abc', undefined])
        await expect((async () => call({ ...valid, keyIdz: value } as never))()).rejects.toThrow(
          new RegExp(`^${argument ?? 'options'} has the unknown member keyIdz\\. Members: .*\\w\\.$`),
        );
    });

    it('options that are not an object', async () => {
      for (const kind of kinds.filter((one) => one !== 'object'))
        await expectNamed(() => call(VALUES[kind] as never), argument ?? 'options');
    });
  });
}

describe('arguments that are not options', () => {
  const others = (...accepted: KindName[]) =>
    kinds.filter((kind) => !accepted.includes(kind)).map((kind) => VALUES[kind]);
  const wrong = (value: unknown) => value as never;

  it('names an input that is not a Blob, a Response or a stream', async () => {
    for (const value of others()) {
      await expectNamed(() => envelope.encrypt(wrong(value), { keyIds: [arn] }), 'input');
      await expectNamed(() => envelope.decrypt(wrong(value)), 'input');
    }
  });

  it('refuses a Response whose body was read, and a stream with a reader, which would be empty', async () => {
    const read = new Response('abc');
    await read.text();
    const locked = new Blob(['abc']).stream();
    locked.getReader();
    for (const input of [read, locked])
      expect(() => envelope.encrypt(input, { keyIds: [arn] })).toThrow(/input must not be locked or read/);
  });

  it('names every other argument', async () => {
    for (const value of others('bytes')) {
      await expectNamed(() => tools.encryptJson(wrong(value), { keyIds: [arn] }), 'content');
      await expectNamed(() => releaseChunk(wrong(value)), 'chunk');
    }
    for (const value of others()) await expectNamed(() => tools.changeMessageRecipients(wrong(value), {}), 'message');
    for (const value of others('function'))
      await expectNamed(() => tools.removeJsonRecipients(document, wrong(value)), 'shouldRemove');
    for (const value of others('array'))
      await expectNamed(() => tools.reEncryptDataKeys(wrong(value), { destinationKeyId: arn }), 'keys');
    for (const value of others('number')) await expectNamed(() => new FrameBudget(wrong(value)), 'limit');
    for (const limit of [0, -1, NaN, 1.5]) await expectNamed(() => new FrameBudget(limit), 'limit');
    const cache = await envelope.createCachingMaterialsManager({ keyIds: [arn] }, { maxAgeMs: 1000 });
    for (const value of others('object')) {
      await expectNamed(() => cache.getEncryptionMaterials(wrong(value)), 'request');
      await expectNamed(() => cache.getDecryptionMaterials(wrong(value)), 'request');
    }
    for (const store of [branchKeyStore, tools.createKmsBranchKeyStore({ kmsKeyArn: arn })])
      for (const value of others('text')) {
        await expectNamed(() => store.getActiveBranchKey(wrong(value)), 'branchKeyId');
        await expectNamed(() => store.getBranchKeyVersion(wrong(value), 'v'), 'branchKeyId');
        await expectNamed(() => store.getBranchKeyVersion(branchKeyId, wrong(value)), 'version');
        await expectNamed(() => store.versionBranchKey(wrong(value)), 'branchKeyId');
      }
  });

  it('calls a document that is no JSON object damaged', async () => {
    for (const value of others('object', 'map', 'bytes')) {
      await expect(tools.decryptJson(wrong(value))).rejects.toMatchObject({ code: 'MalformedMessage' });
      await expect(tools.addJsonRecipients(wrong(value), { to: { keyIds: [arn] } })).rejects.toMatchObject({
        code: 'MalformedMessage',
      });
      expect(() => tools.removeJsonRecipients(wrong(value), () => true)).toThrow(EnvelopeError);
    }
  });
});

describe('members of wrong members', () => {
  const wrong = (options: object) => options as never;

  it('names the context whose value is not a text', async () => {
    const context = { a: 1 };
    const { encryptJson, decryptJson, createKeyring } = tools;
    const cases: [name: string, act: () => unknown][] = [
      ['encryptionContext', () => envelope.encrypt(new Blob(), wrong({ keyIds: [arn], encryptionContext: context }))],
      ['encryptionContext', () => envelope.decrypt(new Blob(), wrong({ encryptionContext: context }))],
      ['reproducedContext', () => envelope.decrypt(new Blob(), wrong({ reproducedContext: context }))],
      ['encryptionContext', () => encryptJson(content, wrong({ keyIds: [arn], encryptionContext: context }))],
      ['encryptionContext', () => decryptJson(document, wrong({ encryptionContext: context }))],
      [
        'keyPairContext',
        () =>
          createKeyring(
            wrong({ type: 'data-key-pair', keyName: 'n', publicKey: rsaPublicKey, keyPairContext: context }),
          ),
      ],
    ];
    for (const [member, act] of cases) await expectNamed(act, member);
  });

  it('names the text in a list that is empty or no text', async () => {
    for (const keyIds of [[arn, ''], [arn, 5], [arn, null], new Array(1)])
      await expectNamed(() => envelope.encrypt(new Blob(), wrong({ keyIds })), 'keyIds');
    for (const grantTokens of [[''], [5]])
      await expectNamed(() => envelope.decrypt(new Blob(), wrong({ grantTokens })), 'grantTokens');
    await expectNamed(
      () => envelope.encrypt(new Blob(), wrong({ keyIds: [arn], requiredContextKeys: [5] })),
      'requiredContextKeys',
    );
  });

  it('names the misspelled member of a discovery filter', async () => {
    const options = wrong({ type: 'aws-kms-discovery', discoveryFilter: { accountIds: [], partitions: 'aws' } });
    await expect(tools.createKeyring(options)).rejects.toThrow(/^discoveryFilter has the unknown member partitions\./);
  });

  it('names the keyring of a list that is wrong', async () => {
    const act = () =>
      output(envelope.decrypt(new Blob([message]), wrong({ keyrings: [{ type: 'aws-kms', keyIds: [arn] }, 5] })));
    await expect(act()).rejects.toThrow(/keyrings\[1\] must be an object with the methods onEncrypt and onDecrypt/);
  });

  it('uses an empty context as a context, and undefined as a missing member', async () => {
    const absent = { signal: undefined, onProgress: undefined, budget: undefined, region: undefined };
    const encrypted = await encrypt(content, { keyIds: [arn], encryptionContext: {}, ...absent });
    expect(await output(envelope.decrypt(new Blob([encrypted]), { encryptionContext: {}, ...absent }))).toEqual(
      content,
    );
    const bare = Object.assign(Object.create(null) as object, { a: 'b' }) as Record<string, string>;
    expect(await output(envelope.decrypt(new Blob([message]), { encryptionContext: bare }))).toEqual(content);
  });
});
