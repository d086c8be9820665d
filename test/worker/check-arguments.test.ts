/** Arguments of a wrong kind, for every method of a sandbox by its row. */
import { expect } from 'chai';
import { createStrongroom } from '../../src/memory.ts';
import { SANDBOX_METHODS, type ArgumentKind, type SandboxMethod } from '../../src/model/sandbox-methods.ts';
import { createMemoryHost } from '../../src/worker/memory-host.ts';

const VALUES = [undefined, null, 5, Number.NaN, 'text', true, [], {}, 10n, new Date(0), new Uint8Array(1)];

const ACCEPTED: Readonly<Record<ArgumentKind, (value: unknown) => boolean>> = {
  string: (value) => value === 'text',
  'string?': (value) => value === 'text' || value === undefined,
  number: (value) => typeof value === 'number',
  boolean: (value) => value === true,
  object: (value) => value === VALUES[7],
  'object?': (value) => value === VALUES[7] || value === undefined,
  'string or object': (value) => value === VALUES[7] || value === 'text',
};

const SAMPLES: Readonly<Record<ArgumentKind, unknown>> = {
  string: 'text',
  'string?': undefined,
  number: 0,
  boolean: false,
  object: {},
  'object?': undefined,
  'string or object': 'text',
};

/** The message with which `attempt` rejects; undefined if it resolves. */
async function messageOf(attempt: Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt;
    return undefined;
  } catch (error) {
    expect(error).to.be.instanceOf(TypeError);
    return (error as TypeError).message;
  }
}

describe('Arguments of sandbox methods', () => {
  for (const method of Object.keys(SANDBOX_METHODS) as SandboxMethod[]) {
    const { parameters, ...row } = SANDBOX_METHODS[method];
    const { path, calledBy = method }: { readonly path: string | null; readonly calledBy?: string } = row;
    const kinds = parameters as readonly (readonly [string, ArgumentKind])[];
    for (const [index, [name, kind]] of kinds.entries()) {
      it(`${method} rejects ${name} of another kind than ${kind}`, async () => {
        const host = createMemoryHost();
        for (const value of VALUES.filter((one) => !ACCEPTED[kind](one))) {
          const args = kinds.map(([, other], at) => (at === index ? value : SAMPLES[other]));
          const message = await messageOf(host.sandbox('default', method, args));
          expect(message, String(value)).to.match(new RegExp(`^sandbox\\.${path ?? calledBy}: ${name} must be an? `));
        }
      });
    }
  }

  it('are rejected before anything is changed', async () => {
    const { sandbox } = createStrongroom();
    const before = await sandbox.settings.get();
    expect(await messageOf(sandbox.settings.set('strict' as never))).to.equal(
      'sandbox.settings.set: change must be an object.',
    );
    expect(await sandbox.settings.get()).to.deep.equal(before);
  });

  it('explain does not take undefined for the latest call', async () => {
    const { kms, sandbox } = createStrongroom();
    await kms().listKeys();
    expect(await messageOf(sandbox.explain(undefined as never))).to.equal(
      'sandbox.explain: requestId must be a string.',
    );
  });
});

describe('Other arguments of the public API', () => {
  it('rejects the ID of a sandbox that is not a string', async () => {
    const { world } = createStrongroom();
    for (const id of [undefined, null, 5, {}])
      expect(
        await messageOf(
          world(id as never)
            .kms()
            .listKeys(),
        ),
      ).to.match(/^A sandbox ID must have 1 to 64 letters/);
  });

  it('onChange throws for a listener that is not a function', () => {
    const { onChange } = createStrongroom();
    expect(() => onChange(undefined as never)).to.throw(TypeError, 'onChange: listener must be a function.');
  });

  it('rejects a request context that is not an object', async () => {
    const { kms } = createStrongroom();
    for (const context of [5, 'aws:SourceIp', [], null])
      expect(await messageOf(kms('us-east-1', undefined, context as never).listKeys())).to.equal(
        'requestContext must be an object.',
      );
  });

  it('http rejects a request that is not an object', async () => {
    const { http } = createStrongroom();
    for (const request of [undefined, null, 'POST'])
      expect(await messageOf(http(request as never))).to.equal('http: request must be an object');
  });

  it('principals.put, previewPolicy and encrypt name the member that is wrong', async () => {
    const { envelope, sandbox, kms } = createStrongroom();
    expect(await messageOf(sandbox.principals.put({} as never))).to.equal('The ARN of a principal must be a string.');
    expect(await messageOf(sandbox.groups.put({} as never))).to.equal('The ARN of a group must be a string.');
    const { KeyMetadata } = await kms().createKey();
    const arn = KeyMetadata?.Arn ?? '';
    expect(await messageOf(sandbox.checkPolicy(arn, '{}', 5 as never))).to.equal('caller must be an ARN.');
    for (const options of [undefined, null]) {
      expect(() => envelope.encrypt(new Blob(['a']), options as never)).to.throw(
        TypeError,
        'options must be an object.',
      );
    }
    for (const keyIds of [undefined, []]) {
      expect(() => envelope.encrypt(new Blob(['a']), { keyIds } as never)).to.throw(
        TypeError,
        'options must have keyIds with at least one key ID, keyrings or materialsManager.',
      );
    }
    for (const keyIds of ['alias/app', ['alias/app', ''], [5]]) {
      expect(() => envelope.encrypt(new Blob(['a']), { keyIds } as never)).to.throw(
        TypeError,
        'keyIds must be an array of strings that are not empty.',
      );
    }
  });
});
