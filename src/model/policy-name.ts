/** The names under which decisions speak of policies: whose, which version of it, and which of its documents. */

/**
 * `whose` for its first version, `<whose>#<version>` once it was replaced. Whose: the ARN of a key, a principal, a group or a session, the id of an
 * account or an endpoint.
 */
export const policyVersionId = (whose: string, version = 0): string => (version === 0 ? whose : `${whose}#${version}`);

/** A name in its parts. */
export interface PolicyName {
  readonly whose: string;
  readonly version: number;
  /** What kind of document: `policy`, `boundary`, `session policy`, ...; empty for what is there once and has no other name. */
  readonly what: string;
  /** From 0. */
  readonly index: number;
}

/** The name of one document of several: `<whose> policy 1` is the first. */
export const numberedName = (whose: string, what: string, index: number): string => `${whose} ${what} ${index + 1}`;

/** The parts of a name. */
export function parsePolicyName(name: string): PolicyName {
  const [, whose = '', version = '0', what = '', number = '1'] =
    /^([^ #]*)(?:#(\d+))? ?(.*?)(?: (\d+))?$/.exec(name) ?? [];
  return { whose, version: Number(version), what, index: Number(number) - 1 };
}
