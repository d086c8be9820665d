/** What each kind of policy may hold: what the directory takes and refuses. */
import { expect } from 'chai';
import { parseDocument, type PolicyKind } from '../../../src/engine/authorization/policy/parse-policy.ts';
import { KmsError } from '../../../src/model/errors.ts';
import type { PolicyDocument } from '../../../src/model/policy-document.ts';

const ALL: readonly PolicyKind[] = ['key', 'identity', 'boundary', 'session', 'scp', 'rcp', 'endpoint'];
const PRINCIPALS: readonly PolicyKind[] = ['key', 'rcp', 'endpoint'];
const RESOURCES: readonly PolicyKind[] = ['key', 'endpoint'];

const without = (...kinds: PolicyKind[]): readonly PolicyKind[] => ALL.filter((kind) => !kinds.includes(kind));

/** A statement that suits `kind`, with `change`. */
function statement(kind: PolicyKind, change: object): object {
  const plain = { Effect: kind === 'rcp' ? 'Deny' : 'Allow', Action: 'kms:*', Resource: '*' };
  return { ...plain, ...(PRINCIPALS.includes(kind) ? { Principal: '*' } : {}), ...change };
}

/** Why a document is refused; undefined where it is taken. */
function refusal(document: unknown, kind: PolicyKind): string | undefined {
  try {
    parseDocument(document as PolicyDocument, kind);
    return undefined;
  } catch (error) {
    if (error instanceof KmsError && error.name === 'MalformedPolicyDocumentException') return error.note;
    throw error;
  }
}

interface Row {
  readonly what: string;
  readonly change?: object;
  /** Members of the document beside its statement. */
  readonly around?: object;
  readonly takenBy: readonly PolicyKind[];
  readonly says: RegExp;
}

const ROWS: readonly Row[] = [
  { what: 'a plain statement', takenBy: ALL, says: /^$/ },
  { what: 'an Id', around: { Id: 'x' }, takenBy: without('identity', 'boundary'), says: /unknown element Id/ },
  {
    what: 'a Sid with a space',
    change: { Sid: 'a b' },
    takenBy: without('identity', 'boundary', 'session'),
    says: /letters and digits/,
  },
  {
    what: 'an ARN that stops short',
    change: { Resource: 'arn:aws:kms' },
    takenBy: ['identity', 'boundary'],
    says: /is not an ARN/,
  },
  { what: 'a principal', change: { Principal: '*' }, takenBy: PRINCIPALS, says: /unknown element Principal/ },
  {
    what: 'a user',
    change: { Principal: { AWS: 'arn:aws:iam::111122223333:user/ann' } },
    takenBy: RESOURCES,
    says: /Principal/,
  },
  {
    what: 'NotPrincipal',
    change: { Principal: undefined, NotPrincipal: { AWS: '111122223333' } },
    takenBy: RESOURCES,
    says: /Principal/,
  },
  { what: 'an allow', change: { Effect: 'Allow' }, takenBy: without('rcp'), says: /allows only Effect "Deny"/ },
  {
    what: 'NotAction',
    change: { Action: undefined, NotAction: 'kms:Encrypt' },
    takenBy: without('rcp'),
    says: /NotAction/,
  },
  {
    what: 'every action of every service',
    change: { Action: ['kms:Encrypt', '*'] },
    takenBy: without('rcp'),
    says: /must start with a service prefix/,
  },
  {
    what: 'NotResource',
    change: { Resource: undefined, NotResource: 'arn:aws:kms:*:*:key/x' },
    takenBy: ALL,
    says: /^$/,
  },
  { what: 'no Action', change: { Action: undefined }, takenBy: ['key'], says: /has no Action/ },
  { what: 'no Resource', change: { Resource: undefined }, takenBy: ['key'], says: /has no Resource/ },
];

describe('the kinds of policies', () => {
  for (const { what, change = {}, around = {}, takenBy, says } of ROWS) {
    it(`take or refuse ${what}`, () => {
      for (const kind of ALL) {
        // As JSON has it: without the members that are undefined.
        const document: unknown = JSON.parse(
          JSON.stringify({ Version: '2012-10-17', ...around, Statement: statement(kind, change) }),
        );
        const why = refusal(document, kind);
        if (takenBy.includes(kind)) expect(why, kind).to.equal(undefined);
        else expect(why, kind).to.match(says);
      }
    });
  }

  it('refuse what is no object', () => {
    for (const kind of ALL)
      for (const document of ['{}', null, 5, []]) expect(refusal(document, kind), kind).to.match(/must be an object/);
  });
});
