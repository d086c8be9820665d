/** The authorization policy of a proxy: a second decision on requests that AWS KMS has already authorized. */
import type { ProxyStatement } from '../model/external-key-manager.ts';
import type { XksRequestMetadata } from '../model/xks-proxy-api.ts';

function matchesPattern(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[\\s\\S]*')
    .replaceAll('?', '[\\s\\S]');
  return new RegExp(`^${source}$`).test(value);
}

/** A value that the request does not have matches no pattern. */
function matches(patterns: readonly string[] | undefined, value: string | undefined): boolean {
  if (patterns === undefined) return true;
  return value !== undefined && patterns.some((pattern) => matchesPattern(pattern, value));
}

function applies(statement: ProxyStatement, externalKeyId: string, metadata: XksRequestMetadata): boolean {
  return (
    matches(statement.externalKeyIds, externalKeyId) &&
    matches(statement.awsPrincipalArns, metadata.awsPrincipalArn) &&
    matches(statement.kmsKeyArns, metadata.kmsKeyArn) &&
    matches(statement.kmsOperations, metadata.kmsOperation) &&
    matches(statement.kmsViaServices, metadata.kmsViaService)
  );
}

/** Returns what denies the request: the Sid of a statement, or `none` if none allows it. Undefined: it is allowed. */
export function deniedBy(
  policy: readonly ProxyStatement[],
  externalKeyId: string,
  metadata: XksRequestMetadata,
): string | undefined {
  const applicable = policy.filter((statement) => applies(statement, externalKeyId, metadata));
  const denial = applicable.find(({ effect }) => effect === 'Deny');
  if (denial !== undefined) return denial.sid;
  return applicable.length > 0 ? undefined : 'none';
}
