/** RetireGrant: the grant ends, by its retiring principal, by a grantee that may, or by the account that made it. Key policies have no say in it. */
import { KmsError } from '../../model/errors.ts';
import type { GrantRecord } from '../../model/records.ts';
import { askAbout } from '../authorization/authorize.ts';
import { accessDenied } from '../authorization/denial.ts';
import type { Caller } from '../caller.ts';
import { endGrant } from '../keys/end-grant.ts';
import { findGrant } from '../keys/find-grant.ts';
import { parseGrantToken } from '../keys/grant-tokens.ts';
import type { Operation, Run } from '../operation.ts';

const ACTION = 'kms:RetireGrant';

async function named({ input, key, reader }: Run<'RetireGrant'>): Promise<GrantRecord> {
  const token = input.GrantToken === undefined ? undefined : parseGrantToken(input.GrantToken);
  if (token === undefined) return findGrant(reader, key().arn, input.GrantId ?? '');
  const grant = await reader.get('grants', token.grantId);
  if (grant === undefined) throw new KmsError('InvalidGrantTokenException', undefined, 'The grant of this token has ended.');
  return grant;
}

/** Whether the grant itself lets `caller` retire it. Source: the guide's page on retiring and revoking grants. */
function mayRetire(caller: Caller, grant: GrantRecord): boolean {
  const names = [caller.arn, caller.principal.arn];
  if (grant.retiring !== undefined && names.includes(grant.retiring)) return true;
  if (names.includes(grant.grantee) && grant.operations.includes('RetireGrant')) return true;
  return names.includes(grant.issuer);
}

/** The RetireGrant operation. */
export const retireGrant: Operation<'RetireGrant'> = {
  name: 'RetireGrant',
  readOnly: false,
  crossAccount: true,
  resources: [{ role: 'key', kind: 'key', from: (input) => input.KeyId ?? parseGrantToken(input.GrantToken ?? '')?.keyArn }],
  logged: () => null,
  validate(input) {
    if (input.GrantToken !== undefined && parseGrantToken(input.GrantToken) === undefined) throw new KmsError('InvalidGrantTokenException');
    if (input.GrantToken === undefined && (input.KeyId === undefined || input.GrantId === undefined)) {
      throw new KmsError('ValidationException', 'Grant token OR (grant ID, key ID) must be specified');
    }
  },
  async early(run) {
    const { caller, key, request } = run;
    const grant = await named(run);
    if (mayRetire(caller, grant)) return;
    const resource = { ...run.resource('key'), action: ACTION };
    const verdict = await askAbout({ request, context: run, tokens: [] }, resource, ACTION, { iamAlone: true, retired: grant }, []);
    // By IAM only where the caller's account has a part in the grant: it holds the key, made the grant, or is to retire it.
    const concerned = [key().account, grant.issuer, grant.retiring].some((party) => party?.includes(caller.account));
    if (verdict.allowed && concerned) return;
    throw accessDenied(caller, resource, verdict.allowed ? { allowed: false, decidedBy: { kind: 'none' }, lacking: 'key-policy' } : verdict);
  },
  async run(run) {
    const grant = await named(run);
    return { output: {}, changes: await endGrant(grant, run), additional: { grantId: grant.id } };
  },
};
