import type { SimulatedCall } from '../../model/contract.ts';
import type { Sandbox } from '../../model/sandbox.ts';

/** Whether AWS would answer with this error. */
const isServiceError = (error: unknown): boolean =>
  error instanceof Error && (error as { readonly $fault?: unknown }).$fault !== undefined;

/**
 * Asks the authorizer whether a call would be allowed. Nothing is called. False also if the call fails before
 * authorization, or if its caller does not exist.
 */
export async function isAllowed({ simulate }: Pick<Sandbox, 'simulate'>, call: SimulatedCall): Promise<boolean> {
  try {
    return (await simulate({ ...call, fixes: false })).allowed;
  } catch (error) {
    if (error instanceof TypeError || isServiceError(error)) return false;
    throw error;
  }
}
