/** The simulator's questions: an example for every operation, in an address and back, and from an event of the log. */
import { expect } from 'chai';
import type { Decision } from '../../../src/model/decision.ts';
import type { OperationName } from '../../../src/model/operations.ts';
import { inputFrom, jsonOf, JsonFinding, parseObject } from '../../../src/ui/page/input-json.ts';
import { TEXTS } from '../../../src/ui/page/input-json-texts.ts';
import { sampleInput } from '../../../src/model/sample-input.ts';
import {
  ASKABLE_OPERATIONS,
  questionFrom,
  questionHref,
  questionOf,
  type Question,
} from '../../../src/ui/decision/simulation.ts';
import { newKey, pageContext } from '../context.ts';

const ADMIN = 'arn:aws:iam::111122223333:user/admin';

const asQuery = (address: string): URLSearchParams => new URLSearchParams(address.split('?')[1]);

describe('sampleInput', () => {
  it('asks a question that can be decided, for every operation that the sandbox supports', async () => {
    const context = pageContext();
    const { KeyId: id = '', Arn = '' } = await newKey(context);
    await context.kms.createAlias({ AliasName: 'alias/one', TargetKeyId: id });
    const { GrantId: grantId } = await context.kms.createGrant({
      KeyId: id,
      GranteePrincipal: ADMIN,
      Operations: ['Decrypt'],
    });
    const failed: string[] = [];
    for (const operation of ASKABLE_OPERATIONS) {
      const input = sampleInput(operation, {
        id: Arn,
        alias: operation === 'CreateAlias' ? undefined : 'alias/one',
        grantId,
      });
      try {
        const decision = await context.strongroom.sandbox.simulate({ principal: ADMIN, operation, input });
        expect(decision.allowed, operation).to.equal(true);
      } catch (error) {
        failed.push(`${operation}: ${(error as Error).name}`);
      }
    }
    expect(failed).to.deep.equal([]);
  });

  it('names an algorithm that the key has', () => {
    expect(sampleInput('Sign', { id: 'k', spec: 'ML_DSA_65' }).SigningAlgorithm).to.equal('ML_DSA_SHAKE_256');
    expect(sampleInput('Encrypt', { id: 'k', spec: 'RSA_2048' }).EncryptionAlgorithm).to.equal('RSAES_OAEP_SHA_1');
    expect(sampleInput('Encrypt', { id: 'k', spec: 'SYMMETRIC_DEFAULT' })).not.to.have.property('EncryptionAlgorithm');
  });
});

describe('a question', () => {
  const question: Question = {
    principal: 'arn:aws:iam::444455556666:user/zoe',
    operation: 'Encrypt',
    region: 'eu-west-1',
    input: { KeyId: 'alias/app', Plaintext: new Uint8Array([1, 2, 3]), EncryptionContext: { tenant: 'red & blue' } },
    requestContext: { 'aws:SourceIp': '203.0.113.7', 'aws:CalledVia': ['a.amazonaws.com', 'b.amazonaws.com'] },
  };
  const usual = { principal: ADMIN, region: 'us-east-1', key: { id: 'alias/other' } };

  it('about a ciphertext goes on without it, on the key that was found in it', async () => {
    const context = pageContext();
    const { KeyId, Arn = '' } = await newKey(context);
    const { CiphertextBlob = new Uint8Array() } = await context.kms.encrypt({ KeyId, Plaintext: new Uint8Array(1) });
    for (const [operation, input] of [
      ['Decrypt', { CiphertextBlob, EncryptionContext: { a: 'b' } }],
      ['ReEncrypt', { CiphertextBlob, DestinationKeyId: Arn }],
    ] as const) {
      const asked: Question = { principal: ADMIN, operation, region: 'us-east-1', input, requestContext: {} };
      const decision = await context.strongroom.sandbox.simulate(asked);
      const back = questionFrom(asQuery(questionHref(asked, decision)), usual);
      expect(back.input, operation).to.have.property(operation === 'Decrypt' ? 'KeyId' : 'SourceKeyId', Arn);
      expect((await context.strongroom.sandbox.simulate(back)).allowed, operation).to.equal(true);
      // Without a decision the usual key stands for it.
      expect(questionFrom(asQuery(questionHref(asked)), usual).input).to.have.property(
        operation === 'Decrypt' ? 'KeyId' : 'SourceKeyId',
        'alias/other',
      );
    }
  });

  it('stands in its address with its time, where it has one', () => {
    const at = new Date('2030-01-01T00:00:00Z');
    expect(questionFrom(asQuery(questionHref({ ...question, at })), usual).at).to.deep.equal(at);
    expect(questionFrom(asQuery(questionHref(question)), usual)).not.to.have.property('at');
    expect(questionFrom(new URLSearchParams({ at: 'tomorrow' }), usual)).not.to.have.property('at');
  });

  it('stands in its address without bytes, and comes back with an example of them', () => {
    const address = questionHref(question);
    expect(address).not.to.contain('Plaintext');
    const back = questionFrom(asQuery(address), usual);
    expect(back).to.deep.include({
      principal: question.principal,
      operation: 'Encrypt',
      region: 'eu-west-1',
      requestContext: question.requestContext,
    });
    expect(back.input).to.deep.include({ KeyId: 'alias/app', EncryptionContext: { tenant: 'red & blue' } });
    expect((back.input as { Plaintext?: unknown }).Plaintext).to.be.instanceOf(Uint8Array);
  });

  it('is an example where the address says nothing that can be read', () => {
    const back = questionFrom(new URLSearchParams('operation=Nonsense&input={&context=[1]'), usual);
    expect(back).to.deep.equal({
      principal: ADMIN,
      operation: 'Decrypt',
      region: 'us-east-1',
      input: { KeyId: 'alias/other', DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT'] },
      requestContext: {},
    });
  });

  it('follows from an event, and is decided as the event was', async () => {
    const context = pageContext();
    const { strongroom, kms } = context;
    const { KeyId } = await newKey(context);
    const zoe = 'arn:aws:iam::111122223333:user/zoe';
    await strongroom.sandbox.principals.put({ arn: zoe });
    const { CiphertextBlob } = await kms.encrypt({
      KeyId,
      Plaintext: new Uint8Array(1),
      EncryptionContext: { a: 'b' },
    });
    await strongroom.kms('us-east-1', zoe).call('Decrypt', { CiphertextBlob, EncryptionContext: { a: 'b' } });
    const [event] = (await strongroom.sandbox.events.query({ operation: 'Decrypt' })).events;
    const asked = questionOf(event!);
    expect(asked).to.deep.include({ principal: zoe, operation: 'Decrypt', region: 'us-east-1' });
    expect(asked?.input).to.deep.include({ EncryptionContext: { a: 'b' } });
    const {
      fix: _fix,
      fixes: _fixes,
      ...decision
    } = await strongroom.sandbox.simulate({
      ...asked!,
      operation: asked!.operation as OperationName,
    });
    // The question names the key, because an event does not contain the ciphertext.
    const waysOf = ({ resources = [] }: Decision) => resources.map(({ identifiedBy }) => identifiedBy?.by);
    expect([waysOf(event!.decision!), waysOf(decision)]).to.deep.equal([['ciphertext'], ['key-arn']]);
    const policiesOf = ({ resources = [], ...rest }: Decision) => ({
      ...rest,
      resources: resources.map(({ identifiedBy: _identifiedBy, ...own }) => own),
    });
    expect(policiesOf(decision)).to.deep.equal(policiesOf(event!.decision!));
  });
});

describe('input as JSON', () => {
  it('reads bytes and times by the shape of the operation, and writes them again', () => {
    const input = inputFrom(
      'ImportKeyMaterial',
      '{"KeyId": "k", "ImportToken": "AQI=", "ValidTo": "2026-01-31T12:00:00Z"}',
    );
    expect(input.ImportToken).to.deep.equal(new Uint8Array([1, 2]));
    expect(input.ValidTo).to.deep.equal(new Date('2026-01-31T12:00:00Z'));
    expect(JSON.parse(jsonOf(input))).to.deep.equal({
      KeyId: 'k',
      ImportToken: 'AQI=',
      ValidTo: '2026-01-31T12:00:00.000Z',
    });
  });

  const findings = [
    ['{\n  "KeyId": "a",\n  "KeyId" "b"\n}', /^Line 3: /, 3],
    ['', /^Line 1: /, 1],
    ['[]', new RegExp(TEXTS.notAnObject), undefined],
    ['{"Plaintext": 5}', new RegExp(TEXTS.notAString('Plaintext')), undefined],
    ['{"Plaintext": "!!"}', new RegExp(TEXTS.notBase64('Plaintext')), undefined],
  ] as const;
  for (const [text, message, line] of findings) {
    it(`says what is wrong with ${JSON.stringify(text)}`, () => {
      let found: unknown;
      try {
        inputFrom('Encrypt', text);
      } catch (error) {
        found = error;
      }
      expect(found).to.be.instanceOf(JsonFinding);
      expect((found as JsonFinding).message).to.match(message);
      expect((found as JsonFinding).line).to.equal(line);
    });
  }

  it('parses what is right', () => {
    expect(parseObject('{"a": [1]}')).to.deep.equal({ a: [1] });
  });
});
