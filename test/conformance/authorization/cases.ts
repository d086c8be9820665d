/** Every case, from its JSON file. */
import type { Case } from './case.ts';
import evaluation from './data/evaluation.json';
import crossAccount from './data/cross-account.json';
import resources from './data/resources.json';
import defaultPolicies from './data/default-policies.json';
import putKeyPolicy from './data/put-key-policy.json';
import language from './data/language.json';
import organization from './data/organization.json';
import denials from './data/denials.json';
import grants from './data/grants.json';
import conditionKeys from './data/condition-keys.json';

const FILES = [
  evaluation,
  crossAccount,
  resources,
  defaultPolicies,
  putKeyPolicy,
  language,
  organization,
  denials,
  grants,
  conditionKeys,
];

/** The cases, in the order of the files. */
export const CASES: readonly Case[] = FILES.flatMap((rows) => rows as unknown as readonly Case[]);
