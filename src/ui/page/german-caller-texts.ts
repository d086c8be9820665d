/** Callers in a sentence, in German. They have no article, so that they fit every case. */
import type { TEXTS as ENGLISH } from './page-texts.ts';

export const TEXTS: (typeof ENGLISH)['caller'] = {
  service: (name) => `Service ${name}`,
  root: 'Root-Benutzer',
  user: (name) => `Benutzer ${name}`,
  role: (name) => `Rolle ${name}`,
  session: (role, session) => `Rolle ${role} in der Sitzung ${session}`,
  federated: (name) => `Verbundbenutzer ${name}`,
  group: (name) => `Gruppe ${name}`,
  ofAccount: (name, account) => `${name} in ${account}`,
};
