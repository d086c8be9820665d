/** The access matrix of a key: every principal of the directory, every action on a key. Each cell is asked of the same evaluator as a real call. */
import type { AccessCell } from '../../model/decision.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { keyActions } from '../../model/operation-keys.ts';
import type { KeyRecord } from '../../model/records.ts';
import { askAbout } from '../authorization/authorize.ts';
import type { Request } from '../authorization/request.ts';
import { callerOf } from '../directory/principals.ts';
import type { CallContext, Resolved } from '../pipeline/call-context.ts';

const COLUMNS = keyActions();

/** Asks for every cell. `principal` of a role is its ARN, `operation` the action without `kms:`. */
export async function accessMatrix(key: KeyRecord, context: Omit<CallContext, 'caller'>): Promise<AccessCell[]> {
  const cells: AccessCell[] = [];
  for (const { arn } of await context.reader.all('principals', 'all', [])) {
    const caller = await callerOf(context.reader, arn, context.settings);
    for (const { operation, action, role } of COLUMNS) {
      const resource: Resolved = { role, kind: 'key', action, arn: key.arn, key };
      const request: Request = {
        caller,
        operation,
        input: { KeyId: key.arn, Operations: ['DescribeKey'] },
        region: key.region,
        now: context.now,
        requestContext: undefined,
        crossAccount: OPERATION_FACTS[operation].crossAccount === true,
        resources: [resource],
        endpoint: undefined,
      };
      const { allowed } = await askAbout(
        { request, context: { ...context, caller }, tokens: [] },
        resource,
        action,
        {},
        [],
      );
      cells.push({ principal: arn, operation: action.replace(/^kms:/, ''), allowed });
    }
  }
  return cells;
}

/** Cells of `after` that differ from `before`. */
export function differing(before: readonly AccessCell[], after: readonly AccessCell[]): readonly AccessCell[] {
  const known = new Map(before.map(({ principal, operation, allowed }) => [`${principal} ${operation}`, allowed]));
  return after.filter(({ principal, operation, allowed }) => known.get(`${principal} ${operation}`) !== allowed);
}
