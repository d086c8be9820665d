import * as Sdk from '@aws-sdk/client-kms';
import { expect } from 'chai';
import fc from 'fast-check';
import { createRequestHandler } from '../../src/client/request-handler.ts';
import { KmsError } from '../../src/model/errors.ts';
import type { HttpRequest } from '../../src/model/contract.ts';
import type { OperationName, OutputOf } from '../../src/model/operations.ts';
import { SHAPES } from '../../src/model/shapes.ts';
import { decodeInput, encodeOutput, operationOf, parseBody } from '../../src/protocol/json.ts';
import { inputsOf } from './inputs.ts';

const OPERATIONS = Object.keys(SHAPES) as OperationName[];
const commands = Sdk as unknown as Record<string, new (input: unknown) => Sdk.ListKeysCommand>;

/** A real SDK client whose requests are kept and answered with `answer`. */
function sdk(answer = '{}') {
  const sent: HttpRequest[] = [];
  const requestHandler = createRequestHandler((request) => {
    sent.push(request);
    return Promise.resolve({ status: 200, headers: {}, body: answer });
  });
  const client = new Sdk.KMSClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler,
  });
  return { client, sent };
}

/** What the KmsError of `run` says. */
function refused(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect(error).to.be.instanceOf(KmsError);
    return `${(error as KmsError).name}: ${(error as KmsError).text}`;
  }
  throw new Error('It was not refused.');
}

const decode = (operation: OperationName, body: string): unknown => decodeInput(operation, parseBody(body));

describe('AWS JSON 1.1: inputs', () => {
  for (const operation of OPERATIONS) {
    it(`decodes what the SDK encodes for ${operation}`, async () => {
      const { client, sent } = sdk();
      await fc.assert(
        fc.asyncProperty(inputsOf(operation), async (input) => {
          await client.send(new commands[`${operation}Command`]!(input));
          const { headers, body } = sent.pop() as HttpRequest;
          expect(operationOf(headers['x-amz-target'])).to.equal(operation);
          expect(decode(operation, body)).to.deep.equal(input);
        }),
        { numRuns: 25 },
      );
    });
  }

  it('ignores unknown members and counts null as absent', () => {
    expect(decode('Encrypt', '{"KeyId":"k","Plaintext":null,"Sauce":{"a":[1]},"DryRun":null}')).to.deep.equal({
      KeyId: 'k',
    });
  });

  it('takes names of the prototype as data and as nothing else', () => {
    const body =
      '{"KeyId":"k","__proto__":{"DryRun":true},"constructor":1,"EncryptionContext":{"__proto__":"p","toString":"t"}}';
    const input = decode('Encrypt', body) as { EncryptionContext: Record<string, string>; DryRun?: boolean };
    expect(Object.entries(input.EncryptionContext)).to.deep.equal([
      ['__proto__', 'p'],
      ['toString', 't'],
    ]);
    expect(input.DryRun).to.equal(undefined);
    expect(({} as { DryRun?: boolean }).DryRun).to.equal(undefined);
    expect(Object.keys(input)).to.have.members(['KeyId', 'EncryptionContext']);
  });

  it('keeps milliseconds of timestamps', () => {
    expect(decode('ImportKeyMaterial', '{"ValidTo":1700000000.123}')).to.deep.equal({
      ValidTo: new Date(1_700_000_000_123),
    });
  });

  const WRONG: [operation: OperationName, body: string, text: string][] = [
    ['ListKeys', '', 'The body is not valid JSON'],
    ['ListKeys', '{"Limit":', 'The body is not valid JSON'],
    ['ListKeys', '[]', 'The body is not a JSON object'],
    ['ListKeys', 'null', 'The body is not a JSON object'],
    ['ListKeys', '"{}"', 'The body is not a JSON object'],
    ['ListKeys', '{"Limit":"5"}', 'Limit: STRING_VALUE cannot be converted to an Integer'],
    ['ListKeys', '{"Limit":1.5}', 'Limit: NUMBER_VALUE cannot be converted to an Integer'],
    ['Encrypt', '{"KeyId":5}', 'KeyId: NUMBER_VALUE cannot be converted to a String'],
    ['Encrypt', '{"KeyId":["k"]}', 'KeyId: Start of list cannot be converted to a String'],
    ['Encrypt', '{"KeyId":{}}', 'KeyId: Start of structure or map cannot be converted to a String'],
    ['Encrypt', '{"DryRun":"true"}', 'DryRun: STRING_VALUE cannot be converted to a Boolean'],
    ['Encrypt', '{"Plaintext":[1,2]}', 'Plaintext: Start of list cannot be converted to a Blob'],
    ['Encrypt', '{"Plaintext":"AQ="}', 'Plaintext: the value is not valid base64'],
    ['Encrypt', '{"Plaintext":"A-_="}', 'Plaintext: the value is not valid base64'],
    ['Encrypt', '{"EncryptionContext":[]}', 'EncryptionContext: Start of list cannot be converted to a Map'],
    ['Encrypt', '{"EncryptionContext":{"a":true}}', 'EncryptionContext.a: TRUE_VALUE cannot be converted to a String'],
    ['Encrypt', '{"GrantTokens":"t"}', 'GrantTokens: STRING_VALUE cannot be converted to a List'],
    ['Encrypt', '{"GrantTokens":[null]}', 'GrantTokens[0]: NULL_VALUE cannot be converted to a String'],
    [
      'TagResource',
      '{"Tags":[{"TagKey":"a"},{"TagKey":1}]}',
      'Tags[1].TagKey: NUMBER_VALUE cannot be converted to a String',
    ],
    ['TagResource', '{"Tags":["a"]}', 'Tags[0]: STRING_VALUE cannot be converted to a Structure'],
    ['ImportKeyMaterial', '{"ValidTo":"2030-01-01"}', 'ValidTo: STRING_VALUE cannot be converted to a Timestamp'],
    ['ImportKeyMaterial', '{"ValidTo":1e300}', 'ValidTo: NUMBER_VALUE cannot be converted to a Timestamp'],
  ];
  for (const [operation, body, text] of WRONG) {
    it(`refuses ${operation} ${body || '(empty)'}`, () => {
      expect(refused(() => decode(operation, body))).to.equal(`SerializationException: ${text}`);
    });
  }

  it('answers every JSON with an input or SerializationException', () => {
    fc.assert(
      fc.property(fc.constantFrom(...OPERATIONS), fc.json(), (operation, body) => {
        try {
          decode(operation, body);
        } catch (error) {
          expect(error).to.be.instanceOf(KmsError).with.property('name', 'SerializationException');
        }
      }),
    );
  });

  it('answers a member of any JSON with an input or SerializationException', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...OPERATIONS)
          .chain((operation) =>
            fc.tuple(fc.constant(operation), fc.constantFrom('', ...Object.keys(SHAPES[operation])), fc.json()),
          ),
        ([operation, member, json]) => {
          try {
            decode(operation, `{"${member}":${json}}`);
          } catch (error) {
            expect(error).to.be.instanceOf(KmsError).with.property('name', 'SerializationException');
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('knows operations by TrentService alone', () => {
    expect(operationOf('TrentService.Encrypt')).to.equal('Encrypt');
    for (const target of [
      undefined,
      '',
      'Encrypt',
      'TrentService.encrypt',
      'TrentService.Encrypt.',
      'DynamoDB_20120810.ListTables',
      'TrentService.toString',
    ]) {
      expect(refused(() => operationOf(target))).to.equal('UnknownOperationException: undefined');
    }
  });
});

describe('AWS JSON 1.1: outputs', () => {
  const date = new Date(1_700_000_000_123);
  const blob = Uint8Array.of(0, 1, 254, 255);
  const OUTPUTS: { [N in OperationName]?: OutputOf<N> } = {
    Encrypt: { CiphertextBlob: blob, KeyId: 'arn', EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
    Decrypt: { Plaintext: new Uint8Array(), KeyId: 'arn' },
    GenerateDataKey: { CiphertextBlob: new Uint8Array(8).subarray(2, 5), Plaintext: blob },
    DescribeKey: {
      KeyMetadata: {
        KeyId: 'id',
        CreationDate: date,
        Enabled: false,
        Description: '',
        EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
      },
    },
    ScheduleKeyDeletion: { KeyId: 'arn', DeletionDate: date, KeyState: 'PendingDeletion', PendingWindowInDays: 7 },
    ListAliases: {
      Aliases: [{ AliasName: 'alias/a', CreationDate: date }, { AliasName: 'alias/ä🙂' }],
      Truncated: false,
    },
    ListGrants: {
      Grants: [{ GrantId: 'g', Constraints: { EncryptionContextEquals: { a: 'b' } } }],
      Truncated: true,
      NextMarker: 'm',
    },
    ListResourceTags: { Tags: [], Truncated: false },
    GetParametersForImport: { ImportToken: blob, PublicKey: blob, ParametersValidTo: date },
  };
  for (const [operation, output] of Object.entries(OUTPUTS)) {
    it(`encodes ${operation} so that the SDK reads it`, async () => {
      const { client } = sdk(encodeOutput(operation as OperationName, output));
      const { $metadata: _, ...read } = (await client.send(
        new commands[`${operation}Command`]!({}),
      )) as unknown as Record<string, unknown>;
      expect(read).to.deep.equal(withPlainBytes(output));
    });
  }

  /** Views as arrays of their own: the SDK gives no others. */
  function withPlainBytes(value: unknown): unknown {
    if (value instanceof Uint8Array) return new Uint8Array(value);
    if (value instanceof Date || typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(withPlainBytes);
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withPlainBytes(member)]));
  }

  it('sends no body where the operation has no output, and {} where its output is empty', () => {
    expect(encodeOutput('DisableKey', {})).to.equal('');
    expect(encodeOutput('CreateAlias', undefined)).to.equal('');
    expect(encodeOutput('DeleteCustomKeyStore', {})).to.equal('{}');
  });

  it('leaves out what is undefined and keeps names of the prototype', () => {
    const context = JSON.parse('{"__proto__":"p"}') as Record<string, string>;
    const output = {
      Grants: [{ Name: undefined, Constraints: { EncryptionContextEquals: context } }],
    } as unknown as OutputOf<'ListGrants'>;
    expect(encodeOutput('ListGrants', output)).to.equal(
      '{"Grants":[{"Constraints":{"EncryptionContextEquals":{"__proto__":"p"}}}]}',
    );
  });
});
