/** The access matrix of a key: every principal of the directory, every action on a key. Each cell is asked of the same evaluator as a real call. */
import type { AccessCell } from '../../model/decision.ts';
import type { OperationName } from '../../model/operations.ts';
import type { KeyRecord } from '../../model/records.ts';
import { askAbout } from '../authorization/authorize.ts';
import type { Request } from '../authorization/request.ts';
import { callerOf } from '../directory/principals.ts';
import type { CallContext, Resolved } from '../pipeline/call-context.ts';
import type { Operation } from '../pipeline/operation.ts';

/** One column: an action on a key, and the operation that needs it. */
interface Column {
  readonly operation: OperationName;
  readonly action: string;
  readonly role: string;
  readonly crossAccount: boolean;
}

/** The columns: ReEncrypt has two, the alias operations stand for their key. */
function columnsOf(operations: readonly Operation<OperationName>[]): readonly Column[] {
  const columns = new Map<string, Column>();
  for (const { name, resources, crossAccount } of operations) {
    for (const { kind, action, role } of resources) {
      if ((kind !== 'key' && kind !== 'ciphertext') || action === undefined || columns.has(action)) continue;
      columns.set(action, { operation: name, action, role, crossAccount: crossAccount === true });
    }
  }
  return [...columns.values()];
}

/** The actions on a key that some operation needs. */
export function keyActions(operations: readonly Operation<OperationName>[]): readonly string[] {
  return columnsOf(operations).map(({ action }) => action);
}

/** Asks for every cell. `principal` of a role is its ARN, `operation` the action without `kms:`. */
export async function accessMatrix(
  key: KeyRecord,
  operations: readonly Operation<OperationName>[],
  context: Omit<CallContext, 'caller'>,
): Promise<AccessCell[]> {
  const cells: AccessCell[] = [];
  const columns = columnsOf(operations);
  for (const { arn } of await context.reader.all('principals', 'all', [])) {
    const caller = await callerOf(context.reader, arn, context.settings);
    for (const { operation, action, role, crossAccount } of columns) {
      const resource: Resolved = { role, kind: 'key', action, arn: key.arn, key };
      const request: Request = {
        caller,
        operation,
        input: { KeyId: key.arn, Operations: ['DescribeKey'] },
        region: key.region,
        now: context.now,
        requestContext: undefined,
        crossAccount,
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
