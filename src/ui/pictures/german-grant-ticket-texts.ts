/** Texts of the picture *grant-ticket* in German. */
import { labFormat } from '../page/lab-format.ts';
import type { TEXTS as ENGLISH } from './grant-ticket-texts.ts';

const { countOf } = labFormat('de');

export const TEXTS: typeof ENGLISH = {
  noKey: 'Noch kein Schlüssel.',
  noGrant: 'Noch kein Grant. CreateGrant klemmt einen an diesen Schlüssel.',
  older: (grants) => `${countOf(grants, 'älterer Grant', 'ältere Grants')}, nicht gezeichnet`,
  grant: (grantee) => `Grant für ${grantee}`,
  id: (id) => `Grant ${id}`,
  operations: (names) => `Erlaubt ${names}`,
  constraint: {
    equals: 'Nur mit genau diesem Verschlüsselungskontext',
    subset: 'Nur mit diesen Paaren; weitere sind erlaubt',
  },
  anyContext: 'Mit jedem Verschlüsselungskontext',
  call: (operation, caller) => `${operation} durch ${caller}`,
  use: {
    grant: (call, time) => `${call}, vom Grant erlaubt, ${time}`,
    token: (call, time) => `${call}, vom Grant-Token erlaubt, ${time}`,
    denied: (call, time) => `${call}, verweigert, bevor der Grant wirksam war, ${time}`,
  },
  unused: 'Noch nicht benutzt',
  end: {
    RetireGrant: (caller, time) => `Mit RetireGrant beendet durch ${caller}, ${time}`,
    RevokeGrant: (caller, time) => `Widerrufen durch ${caller}, ${time}`,
  },
  token: 'Grant-Token',
  tokenNeeded: (time) => `Nötig bis ${time}. Ohne es wirkt der Grant noch nicht.`,
  tokenSpent: 'Nicht mehr nötig: Der Grant wirkt.',
  tokenVoid: 'Ungültig: Der Grant ist beendet.',
};
