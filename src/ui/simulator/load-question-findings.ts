import type { Sandbox } from '../../client/strongroom.ts';
import { isRegionName } from '../../model/regions.ts';
import { factFinding, REQUEST_FACTS } from '../decision/request-facts.ts';
import type { Question } from '../decision/simulation.ts';
import { callerKind, isServiceName } from '../page/principal-names.ts';
import { TEXTS } from './simulator-texts.ts';

async function principalFinding(sandbox: Sandbox, principal: string): Promise<string> {
  if (isServiceName(principal)) return '';
  const kind = callerKind(principal);
  if (kind === undefined || kind === 'group') return TEXTS.findings.notAPrincipal(principal);
  return (await sandbox.principals.get(principal)) ? '' : TEXTS.findings.noSuchPrincipal(principal);
}

/** Whether a request attribute has a value that no request can have. The sandbox would evaluate it. */
export function hasWrongFact({ requestContext }: Pick<Question, 'requestContext'>): boolean {
  return REQUEST_FACTS.some((fact) => factFinding(fact, requestContext[fact.key]) !== '');
}

/**
 * Why the sandbox could not evaluate a question, for what is not a member of its input: principal, Region and request
 * attributes. Empty if it can.
 */
export async function loadQuestionFindings(
  sandbox: Sandbox,
  { principal, region, requestContext }: Question,
): Promise<readonly string[]> {
  return [
    await principalFinding(sandbox, principal),
    isRegionName(region) ? '' : TEXTS.findings.notARegion(region),
    hasWrongFact({ requestContext }) ? TEXTS.findings.context : '',
  ].filter(Boolean);
}
