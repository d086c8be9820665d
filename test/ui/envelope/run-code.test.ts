import { Script } from 'node:vm';
import { expect } from 'chai';
import { jsonOf, objectJs, quoteJs, quotePython, quoteShell } from '../../../src/ui/envelope/code-quoting.ts';
import { codeCalls, type CodeCall } from '../../../src/ui/envelope/run-calls.ts';
import { writeCode } from '../../../src/ui/envelope/run-code.ts';
import { evaluate, HOSTILE, hostilePairs as map, itWithPython, leftFiles, run } from './code-runners.ts';

/** UTF-8 cannot hold half of a surrogate pair. */
const encodable = HOSTILE.filter((text) => text.isWellFormed());

const text = (value: string) => ({ kind: 'text', text: value }) as const;

describe('code of a run', () => {
  afterEach(() => expect(leftFiles()).to.deep.equal([]));

  for (const hostile of HOSTILE) {
    it(`quotes ${JSON.stringify(hostile)} for JavaScript`, () => {
      expect(evaluate(quoteJs(hostile))).to.equal(hostile);
      // Nothing that is hidden in an editor, and no line end.
      expect(quoteJs(hostile)).not.to.match(/[\n\r\u2028-\u202e\u200b-\u200f\ufeff]/);
    });
  }

  for (const hostile of encodable) {
    it(`quotes ${JSON.stringify(hostile)} for bash`, () => {
      expect(run('bash', ['-c', `printf %s ${quoteShell(hostile)}`])).to.equal(hostile);
      expect(run('sh', ['-c', `printf %s ${quoteShell(hostile)}`])).to.equal(hostile);
    });
  }

  itWithPython('quotes every text for Python', () => {
    // One process for all: Python starts slowly.
    const code = `import json\nprint(json.dumps([${encodable.map((one) => quotePython(one)).join(', ')}]))`;
    expect(JSON.parse(run('python3', ['-'], code))).to.deep.equal(encodable);
  });

  it('refuses an argument that no command can have', () => {
    expect(() => quoteShell('a\0b')).to.throw(RangeError);
  });

  it('writes maps of any names', () => {
    const found = evaluate(objectJs(map)) as Record<string, string>;
    expect(Object.entries(found)).to.deep.equal(Object.entries(map));
    expect(Object.entries(JSON.parse(jsonOf(map)) as object)).to.deep.equal(Object.entries(map));
    expect(evaluate(objectJs({}))).to.deep.equal({});
  });

  const calls: readonly CodeCall[] = [
    {
      operation: 'GenerateDataKey',
      parameters: [
        ['KeyId', text("alias/it's")],
        ['NumberOfBytes', { kind: 'number', number: 32 }],
        ['EncryptionContext', { kind: 'map', map: Object.fromEntries(encodable.map((one, n) => [`n${n}`, one])) }],
      ],
    },
    {
      operation: 'Encrypt',
      parameters: [
        ['KeyId', text('b')],
        ['Plaintext', { kind: 'dataKey' }],
      ],
    },
    { operation: 'Decrypt', parameters: [['CiphertextBlob', { kind: 'bytes', base64: 'AQID' }]] },
  ];
  const context = JSON.stringify((calls[0]?.parameters[2]?.[1] as { map: object }).map);

  itWithPython('calls the AWS CLI with the values of the run', () => {
    // A command aws that prints its arguments, one JSON text per call, on the error output.
    const fake = `aws() { python3 -c 'import json, sys; print(json.dumps(sys.argv[1:]), file=sys.stderr)' "$@"; echo KEY; }`;
    const script = `set -e\n{\n${fake}\n${writeCode('cli', calls, 'eu-west-1')}\n} 2>&1 >/dev/null`;
    const lines = run('bash', ['-c', script])
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as string[]);
    expect(lines.map(([, command]) => command)).to.deep.equal(['generate-data-key', 'encrypt', 'decrypt']);
    const [first, second, third] = lines;
    expect(first?.slice(2, 8)).to.deep.equal([
      '--region',
      'eu-west-1',
      '--key-id',
      "alias/it's",
      '--number-of-bytes',
      '32',
    ]);
    expect(JSON.parse(first?.[9] ?? '')).to.deep.equal(JSON.parse(context));
    expect(second?.slice(4)).to.deep.equal(['--key-id', 'b', '--plaintext', 'KEY']);
    expect(third?.slice(4)).to.deep.equal(['--ciphertext-blob', 'AQID']);
  });

  it('calls the AWS SDK for JavaScript with the values of the run', async () => {
    const sent: unknown[] = [];
    class Command {
      readonly input: unknown;
      constructor(input: unknown) {
        this.input = input;
      }
    }
    const client = {
      KMSClient: class {
        readonly options: unknown;
        constructor(options: unknown) {
          this.options = options;
        }
        send({ input }: Command) {
          sent.push(input, this.options);
          return Promise.resolve({ Plaintext: 'KEY', CiphertextBlob: 'CIPHERTEXT' });
        }
      },
      GenerateDataKeyCommand: Command,
      EncryptCommand: Command,
      DecryptCommand: Command,
    };
    const code = writeCode('sdk', calls, 'eu-west-1').replace(/^import (\{.*\}) from .*;$/m, 'const $1 = client;');
    await (new Script(`(async () => {${code}})()`).runInNewContext({ client, Buffer }) as Promise<void>);
    expect(sent.map((one) => JSON.parse(JSON.stringify(one)) as unknown)).to.deep.equal([
      { KeyId: "alias/it's", NumberOfBytes: 32, EncryptionContext: JSON.parse(context) as unknown },
      { region: 'eu-west-1' },
      { KeyId: 'b', Plaintext: 'KEY' },
      { region: 'eu-west-1' },
      { CiphertextBlob: { type: 'Buffer', data: [1, 2, 3] } },
      { region: 'eu-west-1' },
    ]);
  });

  itWithPython('calls boto3 with the values of the run', () => {
    const fake = `
import json, sys, types
class Client:
    def __getattr__(self, name):
        def call(**arguments):
            print(json.dumps([name, {k: v.hex() if isinstance(v, bytes) else v for k, v in arguments.items()}]))
            return {"Plaintext": "KEY", "CiphertextBlob": "CIPHERTEXT"}
        return call
def client(service, region_name):
    print(json.dumps([service, region_name]))
    return Client()
sys.modules["boto3"] = types.SimpleNamespace(client=client)
`;
    const lines = run('python3', ['-'], fake + writeCode('boto3', calls, 'eu-west-1'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).to.deep.equal([
      ['kms', 'eu-west-1'],
      [
        'generate_data_key',
        { KeyId: "alias/it's", NumberOfBytes: 32, EncryptionContext: JSON.parse(context) as unknown },
      ],
      ['encrypt', { KeyId: 'b', Plaintext: 'KEY' }],
      ['decrypt', { CiphertextBlob: '010203' }],
    ]);
  });

  it('never writes the plaintext data key', () => {
    const dataKey = Uint8Array.from({ length: 32 }, (_one, index) => index);
    const record = (operation: string, input: object, output: object) =>
      ({ operation, input, reply: { ok: true, output }, milliseconds: 0, answeredAt: 0 }) as never;
    const found = codeCalls([
      record('CreateKey', {}, {}),
      record('GenerateDataKey', { KeyId: 'a', EncryptionContext: {} }, { Plaintext: dataKey }),
      record('Encrypt', { KeyId: 'b', Plaintext: dataKey.slice() }, {}),
    ]);
    expect(found).to.deep.equal([
      { operation: 'GenerateDataKey', parameters: [['KeyId', text('a')]] },
      {
        operation: 'Encrypt',
        parameters: [
          ['KeyId', text('b')],
          ['Plaintext', { kind: 'dataKey' }],
        ],
      },
    ]);
    for (const language of ['sdk', 'cli', 'boto3'] as const)
      expect(writeCode(language, found, 'us-east-1')).not.to.contain(Buffer.from(dataKey).toString('base64'));
  });
});
