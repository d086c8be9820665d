/** Requests of STS that no SDK sends: which errors they get, and that none opens a sandbox without a signature. */
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { expect } from 'chai';
import { createStrongroom } from '../../../src/memory.ts';
import { ADMIN_CREDENTIALS } from '../../../src/model/documented-world.ts';
import { MAX_REQUEST_LENGTH } from '../../../src/model/quotas.ts';
import { createMemoryDatabase } from '../../../src/storage/memory.ts';
import { createHost } from '../../../src/worker/host.ts';

const HOST = 'sts.eu-west-1.amazonaws.com';
const FORM = { 'content-type': 'application/x-www-form-urlencoded', host: HOST };

/** SHA-256 and HMAC-SHA-256 as the SDK's signer takes them. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | Uint8Array) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }
  update(data: Uint8Array): void {
    this.#hash.update(data);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.#hash.digest()));
  }
  reset(): void {}
}

async function signed(body: string): Promise<Record<string, string>> {
  const signer = new SignatureV4({
    service: 'sts',
    region: 'eu-west-1',
    credentials: ADMIN_CREDENTIALS,
    sha256: Sha256 as never,
  });
  const request = { method: 'POST', protocol: 'https:', hostname: HOST, path: '/', headers: FORM, body, query: {} };
  return (await signer.sign(request)).headers;
}

const strongroom = createStrongroom();
const post = (headers: Record<string, string>, body: string) =>
  strongroom.http({ method: 'POST', url: `https://${HOST}/`, headers, body });

/** Status and code of an answer. */
async function ask(body: string): Promise<string> {
  const answer = await post(await signed(body), body);
  expect(answer.headers['content-type']).to.equal('text/xml');
  return `${answer.status} ${/<Code>(.*?)<\/Code>/.exec(answer.body)?.[1] ?? 'OK'}`;
}

const VERSION = 'Version=2011-06-15';
const ROLE = `RoleArn=${encodeURIComponent('arn:aws:iam::111122223333:role/Learner')}`;
const ASSUME = `Action=AssumeRole&${VERSION}&${ROLE}`;

describe('the query protocol', () => {
  it('answers with a document in the namespace of STS', async () => {
    const body = `Action=GetCallerIdentity&${VERSION}`;
    const answer = await post(await signed(body), body);
    expect(answer.body).to.match(
      /^<GetCallerIdentityResponse xmlns="https:\/\/sts\.amazonaws\.com\/doc\/2011-06-15\/"><GetCallerIdentityResult><UserId>AIDA\w+<\/UserId><Account>111122223333<\/Account><Arn>arn:aws:iam::111122223333:user\/admin<\/Arn><\/GetCallerIdentityResult><ResponseMetadata><RequestId>[0-9a-f-]{36}<\/RequestId><\/ResponseMetadata><\/GetCallerIdentityResponse>$/,
    );
  });

  it('rejects hostile forms', async () => {
    expect(await ask(`Action=Steal&${VERSION}`)).to.equal('400 InvalidAction');
    expect(await ask(`Action=__proto__&${VERSION}`)).to.equal('400 InvalidAction');
    expect(await ask('Action=GetCallerIdentity&Version=2020-01-01')).to.equal('400 InvalidAction');
    expect(await ask(VERSION)).to.equal('400 MissingAction');
    expect(await ask(`${ASSUME}&RoleSessionName=one&RoleSessionName=two`)).to.equal('400 InvalidQueryParameter');
    expect(await ask(`${ASSUME}&RoleSessionName=one&DurationSeconds=1e9`)).to.equal('400 ValidationError');
    expect(await ask(`${ASSUME}&RoleSessionName=one&Tags.member.x.Key=a`)).to.equal('400 ValidationError');
    expect(await ask(`${ASSUME}&RoleSessionName=one&Tags=a`)).to.equal('200 OK');
    expect(await ask(`${ASSUME}&RoleSessionName=one&pad=${'x'.repeat(MAX_REQUEST_LENGTH)}`)).to.equal(
      '413 RequestEntityTooLarge',
    );
    const tags = Array.from({ length: 51 }, (_, at) => `Tags.member.${at + 1}.Key=k${at}&Tags.member.${at + 1}.Value=`);
    expect(await ask(`${ASSUME}&RoleSessionName=one&${tags.join('&')}`)).to.equal('400 ValidationError');
  });

  it('reads forms of many items and long headers in linear time', async () => {
    const tags = Array.from({ length: 20_000 }, (_, at) => `Tags.member.${at + 1}.Key=k${at}`);
    expect(await ask(`${ASSUME}&RoleSessionName=one&${tags.join('&')}`)).to.equal('400 ValidationError');
    const authorization = `AWS4-HMAC-SHA256 ${'Credential='.repeat(60_000)}`;
    expect((await post({ ...FORM, authorization }, ASSUME)).body).to.contain('<Code>IncompleteSignature</Code>');
  });

  it('escapes what it repeats, and replaces what XML cannot contain', async () => {
    const name = encodeURIComponent('<script>&"\u0001');
    const body = `${ASSUME}&RoleSessionName=${name}`;
    const answer = await post(await signed(body), body);
    expect(answer.body).to.contain('Value &apos;&lt;script&gt;&amp;&quot;\ufffd&apos; at &apos;roleSessionName&apos;');
  });

  it('rejects a request without a valid signature even where signatures are ignored, and opens no sandbox for one without any', async () => {
    const opened: string[] = [];
    const host = createHost({
      initialSettings: { signatures: 'ignored' },
      openStorage: (world) => {
        opened.push(world);
        return Promise.resolve({ database: createMemoryDatabase(), state: { kind: 'memory', reason: 'a test' } });
      },
    });
    const body = `Action=GetCallerIdentity&${VERSION}`;
    const url = `https://${HOST}/`;
    const unsigned = await host.http('planted', { method: 'POST', url, headers: FORM, body });
    expect([unsigned.status, unsigned.body]).to.satisfy(
      ([status, text]: [number, string]) => status === 403 && text.includes('<Code>MissingAuthenticationToken</Code>'),
    );
    expect(opened).to.deep.equal([]);
    const headers = await signed(`Action=GetSessionToken&${VERSION}`);
    const forged = await host.http('planted', { method: 'POST', url, headers, body });
    expect(forged.status).to.equal(403);
    expect(forged.body).to.contain('<Code>SignatureDoesNotMatch</Code>');
  });
});
