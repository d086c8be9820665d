import { parseArn } from '../../model/arn.ts';
import { callerKind } from './principal-names.ts';

/**
 * The query of the Directory's address that opens the form of a new principal with the ARN `arn`; undefined for an ARN
 * that cannot be created.
 */
export function newPrincipalQuery(arn: string): Readonly<Record<string, string>> | undefined {
  const parsed = parseArn(arn);
  const kind = callerKind(arn);
  const name = parsed?.resource.slice(parsed.resource.indexOf('/') + 1) ?? '';
  if (!parsed || kind === undefined || kind === 'service' || kind === 'root') return undefined;
  const [role = '', session = ''] = name.split('/');
  return { new: kind, account: parsed.account, ...(kind === 'session' ? { role, session } : { name }) };
}
